import type { PodCondition, PodStatus } from '../../api/pod/types.ts';
import { deepEqual } from '../../apimachinery/index.ts';

const FIELDS = [
  'containerStatuses',
  'hostIP',
  'hostIPs',
  'initContainerStatuses',
  'message',
  'observedGeneration',
  'phase',
  'podIP',
  'podIPs',
  'reason',
  'startTime',
] as const satisfies readonly (keyof PodStatus)[];

/** The conditions that a kubelet answers for; others, such as readiness gates, belong to others. */
const OWNED = new Set(['PodReadyToStartContainers', 'Initialized', 'Ready', 'ContainersReady', 'PodScheduled']);

/**
 * The strategic merge patch that makes `base`, as the server has it, into `made`; undefined when there is nothing to
 * change (pkg/util/pod/pod.go PatchPodStatus). Only what differs is in it.
 */
export function podStatusPatch(uid: string, base: PodStatus, made: PodStatus): unknown {
  const status: Record<string, unknown> = {};
  let changed = false;
  for (const field of FIELDS) {
    if (deepEqual(base[field], made[field])) continue;
    const addresses = field === 'podIPs' || field === 'hostIPs';
    status[field] = addresses ? changedAddresses(base[field], made[field]) : (made[field] ?? null);
    changed = true;
  }
  const conditions = changedConditions(base.conditions ?? [], made.conditions ?? []);
  if (conditions.length > 0) {
    status['$setElementOrder/conditions'] = elementOrder(base.conditions ?? [], made.conditions ?? []);
    status['conditions'] = conditions;
    changed = true;
  }
  return changed ? { metadata: { uid }, status } : undefined;
}

/** Addresses are merged by their text: one that is no longer there has to be taken away by name. */
function changedAddresses(base: PodStatus['podIPs'], made: PodStatus['podIPs']): readonly unknown[] {
  const kept = made ?? [];
  const gone = (base ?? []).filter(({ ip }) => !kept.some((address) => address.ip === ip));
  return [...kept, ...gone.map(({ ip }) => ({ $patch: 'delete', ip }))];
}

/** What a condition no longer says has to be taken away by name: the server merges. */
function changedConditions(base: readonly PodCondition[], made: readonly PodCondition[]): readonly unknown[] {
  const changed: unknown[] = [];
  for (const condition of made) {
    if (!OWNED.has(condition.type)) continue;
    const before = base.find((one) => one.type === condition.type);
    if (before === condition || deepEqual(before, condition)) continue;
    const gone: Record<string, null> = {};
    for (const key in before) if (!(key in condition)) gone[key] = null;
    changed.push({ ...condition, ...gone });
  }
  return changed;
}

function elementOrder(base: readonly PodCondition[], made: readonly PodCondition[]): readonly { type: string }[] {
  const others = base.filter((one) => !made.some((condition) => condition.type === one.type));
  return [...made, ...others].map(({ type }) => ({ type }));
}
