/**
 * protocol: what crosses the port between the page and the worker that hosts the cluster. Types and guards only.
 *
 * The page sends commands and gets answers by id; everything else the worker tells comes in batches, one per turn of its
 * loop: what the trace gained, what the watches saw, and where the clock stands.
 */
import type { StreamMessage } from '../engine/apimachinery/index.ts';
import type { Credentials } from '../engine/client-go/index.ts';
import type { FactVersion, Sample, TraceRecord } from '../engine/trace/index.ts';

/** An HTTP exchange with the API server, in plain data so that it can be posted. */
export interface HttpRequest {
  readonly method: string;
  /** Path and query, `/api/v1/pods?limit=500`. */
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
}

export interface HttpResponse {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** Hands: what a person can do to the cluster that is not an API request. `src/engine/cluster/faults.ts` has the list. */
export interface FaultRequest {
  readonly name: string;
  readonly params: Readonly<Record<string, string | number | boolean>>;
}

export type Command =
  | { readonly type: 'boot'; readonly options: BootOptions }
  /** A request that travels: from the user's kubectl through the network, as the trace will show. */
  | { readonly type: 'fetch'; readonly request: HttpRequest }
  /**
   * The same, for a request that may go on after its answer: a watch, a followed log, an upgrade. Its events come by the command's id.
   * With the url `ssh://worker-1/?command=crictl&command=ps` it goes to that machine and not to the API server (no command: a shell;
   * `tty=true`: one that prompts), and is answered as an exec is: 101, then messages on its channels.
   * With `tcp://worker-1:30080` (`tls://` for TLS) it goes to a port of that machine, as from outside of the cluster: 101, then one
   * HTTP request on the channel of stdin and its answer on that of stdout. It fails with `unknown`, `refused`, `timeout`, `reset`, `tls`.
   */
  | { readonly type: 'connect'; readonly request: HttpRequest }
  /** What is said to the answer of an earlier connect; null: it is given up. */
  | { readonly type: 'say'; readonly stream: number; readonly message: StreamMessage | null }
  /** The same, as an observer: answered at once, leaves no trace, changes nothing. Reads, and writes with dryRun=All. */
  | { readonly type: 'observe'; readonly request: HttpRequest }
  | { readonly type: 'fault'; readonly fault: FaultRequest }
  /** Run until virtual time `to`, or until something of at least `salience` has happened, or for `budgetMs` of wall time. */
  | { readonly type: 'advance'; readonly to: number; readonly salience?: number; readonly budgetMs?: number }
  /** Run until the next record is written. */
  | { readonly type: 'step' }
  /** What came from outside so far: with the seed and the options, the whole history. */
  | { readonly type: 'inputs' };

export interface BootOptions {
  readonly seed: number;
  readonly workers: number;
  readonly controlPlanes: number;
  readonly workerCpu?: string;
  readonly workerMemory?: string;
  /** Microseconds since the Unix epoch at virtual time 0. */
  readonly epoch?: number;
  /** Inputs to play again (a saved or shared session), each at its virtual time. */
  readonly inputs?: readonly RecordedInput[];
  /**
   * Acts to be done once more, as new, when the clock comes to them: in a history that went another way the steps at which they
   * once came say nothing. In order of time, none before the last of `inputs`.
   */
  readonly again?: readonly ActAgain[];
}

export interface ActAgain {
  readonly at: number;
  readonly input: { readonly fetch: HttpRequest } | { readonly fault: FaultRequest };
}

/** Seed + inputs = history. */
export interface RecordedInput {
  readonly at: number;
  /** Steps that the simulation had made: places the input exactly between two of them. */
  readonly steps: number;
  readonly input:
    | { readonly fetch: HttpRequest; readonly credentials?: Credentials }
    /** What was said to the answer of an earlier request, counted from 0; null: it was given up. */
    | { readonly stream: number; readonly message: StreamMessage | null }
    | { readonly fault: FaultRequest };
}

export interface ToWorker {
  readonly id: number;
  readonly command: Command;
}

/** One version of one object: what a watch of the observer saw. `object` is undefined when it was deleted. */
export interface Observation {
  /** Group-qualified plural, `deployments.apps`. */
  readonly resource: string;
  readonly namespace: string;
  readonly name: string;
  readonly revision: number;
  /** Virtual time of the commit. */
  readonly at: number;
  readonly object: unknown;
}

export interface Batch {
  readonly type: 'batch';
  /** Virtual time up to which everything is known. */
  readonly now: number;
  readonly records: readonly TraceRecord[];
  readonly observations: readonly Observation[];
  /** What no object says: numbers that have changed, and what programs know. A connection that cannot look leaves them out. */
  readonly samples?: readonly Sample[];
  readonly facts?: readonly FactVersion[];
}

/** The engine met an impossible state; the worker is alive and can boot again from seed and inputs. */
export interface Crash {
  readonly type: 'crash';
  readonly message: string;
  readonly stack: string;
  readonly seed: number;
  readonly at: number;
  readonly inputs: readonly RecordedInput[];
}

/** What comes back for a connect. */
export type StreamEvent =
  | { readonly type: 'response'; readonly response: HttpResponse; readonly streams: boolean }
  | { readonly type: 'chunk'; readonly text: string }
  | { readonly type: 'message'; readonly message: StreamMessage }
  | { readonly type: 'end' }
  | { readonly type: 'failed'; readonly reason: string };

export interface StreamTold {
  readonly type: 'stream';
  readonly id: number;
  readonly event: StreamEvent;
}

export type FromWorker =
  { readonly type: 'answer'; readonly id: number; readonly answer: Answer } | StreamTold | Batch | Crash;

/** What a page that lends its cluster to programs on its machine is asked, and what it tells. */
export interface ToPage {
  readonly id: number;
  readonly command: Extract<Command, { type: 'connect' | 'say' }>;
}

export type FromPage = StreamTold | { readonly type: 'visible'; readonly visible: boolean };

export type Answer =
  | { readonly type: 'booted'; readonly epoch: number }
  | { readonly type: 'response'; readonly response: HttpResponse }
  /** `reached`: the clock is at `to`; otherwise something salient happened, or the budget was used up. */
  | { readonly type: 'advanced'; readonly now: number; readonly reached: boolean }
  | { readonly type: 'inputs'; readonly inputs: readonly RecordedInput[] }
  | { readonly type: 'done' }
  | { readonly type: 'failed'; readonly message: string };

export function isToWorker(value: unknown): value is ToWorker {
  return typeof value === 'object' && value !== null && 'id' in value && 'command' in value;
}

export function isFromWorker(value: unknown): value is FromWorker {
  return typeof value === 'object' && value !== null && 'type' in value;
}
