import {
  isFromWorker,
  type Answer,
  type Batch,
  type BootOptions,
  type Command,
  type Crash,
  type FaultRequest,
  type HttpRequest,
  type HttpResponse,
  type RecordedInput,
  type StreamEvent,
  type StreamTold,
  type ToWorker,
} from '../protocol/index.ts';
import type { StreamMessage } from '../engine/apimachinery/index.ts';
import type { Advanced, AdvanceRequest, ClusterConnection, OpenStream } from './connection.ts';
import { Listeners } from './listeners.ts';

interface Waiting {
  readonly resolve: (answer: Answer) => void;
  readonly reject: (error: Error) => void;
}

/** The part of a Worker that is needed; tests give a pair of ports. */
export interface WorkerPort {
  postMessage(message: ToWorker): void;
  terminate(): void;
  onmessage: ((event: MessageEvent) => void) | null;
  onerror: ((event: ErrorEvent) => void) | null;
}

/** The cluster in a worker of this page. */
export class WorkerConnection implements ClusterConnection {
  readonly #batches = new Listeners<Batch>();
  readonly #crashes = new Listeners<Crash>();
  readonly #streams = new Map<number, (event: StreamEvent) => void>();
  readonly #waiting = new Map<number, Waiting>();
  #nextId = 1;
  #seed = 0;
  #now = 0;

  constructor(readonly port: WorkerPort) {
    port.onmessage = (event: MessageEvent<unknown>) => this.#received(event.data);
    port.onerror = (event) => this.#broke(event);
  }

  async boot(options: BootOptions): Promise<{ readonly epoch: number }> {
    this.#seed = options.seed;
    const answer = await this.#ask({ type: 'boot', options });
    return { epoch: answer.type === 'booted' ? answer.epoch : 0 };
  }

  async fetch(request: HttpRequest): Promise<HttpResponse> {
    return responseOf(await this.#ask({ type: 'fetch', request }));
  }

  async observe(request: HttpRequest): Promise<HttpResponse> {
    return responseOf(await this.#ask({ type: 'observe', request }));
  }

  async fault(fault: FaultRequest): Promise<void> {
    await this.#ask({ type: 'fault', fault });
  }

  async advance(request: AdvanceRequest): Promise<Advanced> {
    const answer = await this.#ask({ type: 'advance', ...request });
    return answer.type === 'advanced' ? answer : { now: this.#now, reached: false };
  }

  async step(): Promise<void> {
    await this.#ask({ type: 'step' });
  }

  async inputs(): Promise<readonly RecordedInput[]> {
    const answer = await this.#ask({ type: 'inputs' });
    return answer.type === 'inputs' ? answer.inputs : [];
  }

  connect(request: HttpRequest, told: (event: StreamEvent) => void): OpenStream {
    const id = this.#nextId++;
    this.#streams.set(id, told);
    this.port.postMessage({ id, command: { type: 'connect', request } });
    const say = (message: StreamMessage | null) => {
      if (this.#streams.has(id)) void this.#ask({ type: 'say', stream: id, message }).catch(() => undefined);
      if (message === null) this.#streams.delete(id);
    };
    return { send: say, cancel: () => say(null) };
  }

  onBatch(listener: (batch: Batch) => void): () => void {
    return this.#batches.add(listener);
  }

  onCrash(listener: (crash: Crash) => void): () => void {
    return this.#crashes.add(listener);
  }

  close(): void {
    this.port.terminate();
    for (const { reject } of this.#waiting.values()) reject(new Error('the connection was closed'));
    this.#waiting.clear();
  }

  #ask(command: Command): Promise<Answer> {
    const id = this.#nextId++;
    return new Promise((resolve, reject) => {
      this.#waiting.set(id, { resolve, reject });
      this.port.postMessage({ id, command });
    });
  }

  #received(message: unknown): void {
    if (!isFromWorker(message)) return;
    if (message.type === 'batch') {
      this.#now = message.now;
      this.#batches.tell(message);
    } else if (message.type === 'crash') this.#crashes.tell(message);
    else if (message.type === 'stream') this.#told(message);
    else {
      const waiting = this.#waiting.get(message.id);
      this.#waiting.delete(message.id);
      if (!waiting && message.answer.type === 'failed') {
        this.#told({ type: 'stream', id: message.id, event: { type: 'failed', reason: message.answer.message } });
      }
      if (message.answer.type === 'failed') waiting?.reject(new Error(message.answer.message));
      else waiting?.resolve(message.answer);
    }
  }

  #told({ id, event }: StreamTold): void {
    const told = this.#streams.get(id);
    const over = event.type === 'end' || event.type === 'failed' || (event.type === 'response' && !event.streams);
    if (over) this.#streams.delete(id);
    told?.(event);
  }

  /** An error that the worker itself could not catch, such as a module that does not load. */
  #broke(event: ErrorEvent): void {
    const stack = event.filename ? `${event.filename}:${event.lineno}` : '';
    const message = event.message || 'the worker could not be started';
    this.#crashes.tell({ type: 'crash', message, stack, seed: this.#seed, at: this.#now, inputs: [] });
  }
}

function responseOf(answer: Answer): HttpResponse {
  if (answer.type === 'response') return answer.response;
  throw new Error(`the worker answered ${answer.type} to a request`);
}

export function startWorkerConnection(): WorkerConnection {
  return new WorkerConnection(new Worker(new URL('../worker/main.ts', import.meta.url), { type: 'module' }));
}
