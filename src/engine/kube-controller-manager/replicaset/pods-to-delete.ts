import { parseTime, compareStrings, type Micros } from '../../apimachinery/index.ts';
import type { Pod } from '../../api/pod/types.ts';
import { isPodActive, isPodReady, podReadyTime } from '../pods.ts';

/** Pods with a lower cost go first. pkg/apis/core/annotation_key_constants.go */
export const POD_DELETION_COST = 'controller.kubernetes.io/pod-deletion-cost';

const PHASE_ORDER: Readonly<Record<string, number>> = { Pending: 0, Unknown: 1, Running: 2 };

interface Ranked {
  readonly pod: Pod;
  /** How many active pods of the same owner's replica sets share its node. */
  readonly rank: number;
}

/**
 * Which `count` of `pods` to delete: those whose loss costs least, so the ones in earlier phases of startup first.
 * getPodsToDelete of pkg/controller/replicaset/replica_set.go.
 */
export function getPodsToDelete(pods: readonly Pod[], relatedPods: readonly Pod[], count: number, now: Micros): Pod[] {
  if (count >= pods.length) return [...pods];
  const onNode = new Map<string, number>();
  for (const pod of relatedPods) {
    if (!isPodActive(pod)) continue;
    const node = pod.spec.nodeName ?? '';
    onNode.set(node, (onNode.get(node) ?? 0) + 1);
  }
  const ranked = pods.map((pod): Ranked => ({ pod, rank: onNode.get(pod.spec.nodeName ?? '') ?? 0 }));
  ranked.sort((a, b) => compareForDeletion(a, b, now));
  return ranked.slice(0, count).map(({ pod }) => pod);
}

/** Negative: `a` goes first. ActivePodsWithRanks.Less of pkg/controller/controller_utils.go, in its order. */
export function compareForDeletion(a: Ranked, b: Ranked, now: Micros): number {
  const [p, q] = [a.pod, b.pod];
  const unassigned = Number(Boolean(p.spec.nodeName)) - Number(Boolean(q.spec.nodeName));
  if (unassigned !== 0) return unassigned;
  const phase = (PHASE_ORDER[p.status.phase] ?? 0) - (PHASE_ORDER[q.status.phase] ?? 0);
  if (phase !== 0) return phase;
  const ready = Number(isPodReady(p)) - Number(isPodReady(q));
  if (ready !== 0) return ready;
  const cost = deletionCost(p) - deletionCost(q);
  if (cost !== 0) return cost;
  if (a.rank !== b.rank) return b.rank - a.rank;
  const readyTimes = isPodReady(p) ? compareTimes(podReadyTime(p), podReadyTime(q), p, q, now) : 0;
  if (readyTimes !== 0) return readyTimes;
  const restarts = maxRestarts(q) - maxRestarts(p);
  if (restarts !== 0) return restarts;
  return compareTimes(createdAt(p), createdAt(q), p, q, now);
}

function createdAt(pod: Pod): Micros | undefined {
  return pod.metadata.creationTimestamp ? parseTime(pod.metadata.creationTimestamp) : undefined;
}

function deletionCost(pod: Pod): number {
  const text = pod.metadata.annotations?.[POD_DELETION_COST];
  return text !== undefined && /^([-+]?[1-9]\d*|0)$/.test(text) ? Number(text) : 0;
}

function maxRestarts(pod: Pod): number {
  let most = 0;
  for (const status of pod.status.containerStatuses ?? []) most = Math.max(most, status.restartCount);
  return most;
}

/** No time first, then the younger; ages of the same power of two count as equal and the uid decides (LogarithmicScaleDown). */
function compareTimes(a: Micros | undefined, b: Micros | undefined, p: Pod, q: Pod, now: Micros): number {
  if (a === b) return 0;
  if (a === undefined) return -1;
  if (b === undefined) return 1;
  const difference = logarithmOfAge(now - a) - logarithmOfAge(now - b);
  return difference !== 0 ? difference : compareStrings(p.metadata.uid, q.metadata.uid);
}

/** The whole part of log2 of an age in nanoseconds; -1 for no age. By halving, because Math.log2 may differ between hosts. */
export function logarithmOfAge(age: Micros): number {
  if (age <= 0) return -1;
  let logarithm = 0;
  for (let rest = age * 1000; rest >= 2; rest /= 2) logarithm++;
  return logarithm;
}
