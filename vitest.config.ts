/**
 * Three projects, one runner: `unit` is quick and runs on every check, `slow` holds whole-cluster simulations and the
 * comparison with the real kubectl (files *.slow.test.ts), `e2e` drives a real Chromium.
 */
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vitest/config';

const SLOW = ['src/**/*.slow.test.ts', 'src/**/*.slow.test.tsx'];

export default defineConfig({
  cacheDir: '.cache/vitest',
  test: {
    maxWorkers: 2,
    projects: [
      {
        plugins: [react()],
        test: {
          name: 'unit',
          include: ['src/**/*.test.{ts,tsx}'],
          exclude: SLOW,
          environment: 'node',
          // Modules keep no state that a test could leave behind, and importing every kind anew for each file takes longer than the tests.
          isolate: false,
          testTimeout: 30_000,
        },
      },
      {
        plugins: [react()],
        test: { name: 'slow', include: SLOW, environment: 'node', testTimeout: 300_000, hookTimeout: 120_000 },
      },
      {
        test: {
          name: 'e2e',
          include: ['e2e/**/*.e2e.ts'],
          environment: 'node',
          testTimeout: 120_000,
          hookTimeout: 180_000,
          fileParallelism: false,
          // A browser on a machine that is busy with something else may be too slow for a wait once; twice is a defect.
          retry: 1,
          globalSetup: ['e2e/served-app.ts'],
        },
      },
    ],
  },
});
