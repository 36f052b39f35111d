import { Channel, type Goroutine, type Process, type Task } from './process.ts';
import type { ConnectionEnd } from './link.ts';
import type { Network } from './network.ts';
import type { Label, RecordId } from './recorder.ts';
import type { Sim } from './sim.ts';
import type { Timer } from './event-heap.ts';
import type { Micros } from './time.ts';

/** The connection failed: refused, reset, lost or timed out. The request may or may not have been carried out. */
export class NetworkError extends Error {
  constructor(
    message: string,
    readonly reason: 'refused' | 'closed' | 'timeout',
  ) {
    super(message);
    this.name = 'NetworkError';
  }
}

interface Frame {
  readonly call: number;
  readonly kind: 'call' | 'open' | 'reply' | 'item' | 'input' | 'end' | 'cancel';
  readonly payload: unknown;
}

/** An open stream of items, such as a watch. What both sides say, such as an exec, sends as well. */
export interface Stream {
  /** The next item with the hop that brought it, or undefined when the stream is over. */
  next(): Task<{ readonly payload: unknown; readonly hop: RecordId } | undefined>;
  /** Why it ended; undefined for a regular end. */
  readonly failure: string | undefined;
  /** Tells the server something more; it arrives in order. */
  send(label: Label, payload: unknown): void;
  cancel(): void;
}

/** A question that has no answer yet, and the goroutine that waits for it. */
class Pending {
  timer: Timer | undefined;
  settled = false;
  answer: unknown;
  call = 0;
  constructor(
    readonly client: RpcClient,
    readonly goroutine: Goroutine,
    readonly stream: ClientStream | undefined,
  ) {}

  settle(answer: unknown): void {
    if (this.settled) return;
    this.settled = true;
    this.answer = answer;
    this.timer?.cancel();
    this.goroutine.wake();
  }
}

function timedOut(pending: Pending): void {
  pending.client.giveUp(pending);
}

class Failure {
  constructor(readonly error: NetworkError) {}
}

class ClientStream implements Stream {
  failure: string | undefined;
  readonly items: Channel<{ payload: unknown; hop: RecordId }>;
  constructor(
    process: Process,
    readonly send: (label: Label, payload: unknown) => void,
    readonly stop: () => void,
  ) {
    this.items = new Channel(process.sim);
  }
  *next(): Task<{ payload: unknown; hop: RecordId } | undefined> {
    return yield* this.items.get();
  }
  cancel(): void {
    this.items.close();
    this.stop();
  }
}

/** Calls to one address over one multiplexed connection, dialled when needed and again after it failed. */
export class RpcClient {
  #end: ConnectionEnd | undefined;
  #nextCall = 0;
  readonly #pending = new Map<number, Pending>();

  constructor(
    readonly network: Network,
    readonly process: Process,
    readonly address: string,
  ) {}

  /** Asks and waits for the one answer. Throws NetworkError. */
  *call(label: Label, payload: unknown, timeout?: Micros): Task<unknown> {
    const sim: Sim = this.process.sim;
    const cause = sim.cause;
    sim.assert(sim.current, 'only a goroutine can call');
    const pending = new Pending(this, sim.current, undefined);
    this.#send(label, payload, pending, timeout);
    yield;
    sim.cause = cause;
    const { answer } = pending;
    if (answer instanceof Failure) throw answer.error;
    return answer;
  }

  /** Opens a stream; the first answer (such as a refusal) comes back with it, then its items flow. */
  *open(label: Label, payload: unknown): Task<{ readonly reply: unknown; readonly stream: Stream }> {
    const sim: Sim = this.process.sim;
    const cause = sim.cause;
    const call = this.#nextCall + 1;
    const stream = new ClientStream(
      this.process,
      (input, said) => {
        if (this.#pending.has(call)) this.#end?.send(input, { call, kind: 'input', payload: said } satisfies Frame);
      },
      () => {
        if (!this.#pending.delete(call)) return;
        this.#end?.send({ form: 'data', verb: 'cancel' }, { call, kind: 'cancel', payload: undefined } satisfies Frame);
      },
    );
    sim.assert(sim.current, 'only a goroutine can call');
    const pending = new Pending(this, sim.current, stream);
    this.#send(label, payload, pending, undefined);
    yield;
    sim.cause = cause;
    const { answer } = pending;
    if (answer instanceof Failure) throw answer.error;
    return { reply: answer, stream };
  }

  #send(label: Label, payload: unknown, pending: Pending, timeout: Micros | undefined): void {
    const end = this.#connected(label);
    const call = ++this.#nextCall;
    pending.call = call;
    this.#pending.set(call, pending);
    if (timeout !== undefined) pending.timer = this.process.sim.after(timeout, timedOut, pending);
    end.send(label, { call, kind: pending.stream ? 'open' : 'call', payload } satisfies Frame);
  }

  #connected(label: Label): ConnectionEnd {
    if (this.#end?.open) return this.#end;
    const end = this.network.dial(this.process, this.address);
    if (!end) {
      const { sim } = this.process;
      const hop = sim.recorder.hopSent(sim.cause, this.process.id, this.address, label, sim.now, sim.now);
      sim.recorder.hopEnded(hop, 'refused', sim.now);
      throw new NetworkError(`dial tcp ${this.address}: connect: connection refused`, 'refused');
    }
    end.onMessage = (payload, hop) => this.#receive(payload as Frame, hop);
    end.onClose = (reason) => this.#closed(end, reason);
    this.#end = end;
    return end;
  }

  #receive(frame: Frame, hop: RecordId): void {
    const pending = this.#pending.get(frame.call);
    if (!pending) return;
    const { stream } = pending;
    if (frame.kind === 'reply') {
      pending.settle(frame.payload);
      if (!stream) this.#pending.delete(frame.call);
    } else if (frame.kind === 'item') {
      stream?.items.put({ payload: frame.payload, hop });
    } else if (frame.kind === 'end') {
      this.#pending.delete(frame.call);
      if (stream && frame.payload !== undefined) stream.failure = String(frame.payload);
      stream?.items.close();
    }
  }

  giveUp(pending: Pending): void {
    if (this.#pending.delete(pending.call)) {
      pending.settle(new Failure(new NetworkError('context deadline exceeded', 'timeout')));
    }
  }

  #closed(end: ConnectionEnd, reason: string): void {
    if (this.#end === end) this.#end = undefined;
    const lost = [...this.#pending.values()];
    this.#pending.clear();
    for (const pending of lost) {
      pending.settle(new Failure(new NetworkError(reason, 'closed')));
      const { stream } = pending;
      if (stream) {
        stream.failure = reason;
        stream.items.close();
      }
    }
  }
}

function nothing(): void {}

/** One call as its server sees it. */
export class ServerCall {
  cancelled = false;
  onCancel: () => void = nothing;
  /** What the client of a stream says after its call; heard only by who has set this before the reply. */
  onInput: (payload: unknown, label: Label) => void = nothing;
  #replied = false;
  constructor(
    readonly label: Label,
    readonly request: unknown,
    readonly peer: Process,
    readonly hop: RecordId,
    readonly end: ConnectionEnd,
    readonly call: number,
    readonly calls: Map<number, ServerCall>,
    /** Whether the client has opened a stream, or only waits for the reply. */
    readonly streams: boolean,
  ) {}

  get open(): boolean {
    return !this.cancelled && this.end.open;
  }

  reply(label: Label, payload: unknown): void {
    this.end.process.sim.assert(!this.#replied, `two replies to ${this.label.verb} ${this.label.resource ?? ''}`);
    this.#replied = true;
    // Unary calls are forgotten when they are answered; streams when they end, are cancelled or lose their connection.
    if (!this.streams) this.calls.delete(this.call);
    this.end.send(label, { call: this.call, kind: 'reply', payload } satisfies Frame);
  }

  item(label: Label, payload: unknown): void {
    if (!this.cancelled) this.end.send(label, { call: this.call, kind: 'item', payload } satisfies Frame);
  }

  finish(failure?: string): void {
    if (this.cancelled) return;
    this.cancelled = true;
    this.calls.delete(this.call);
    this.end.send({ form: 'data', verb: 'end' }, { call: this.call, kind: 'end', payload: failure } satisfies Frame);
  }

  abort(): void {
    if (this.cancelled) return;
    this.cancelled = true;
    this.onCancel();
  }
}

export type Handler = (call: ServerCall) => Task<void>;

/** Answers calls at an address; each call runs as a goroutine of `process`, caused by the hop that brought it. */
export function serve(network: Network, process: Process, address: string, handler: Handler): void {
  network.listen(address, process, (end) => {
    const calls = new Map<number, ServerCall>();
    end.onMessage = (payload, hop, label) => {
      const frame = payload as Frame;
      if (frame.kind === 'call' || frame.kind === 'open') {
        const streams = frame.kind === 'open';
        const call = new ServerCall(label, frame.payload, end.peer, hop, end, frame.call, calls, streams);
        calls.set(frame.call, call);
        process.go(label.verb, handler(call));
      } else if (frame.kind === 'input') {
        calls.get(frame.call)?.onInput(frame.payload, label);
      } else if (frame.kind === 'cancel') {
        calls.get(frame.call)?.abort();
        calls.delete(frame.call);
      }
    };
    end.onClose = () => {
      for (const call of calls.values()) call.abort();
      calls.clear();
    };
  });
}
