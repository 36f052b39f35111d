/**
 * How the page is served and built. The site works from any sub-path of any static host (base './'), and the built
 * page carries a content security policy strict enough that nothing but its own files can run or be fetched.
 */
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';
import { contentSecurityPolicy } from './src/workshop/content-security-policy.ts';
import { offline } from './src/workshop/offline.ts';

export default defineConfig({
  base: './',
  plugins: [react(), contentSecurityPolicy(), offline()],
  worker: { format: 'es' },
  build: {
    target: 'es2023',
    outDir: 'dist',
    // A data: URL would need an exception in the policy; a file needs none.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 4000,
    rollupOptions: {
      output: {
        manualChunks(id: string): string | undefined {
          if (/node_modules\/(monaco-editor|monaco-yaml|monaco-[a-z-]+)\//.test(id)) return 'monaco';
          if (/node_modules\/(react|react-dom|scheduler)\//.test(id)) return 'react';
          return undefined;
        },
      },
    },
  },
  server: { host: '127.0.0.1', port: 5173 },
  preview: { host: '127.0.0.1' },
});
