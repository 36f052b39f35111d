import type { Cluster } from '../engine/cluster/index.ts';

/** Milliseconds between two turns, and the most that one turn may compute before requests are looked at again. */
const TURN_MS = 5;
const BUDGET_MS = 20;
const STEPS = 2000;

/** Keeps virtual time in step with wall time times `speed`; when computing falls behind, virtual time is slower. */
export function pace(cluster: Cluster, speed: number, onFailure: (error: unknown) => void): () => void {
  let last = performance.now();
  let owed = 0;
  let stopped = false;
  let timer: NodeJS.Timeout | NodeJS.Immediate | undefined;

  const turn = () => {
    if (stopped) return;
    const start = performance.now();
    try {
      owed = Number.isFinite(speed) ? Math.min(owed + (start - last) * 1000 * speed, 1000 * 1000 * speed) : 1_000_000;
      last = start;
      const target = cluster.now + Math.floor(owed);
      while (!cluster.sim.runUntil(target, STEPS) && performance.now() - start < BUDGET_MS);
      owed = Math.max(0, target - cluster.now);
    } catch (error) {
      stopped = true;
      onFailure(error);
      return;
    }
    timer = Number.isFinite(speed) ? setTimeout(turn, TURN_MS) : setImmediate(turn);
  };
  turn();
  return () => {
    stopped = true;
    if (Number.isFinite(speed)) clearTimeout(timer as NodeJS.Timeout);
    else clearImmediate(timer as NodeJS.Immediate);
  };
}
