import { compareStrings, isNotFound, keyOf, type ApiObject } from '../../apimachinery/index.ts';
import { NODES, PODS } from '../../api/refs.ts';
import type { Node } from '../../api/node/types.ts';
import type { Pod } from '../../api/pod/types.ts';
import type { Indexer, ResourceClient } from '../../client-go/index.ts';
import { SECOND, sleep, type Micros, type Task } from '../../sim/index.ts';
import { isRequestError } from '../concurrency.ts';
import type { Controller, ControllerContext } from '../context.ts';
import { withPodCondition } from '../nodelifecycle/mark-pods-not-ready.ts';
import { isPodTerminal } from '../pods.ts';

const NAME = 'pod-garbage-collector-controller';
const CHECK_PERIOD: Micros = 20 * SECOND;
/** A missing node must stay missing for so long before its pods are removed. */
const QUARANTINE: Micros = 40 * SECOND;
const OUT_OF_SERVICE = 'node.kubernetes.io/out-of-service';

/** Why a pod is to be removed, and the condition it gets before. */
interface Removal {
  readonly pod: Pod;
  readonly why: string;
  readonly message: string | undefined;
}

/** Pods that no kubelet will ever finish. pkg/controller/podgc/gc_controller.go, as data. */
export function terminatedBeyond(pods: readonly Pod[], threshold: number): Pod[] {
  if (threshold <= 0) return [];
  const terminated = pods.filter(isPodTerminal);
  const excess = terminated.length - threshold;
  if (excess <= 0) return [];
  const evicted = ({ status }: Pod): number => (status.reason === 'Evicted' ? 0 : 1);
  const byAge = (a: Pod, b: Pod): number => compareStrings(a.metadata.creationTimestamp, b.metadata.creationTimestamp);
  return terminated
    .sort((a, b) => evicted(a) - evicted(b) || byAge(a, b) || compareStrings(keyOf(a), keyOf(b)))
    .slice(0, excess);
}

class PodGCController {
  readonly #pods: Indexer<Pod>;
  readonly #nodes: Indexer<Node>;
  readonly #client: ResourceClient<Pod>;
  readonly #nodeClient: ResourceClient<Node>;
  /** Nodes that pods name but nobody knows, with when that was first seen. */
  readonly #missing = new Map<string, Micros>();

  constructor(readonly context: ControllerContext) {
    const { informers, process } = context;
    const client = context.client('pod-garbage-collector');
    this.#client = client.resource<Pod>(PODS);
    this.#nodeClient = client.resource<Node>(NODES);
    const pods = informers.informer<Pod>(PODS);
    const nodes = informers.informer<Node>(NODES);
    this.#pods = pods.store;
    this.#nodes = nodes.store;
    context.whenSynced(NAME, [pods, nodes], () => process.every('podgc', CHECK_PERIOD, () => this.#gc()));
  }

  *#gc(): Task {
    const pods = this.#pods.list();
    const removals: Removal[] = terminatedBeyond(pods, this.context.config.terminatedPodGCThreshold).map((pod) => ({
      pod,
      why: 'terminated',
      message: undefined,
    }));
    const now = this.context.process.sim.now;
    const gone = yield* this.#goneNodes(pods, now);
    for (const pod of pods) {
      const { deletionTimestamp } = pod.metadata;
      const { nodeName } = pod.spec;
      if (!nodeName) {
        if (deletionTimestamp !== undefined) {
          removals.push({ pod, why: 'unscheduled terminating', message: 'PodGC: unscheduled pod being deleted' });
        }
      } else if (gone.has(nodeName)) removals.push({ pod, why: 'orphaned', message: 'PodGC: node no longer exists' });
      else if (deletionTimestamp !== undefined && this.#isOutOfService(nodeName)) {
        const message = 'PodGC: node has out-of-service taint';
        removals.push({ pod, why: 'terminating on out-of-service node', message });
      }
    }
    for (const removal of removals) yield* this.#remove(removal);
  }

  #isOutOfService(name: string): boolean {
    const node = this.#nodes.get(name);
    if (!node?.spec.taints?.some(({ key }) => key === OUT_OF_SERVICE)) return false;
    return node.status.conditions?.find(({ type }) => type === 'Ready')?.status !== 'True';
  }

  /** Nodes missing for the whole quarantine; the server is asked once more before its pods are removed. */
  *#goneNodes(pods: readonly Pod[], now: Micros): Task<Set<string>> {
    const named = new Set<string>();
    for (const { spec } of pods) if (spec.nodeName && !this.#nodes.get(spec.nodeName)) named.add(spec.nodeName);
    for (const name of this.#missing.keys()) if (!named.has(name)) this.#missing.delete(name);
    const gone = new Set<string>();
    for (const name of named) {
      const since = this.#missing.get(name);
      if (since === undefined) this.#missing.set(name, now);
      else if (now - since >= QUARANTINE && (yield* this.#isGone(name))) gone.add(name);
    }
    return gone;
  }

  *#isGone(name: string): Task<boolean> {
    try {
      yield* this.#nodeClient.get(undefined, name);
      return false;
    } catch (error) {
      if (!isRequestError(error)) throw error;
      return isNotFound(error);
    }
  }

  /** A pod that nobody will finish is first set Failed, so that its controller counts it out; then removed without grace. */
  *#remove({ pod, why, message }: Removal): Task {
    const { process } = this.context;
    const span = process.begin('gcPod', keyOf(pod));
    const { namespace, name, uid } = pod.metadata;
    try {
      if (message !== undefined && !isPodTerminal(pod)) yield* this.#markFailed(pod, message);
      const still: ApiObject | undefined = this.#pods.get(keyOf(pod));
      if (still?.metadata.uid === uid) yield* this.#client.delete(namespace, name, { gracePeriodSeconds: 0 });
      span.end('ok', { why, node: pod.spec.nodeName });
    } catch (error) {
      if (!isRequestError(error)) throw error;
      span.end('error', { why, message: error.message });
      if (!isNotFound(error)) yield* sleep(process.sim, SECOND);
    }
  }

  *#markFailed(pod: Pod, message: string): Task {
    const { namespace, name, uid, generation } = pod.metadata;
    const condition = {
      type: 'DisruptionTarget',
      status: 'True',
      reason: 'DeletionByPodGC',
      message,
      ...(generation !== undefined && { observedGeneration: generation }),
    };
    const marked = withPodCondition(pod, condition, this.context.now());
    const added = marked.status.conditions?.find(({ type }) => type === 'DisruptionTarget');
    const patch = { metadata: { uid }, status: { phase: 'Failed', conditions: [added] } };
    yield* this.#client.patch(namespace, name, 'application/strategic-merge-patch+json', patch, 'status');
  }
}

export const podGCController: Controller = {
  name: NAME,
  start: (context) => void new PodGCController(context),
};
