/** The engine's workload as it runs where learners run it: bundled, and evaluated in a page by engine.ts. */
import { run, type Run } from './workload.ts';

interface Chromium {
  gc(): void;
  performance: { now(): number; memory: { usedJSHeapSize: number } };
  orreryBench?: (pods: number, nodes: number) => Run;
}

const chromium = globalThis as unknown as Chromium;
chromium.orreryBench = (pods, nodes) =>
  run(pods, nodes, {
    wallMs: () => chromium.performance.now(),
    heapUsed: () => {
      chromium.gc();
      return chromium.performance.memory.usedJSHeapSize;
    },
  });
