import { createCel } from '../cel/index.ts';
import { Cluster, Gauges, type HttpStream } from '../engine/cluster/index.ts';
import { StatusError, type ApiObject } from '../engine/apimachinery/index.ts';
import { EngineFault } from '../engine/sim/index.ts';
import { salience } from '../engine/trace/index.ts';
import type {
  ActAgain,
  Answer,
  BootOptions,
  Command,
  FromWorker,
  HttpRequest,
  Observation,
  RecordedInput,
  StreamEvent,
  ToWorker,
} from '../protocol/index.ts';

/** How many simulation steps are made between two looks at the wall clock. */
const SLICE = 64;
/** Milliseconds of computing between two batches when the page names no budget. */
const DEFAULT_BUDGET = 12;

/** The page draws nothing from who manages which field, and copying that to it would cost more than all the rest. */
function withoutManagedFields<T extends { readonly object: ApiObject | undefined }>(observation: T): T {
  const { object } = observation;
  if (object?.metadata.managedFields === undefined) return observation;
  const { managedFields: _, ...metadata } = object.metadata;
  return { ...observation, object: { ...object, metadata } };
}

/** An act that the cluster refused then is refused again, and time goes on as it did. */
function refusable(act: () => void): void {
  try {
    act();
  } catch (error) {
    if (!(error instanceof StatusError)) throw error;
  }
}

/** Answers the page's commands, one at a time and in order. Wall time comes in as an argument so that tests can hold it. */
export class EngineHost {
  #cluster: Cluster | undefined;
  #gauges: Gauges | undefined;
  #observations: Observation[] = [];
  #checked = 1;
  /** Whether a request was answered since the cluster was last told to go on. */
  #answered = false;
  readonly #streams = new Map<number, HttpStream>();
  /** Acts that wait for the clock. */
  #again: readonly ActAgain[] = [];

  constructor(
    readonly post: (message: FromWorker) => void,
    readonly wallMs: () => number,
  ) {}

  handle({ id, command }: ToWorker): void {
    const answer = (answer: Answer) => this.post({ type: 'answer', id, answer });
    try {
      this.#carryOut(id, command, answer);
    } catch (error) {
      if (error instanceof StatusError) answer({ type: 'failed', message: error.message });
      else this.#crashed(error, answer);
    }
  }

  #carryOut(id: number, command: Command, answer: (answer: Answer) => void): void {
    if (command.type === 'boot') {
      answer({ type: 'booted', epoch: this.#boot(command.options) });
      return;
    }
    const cluster = this.#cluster;
    if (!cluster) {
      answer({ type: 'failed', message: 'the cluster is not running' });
      return;
    }
    switch (command.type) {
      case 'fetch':
        cluster.request(command.request, {
          onResponse: (response) => {
            this.#answered = true;
            answer({ type: 'response', response });
          },
        });
        this.#flush();
        return;
      case 'connect':
        this.#connect(cluster, id, command.request);
        answer({ type: 'done' });
        this.#flush();
        return;
      case 'say': {
        const stream = this.#streams.get(command.stream);
        if (command.message === null) {
          this.#streams.delete(command.stream);
          stream?.cancel();
        } else stream?.send(command.message);
        answer({ type: 'done' });
        this.#flush();
        return;
      }
      case 'observe':
        answer({ type: 'response', response: cluster.observe(command.request) });
        return;
      case 'fault':
        cluster.fault(command.fault.name, command.fault.params);
        this.#flush();
        answer({ type: 'done' });
        return;
      case 'inputs':
        answer({ type: 'inputs', inputs: [...cluster.inputs] });
        return;
      case 'step':
        this.#step(cluster);
        answer({ type: 'done' });
        return;
      case 'advance': {
        const reached = this.#advance(cluster, command.to, command.salience, command.budgetMs ?? DEFAULT_BUDGET);
        this.#flush();
        answer({ type: 'advanced', now: cluster.now, reached });
      }
    }
  }

  #connect(cluster: Cluster, id: number, request: HttpRequest): void {
    const tell = (event: StreamEvent) => this.post({ type: 'stream', id, event });
    const over = (event: StreamEvent) => {
      this.#streams.delete(id);
      tell(event);
    };
    const stream = cluster.connect(request, {
      onResponse: (response, streams) => {
        this.#answered = true;
        (streams ? tell : over)({ type: 'response', response, streams });
      },
      onChunk: (text) => tell({ type: 'chunk', text }),
      onMessage: (message) => tell({ type: 'message', message }),
      onEnd: () => over({ type: 'end' }),
      onFailure: (reason) => over({ type: 'failed', reason }),
    });
    this.#streams.set(id, stream);
  }

  #boot(options: BootOptions): number {
    // Whoever still listened to the cluster before is told that it is gone.
    for (const id of this.#streams.keys()) {
      this.post({ type: 'stream', id, event: { type: 'failed', reason: 'the cluster was started anew' } });
    }
    this.#streams.clear();
    this.#observations = [];
    this.#checked = 1;
    const cluster = new Cluster({ ...options, cel: createCel() });
    this.#cluster = cluster;
    this.#gauges = new Gauges(cluster);
    cluster.follow((observation) => this.#observations.push(withoutManagedFields(observation)));
    cluster.runUntilReady();
    this.#flush();
    for (const input of options.inputs ?? []) {
      refusable(() => cluster.replay(input));
      // A long history is told piece by piece: the page reads one while the next is made.
      this.#flush();
    }
    this.#again = options.again ?? [];
    return cluster.sim.epoch;
  }

  /**
   * True when the clock has reached `to`; false when something salient happened first, or the budget was used up, or the page got
   * an answer: what it asks next is asked at that moment, however fast time passes.
   */
  #advance(cluster: Cluster, to: number, wanted: number | undefined, budgetMs: number): boolean {
    const deadline = this.wallMs() + budgetMs;
    this.#answered = false;
    for (;;) {
      const due = this.#again[0]?.at ?? Infinity;
      if (cluster.sim.runUntil(Math.min(to, due), wanted === undefined ? SLICE : 1)) {
        if (due > to) return !this.#sawSalient(cluster, wanted);
        this.#doAgain(cluster);
      }
      if (this.#sawSalient(cluster, wanted)) return false;
      if (this.#answered && wanted === undefined) return false;
      if (this.wallMs() >= deadline) return false;
    }
  }

  /** What was done once is done once more, now that its time has come. */
  #doAgain(cluster: Cluster): void {
    const [act, ...rest] = this.#again;
    this.#again = rest;
    if (!act) return;
    if ('fetch' in act.input) cluster.request(act.input.fetch, {});
    else {
      const { name, params } = act.input.fault;
      refusable(() => cluster.fault(name, params));
    }
  }

  #sawSalient(cluster: Cluster, wanted: number | undefined): boolean {
    const { trace } = cluster;
    let saw = false;
    if (wanted !== undefined) {
      for (let id = this.#checked; id < trace.next && !saw; id++) {
        const record = trace.get(id);
        saw = record !== undefined && salience(record) >= wanted;
      }
    }
    this.#checked = trace.next;
    return saw;
  }

  #step(cluster: Cluster): void {
    const { next } = cluster.trace;
    while (cluster.trace.next === next) {
      const due = this.#again[0]?.at;
      if (due !== undefined && due <= (cluster.sim.nextTime() ?? Infinity)) {
        cluster.sim.runUntil(due);
        this.#doAgain(cluster);
      } else if (!cluster.sim.step()) break;
    }
    this.#flush();
  }

  #flush(): void {
    const cluster = this.#cluster;
    if (!cluster) return;
    const observations = this.#observations;
    this.#observations = [];
    this.#checked = cluster.trace.next;
    const { samples = [], facts = [] } = this.#gauges?.drain() ?? {};
    this.post({ type: 'batch', now: cluster.now, records: cluster.trace.drain(), observations, samples, facts });
  }

  /** The engine is left as it is and thrown away; the page gets what is needed to come back to just before. */
  #crashed(error: unknown, answer: (answer: Answer) => void): void {
    const cluster = this.#cluster;
    this.#cluster = undefined;
    const fault = error instanceof Error ? error : new Error(String(error));
    const cause = fault.cause instanceof Error ? `\n${fault.cause.stack ?? ''}` : '';
    const inputs: readonly RecordedInput[] = cluster?.inputs ?? [];
    this.post({
      type: 'crash',
      message: fault.message,
      stack: (fault.stack ?? '') + cause,
      seed: fault instanceof EngineFault ? fault.seed : (cluster?.options.seed ?? 0),
      at: cluster?.now ?? 0,
      inputs,
    });
    answer({ type: 'failed', message: fault.message });
  }
}
