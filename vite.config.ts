/**
 * How the page is served and built. The site works from any sub-path of any static host (base './'), and the built
 * page carries a content security policy strict enough that nothing but its own files can run or be fetched.
 */
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';
import { clusterBridge } from './src/server/bridge/index.ts';
import { completeWords } from './src/workshop/complete-words.ts';
import { contentSecurityPolicy } from './src/workshop/content-security-policy.ts';
import { fieldDocumentation } from './src/workshop/field-documentation.ts';
import { kitAddress } from './src/workshop/kit-address.ts';
import { offline } from './src/workshop/offline.ts';

export default defineConfig({
  base: './',
  plugins: [
    react(),
    contentSecurityPolicy(),
    fieldDocumentation(),
    kitAddress(),
    completeWords(),
    offline(),
    clusterBridge(),
  ],
  worker: { format: 'es' },
  build: {
    target: 'es2023',
    outDir: 'dist',
    // A data: URL would need an exception in the policy; a file needs none.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 4000,
    rolldownOptions: {
      output: {
        codeSplitting: {
          groups: [
            // What the first page and Monaco both use must lie with the first page, or Monaco would load at once.
            { name: 'react', test: /vite\/preload-helper|node_modules\/(react|react-dom|scheduler)\//, priority: 2 },
            // Loaded when the editor is first opened. A ?worker import is only the worker's address.
            { name: 'xterm', test: /node_modules\/@xterm\/[^?]*$/, priority: 1 },
            { name: 'monaco', test: /node_modules\/monaco-[a-z-]+\/[^?]*$/, priority: 1 },
          ],
        },
      },
    },
  },
  server: { host: '127.0.0.1', port: 5173 },
  preview: { host: '127.0.0.1' },
});
