import type { StreamMessage } from '../engine/apimachinery/index.ts';
import type {
  Batch,
  BootOptions,
  Crash,
  FaultRequest,
  HttpRequest,
  HttpResponse,
  RecordedInput,
  StreamEvent,
} from '../protocol/index.ts';

/** How far the cluster should run: to a time, to the first record of at least a salience, or for so much wall time. */
export interface AdvanceRequest {
  readonly to: number;
  readonly salience?: number;
  readonly budgetMs?: number;
}

export interface Advanced {
  /** Virtual time at which the cluster stands now. */
  readonly now: number;
  /** True: that is `to`. False: something salient happened, or the budget was used up. */
  readonly reached: boolean;
}

/** A cluster somewhere: in a worker of this page, or behind an HTTP address. Nothing moves unless it is asked to. */
export interface ClusterConnection extends StreamConnection {
  /** Begins anew; everything that was known before is void. */
  boot(options: BootOptions): Promise<{ readonly epoch: number }>;
  /** Sends a request from the user's kubectl. It travels: the answer comes only as virtual time passes. */
  fetch(request: HttpRequest): Promise<HttpResponse>;
  /** Reads, or tries a write with dryRun=All, without being noticed: answered at once, in no virtual time. */
  observe(request: HttpRequest): Promise<HttpResponse>;
  fault(fault: FaultRequest): Promise<void>;
  advance(request: AdvanceRequest): Promise<Advanced>;
  /** Runs to the next record. */
  step(): Promise<void>;
  /** What came from outside so far: with the options of its boot, the whole history. */
  inputs(): Promise<readonly RecordedInput[]>;
  /** Both return the function that ends the subscription. */
  onBatch(listener: (batch: Batch) => void): () => void;
  onCrash(listener: (crash: Crash) => void): () => void;
  close(): void;
}

/** A request that goes on. */
export interface OpenStream {
  /** Says something after an upgrade. */
  readonly send: (message: StreamMessage) => void;
  readonly cancel: () => void;
}

/** A connection that also carries what goes on after its answer: watches, followed logs, upgrades. */
export interface StreamConnection {
  connect(request: HttpRequest, told: (event: StreamEvent) => void): OpenStream;
}

/** The inputs of a crashed run that came before the crash: with the seed, the last good state. */
export function inputsBeforeCrash(crash: Crash): readonly RecordedInput[] {
  const before = crash.inputs.filter((input) => input.at < crash.at);
  // What was asked in the very moment of the crash is its likely cause; else the last thing asked is.
  return before.length < crash.inputs.length ? before : before.slice(0, -1);
}
