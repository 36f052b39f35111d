import type { Process } from './process.ts';
import type { Label, RecordId } from './recorder.ts';
import { MICROSECOND, MILLISECOND, SECOND, type Micros } from './time.ts';

/** How messages fare between two hosts. */
export interface LinkQuality {
  /** One way, without jitter. */
  readonly latency: Micros;
  /** Up to this much is added, drawn evenly. */
  readonly jitter: Micros;
  /** Probability that a message is lost and must be sent again. */
  readonly loss: number;
  /** Bytes per second, for messages that say their size. */
  readonly bandwidth: number;
}

const GIGABIT = 125_000_000;
export const LOOPBACK: LinkQuality = { latency: 50 * MICROSECOND, jitter: 20, loss: 0, bandwidth: 10 * GIGABIT };
export const LAN: LinkQuality = { latency: 400 * MICROSECOND, jitter: 200, loss: 0, bandwidth: GIGABIT };
export const WAN: LinkQuality = { latency: 8 * MILLISECOND, jitter: 2_000, loss: 0, bandwidth: GIGABIT / 4 };

/** RFC 6298's smallest retransmission time-out on Linux, and where doubling stops. */
export const FIRST_RETRANSMIT: Micros = 200 * MILLISECOND;
export const LAST_RETRANSMIT: Micros = 30 * SECOND;
/** HTTP/2 health check of client-go: a ping after 30 s of silence, given up after another 15 s. */
export const DEAD_PEER: Micros = 45 * SECOND;

export type Accept = (end: ConnectionEnd) => void;

/** One side of a connection. */
export interface ConnectionEnd {
  readonly process: Process;
  readonly peer: Process;
  readonly open: boolean;
  /** Sends; nothing is raised when the other side is gone, because nobody knows yet. */
  send(label: Label, payload: unknown): void;
  close(reason: string): void;
  onMessage: (payload: unknown, hop: RecordId, label: Label) => void;
  onClose: (reason: string) => void;
}
