import type { Pod } from '../../api/pod/types.ts';
import type { ApiObject } from '../../apimachinery/index.ts';
import { MINUTE, SECOND, Waiter, type Micros, type Process, type Sim, type Task } from '../../sim/index.ts';
import { factsOf, MOST_ROWS, type QueuedPodRow } from '../../trace/index.ts';
import { updatedPodInfo, type PodInfo } from '../cache/pod-info.ts';
import type { PodClasses } from '../cache/pod-class.ts';
import { EVENT_FORCE_ACTIVATE, EVENT_UNSCHEDULABLE_TIMEOUT, type ClusterEvent } from '../framework/events.ts';
import type { Framework } from '../framework/runtime.ts';
import { PodHeap } from './heap.ts';
import { InFlightPods, type ReceivedEvent } from './in-flight.ts';
import { Nominator } from './nominator.ts';
import { podSchedulingPropertiesChange } from './pod-change.ts';
import type { QueuedPodInfo } from './queued-pod-info.ts';
import { QueueingHints, type QueueingStrategy } from './queueing-hints.ts';

const NO_PLUGINS: ReadonlySet<string> = new Set();

export const INITIAL_BACKOFF: Micros = 1 * SECOND;
export const MAX_BACKOFF: Micros = 10 * SECOND;
/** How long a pod may lie among the unschedulable before it is tried again on suspicion. */
export const MAX_IN_UNSCHEDULABLE_PODS: Micros = 5 * MINUTE;
const FLUSH_BACKOFF_PERIOD: Micros = 1 * SECOND;
const FLUSH_UNSCHEDULABLE_PERIOD: Micros = 30 * SECOND;

/**
 * Pods without a node (backend/queue/scheduling_queue.go), in three places: the active queue, whose head is tried next; the
 * back-off queue, of those worth another try after their punishment; and the unschedulable pods, which wait for an event that
 * may help them.
 *
 * Promises. Ordered: the active queue gives the highest priority first, then who has waited longest. Patient: after n failures
 * a pod backs off 1 s doubling to 10 s; but when nothing else is active the scheduler takes it at once
 * (SchedulerPopFromBackoffQ, on by default since 1.33), unless it failed by an error of ours or of the API server's.
 * Discerning: an event moves only the pods that a plugin which rejected them thinks it may help. Forgetting nothing: events that
 * came while a pod was being tried count, and after five minutes it is tried anyway. Gated: a pod that PreEnqueue turns away
 * is never active.
 */
export class SchedulingQueue {
  readonly nominator = new Nominator();
  readonly #active: PodHeap;
  readonly #backoff: PodHeap;
  readonly #errorBackoff: PodHeap;
  readonly #unschedulable = new Map<string, QueuedPodInfo>();
  readonly #hints: QueueingHints;
  readonly #inFlight = new InFlightPods();
  readonly #start: Micros;
  #waiter: Waiter<void> | undefined;
  #backoffFlushDue = false;
  #unschedulableFlushDue = false;

  readonly sim: Sim;

  constructor(
    readonly process: Process,
    readonly framework: Framework,
    readonly classes: PodClasses,
  ) {
    this.sim = process.sim;
    this.#start = this.sim.now;
    this.#hints = new QueueingHints(framework.plugins);
    this.#active = new PodHeap((a, b) => framework.queueSort.less(a, b));
    this.#backoff = new PodHeap(lessBackoff);
    this.#errorBackoff = new PodHeap(lessBackoff);
    process.expose({
      metrics: (tell) => {
        const gated = [...this.#unschedulable.values()].filter(({ gatingPlugin }) => gatingPlugin !== '').length;
        tell('scheduler_pending_pods', 'queue="active"', this.activeLength);
        tell('scheduler_pending_pods', 'queue="backoff"', this.backoffLength);
        tell('scheduler_pending_pods', 'queue="unschedulable"', this.unschedulableLength - gated);
        tell('scheduler_pending_pods', 'queue="gated"', gated);
      },
    });
    process.expose(factsOf('scheduling-queue', () => this.#rows()));
  }

  #rows(): readonly QueuedPodRow[] {
    const row = (queued: QueuedPodInfo, queue: QueuedPodRow['queue']): QueuedPodRow => ({
      pod: queued.podInfo.key,
      queue,
      attempts: queued.attempts,
      since: queued.timestamp,
      due: queue === 'backoff' ? queued.backoffExpiration : undefined,
      plugins: queued.gatingPlugin === '' ? [...queued.unschedulablePlugins] : [queued.gatingPlugin],
    });
    const backoff = [...this.#backoff.values(), ...this.#errorBackoff.values()];
    return [
      ...this.#active
        .values()
        .slice(0, MOST_ROWS)
        .map((queued) => row(queued, 'active')),
      ...backoff.slice(0, MOST_ROWS).map((queued) => row(queued, 'backoff')),
      ...[...this.#unschedulable.values()]
        .slice(0, MOST_ROWS)
        .map((queued) => row(queued, queued.gatingPlugin === '' ? 'unschedulable' : 'gated')),
    ];
  }

  get activeLength(): number {
    return this.#active.length;
  }

  get backoffLength(): number {
    return this.#backoff.length + this.#errorBackoff.length;
  }

  get unschedulableLength(): number {
    return this.#unschedulable.size;
  }

  add(podInfo: PodInfo): void {
    const queued: QueuedPodInfo = {
      podInfo,
      timestamp: this.sim.now,
      attempts: 0,
      unschedulableCount: 0,
      consecutiveErrorsCount: 0,
      backoffExpiration: 0,
      unschedulablePlugins: NO_PLUGINS,
      pendingPlugins: NO_PLUGINS,
      gatingPlugin: '',
      cause: this.sim.cause,
      heapIndex: -1,
    };
    this.nominator.add(podInfo);
    this.#moveToActive(queued);
  }

  /** A pod that is still without a node has changed. */
  update(before: Pod, after: Pod, newPodInfo: (pod: Pod) => PodInfo): void {
    const { uid } = after.metadata;
    const changes = podSchedulingPropertiesChange(before, after);
    if (this.#inFlight.has(uid)) {
      for (const event of changes) this.#inFlight.record({ event, before, after });
      return;
    }
    const heap = [this.#active, this.#backoff, this.#errorBackoff].find((one) => one.get(uid));
    const queued = heap?.get(uid) ?? this.#unschedulable.get(uid);
    if (queued === undefined) {
      this.add(newPodInfo(after));
      return;
    }
    queued.podInfo = updatedPodInfo(queued.podInfo, after, this.classes);
    this.nominator.update(uid, queued.podInfo);
    if (heap) {
      heap.fix(queued);
      return;
    }
    for (const event of changes) {
      const strategy = this.#strategyFor(queued, { event, before, after });
      if (strategy === 'queueSkip') continue;
      this.#unschedulable.delete(uid);
      this.#requeue(queued, strategy);
      return;
    }
  }

  delete(uid: string): void {
    this.nominator.delete(uid);
    this.#active.delete(uid);
    this.#backoff.delete(uid);
    this.#errorBackoff.delete(uid);
    this.#unschedulable.delete(uid);
  }

  /** The next pod to try; waits while there is none. */
  *pop(): Task<QueuedPodInfo> {
    for (;;) {
      const queued = this.#active.pop() ?? this.#backoff.pop();
      if (queued !== undefined) {
        queued.attempts++;
        queued.backoffExpiration = 0;
        queued.unschedulablePlugins = NO_PLUGINS;
        queued.pendingPlugins = NO_PLUGINS;
        this.#inFlight.start(queued.podInfo.uid);
        return queued;
      }
      this.#waiter = new Waiter(this.sim);
      yield* this.#waiter.wait();
    }
  }

  /** The pod's cycle is over and it needs no more events. */
  done(uid: string): void {
    this.#inFlight.done(uid);
  }

  /** Back into the queue after a failure: to wait, or to try again if something has happened meanwhile. */
  addUnschedulableIfNotPresent(queued: QueuedPodInfo): void {
    const { uid } = queued.podInfo;
    const missed = this.#inFlight.done(uid);
    if (this.#find(uid)) return;
    queued.timestamp = this.sim.now;
    if (queued.unschedulablePlugins.size + queued.pendingPlugins.size === 0) {
      queued.consecutiveErrorsCount++;
    } else {
      queued.consecutiveErrorsCount = 0;
      queued.unschedulableCount++;
    }
    this.#requeue(queued, this.#strategyForMissed(queued, missed));
  }

  /** Something has happened: tries again the unschedulable pods that it may help. */
  moveAllToActiveOrBackoffQueue(
    event: ClusterEvent,
    before: ApiObject | undefined,
    after: ApiObject | undefined,
  ): void {
    const received: ReceivedEvent = { event, before, after };
    this.#inFlight.record(received);
    if (this.#unschedulable.size === 0) return;
    if (event.resource !== '*' && this.#hints.pluginsFor(received).length === 0) return;
    for (const queued of [...this.#unschedulable.values()]) this.#moveIfHelped(queued, received);
  }

  /** Whether a PreEnqueue plugin keeps the pod out. */
  isGated(uid: string): boolean {
    return (this.#unschedulable.get(uid)?.gatingPlugin ?? '') !== '';
  }

  /** Tries these pods again, whatever held them back. */
  activate(uids: Iterable<string>): void {
    for (const uid of uids) {
      const queued = this.#unschedulable.get(uid) ?? this.#backoff.delete(uid) ?? this.#errorBackoff.delete(uid);
      if (queued === undefined) continue;
      this.#unschedulable.delete(uid);
      queued.cause = this.sim.cause;
      this.#moveToActive(queued);
    }
    this.#inFlight.record({ event: EVENT_FORCE_ACTIVATE, before: undefined, after: undefined });
  }

  #find(uid: string): QueuedPodInfo | undefined {
    return (
      this.#active.get(uid) ?? this.#backoff.get(uid) ?? this.#errorBackoff.get(uid) ?? this.#unschedulable.get(uid)
    );
  }

  #moveIfHelped(queued: QueuedPodInfo, received: ReceivedEvent): void {
    const strategy = this.#strategyFor(queued, received);
    if (strategy === 'queueSkip') return;
    this.#unschedulable.delete(queued.podInfo.uid);
    queued.cause = this.sim.cause;
    this.#requeue(queued, strategy);
  }

  #strategyFor(queued: QueuedPodInfo, received: ReceivedEvent): QueueingStrategy {
    if (queued.gatingPlugin === '') return this.#hints.strategyFor(queued, received);
    // A gated pod stays where it is unless its gate may have opened; PreEnqueue then decides.
    return this.#hints.pluginsFor(received).includes(queued.gatingPlugin) ? 'queueImmediately' : 'queueSkip';
  }

  #strategyForMissed(queued: QueuedPodInfo, missed: readonly ReceivedEvent[]): QueueingStrategy {
    if (queued.unschedulablePlugins.size + queued.pendingPlugins.size === 0) return 'queueAfterBackoff';
    let strategy: QueueingStrategy = 'queueSkip';
    for (const received of missed) {
      const one = this.#hints.strategyFor(queued, received);
      if (one === 'queueImmediately') return one;
      if (one === 'queueAfterBackoff') strategy = one;
    }
    return strategy;
  }

  #requeue(queued: QueuedPodInfo, strategy: QueueingStrategy): void {
    if (strategy === 'queueSkip') {
      this.#unschedulable.set(queued.podInfo.uid, queued);
      this.#armUnschedulableFlush();
    } else if (strategy === 'queueAfterBackoff' && this.#isBackingOff(queued)) {
      this.#moveToBackoff(queued);
    } else {
      this.#moveToActive(queued);
    }
  }

  #moveToActive(queued: QueuedPodInfo): void {
    const gate = this.framework.runPreEnqueue(queued.podInfo);
    queued.gatingPlugin = gate?.plugin ?? '';
    if (gate) {
      this.#unschedulable.set(queued.podInfo.uid, queued);
      return;
    }
    this.#active.push(queued);
    this.#wakeScheduler();
  }

  #moveToBackoff(queued: QueuedPodInfo): void {
    const gate = this.framework.runPreEnqueue(queued.podInfo);
    queued.gatingPlugin = gate?.plugin ?? '';
    if (gate) {
      this.#unschedulable.set(queued.podInfo.uid, queued);
      return;
    }
    const isError = queued.unschedulablePlugins.size + queued.pendingPlugins.size === 0;
    (isError ? this.#errorBackoff : this.#backoff).push(queued);
    if (isError || this.#active.length > 0 || !this.#waiter) this.#armBackoffFlush();
    this.#wakeScheduler();
  }

  #wakeScheduler(): void {
    const waiter = this.#waiter;
    this.#waiter = undefined;
    waiter?.settle();
  }

  #isBackingOff(queued: QueuedPodInfo): boolean {
    if (queued.backoffExpiration === 0) queued.backoffExpiration = queued.timestamp + backoffDuration(queued);
    return alignToWindow(queued.backoffExpiration) > alignToWindow(this.sim.now);
  }

  /** Upstream ticks each second for ever; only the ticks that find something are worth an event. */
  #armBackoffFlush(): void {
    if (this.#backoffFlushDue) return;
    this.#backoffFlushDue = true;
    this.sim.at(this.#nextTick(FLUSH_BACKOFF_PERIOD), () => this.#flushBackoff(), undefined);
  }

  #flushBackoff(): void {
    this.#backoffFlushDue = false;
    if (this.process.state === 'dead') return;
    for (const heap of [this.#backoff, this.#errorBackoff]) {
      for (let top = heap.peek(); top && !this.#isBackingOff(top); top = heap.peek()) {
        heap.pop();
        this.sim.cause = top.cause;
        this.#moveToActive(top);
      }
    }
    if (this.backoffLength > 0) this.#armBackoffFlush();
  }

  #armUnschedulableFlush(): void {
    if (this.#unschedulableFlushDue) return;
    this.#unschedulableFlushDue = true;
    this.sim.at(this.#nextTick(FLUSH_UNSCHEDULABLE_PERIOD), () => this.#flushUnschedulable(), undefined);
  }

  #flushUnschedulable(): void {
    this.#unschedulableFlushDue = false;
    if (this.process.state === 'dead') return;
    const received = { event: EVENT_UNSCHEDULABLE_TIMEOUT, before: undefined, after: undefined };
    for (const queued of [...this.#unschedulable.values()]) {
      if (this.sim.now - queued.timestamp <= MAX_IN_UNSCHEDULABLE_PODS || queued.gatingPlugin !== '') continue;
      this.sim.cause = queued.cause;
      this.#moveIfHelped(queued, received);
    }
    for (const queued of this.#unschedulable.values()) {
      if (queued.gatingPlugin !== '') continue;
      this.#armUnschedulableFlush();
      return;
    }
  }

  #nextTick(period: Micros): Micros {
    return this.#start + (Math.floor((this.sim.now - this.#start) / period) + 1) * period;
  }
}

/** Pods whose back-off ends within the same second are ordered by priority. */
function lessBackoff(a: QueuedPodInfo, b: QueuedPodInfo): boolean {
  const x = alignToWindow(a.backoffExpiration);
  const y = alignToWindow(b.backoffExpiration);
  if (x !== y) return x < y;
  if (a.podInfo.priority !== b.podInfo.priority) return a.podInfo.priority > b.podInfo.priority;
  return a.timestamp < b.timestamp;
}

function alignToWindow(at: Micros): Micros {
  return Math.floor(at / SECOND) * SECOND;
}

/** 1 s, 2 s, 4 s, 8 s, 10 s, 10 s … */
export function backoffDuration({ unschedulableCount, consecutiveErrorsCount }: QueuedPodInfo): Micros {
  const failures = consecutiveErrorsCount > 0 ? consecutiveErrorsCount : unschedulableCount;
  if (failures === 0) return 0;
  return Math.min(INITIAL_BACKOFF * 2 ** (failures - 1), MAX_BACKOFF);
}
