import type { Advanced, AdvanceRequest } from '../../client/index.ts';
import type { TraceStore } from './trace-store.ts';

export type Pace = 'realtime' | 'cinematic';

/** What the page shows of the player; it changes rarely, and never merely because time passes. */
export interface PlayerState {
  readonly playing: boolean;
  readonly pace: Pace;
  /** Virtual per wall time, in real time mode. */
  readonly speed: number;
  /** The playhead is at the live edge: what it shows is all there is. */
  readonly live: boolean;
  /** How long a telling message takes at least, in wall milliseconds. */
  readonly hopMs: number;
}

export interface PlayerHost {
  /** By what the pace goes: this cluster's trace, or its and that of the one beside it. */
  readonly trace: Pick<TraceStore, 'nextSalient' | 'lastSalient' | 'inFlight'>;
  advance(request: AdvanceRequest): Promise<Advanced>;
  /** How far ahead something is likely to come, so that silence up to there is worth skipping; 0: nothing is expected. */
  expecting(): number;
  /** The next moment at which the page wants to act, past which the engine is not run; Infinity: there is none. */
  nextAlarm?(): number;
  /** How far the playhead may go, when something beside this cluster is known less far; Infinity: as far as this is known. */
  limit?(): number;
}
