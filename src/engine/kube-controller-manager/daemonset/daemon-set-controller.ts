import {
  isNotFound,
  keyOf,
  labelSelectorAsSelector,
  newControllerRef,
  semanticDeepEqual,
} from '../../apimachinery/index.ts';
import type { ControllerRevision } from '../../api/controllerrevision/types.ts';
import type { DaemonSet, DaemonSetStatus } from '../../api/daemonset/types.ts';
import type { Node } from '../../api/node/types.ts';
import type { Pod } from '../../api/pod/types.ts';
import { CONTROLLER_REVISIONS, DAEMON_SETS, NODES, PODS } from '../../api/refs.ts';
import {
  EventRecorder,
  WorkQueue,
  runWorkers,
  type Client,
  type Indexer,
  type ResourceClient,
} from '../../client-go/index.ts';
import { MINUTE, SECOND, type Task } from '../../sim/index.ts';
import { Backoff } from '../backoff.ts';
import { inParallel, isRequestError, type RequestError } from '../concurrency.ts';
import type { ControllerContext } from '../context.ts';
import { ControllerRefManager } from '../controller-ref.ts';
import { Expectations } from '../expectations.ts';
import { CONTROLLER_REVISION_HASH } from '../history/index.ts';
import { CATCH_UP_CHECK, OwnWrites } from '../own-writes.ts';
import { PodControl, isNamespaceTerminating } from '../pod-control.ts';
import { podOwnersOf } from '../pod-owners.ts';
import { isPodReady } from '../pods.ts';
import { ownedPodsOf, type OwnedPods } from '../replicaset/owned-pods.ts';
import { slowStartBatch } from '../replicaset/slow-start.ts';
import { SelectorCache } from '../selector-cache.ts';
import { nodesToDaemonPods } from './daemon-pods.ts';
import { DaemonHistories, type DaemonHistory } from './history.ts';
import { DAEMON_SET_KIND } from './kind.ts';
import { nodeShouldRunDaemonPod } from './node-fit.ts';
import { failedMessage, planManage, succeededMessage, type ManagePlan } from './plan-manage.ts';
import { planUpdate } from './plan-update.ts';
import { TEMPLATE_GENERATION, createPodTemplate, onNode } from './pod-template.ts';
import { calculateStatus } from './status.ts';

const NAME = 'daemonset-controller';
const WORKERS = 2;
/** No more pods than this are made or removed before the cache has shown them. */
const BURST_REPLICAS = 250;

/** One sync's view: the pods that are the set's, and the revision of its template. */
interface View {
  readonly set: DaemonSet;
  readonly pods: readonly Pod[];
  readonly hash: string;
}

/** Keeps one pod on every node that will have it. pkg/controller/daemon/daemon_controller.go */
export class DaemonSetController {
  readonly #queue: WorkQueue;
  readonly #client: Client;
  readonly #sets: ResourceClient<DaemonSet>;
  readonly #recorder: EventRecorder;
  readonly #podControl: PodControl;
  readonly #histories: DaemonHistories;
  readonly #store: Indexer<DaemonSet>;
  readonly #nodes: Indexer<Node>;
  readonly #pods: OwnedPods;
  readonly #writes: OwnWrites<DaemonSet>;
  readonly #expectations = new Expectations();
  readonly #failedPods = new Backoff(SECOND, 15 * MINUTE);
  readonly #selectors = new SelectorCache<DaemonSet>(
    ({ spec }) => spec.selector,
    ({ spec }) => labelSelectorAsSelector(spec.selector),
  );

  constructor(readonly context: ControllerContext) {
    const { informers, process } = context;
    this.#client = context.client('daemon-set-controller');
    this.#sets = this.#client.resource<DaemonSet>(DAEMON_SETS);
    this.#recorder = new EventRecorder(this.#client, { component: NAME });
    this.#podControl = new PodControl(this.#client, this.#recorder);
    this.#queue = new WorkQueue(process, 'daemonset');
    this.#pods = ownedPodsOf(context);
    const sets = informers.informer<DaemonSet>(DAEMON_SETS);
    const revisions = informers.informer<ControllerRevision>(CONTROLLER_REVISIONS);
    const nodes = informers.informer<Node>(NODES);
    this.#store = sets.store;
    this.#nodes = nodes.store;
    this.#writes = new OwnWrites(sets.store);
    this.#histories = new DaemonHistories(this.#client, this.#sets, revisions);
    sets.addEventHandler({
      onAdd: (set) => this.#queue.add(keyOf(set)),
      onUpdate: (_, set) => this.#queue.add(keyOf(set)),
      onDelete: (set) => {
        this.#selectors.forget(set);
        this.#writes.forget(set);
        this.#expectations.delete(keyOf(set));
        this.#queue.add(keyOf(set));
      },
    });
    nodes.addEventHandler({
      onAdd: (node) => this.#nodeChanged(undefined, node),
      onUpdate: (old, node) => this.#nodeChanged(old, node),
      onDelete: (node) => this.#nodeChanged(node, undefined),
    });
    this.#listenToPods();
    context.whenSynced(NAME, [sets, revisions, nodes, informers.informer<Pod>(PODS)], () => {
      runWorkers(process, this.#queue, WORKERS, (key) => this.#sync(key));
      process.every('failed pods backoff', MINUTE, () => this.#collectBackoffs());
    });
  }

  #listenToPods(): void {
    podOwnersOf(this.context).register<DaemonSet>({
      kind: 'DaemonSet',
      store: this.#store,
      selector: (set) => this.#selectors.get(set),
      added: (set) => {
        this.#expectations.creationObserved(keyOf(set));
        this.#queue.add(keyOf(set));
      },
      updated: (set, old, pod) => {
        this.#queue.add(keyOf(set));
        const { minReadySeconds = 0 } = set.spec;
        if (minReadySeconds > 0 && !isPodReady(old) && isPodReady(pod)) {
          this.#queue.addAfter(keyOf(set), (minReadySeconds + 1) * SECOND);
        }
      },
      deleted: (set, pod) => {
        this.#expectations.deletionObserved(keyOf(set), keyOf(pod));
        this.#queue.add(keyOf(set));
      },
      wake: (set) => this.#queue.add(keyOf(set)),
    });
  }

  /** Only labels and taints decide; heartbeats change neither. */
  #nodeChanged(old: Node | undefined, node: Node | undefined): void {
    if (old && node && old.spec === node.spec && old.metadata.labels === node.metadata.labels) return;
    for (const set of this.#store.list()) {
      const { template } = set.spec;
      const before = old && nodeShouldRunDaemonPod(old, template);
      const after = node && nodeShouldRunDaemonPod(node, template);
      const runs = before?.shouldRun === after?.shouldRun;
      if (!runs || before?.shouldContinueRunning !== after?.shouldContinueRunning) this.#queue.add(keyOf(set));
    }
  }

  *#sync(key: string): Task {
    yield* this.context.compute(this.#nodes.size);
    const set = this.#store.get(key);
    if (!set) {
      this.#expectations.delete(key);
      return;
    }
    if (this.#writes.behind(key, this.context.process.sim.now)) {
      this.#queue.addAfter(key, CATCH_UP_CHECK);
      return;
    }
    const selector = this.#selectors.get(set);
    if (selector.empty()) {
      const message = 'This daemon set is selecting all pods. A non-empty selector is required.';
      this.#recorder.event(set, 'Warning', 'SelectingAll', message);
      return;
    }
    if (set.metadata.deletionTimestamp !== undefined) return;
    const history = yield* this.#histories.construct(set, selector, this.#podsOf(set));
    const hash = history.current.metadata.labels?.[CONTROLLER_REVISION_HASH] ?? '';
    if (!this.#satisfied(key)) {
      yield* this.#updateStatus(set, hash, false);
      return;
    }
    let failure: RequestError | undefined;
    try {
      yield* this.#update(set, hash, history);
    } catch (error) {
      if (!isRequestError(error)) throw error;
      failure = error;
    }
    yield* this.#updateStatus(set, hash, true);
    if (failure) throw failure;
  }

  *#collectBackoffs(): Task {
    this.#failedPods.collect(this.context.process.sim.now);
  }

  #satisfied(key: string): boolean {
    return this.#expectations.satisfied(key, this.context.process.sim.now);
  }

  #podsOf(set: DaemonSet): Pod[] {
    const selector = this.#selectors.get(set);
    return [...this.#pods.ownedBy(set.metadata.uid)].filter(({ metadata }) => selector.matches(metadata.labels));
  }

  *#claim(set: DaemonSet): Task<Pod[]> {
    const { uid, namespace } = set.metadata;
    const candidates = [...this.#pods.ownedBy(uid), ...this.#pods.orphansIn(namespace ?? '')];
    const pods = this.#client.resource<Pod>(PODS);
    return yield* new ControllerRefManager(set, this.#selectors.get(set), this.#sets, pods).claim(candidates);
  }

  /** updateDaemonSet */
  *#update(set: DaemonSet, hash: string, history: DaemonHistory): Task {
    const key = keyOf(set);
    yield* this.#manage({ set, pods: yield* this.#claim(set), hash });
    if (this.#satisfied(key) && set.spec.updateStrategy.type === 'RollingUpdate') {
      const pods = this.#podsOf(set);
      const nodes = this.#nodes.list();
      const plan = planUpdate(set, nodes, nodesToDaemonPods(pods, false), hash, this.context.now());
      yield* this.#syncNodes({ set, pods, hash }, 'rollingUpdate', plan.create, plan.delete, plan.arithmetic);
    }
    yield* this.#histories.cleanup(set, history.old, this.#podsOf(set));
  }

  *#manage(view: View): Task {
    const { set, pods, hash } = view;
    const plan = planManage(set, this.#nodes.list(), nodesToDaemonPods(pods, false), hash, this.context.now());
    const doomed = [...plan.delete, ...this.#finished(set, plan)];
    yield* this.#syncNodes(view, 'manage', plan.create, doomed, { nodes: this.#nodes.size, pods: pods.length });
  }

  /** Finished pods make room for new ones; failed ones ever more slowly, or the set would fight with a kubelet that refuses them. */
  #finished(set: DaemonSet, { failed, succeeded }: ManagePlan): Pod[] {
    const doomed: Pod[] = [];
    const { now } = this.context.process.sim;
    for (const each of failed) {
      const key = `${set.metadata.uid}/${set.status.observedGeneration ?? 0}/${each.node}`;
      if (this.#failedPods.remaining(key, now) > 0) {
        this.#queue.addAfter(keyOf(set), this.#failedPods.get(key));
        continue;
      }
      this.#failedPods.next(key, now);
      this.#recorder.event(set, 'Warning', 'FailedDaemonPod', failedMessage(each));
      doomed.push(each.pod);
    }
    for (const each of succeeded) {
      this.#recorder.event(set, 'Normal', 'SucceededDaemonPod', succeededMessage(each));
      doomed.push(each.pod);
    }
    return doomed;
  }

  *#syncNodes(
    { set, hash }: View,
    operation: string,
    nodes: readonly string[],
    pods: readonly Pod[],
    arithmetic: Readonly<Record<string, number>>,
  ): Task {
    const creating = nodes.slice(0, BURST_REPLICAS);
    const deleting = pods.slice(0, BURST_REPLICAS);
    if (creating.length === 0 && deleting.length === 0) return;
    const key = keyOf(set);
    const { process } = this.context;
    const span = process.begin(operation, key);
    this.#expectations.expect(key, creating.length, deleting.map(keyOf), process.sim.now);
    const generation = set.metadata.annotations?.[TEMPLATE_GENERATION];
    const template = createPodTemplate(
      set.spec.template,
      generation === undefined ? undefined : Number(generation),
      hash,
    );
    let next = 0;
    let attempted = 0;
    const { error } = yield* slowStartBatch(process, creating.length, () => {
      attempted++;
      return this.#create(set, onNode(template, creating[next++]!));
    });
    for (let skipped = creating.length - attempted; skipped > 0; skipped--) this.#expectations.creationObserved(key);
    const errors = yield* inParallel(process, 'deletePod', deleting, (pod) => this.#delete(set, pod));
    const first = error ?? errors[0];
    const names = deleting.map(({ metadata }) => metadata.name);
    span.end(first ? 'error' : 'ok', { ...arithmetic, creating, deleting: names, error: first?.message });
    if (first) throw first;
  }

  *#create(set: DaemonSet, template: DaemonSet['spec']['template']): Task {
    try {
      yield* this.#podControl.create(template, set, newControllerRef(set, DAEMON_SET_KIND));
    } catch (error) {
      // The namespace is going away: whatever is created there would be refused as well.
      if (isNamespaceTerminating(error)) return;
      if (isRequestError(error)) this.#expectations.creationObserved(keyOf(set));
      throw error;
    }
  }

  *#delete(set: DaemonSet, pod: Pod): Task {
    try {
      yield* this.#podControl.delete(pod, set);
    } catch (error) {
      if (isRequestError(error)) this.#expectations.deletionObserved(keyOf(set), keyOf(pod));
      if (!isNotFound(error)) throw error;
    }
  }

  *#updateStatus(set: DaemonSet, hash: string, observed: boolean): Task {
    const now = this.context.now();
    const byNode = nodesToDaemonPods(this.#podsOf(set), false);
    const status = calculateStatus(set, this.#nodes.list(), byNode, hash, observed, now);
    if (!semanticDeepEqual(status, set.status)) yield* this.#putStatus(set, status);
    const { minReadySeconds = 0 } = set.spec;
    if (minReadySeconds > 0 && status.numberReady !== (status.numberAvailable ?? 0)) {
      this.#queue.addAfter(keyOf(set), minReadySeconds * SECOND);
    }
  }

  *#putStatus(set: DaemonSet, status: DaemonSetStatus): Task {
    let target = set;
    let stored: DaemonSet;
    try {
      stored = yield* this.#sets.updateStatus({ ...target, status });
    } catch (error) {
      if (!isRequestError(error)) throw error;
      target = yield* this.#sets.get(set.metadata.namespace, set.metadata.name);
      stored = yield* this.#sets.updateStatus({ ...target, status });
    }
    this.#writes.note(keyOf(set), stored, this.context.process.sim.now);
  }
}
