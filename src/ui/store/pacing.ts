import { startOf, type Hop, type TraceRecord } from '../../engine/trace/index.ts';
import type { TraceStore } from './trace-store.ts';

/**
 * What the pace of the player goes by: the telling things of one trace and, while two histories are looked at together, those of
 * the other since they parted. Before that they are the same, and count once.
 */
export class Pacing {
  beside: { readonly trace: TraceStore; readonly since: number } | undefined;

  constructor(readonly own: TraceStore) {}

  nextSalient(moment: number): TraceRecord | undefined {
    const mine = this.own.nextSalient(moment);
    const theirs = this.beside?.trace.nextSalient(Math.max(moment, this.beside.since));
    if (!mine || !theirs) return mine ?? theirs;
    return startOf(theirs) < startOf(mine) ? theirs : mine;
  }

  lastSalient(moment: number): TraceRecord | undefined {
    const mine = this.own.lastSalient(moment);
    const theirs = this.beside?.trace.lastSalient(moment);
    if (!mine || !theirs) return mine ?? theirs;
    return startOf(theirs) > startOf(mine) ? theirs : mine;
  }

  inFlight(moment: number, visit: (hop: Hop) => void): void {
    this.own.inFlight(moment, visit);
    const { beside } = this;
    if (!beside || moment < beside.since) return;
    beside.trace.inFlight(moment, (hop) => {
      if (hop.sent >= beside.since) visit(hop);
    });
  }
}
