import type { Micros } from './time.ts';

/** The id of a trace record; 0 means "nothing caused it". */
export type RecordId = number;

/** What a message is, in the words of its protocol; all that is drawn and narrated of it comes from here. */
export interface Label {
  /** The part it plays: a question, its answer, one item of a stream, or raw data. */
  readonly form: 'request' | 'response' | 'item' | 'data';
  /** `get list watch create update patch delete` · `Range Txn Watch` · `ADDED MODIFIED DELETED` · `RunPodSandbox PullImage` … */
  readonly verb: string;
  /** Plural resource with its group where it has one, as in `deployments.apps`. */
  readonly resource?: string | undefined;
  readonly subresource?: string | undefined;
  readonly namespace?: string | undefined;
  readonly name?: string | undefined;
  /** HTTP status of a response. */
  readonly code?: number | undefined;
  /** The etcd revision that the message carries. */
  readonly revision?: number | undefined;
  /** Size on the wire in bytes, where it decides how long the message takes. */
  readonly bytes?: number | undefined;
  /** For a connection of a user's: what leads it to a pod, `services/default/web` or `ingresses/default/shop`. */
  readonly via?: string | undefined;
  /** For one that a hand has sent: the only one, or one of many. */
  readonly traffic?: 'one' | 'many' | undefined;
}

/** Facts about a finished span, JSON-like; each operation documents its own. */
export type Detail = Readonly<Record<string, unknown>>;

/** Where the simulation writes what happens. `src/engine/trace` implements it; sim itself knows no trace. */
export interface Recorder {
  hopSent(cause: RecordId, from: string, to: string, label: Label, sent: Micros, arrives: Micros): RecordId;
  hopEnded(hop: RecordId, outcome: 'delivered' | 'lost' | 'refused', at: Micros): void;
  spanStarted(cause: RecordId, process: string, operation: string, key: string, at: Micros): RecordId;
  spanEnded(span: RecordId, at: Micros, outcome: 'ok' | 'error', detail: Detail | undefined): void;
}

/** For tests of rooms that do not look at the trace. */
export const silentRecorder: Recorder = {
  hopSent: () => 0,
  hopEnded: () => {},
  spanStarted: () => 0,
  spanEnded: () => {},
};
