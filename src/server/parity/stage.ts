import type { Cluster } from '../../engine/cluster/index.ts';
import { createCluster } from '../../worker/create-cluster.ts';
import { rim } from '../rim.ts';

/** When every session begins, so that what the server prints of times is the same whenever it is played. */
export const EPOCH = Date.UTC(2025, 0, 1) * 1000;

/** Every command begins at such a multiple, so that how long the one before took shows in no age. */
const BEAT = 5_000_000;
const WARM_UP = 60_000_000;

/** A cluster of its own for a session: always the same one. Its clock moves only while something is asked or waited for. */
export class Stage {
  readonly cluster: Cluster = createCluster({ seed: 1, workers: 3, controlPlanes: 1, epoch: EPOCH, ...rim }).cluster;

  constructor() {
    this.pass(WARM_UP);
  }

  /** Microseconds since the Unix epoch. */
  get now(): number {
    return EPOCH + this.cluster.now;
  }

  /** Lets so much virtual time pass. */
  pass(micros: number): void {
    this.cluster.advance(micros);
  }

  /** To the next beat. */
  beat(): void {
    const late = this.cluster.now % BEAT;
    this.pass(BEAT - late);
  }

  /** Runs until something has happened, but not beyond `to`. Answers whether it has. */
  runUntil(happened: () => boolean, to: number): boolean {
    const { cluster } = this;
    while (!happened()) {
      if ((cluster.sim.nextTime() ?? Infinity) > to) {
        cluster.sim.runUntil(to, Infinity);
        return happened();
      }
      cluster.sim.step();
    }
    return true;
  }
}
