import type { Node } from '../../../api/node/types.ts';
import type { Pod } from '../../../api/pod/types.ts';
import type { NodeInfo } from '../../cache/node-info.ts';
import type { PodInfo } from '../../cache/pod-info.ts';
import { Resource } from '../../cache/resource.ts';
import type { CycleState } from '../../framework/cycle-state.ts';
import {
  ADD,
  DELETE,
  UPDATE_NODE_ALLOCATABLE,
  UPDATE_POD_SCALE_DOWN,
  type ClusterEventWithHint,
  type QueueingHint,
} from '../../framework/events.ts';
import { MAX_NODE_SCORE, type Plugin } from '../../framework/interface.ts';
import { Status } from '../../framework/status.ts';
import { NODE_RESOURCES_FIT } from '../names.ts';

/** One resource of which a node has too little left. */
export interface InsufficientResource {
  readonly resourceName: string;
  readonly reason: string;
  /** The node is too small even when empty: no eviction helps. */
  readonly unresolvable: boolean;
}

/** All that is missing; empty when the pod fits. */
export function fitsRequest(requests: Resource, node: NodeInfo): readonly InsufficientResource[] {
  const { allocatable, requested } = node;
  const missing: InsufficientResource[] = [];
  const check = (resourceName: string, wanted: number, capacity: number, used: number): void => {
    if (wanted > 0 && wanted > capacity - used) {
      missing.push({ resourceName, reason: `Insufficient ${resourceName}`, unresolvable: wanted > capacity });
    }
  };
  if (node.pods.size + 1 > allocatable.allowedPodNumber) {
    missing.push({ resourceName: 'pods', reason: 'Too many pods', unresolvable: false });
  }
  check('cpu', requests.milliCPU, allocatable.milliCPU, requested.milliCPU);
  check('memory', requests.memory, allocatable.memory, requested.memory);
  check('ephemeral-storage', requests.ephemeralStorage, allocatable.ephemeralStorage, requested.ephemeralStorage);
  for (const [name, wanted] of requests.scalar ?? []) {
    check(name, wanted, allocatable.get(name), requested.get(name));
  }
  return missing;
}

/** The question of fitsRequest without its answer's garbage: nearly every node fits, and is asked for every pod. */
function fits({ requests }: PodInfo, { allocatable, requested, pods }: NodeInfo): boolean {
  if (pods.size + 1 > allocatable.allowedPodNumber) return false;
  if (requests.milliCPU > 0 && requests.milliCPU > allocatable.milliCPU - requested.milliCPU) return false;
  if (requests.memory > 0 && requests.memory > allocatable.memory - requested.memory) return false;
  const storage = requests.ephemeralStorage;
  if (storage > 0 && storage > allocatable.ephemeralStorage - requested.ephemeralStorage) return false;
  if (requests.scalar === undefined) return true;
  for (const [name, wanted] of requests.scalar) {
    if (wanted > 0 && wanted > allocatable.get(name) - requested.get(name)) return false;
  }
  return true;
}

/** Statuses are few (sets of resource names), so each is made once. */
const statuses = new Map<string, Status>();

function statusOf(missing: readonly InsufficientResource[]): Status {
  const unresolvable = missing.some((resource) => resource.unresolvable);
  const key = `${unresolvable}/${missing.map(({ resourceName }) => resourceName).join('/')}`;
  let status = statuses.get(key);
  if (!status) {
    const code = unresolvable ? 'UnschedulableAndUnresolvable' : 'Unschedulable';
    status = new Status(
      code,
      missing.map(({ reason }) => reason),
      NODE_RESOURCES_FIT,
    );
    if (statuses.size < 1000) statuses.set(key, status);
  }
  return status;
}

/** Whether a node has room, and how much would be left (plugins/noderesources/fit.go, with the LeastAllocated strategy). */
export class Fit implements Plugin {
  readonly name = NODE_RESOURCES_FIT;

  filter(_state: CycleState, pod: PodInfo, node: NodeInfo): Status | undefined {
    return fits(pod, node) ? undefined : statusOf(fitsRequest(pod.requests, node));
  }

  /** The emptier, the better: the mean of what would be left of CPU and memory, in percent. */
  score(_state: CycleState, pod: PodInfo, { allocatable, nonZeroMilliCPU, nonZeroMemory }: NodeInfo): number {
    let sum = 0;
    let weights = 0;
    if (allocatable.milliCPU > 0) {
      sum += leastRequestedScore(nonZeroMilliCPU + pod.nonZeroMilliCPU, allocatable.milliCPU);
      weights++;
    }
    if (allocatable.memory > 0) {
      sum += leastRequestedScore(nonZeroMemory + pod.nonZeroMemory, allocatable.memory);
      weights++;
    }
    return weights === 0 ? 0 : Math.trunc(sum / weights);
  }

  eventsToRegister(): readonly ClusterEventWithHint[] {
    return [
      { resource: 'AssignedPod', actionType: DELETE | UPDATE_POD_SCALE_DOWN, hint: afterPodEvent },
      { resource: 'UnscheduledPod', actionType: UPDATE_POD_SCALE_DOWN },
      { resource: 'Node', actionType: ADD | UPDATE_NODE_ALLOCATABLE, hint: afterNodeChange },
    ];
  }
}

function leastRequestedScore(requested: number, capacity: number): number {
  return requested > capacity ? 0 : Math.trunc(((capacity - requested) * MAX_NODE_SCORE) / capacity);
}

function afterPodEvent(_pod: PodInfo, before: Pod | undefined): QueueingHint {
  return before?.spec.nodeName || before?.status.nominatedNodeName ? 'Queue' : 'QueueSkip';
}

function emptyFits({ requests }: PodInfo, allocatable: Resource): boolean {
  if (allocatable.allowedPodNumber < 1) return false;
  if (requests.milliCPU > allocatable.milliCPU || requests.memory > allocatable.memory) return false;
  if (requests.ephemeralStorage > allocatable.ephemeralStorage) return false;
  return [...(requests.scalar ?? [])].every(([name, wanted]) => wanted <= allocatable.get(name));
}

/** A node that could not hold the pod even when empty helps as little as one of which nothing asked for has grown. */
function afterNodeChange(pod: PodInfo, before: Node | undefined, after: Node | undefined): QueueingHint {
  const now = new Resource().setList(after?.status.allocatable);
  if (!emptyFits(pod, now)) return 'QueueSkip';
  if (before === undefined) return 'Queue';
  const then = new Resource().setList(before.status.allocatable);
  if (!emptyFits(pod, then)) return 'Queue';
  const { requests } = pod;
  const grown =
    now.allowedPodNumber > then.allowedPodNumber ||
    (requests.milliCPU > 0 && now.milliCPU > then.milliCPU) ||
    (requests.memory > 0 && now.memory > then.memory) ||
    (requests.ephemeralStorage > 0 && now.ephemeralStorage > then.ephemeralStorage) ||
    [...(requests.scalar?.keys() ?? [])].some((name) => now.get(name) > then.get(name));
  return grown ? 'Queue' : 'QueueSkip';
}
