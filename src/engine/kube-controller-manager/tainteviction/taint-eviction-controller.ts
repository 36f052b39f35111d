import { isNotFound, keyOf, semanticDeepEqual } from '../../apimachinery/index.ts';
import { NODES, PODS } from '../../api/refs.ts';
import type { Node, Taint } from '../../api/node/types.ts';
import type { Pod } from '../../api/pod/types.ts';
import { EventRecorder, type Indexer, type ResourceClient } from '../../client-go/index.ts';
import { MILLISECOND, sleep, type Micros, type RecordId, type Task, type Timer } from '../../sim/index.ts';
import { isRequestError } from '../concurrency.ts';
import type { ControllerContext } from '../context.ts';
import { withPodCondition } from '../nodelifecycle/mark-pods-not-ready.ts';
import { nodeNameOf } from '../pods.ts';
import { tolerationTime } from './tolerations.ts';

const NAME = 'taint-eviction-controller';
const RETRIES = 5;
const RETRY_DELAY = 10 * MILLISECOND;

/** A pod that will have to go. */
interface ScheduledEviction {
  readonly createdAt: Micros;
  readonly fireAt: Micros;
  readonly cause: RecordId;
  readonly uid: string;
  timer: Timer | undefined;
}

/** Deletes pods from nodes whose NoExecute taints they do not tolerate, or no longer. pkg/controller/tainteviction/taint_eviction.go */
export class TaintEvictionController {
  readonly #nodes: Indexer<Node>;
  readonly #pods: Indexer<Pod>;
  readonly #client: ResourceClient<Pod>;
  readonly #recorder: EventRecorder;
  readonly #evictions = new Map<string, ScheduledEviction>();
  #synced = false;

  constructor(readonly context: ControllerContext) {
    const { informers } = context;
    const client = context.client('node-controller');
    this.#client = client.resource<Pod>(PODS);
    this.#recorder = new EventRecorder(client, { component: NAME });
    const nodes = informers.informer<Node>(NODES);
    const pods = informers.informer<Pod>(PODS);
    this.#nodes = nodes.store;
    this.#pods = pods.store;
    pods.store.addIndex('nodeName', nodeNameOf);
    nodes.addEventHandler({
      onAdd: (node) => this.#nodeChanged(undefined, node),
      onUpdate: (old, node) => this.#nodeChanged(old, node),
    });
    pods.addEventHandler({
      onAdd: (pod) => this.#podChanged(undefined, pod),
      onUpdate: (old, pod) => this.#podChanged(old, pod),
      onDelete: (pod) => this.#cancel(keyOf(pod), pod),
    });
    context.whenSynced(NAME, [nodes, pods], () => {
      this.#synced = true;
      for (const node of nodes.store.list()) this.#nodeChanged(undefined, node);
    });
  }

  #nodeChanged(old: Node | undefined, node: Node): void {
    if (!this.#synced) return;
    const taints = noExecuteTaints(node);
    const before = old ? noExecuteTaints(old) : NO_TAINTS;
    if (semanticDeepEqual(taints, before)) return;
    for (const pod of this.#pods.byIndex('nodeName', node.metadata.name)) this.#processPod(pod, taints);
  }

  #podChanged(old: Pod | undefined, pod: Pod): void {
    if (!this.#synced || !pod.spec.nodeName) return;
    if (
      old &&
      old.spec.nodeName === pod.spec.nodeName &&
      semanticDeepEqual(old.spec.tolerations, pod.spec.tolerations)
    ) {
      return;
    }
    const node = this.#nodes.get(pod.spec.nodeName);
    const taints = node ? noExecuteTaints(node) : NO_TAINTS;
    if (taints.length > 0) this.#processPod(pod, taints);
  }

  /** processPodOnNode: a countdown that has begun goes on, whatever other taints come while it does. */
  #processPod(pod: Pod, taints: readonly Taint[]): void {
    const key = keyOf(pod);
    const { now } = this.context.process.sim;
    const wait = taints.length === 0 ? Infinity : tolerationTime(taints, pod.spec.tolerations ?? []);
    const known = this.#evictions.get(key);
    if (wait === Infinity) {
      this.#cancel(key, pod);
      return;
    }
    if (wait === 0) {
      this.#cancel(key, pod);
      this.#schedule(pod, now, now);
      return;
    }
    if (known && known.createdAt < now) return;
    if (known) this.#cancel(key, pod);
    this.#schedule(pod, now, now + wait);
  }

  #schedule(pod: Pod, createdAt: Micros, fireAt: Micros): void {
    const { process } = this.context;
    const { sim } = process;
    const key = keyOf(pod);
    const tolerationSeconds = (fireAt - createdAt) / 1_000_000;
    const cause = process.note('scheduleEviction', key, { node: pod.spec.nodeName, tolerationSeconds, fireAt });
    const eviction: ScheduledEviction = { createdAt, fireAt, cause, uid: pod.metadata.uid, timer: undefined };
    this.#evictions.set(key, eviction);
    eviction.timer = sim.at(fireAt, () => this.#fire(key, eviction), undefined);
  }

  #cancel(key: string, pod: Pod): void {
    const known = this.#evictions.get(key);
    if (!known) return;
    known.timer?.cancel();
    this.#evictions.delete(key);
    this.#recorder.event(pod, 'Normal', 'TaintManagerEviction', `Cancelling deletion of Pod ${key}`);
  }

  #fire(key: string, eviction: ScheduledEviction): void {
    const { process } = this.context;
    if (process.state === 'dead' || this.#evictions.get(key) !== eviction) return;
    this.#evictions.delete(key);
    process.sim.cause = eviction.cause;
    process.go('deletePodHandler', this.#evict(key, eviction.uid));
  }

  *#evict(key: string, uid: string): Task {
    const { process } = this.context;
    const pod = this.#pods.get(key);
    if (!pod || pod.metadata.uid !== uid) return;
    const span = process.begin('deletePodHandler', key);
    this.#recorder.event(pod, 'Normal', 'TaintManagerEviction', `Marking for deletion Pod ${key}`);
    for (let attempt = 1; ; attempt++) {
      try {
        yield* this.#addConditionAndDelete(pod);
        span.end('ok', { node: pod.spec.nodeName, attempt });
        return;
      } catch (error) {
        if (!isRequestError(error)) throw error;
        if (isNotFound(error) || attempt >= RETRIES) {
          span.end('error', { message: error.message, attempt });
          return;
        }
      }
      yield* sleep(process.sim, RETRY_DELAY);
    }
  }

  *#addConditionAndDelete(pod: Pod): Task {
    const { namespace, name } = pod.metadata;
    const fresh = yield* this.#client.get(namespace, name);
    const { generation } = fresh.metadata;
    const condition = {
      type: 'DisruptionTarget',
      status: 'True',
      reason: 'DeletionByTaintManager',
      message: 'Taint manager: deleting due to NoExecute taint',
      ...(generation !== undefined && { observedGeneration: generation }),
    };
    const marked = withPodCondition(fresh, condition, this.context.now());
    if (marked !== fresh) {
      const added = marked.status.conditions?.find(({ type }) => type === 'DisruptionTarget');
      const patch = { metadata: { uid: fresh.metadata.uid }, status: { conditions: [added] } };
      yield* this.#client.patch(namespace, name, 'application/strategic-merge-patch+json', patch, 'status');
    }
    yield* this.#client.delete(namespace, name);
  }
}

const NO_TAINTS: readonly Taint[] = [];

function noExecuteTaints({ spec }: Node): readonly Taint[] {
  const { taints } = spec;
  if (!taints || taints.length === 0) return NO_TAINTS;
  return taints.filter(({ effect }) => effect === 'NoExecute');
}
