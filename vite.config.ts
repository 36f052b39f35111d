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

const FIRST_PAGE =
  /\/src\/(i18n|client|protocol|lessons|engine\/(trace|apimachinery)|ui\/(app|store|kit|kinds|narrator|branch|start|timeline|steps|canvas\/(board|cluster|messages|pod|search)))\//;
const LATER =
  /\/ui\/(app\/(palette\/palette|export\/|menu\/menu-layer)|kit\/(page|fixture)|branch\/(dock|branch-dialog))|\.kit\.tsx/;

/** Modules that are there before anything was asked for; what loads on demand stays apart. */
function isOfFirstPage(id: string): boolean {
  return FIRST_PAGE.test(id) && !LATER.test(id);
}

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
            // What the first page needs comes in two files: sixty small ones would wait for each other.
            {
              name: 'drawing',
              test: /node_modules\/(framer-motion|motion-[a-z]+|@xyflow|zustand|d3-[a-z]+)\//,
              priority: 2,
            },
            { name: 'page', test: isOfFirstPage, priority: 1 },
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
