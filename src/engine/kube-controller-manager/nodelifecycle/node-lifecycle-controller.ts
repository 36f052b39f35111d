import { isNotFound, keyOf } from '../../apimachinery/index.ts';
import { LEASES, NODES, PODS } from '../../api/refs.ts';
import type { Lease } from '../../api/lease/types.ts';
import type { Node } from '../../api/node/types.ts';
import type { Pod } from '../../api/pod/types.ts';
import { EventRecorder, WorkQueue, runWorkers, type Indexer, type ResourceClient } from '../../client-go/index.ts';
import type { Task } from '../../sim/index.ts';
import { inParallel, isRequestError } from '../concurrency.ts';
import type { ControllerContext } from '../context.ts';
import { nodeNameOf } from '../pods.ts';
import { nodeCondition, observe, withUnknownConditions, type NodeHealth } from './health.ts';
import { markPodsNotReady } from './mark-pods-not-ready.ts';
import { NOT_READY, UNREACHABLE, conditionTaintChange, hasTaint, noExecute, swapTaints } from './taints.ts';
import { ZoneTainter } from './zone-tainter.ts';
import { byZone, computeZoneState, evictionRate, zoneKey, type ZoneState } from './zones.ts';

const NAME = 'node-lifecycle-controller';
const TAINT_WORKERS = 8;
const POD_WORKERS = 4;
const EXCLUDED_FROM_DISRUPTION = 'node.kubernetes.io/exclude-disruption';

interface Zone {
  state: ZoneState;
  readonly tainter: ZoneTainter;
}

/** Notices nodes that fell silent, marks them and their pods, and has the pods evicted, zone by zone. */
export class NodeLifecycleController {
  readonly #nodes: Indexer<Node>;
  readonly #pods: Indexer<Pod>;
  readonly #leases: Indexer<Lease>;
  readonly #client: ResourceClient<Node>;
  readonly #podClient: ResourceClient<Pod>;
  readonly #recorder: EventRecorder;
  readonly #health = new Map<string, NodeHealth>();
  readonly #known = new Map<string, Node>();
  readonly #zones = new Map<string, Zone>();
  /** Nodes whose pods could not all be marked. */
  readonly #retry = new Set<string>();
  readonly #taintQueue: WorkQueue;
  readonly #podQueue: WorkQueue;

  constructor(readonly context: ControllerContext) {
    const { informers, process, config } = context;
    const client = context.client('node-controller');
    this.#client = client.resource<Node>(NODES);
    this.#podClient = client.resource<Pod>(PODS);
    this.#recorder = new EventRecorder(client, { component: 'node-controller' });
    this.#taintQueue = new WorkQueue(process, 'node_lifecycle_controller');
    this.#podQueue = new WorkQueue(process, 'node_lifecycle_controller_pods');
    const nodes = informers.informer<Node>(NODES);
    const pods = informers.informer<Pod>(PODS);
    const leases = informers.informer<Lease>(LEASES);
    this.#nodes = nodes.store;
    this.#pods = pods.store;
    this.#leases = leases.store;
    pods.store.addIndex('nodeName', nodeNameOf);
    nodes.addEventHandler({
      onAdd: (node) => this.#checkTaints(node),
      onUpdate: (_, node) => this.#checkTaints(node),
    });
    pods.addEventHandler({
      onAdd: (pod) => this.#podAssigned(undefined, pod),
      onUpdate: (old, pod) => this.#podAssigned(old, pod),
    });
    context.whenSynced(NAME, [nodes, pods, leases], () => {
      runWorkers(process, this.#taintQueue, TAINT_WORKERS, (name) => this.#taintByCondition(name));
      runWorkers(process, this.#podQueue, POD_WORKERS, (key) => this.#processPod(key));
      process.every('monitorNodeHealth', config.nodeMonitorPeriod, () => this.#monitorNodeHealth());
    });
  }

  #checkTaints(node: Node): void {
    const { add, remove } = conditionTaintChange(node);
    if (add.length + remove.length > 0) this.#taintQueue.add(node.metadata.name);
  }

  /** doNoScheduleTaintingPass */
  *#taintByCondition(name: string): Task {
    const node = this.#nodes.get(name);
    if (!node) return;
    const change = conditionTaintChange(node);
    if (change.add.length + change.remove.length === 0) return;
    yield* this.#swap(name, change);
  }

  *#swap(name: string, change: Parameters<typeof swapTaints>[3]): Task {
    const span = this.context.process.begin('SwapNodeControllerTaint', name);
    let failed = true;
    try {
      yield* swapTaints(this.context.process, this.#client, name, change);
      failed = false;
    } finally {
      const names = (taints: typeof change.add): string[] => taints.map(({ key, effect }) => `${key}:${effect}`);
      span.end(failed ? 'error' : 'ok', { add: names(change.add), remove: names(change.remove) });
    }
  }

  #podAssigned(old: Pod | undefined, pod: Pod): void {
    const { nodeName } = pod.spec;
    if (!nodeName || old?.spec.nodeName === nodeName) return;
    const node = this.#nodes.get(nodeName);
    const ready = node && nodeCondition(node, 'Ready');
    if (ready && ready.status !== 'True') this.#podQueue.add(keyOf(pod));
  }

  *#processPod(key: string): Task {
    const pod = this.#pods.get(key);
    const ready = this.#health.get(pod?.spec.nodeName ?? '')?.ready;
    if (!pod || !ready || ready.status === 'True') return;
    yield* markPodsNotReady(this.#podClient, this.#recorder, [pod], () => this.context.now());
  }

  *#monitorNodeHealth(): Task {
    this.#classifyNodes();
    const nodes = this.#nodes.list();
    const now = this.context.now();
    const attention: Node[] = [];
    for (const node of nodes) {
      const { name } = node.metadata;
      const lease = this.#leases.get(`kube-node-lease/${name}`);
      this.#health.set(name, observe(this.#health.get(name), node, lease, now));
      if (this.#needsAttention(node)) attention.push(node);
    }
    const { process } = this.context;
    if (attention.length > 0) yield* inParallel(process, 'monitorNodeHealth', attention, (node) => this.#attend(node));
    yield* this.#handleDisruption(nodes);
  }

  #classifyNodes(): void {
    for (const node of this.#nodes.list()) {
      const { name } = node.metadata;
      this.#zoneOf(node);
      if (this.#known.has(name)) continue;
      this.#known.set(name, node);
      const text = `Node ${name} event: Registered Node ${name} in Controller`;
      this.#recorder.event(node, 'Normal', 'RegisteredNode', text);
    }
    if (this.#known.size === this.#nodes.size) return;
    for (const [name, node] of this.#known) {
      if (this.#nodes.get(name)) continue;
      this.#known.delete(name);
      this.#health.delete(name);
      const text = `Node ${name} event: Removing Node ${name} from Controller`;
      this.#recorder.event(node, 'Normal', 'RemovingNode', text);
    }
  }

  #zoneOf(node: Node): Zone {
    const key = zoneKey(node);
    let zone = this.#zones.get(key);
    if (!zone) {
      const { process, config } = this.context;
      const tainter = new ZoneTainter(process, config.nodeEvictionRate, (name) => this.#taintNoExecute(name));
      this.#zones.set(key, (zone = { state: 'Initial', tainter }));
    }
    return zone;
  }

  #gracePeriod(node: Node): number {
    const { nodeMonitorGracePeriod, nodeStartupGracePeriod } = this.context.config;
    return nodeCondition(node, 'Ready') ? nodeMonitorGracePeriod : nodeStartupGracePeriod;
  }

  #isSilent(node: Node): boolean {
    const health = this.#health.get(node.metadata.name);
    return health !== undefined && this.context.now() > health.probeTimestamp + this.#gracePeriod(node);
  }

  /** Whether a pass has anything to do for the node: an untroubled ready node needs nothing. */
  #needsAttention(node: Node): boolean {
    const ready = nodeCondition(node, 'Ready');
    if (ready?.status !== 'True' || this.#isSilent(node)) return true;
    return hasTaint(node, noExecute(NOT_READY)) || hasTaint(node, noExecute(UNREACHABLE));
  }

  /** What monitorNodeHealth does for one node. */
  *#attend(node: Node): Task {
    const observed = nodeCondition(node, 'Ready');
    let current = node;
    if (this.#isSilent(node)) current = yield* this.#markUnknown(node);
    if (!nodeCondition(current, 'Ready')) return;
    if (observed) yield* this.#processTaints(current, observed.status);
    const { name } = node.metadata;
    const status = nodeCondition(current, 'Ready')?.status;
    const fell = status !== 'True' && observed?.status === 'True';
    if (fell) this.#recorder.event(node, 'Normal', 'NodeNotReady', `Node ${name} status is now: NodeNotReady`);
    if (!fell && !(this.#retry.has(name) && observed?.status !== 'True')) return;
    this.#retry.add(name);
    const pods = this.#pods.byIndex('nodeName', name);
    yield* markPodsNotReady(this.#podClient, this.#recorder, pods, () => this.context.now());
    this.#retry.delete(name);
  }

  *#markUnknown(node: Node): Task<Node> {
    const now = this.context.now();
    const next = withUnknownConditions(node, now);
    if (next === node) return node;
    const { name } = node.metadata;
    const health = this.#health.get(name)!;
    const span = this.context.process.begin('tryUpdateNodeHealth', name);
    const silentFor = now - health.probeTimestamp;
    const gracePeriod = this.#gracePeriod(node);
    let failed = true;
    try {
      const stored = yield* this.#client.updateStatus(next);
      failed = false;
      this.#health.set(name, { ...health, ready: nodeCondition(stored, 'Ready'), readyTransitionTimestamp: now });
      return next;
    } finally {
      if (failed && nodeCondition(node, 'Ready')?.status === 'True') this.#retry.add(name);
      span.end(failed ? 'error' : 'ok', { silentFor, gracePeriod, reason: 'NodeStatusUnknown' });
    }
  }

  /** processTaintBaseEviction: goes by the condition as it was observed, so a silent node is queued one pass later. */
  *#processTaints(node: Node, status: string): Task {
    const { name } = node.metadata;
    const { tainter } = this.#zoneOf(node);
    const [notReady, unreachable] = [noExecute(NOT_READY), noExecute(UNREACHABLE)];
    if (status === 'True') {
      yield* this.#markReachable(node);
      return;
    }
    const [wanted, other] = status === 'False' ? [notReady, unreachable] : [unreachable, notReady];
    if (hasTaint(node, other)) yield* this.#swap(name, { add: [wanted], remove: [other] });
    else if (!hasTaint(node, wanted) && !this.#allDisrupted()) tainter.add(name);
  }

  #allDisrupted(): boolean {
    for (const { state } of this.#zones.values()) if (state !== 'FullDisruption') return false;
    return true;
  }

  *#markReachable(node: Node): Task {
    this.#zoneOf(node).tainter.remove(node.metadata.name);
    const remove = [noExecute(NOT_READY), noExecute(UNREACHABLE)].filter((taint) => hasTaint(node, taint));
    if (remove.length > 0) yield* this.#swap(node.metadata.name, { add: [], remove });
  }

  /** doNoExecuteTaintingPass for the node whose turn it is. */
  *#taintNoExecute(name: string): Task<boolean> {
    const node = this.#nodes.get(name);
    const status = node && nodeCondition(node, 'Ready')?.status;
    if (!node || status === 'True') return true;
    if (status === undefined) return false;
    const [wanted, other] = status === 'False' ? [NOT_READY, UNREACHABLE] : [UNREACHABLE, NOT_READY];
    try {
      yield* this.#swap(name, { add: [noExecute(wanted)], remove: [noExecute(other)] });
    } catch (error) {
      if (!isRequestError(error)) throw error;
      return isNotFound(error);
    }
    return true;
  }

  /** Slows evictions down, or stops them, when so many nodes are silent that the fault is more likely in between. */
  *#handleDisruption(nodes: readonly Node[]): Task {
    const { config } = this.context;
    const states = new Map<string, ZoneState>();
    const sizes = new Map<string, number>();
    const zoned = byZone(nodes);
    for (const [key, members] of zoned) {
      const counted = members.filter(({ metadata }) => metadata.labels?.[EXCLUDED_FROM_DISRUPTION] === undefined);
      if (counted.length === 0) continue;
      const conditions = counted.map((node) => this.#health.get(node.metadata.name)?.ready);
      states.set(key, computeZoneState(conditions, config.unhealthyZoneThreshold));
      sizes.set(key, counted.length);
    }
    for (const key of this.#zones.keys()) if (!zoned.has(key)) this.#zones.delete(key);
    if (states.size === 0) return;
    const allAre = [...states.values()].every((state) => state === 'FullDisruption');
    const allWere = this.#allDisrupted();
    if (allAre && allWere) return;
    if (allAre) yield* this.#enterFullDisruption(nodes);
    else this.#setRates(states, sizes, allWere);
  }

  *#enterFullDisruption(nodes: readonly Node[]): Task {
    this.context.process.note('handleDisruption', 'FullDisruption', { nodes: nodes.length, evictionRate: 0 });
    for (const zone of this.#zones.values()) {
      zone.tainter.setRate(0);
      zone.state = 'FullDisruption';
    }
    yield* inParallel(this.context.process, 'markNodeAsReachable', nodes, (node) => this.#markReachable(node));
  }

  #setRates(states: ReadonlyMap<string, ZoneState>, sizes: ReadonlyMap<string, number>, leaving: boolean): void {
    if (leaving) {
      const now = this.context.now();
      for (const [name, health] of this.#health) {
        this.#health.set(name, { ...health, probeTimestamp: now, readyTransitionTimestamp: now });
      }
    }
    for (const [key, state] of states) {
      const zone = this.#zones.get(key);
      if (!zone || (zone.state === state && !leaving)) continue;
      const rate = evictionRate(state, sizes.get(key) ?? 0, this.context.config);
      this.context.process.note('handleDisruption', state, { zone: key, from: zone.state, evictionRate: rate });
      zone.tainter.setRate(rate);
      zone.state = state;
    }
  }
}
