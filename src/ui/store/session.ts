import { createStore, type StoreApi } from 'zustand/vanilla';
import type { BootOptions, Crash, FaultRequest, HttpRequest, HttpResponse, StreamEvent } from '../../protocol/index.ts';
import { endOf, startOf } from '../../engine/trace/index.ts';
import { inputsBeforeCrash, type ClusterConnection, type OpenStream } from '../../client/index.ts';
import { Alarms } from './alarms.ts';
import { Grouping } from './grouping.ts';
import { Mirror } from './mirror.ts';
import type { ObjectRef } from './object-ref.ts';
import { Pacing } from './pacing.ts';
import { Player } from './player.ts';
import type { PlayerState } from './player-state.ts';
import { SampleStore } from './samples.ts';
import { Unsettled } from './settled.ts';
import { TraceStore } from './trace-store.ts';
import { World } from './world.ts';

/** What the user has singled out. */
export type Selection =
  | { readonly type: 'object'; readonly ref: ObjectRef }
  /** A process by its trace id, `kube-scheduler@control-plane-1`. */
  | { readonly type: 'component'; readonly process: string }
  /** A record of the trace, by id. */
  | { readonly type: 'record'; readonly id: number };

/** Something a person did: a flag on the timeline. */
export interface Act {
  readonly id: number;
  /** Virtual time at which it was done. */
  readonly at: number;
  readonly input: { readonly fetch: HttpRequest } | { readonly fault: FaultRequest };
}

export interface SessionState {
  readonly phase: 'idle' | 'booting' | 'ready' | 'crashed';
  readonly boot: BootOptions | undefined;
  /** Microseconds since the Unix epoch at virtual time 0. */
  readonly epoch: number;
  readonly selection: Selection | undefined;
  readonly acts: readonly Act[];
  /** A moment that is compared with the playhead's. */
  readonly pinned: number | undefined;
  readonly crash: Crash | undefined;
  readonly player: PlayerState;
}

const SECOND = 1_000_000;
/** A node's grace and its pods' toleration: for so long after a fault, silence is worth skipping. */
const FAULT_HORIZON = 400 * SECOND;
/** For so long after something telling, more of it is likely. */
const WAKE_HORIZON = 2 * SECOND;
/** How far silence is skipped at a time, while a node's grace or a back-off runs. */
const IDLE_JUMP = 30 * SECOND;

/** One cluster as the page sees it. No framework: React is bound to it in hooks.ts. */
export class Session {
  readonly trace = new TraceStore();
  readonly mirror = new Mirror();
  readonly world = new World(this.mirror);
  readonly samples = new SampleStore();
  readonly podsByNode = new Grouping(this.world, 'pods', nodeNameOf);
  readonly player: Player;
  /** When the page itself wants to act, in virtual time. */
  readonly alarms = new Alarms();
  readonly store: StoreApi<SessionState>;
  /** By what the player's pace goes. */
  readonly pacing = new Pacing(this.trace);
  /** Another history of the same beginning that is looked at together with this one, under this one's player. */
  beside: Session | undefined;
  readonly #stops: (() => void)[] = [];
  readonly #unsettled = new Unsettled();

  constructor(readonly connection: ClusterConnection) {
    this.player = new Player({
      trace: this.pacing,
      advance: (request) => connection.advance(request),
      expecting: () => Math.max(this.expecting(), this.beside?.expecting() ?? 0),
      limit: () => this.beside?.player.edge ?? Infinity,
      nextAlarm: () => this.alarms.next(this.player.edge),
    });
    this.store = createStore<SessionState>(() => ({
      phase: 'idle',
      boot: undefined,
      epoch: 0,
      selection: undefined,
      acts: [],
      pinned: undefined,
      crash: undefined,
      player: this.player.state,
    }));
    this.#stops.push(
      connection.onBatch((batch) => {
        this.trace.add(batch.records);
        this.mirror.add(batch.observations);
        this.#unsettled.add(batch.observations);
        this.samples.add(batch.samples ?? [], batch.facts ?? []);
        this.player.known(batch.now);
        this.alarms.ring(batch.now);
      }),
      connection.onCrash((crash) => {
        this.player.pause();
        this.store.setState({ phase: 'crashed', crash });
      }),
      this.player.onState((player) => this.store.setState({ player })),
      this.player.onFrame((playhead) => this.world.seek(playhead)),
    );
  }

  /** Starts a cluster, unseen until it is ready or until `settleTo`, whichever is later; there the playhead stands. */
  async boot(options: BootOptions, settleTo = 0): Promise<void> {
    this.player.pause();
    this.trace.clear();
    this.mirror.clear();
    this.#unsettled.clear();
    this.samples.clear();
    this.player.reset();
    this.world.seek(0);
    this.store.setState({
      phase: 'booting',
      boot: options,
      crash: undefined,
      acts: actsOf(options),
      selection: undefined,
      pinned: undefined,
    });
    const { epoch } = await this.connection.boot(options);
    this.store.setState({ epoch });
    if (settleTo > this.player.edge) await this.player.runTo(settleTo);
    this.player.seekLive();
    if (this.store.getState().phase === 'booting') this.store.setState({ phase: 'ready' });
  }

  /** After a crash: the same history up to the input before it. */
  async restartFromLastGoodState(): Promise<void> {
    const { crash, boot } = this.store.getState();
    if (!boot) return;
    const inputs = crash ? inputsBeforeCrash(crash) : boot.inputs;
    const last = inputs?.[inputs.length - 1]?.at ?? 0;
    await this.boot({ ...boot, ...(inputs ? { inputs } : {}) }, Math.max(last, crash && last === 0 ? crash.at / 2 : 0));
  }

  async fetch(request: HttpRequest): Promise<HttpResponse> {
    const reads = request.method === 'GET';
    if (!reads) this.#flag({ fetch: request });
    this.player.acted();
    const answer = this.connection.fetch(request);
    void this.player.runUntil(answer);
    return answer;
  }

  /** A request that goes on after its answer: a watch, a followed log, a shell in a container. */
  connect(request: HttpRequest, told: (event: StreamEvent) => void): OpenStream {
    if (request.method !== 'GET') this.#flag({ fetch: request });
    this.player.acted();
    return this.connection.connect(request, told);
  }

  async fault(fault: FaultRequest): Promise<void> {
    this.#flag({ fault });
    this.player.acted();
    await this.connection.fault(fault);
  }

  select(selection: Selection | undefined): void {
    this.store.setState({ selection });
  }

  /** Holds a moment fast, to compare others with it; undefined: lets go. */
  pin(moment: number | undefined): void {
    this.store.setState({ pinned: moment });
  }

  /** How far ahead the next telling thing is likely to be, in microseconds; 0 when the cluster waits for nothing. */
  expecting(): number {
    const { edge } = this.player;
    const { acts } = this.store.getState();
    const fault = acts.findLast((act) => 'fault' in act.input);
    if ((fault && edge - fault.at < FAULT_HORIZON) || this.#unsettled.any) return IDLE_JUMP;
    const last = this.trace.lastSalient(edge);
    return last && edge - (endOf(last) ?? startOf(last)) < WAKE_HORIZON ? WAKE_HORIZON : 0;
  }

  close(): void {
    for (const stop of this.#stops) stop();
    this.connection.close();
  }

  #flag(input: Act['input']): void {
    const { acts } = this.store.getState();
    this.store.setState({ acts: [...acts, { id: acts.length + 1, at: this.player.edge, input }] });
  }
}

function actsOf(options: BootOptions): readonly Act[] {
  const acts: Act[] = [];
  // What is typed into a stream is no act of its own: the request that opened it is.
  for (const { at, input } of [...(options.inputs ?? []), ...(options.again ?? [])]) {
    if (!('stream' in input) && !('fetch' in input && input.fetch.method === 'GET'))
      acts.push({ id: acts.length + 1, at, input });
  }
  return acts;
}

/** The node a pod is bound to; '' while it has none. */
function nodeNameOf(pod: { readonly spec?: unknown }): string {
  const { spec } = pod;
  if (typeof spec !== 'object' || spec === null || !('nodeName' in spec)) return '';
  return typeof spec.nodeName === 'string' ? spec.nodeName : '';
}
