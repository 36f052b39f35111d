import {
  formatTime,
  getScaledValueFromIntOrPercent,
  parseTime,
  semanticDeepEqual,
  type Micros,
} from '../../apimachinery/index.ts';
import type { Pod } from '../../api/pod/types.ts';
import type { PodDisruptionBudget, PodDisruptionBudgetStatus } from '../../api/poddisruptionbudget/types.ts';
import { MINUTE } from '../../sim/index.ts';
import { isPodReady } from '../pods.ts';

/** The arithmetic of disruption budgets. pkg/controller/disruption/disruption.go */

/** An evicted pod that is still there after so long is taken to stay. */
export const DELETION_TIMEOUT: Micros = 2 * MINUTE;

export interface Expected {
  readonly expectedPods: number;
  readonly desiredHealthy: number;
}

/** Whether the owners' sizes have to be known: a plain number of pods that must stay needs none. */
export function needsScale({ spec }: PodDisruptionBudget): boolean {
  return spec.maxUnavailable !== undefined || typeof spec.minAvailable === 'string';
}

/** getExpectedPodCount; `scale` is what the pods' owners want in all. */
export function expectedPodCount({ spec }: PodDisruptionBudget, pods: number, scale: number): Expected {
  const { maxUnavailable, minAvailable } = spec;
  if (maxUnavailable !== undefined) {
    const away = getScaledValueFromIntOrPercent(maxUnavailable, scale, true);
    return { expectedPods: scale, desiredHealthy: Math.max(0, scale - away) };
  }
  if (typeof minAvailable === 'number') return { expectedPods: pods, desiredHealthy: minAvailable };
  if (minAvailable === undefined) return { expectedPods: 0, desiredHealthy: 0 };
  return { expectedPods: scale, desiredHealthy: getScaledValueFromIntOrPercent(minAvailable, scale, true) };
}

type DisruptedPods = Readonly<Record<string, string>>;

export interface Disrupted {
  /** Evicted, and not yet seen to go. */
  readonly pods: DisruptedPods;
  readonly notDeleted: readonly Pod[];
  readonly recheckAt: Micros | undefined;
}

/** buildDisruptedPodMap */
export function disruptedPods({ status }: PodDisruptionBudget, pods: readonly Pod[], now: Micros): Disrupted {
  const known = (status.disruptedPods ?? {}) as DisruptedPods;
  const still: [string, string][] = [];
  const notDeleted: Pod[] = [];
  let recheckAt: Micros | undefined;
  for (const pod of pods) {
    const { name, deletionTimestamp } = pod.metadata;
    const since = Object.hasOwn(known, name) ? known[name] : undefined;
    if (since === undefined || deletionTimestamp !== undefined) continue;
    const deadline = parseTime(since) + DELETION_TIMEOUT;
    if (deadline < now) {
      notDeleted.push(pod);
      continue;
    }
    recheckAt = Math.min(recheckAt ?? deadline, deadline);
    still.push([name, since]);
  }
  return { pods: Object.fromEntries(still), notDeleted, recheckAt };
}

export function countHealthy(pods: readonly Pod[], disrupted: DisruptedPods): number {
  let healthy = 0;
  for (const pod of pods) {
    if (pod.metadata.deletionTimestamp !== undefined || Object.hasOwn(disrupted, pod.metadata.name)) continue;
    if (isPodReady(pod)) healthy++;
  }
  return healthy;
}

type Conditions = NonNullable<PodDisruptionBudgetStatus['conditions']>;

function withAllowed(
  conditions: Conditions,
  status: 'True' | 'False',
  reason: string,
  message: string,
  generation: number,
  now: Micros,
): Conditions {
  const known = conditions.find(({ type }) => type === 'DisruptionAllowed');
  const lastTransitionTime = known?.status === status ? known.lastTransitionTime : formatTime(now);
  const next = {
    type: 'DisruptionAllowed',
    status,
    reason,
    message,
    observedGeneration: generation,
    lastTransitionTime,
  };
  return known ? conditions.map((each) => (each === known ? next : each)) : [...conditions, next];
}

/** updatePdbStatus: the same status when nothing has changed. */
export function budgetStatus(
  budget: PodDisruptionBudget,
  { expectedPods, desiredHealthy }: Expected,
  currentHealthy: number,
  disrupted: DisruptedPods,
  now: Micros,
): PodDisruptionBudgetStatus {
  const { status, metadata } = budget;
  const spare = currentHealthy - desiredHealthy;
  const disruptionsAllowed = expectedPods <= 0 || spare <= 0 ? 0 : spare;
  const generation = metadata.generation ?? 0;
  const [allowed, reason] =
    disruptionsAllowed > 0 ? (['True', 'SufficientPods'] as const) : (['False', 'InsufficientPods'] as const);
  const { disruptedPods: _, ...rest } = status;
  const next = {
    ...rest,
    observedGeneration: generation,
    ...(Object.keys(disrupted).length > 0 && { disruptedPods: disrupted }),
    disruptionsAllowed,
    currentHealthy,
    desiredHealthy,
    expectedPods,
    conditions: withAllowed(status.conditions ?? [], allowed, reason, '', generation, now),
  };
  return semanticDeepEqual(next, status) ? status : next;
}

/** Nothing may be evicted while the budget cannot be reckoned. failSafe */
export function failedStatus({ status }: PodDisruptionBudget, message: string, now: Micros): PodDisruptionBudgetStatus {
  const generation = status.observedGeneration ?? 0;
  const conditions = withAllowed(status.conditions ?? [], 'False', 'SyncFailed', message, generation, now);
  return { ...status, disruptionsAllowed: 0, conditions };
}
