import { NODES, PODS } from '../api/refs.ts';
import type { Node } from '../api/node/types.ts';
import type { Pod } from '../api/pod/types.ts';
import { StatusError, isNotFound } from '../apimachinery/index.ts';
import type { Client } from '../client-go/index.ts';
import { EventRecorder, SharedInformerFactory, type Informer } from '../client-go/index.ts';
import { MILLISECOND, NetworkError, sleep, type Micros, type Process, type Span, type Task } from '../sim/index.ts';
import { Cache } from './cache/cache.ts';
import { newPodInfo, type PodInfo } from './cache/pod-info.ts';
import { addNodeEventHandlers, addPodEventHandlers } from './event-handlers.ts';
import { filteredTable } from './explanation.ts';
import { EVENT_ASSIGNED_POD_DELETE } from './framework/events.ts';
import { NO_NODES_AVAILABLE, fitErrorMessage } from './framework/fit-error.ts';
import type { PostFilterResult } from './framework/interface.ts';
import { Framework } from './framework/runtime.ts';
import { Status } from './framework/status.ts';
import type { Candidate } from './plugins/defaultpreemption/dry-run.ts';
import { defaultPlugins } from './plugins/registry.ts';
import { Volumes } from './plugins/volumebinding/volumes.ts';
import { patchPodStatus, type ConditionChange } from './pod-status.ts';
import type { QueuedPodInfo } from './queue/queued-pod-info.ts';
import { SchedulingQueue } from './queue/scheduling-queue.ts';
import { PodScheduler, type NoFit, type ScheduleResult } from './schedule-pod.ts';
import { InformedWorkloads } from './workload-lister.ts';

/** What one cycle costs a real scheduler on a small cluster. */
const SCHEDULING_LATENCY: Micros = 1 * MILLISECOND;
/** events.k8s.io: a note is cut at this many bytes. */
const NOTE_LENGTH_LIMIT = 1024;

const NO_PLUGINS: ReadonlySet<string> = new Set();

export interface Clients {
  readonly client: Client;
  readonly events: Client;
}

/** kube-scheduler itself: informers, cache, queue, and the loop that places one pod after another (schedule_one.go). */
export class Scheduler {
  readonly cache = new Cache();
  readonly queue: SchedulingQueue;
  readonly framework: Framework;
  readonly #informers: SharedInformerFactory;
  readonly #pods: Informer<Pod>;
  readonly #podScheduler: PodScheduler;
  readonly #client: Client;
  readonly #scheduling: EventRecorder;
  readonly #binding: EventRecorder;
  readonly #preemption: EventRecorder;
  /** Pods whose victims are being evicted: they are not tried again before that is done. */
  readonly #preempting = new Set<string>();

  constructor(
    readonly process: Process,
    clients: Clients,
    readonly schedulerName: string,
  ) {
    const { sim } = process;
    this.#client = clients.client;
    const recorder = (action: string): EventRecorder =>
      new EventRecorder(clients.events, { component: schedulerName, host: process.host.name, action });
    this.#scheduling = recorder('Scheduling');
    this.#binding = recorder('Binding');
    this.#preemption = recorder('Preempting');
    this.#informers = new SharedInformerFactory(clients.client);
    this.#pods = this.#informers.informer<Pod>(PODS, {
      fieldSelector: 'status.phase!=Succeeded,status.phase!=Failed',
    });
    const nodes = this.#informers.informer<Node>(NODES);
    const workloads = new InformedWorkloads(this.#informers);
    const volumes = new Volumes(this.#informers, clients.client);
    const random = sim.random(`kube-scheduler/${process.id}`);
    const plugins = defaultPlugins({
      cache: this.cache,
      client: clients.client,
      workloads,
      namespaceLabels: (namespace) => workloads.namespaceLabels(namespace),
      volumes,
      preemption: {
        cache: this.cache,
        random,
        framework: () => this.framework,
        nominator: () => this.queue.nominator,
        getPod: (key) => this.#pods.store.get(key),
        evict: (candidate, preemptor) => {
          this.#preempting.add(preemptor.uid);
          return this.#evict(candidate, preemptor);
        },
        isPreempting: (uid) => this.#preempting.has(uid),
      },
    });
    this.framework = new Framework(schedulerName, plugins);
    this.queue = new SchedulingQueue(process, this.framework, this.cache.classes);
    this.#podScheduler = new PodScheduler(this.framework, this.cache, this.queue.nominator, random);
    volumes.onChange((event, before, after) => this.queue.moveAllToActiveOrBackoffQueue(event, before, after));
    addNodeEventHandlers(nodes, this.cache, this.queue);
    addPodEventHandlers(this.#pods, this.cache, this.queue, schedulerName);
  }

  *run(): Task {
    this.#informers.start();
    yield* this.#informers.waitForCacheSync();
    for (;;) yield* this.#scheduleOne();
  }

  /** The scheduling cycle. It is alone while it lasts; only the binding goes on beside the next one. */
  *#scheduleOne(): Task {
    const queued = yield* this.queue.pop();
    const { sim } = this.process;
    sim.cause = queued.cause;
    const span = this.process.begin('Scheduling', queued.podInfo.key);
    yield* sleep(sim, SCHEDULING_LATENCY);
    if (this.#skipPodSchedule(queued)) {
      this.queue.done(queued.podInfo.uid);
      span.end('ok', { skipped: true, message: `skip schedule deleting pod: ${queued.podInfo.key}` });
      return;
    }
    const result = this.#podScheduler.schedulePod(queued.podInfo);
    if (result.kind === 'scheduled') this.#assume(queued, result, span);
    else if (result.kind === 'noFit') this.#noFit(queued, result, span);
    else {
      this.#fail(queued, new Status('UnschedulableAndUnresolvable', [NO_NODES_AVAILABLE]), '');
      span.end('error', { feasible: 0, evaluated: 0, message: NO_NODES_AVAILABLE });
    }
  }

  /** The pod may have changed, gone, or been placed while it waited. */
  #skipPodSchedule(queued: QueuedPodInfo): boolean {
    const { key, uid } = queued.podInfo;
    const pod = this.#pods.store.get(key);
    if (pod === undefined || pod.metadata.uid !== uid) return true;
    if (pod !== queued.podInfo.pod) queued.podInfo = newPodInfo(pod, this.cache.classes);
    if (pod.metadata.deletionTimestamp !== undefined) {
      this.#scheduling.event(pod, 'Warning', 'FailedScheduling', `skip schedule deleting pod: ${key}`);
      return true;
    }
    return this.cache.nodeOf(uid) !== undefined;
  }

  #assume(queued: QueuedPodInfo, result: ScheduleResult, span: Span): void {
    const { podInfo } = queued;
    const { suggestedHost, state } = result;
    this.cache.assumePod(podInfo, suggestedHost);
    this.queue.nominator.delete(podInfo.uid);
    const status =
      this.framework.runReserve(state, podInfo, suggestedHost) ??
      this.framework.runPermit(state, podInfo, suggestedHost);
    if (status !== undefined) {
      this.framework.runUnreserve(state, podInfo, suggestedHost);
      this.cache.forgetPod(podInfo.uid);
      this.#fail(queued, status, '', new Set([status.plugin]));
      span.end('error', { node: suggestedHost, message: status.message });
      return;
    }
    this.process.go('binding cycle', this.#bindingCycle(queued, result));
    span.end('ok', {
      node: suggestedHost,
      feasible: result.feasibleNodes,
      evaluated: result.evaluatedNodes,
      attempts: queued.attempts,
      scores: result.scores,
      filtered: result.filtered,
    });
  }

  *#bindingCycle(queued: QueuedPodInfo, { state, suggestedHost }: ScheduleResult): Task {
    const { podInfo } = queued;
    const span = this.process.begin('Binding', podInfo.key);
    this.queue.done(podInfo.uid);
    const status =
      (yield* this.framework.runPreBind(state, podInfo, suggestedHost)) ??
      (yield* this.framework.runBind(state, podInfo, suggestedHost));
    if (status !== undefined) {
      this.framework.runUnreserve(state, podInfo, suggestedHost);
      this.cache.forgetPod(podInfo.uid);
      this.queue.moveAllToActiveOrBackoffQueue(EVENT_ASSIGNED_POD_DELETE, podInfo.pod, undefined);
      this.#fail(queued, status, '');
      span.end('error', { node: suggestedHost, message: status.message });
      return;
    }
    this.framework.runPostBind(state, podInfo, suggestedHost);
    const message = `Successfully assigned ${podInfo.key} to ${suggestedHost}`;
    this.#binding.event(podInfo.pod, 'Normal', 'Scheduled', message);
    span.end('ok', { node: suggestedHost, message });
  }

  #noFit(queued: QueuedPodInfo, { state, diagnosis, numAllNodes }: NoFit, span: Span): void {
    const { nodeToStatus } = diagnosis;
    const post: PostFilterResult = this.framework.runPostFilter(state, queued.podInfo, nodeToStatus);
    diagnosis.postFilterMsg = post.status?.message ?? '';
    const message = fitErrorMessage({ ...diagnosis, numAllNodes });
    const status = new Status('Unschedulable', [message]);
    const { unschedulablePlugins, pendingPlugins } = diagnosis;
    if (post.act !== undefined) this.process.go('preemption', post.act);
    this.#fail(queued, status, post.nominatedNodeName, unschedulablePlugins, pendingPlugins);
    span.end('error', {
      feasible: 0,
      evaluated: nodeToStatus.size,
      attempts: queued.attempts,
      filtered: filteredTable(nodeToStatus, numAllNodes),
      ...(post.detail && { preemption: post.detail }),
      message,
    });
  }

  /** Back into the queue; tells the pod's readers why. `nominatedNodeName` undefined leaves an older nomination. */
  #fail(
    queued: QueuedPodInfo,
    status: Status,
    nominatedNodeName: string | undefined,
    unschedulablePlugins = NO_PLUGINS,
    pendingPlugins = NO_PLUGINS,
  ): void {
    const { podInfo } = queued;
    const { message } = status;
    queued.unschedulablePlugins = unschedulablePlugins;
    queued.pendingPlugins = pendingPlugins;
    const cached = this.#pods.store.get(podInfo.key);
    if (cached === undefined || cached.metadata.uid !== podInfo.uid || cached.spec.nodeName) {
      this.queue.done(podInfo.uid);
      if (cached === undefined) return;
    } else {
      if (cached !== podInfo.pod) queued.podInfo = newPodInfo(cached, this.cache.classes);
      this.queue.addUnschedulableIfNotPresent(queued);
    }
    if (nominatedNodeName !== undefined) this.queue.nominator.add(queued.podInfo, nominatedNodeName);
    else this.queue.nominator.add(queued.podInfo, this.queue.nominator.nodeOf(podInfo.uid));
    const note = message.length <= NOTE_LENGTH_LIMIT ? message : `${message.slice(0, NOTE_LENGTH_LIMIT - 4)} ...`;
    this.#scheduling.event(podInfo.pod, 'Warning', 'FailedScheduling', note);
    const reason = status.isRejected ? 'Unschedulable' : 'SchedulerError';
    const condition: ConditionChange = { type: 'PodScheduled', status: 'False', reason, message };
    this.process.go('update pod status', this.#updatePod(cached, condition, nominatedNodeName));
  }

  *#updatePod(pod: Pod, condition: ConditionChange, nominatedNodeName: string | undefined): Task {
    yield* tolerant(patchPodStatus(this.#client, pod, condition, nominatedNodeName));
  }

  /** Marks the victims, deletes them, and takes back the nominations of lesser pods (prepareCandidateAsync). */
  *#evict({ nodeName, victims }: Candidate, preemptor: PodInfo): Task {
    const message = `${this.schedulerName}: preempting to accommodate a higher priority pod`;
    const condition: ConditionChange = {
      type: 'DisruptionTarget',
      status: 'True',
      reason: 'PreemptionByScheduler',
      message,
    };
    for (const { pod, priority, uid } of [...(this.queue.nominator.podsOn(nodeName) ?? [])]) {
      if (priority >= preemptor.priority) continue;
      this.queue.nominator.delete(uid);
      yield* tolerant(patchPodStatus(this.#client, pod, undefined, ''));
    }
    let failed = false;
    for (const { pod } of victims) {
      const { namespace, name, deletionTimestamp } = pod.metadata;
      if (deletionTimestamp !== undefined) continue;
      const span = this.process.begin('Preempting', `${namespace ?? ''}/${name}`);
      const failure =
        (yield* tolerant(patchPodStatus(this.#client, pod, condition))) ??
        (yield* tolerant(this.#client.resource<Pod>(PODS).delete(namespace, name)));
      const text = `Preempted by pod ${preemptor.uid} on node ${nodeName}`;
      if (failure === undefined) this.#preemption.event(pod, 'Normal', 'Preempted', text);
      span.end(failure === undefined ? 'ok' : 'error', { node: nodeName, by: preemptor.key, message: failure ?? text });
      failed ||= failure !== undefined;
    }
    this.#preempting.delete(preemptor.uid);
    if (failed || this.queue.isGated(preemptor.uid)) this.queue.activate([preemptor.uid]);
  }
}

/** Runs a request whose failure only delays things; that the object has gone is no failure. Answers what went wrong. */
function* tolerant(request: Task): Task<string | undefined> {
  try {
    yield* request;
    return undefined;
  } catch (error) {
    if (isNotFound(error)) return undefined;
    if (error instanceof StatusError || error instanceof NetworkError) return error.message;
    throw error;
  }
}
