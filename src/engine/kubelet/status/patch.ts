import type { PodCondition, PodStatus } from '../../api/pod/types.ts';
import { deepEqual } from '../../apimachinery/index.ts';

/** The conditions that a kubelet answers for; others, such as readiness gates, belong to others. */
const OWNED = new Set(['PodReadyToStartContainers', 'Initialized', 'Ready', 'ContainersReady', 'PodScheduled']);

/**
 * The strategic merge patch that makes `base`, as the server has it, into `made`; undefined when there is nothing to
 * change (pkg/util/pod/pod.go PatchPodStatus). Only what differs is in it.
 */
export function podStatusPatch(uid: string, base: PodStatus, made: PodStatus): unknown {
  const status: Record<string, unknown> = {};
  let changed = false;
  const say = (field: keyof PodStatus, value: unknown) => {
    status[field] = value;
    changed = true;
  };
  const { containerStatuses, hostIPs, initContainerStatuses, podIPs } = made;
  if (!deepEqual(base.containerStatuses, containerStatuses)) say('containerStatuses', containerStatuses ?? null);
  if (base.hostIP !== made.hostIP) say('hostIP', made.hostIP ?? null);
  if (!deepEqual(base.hostIPs, hostIPs)) say('hostIPs', changedAddresses(base.hostIPs, hostIPs));
  if (!deepEqual(base.initContainerStatuses, initContainerStatuses)) {
    say('initContainerStatuses', initContainerStatuses ?? null);
  }
  if (!deepEqual(base.ephemeralContainerStatuses, made.ephemeralContainerStatuses)) {
    say('ephemeralContainerStatuses', made.ephemeralContainerStatuses ?? null);
  }
  if (base.message !== made.message) say('message', made.message ?? null);
  if (base.observedGeneration !== made.observedGeneration) say('observedGeneration', made.observedGeneration ?? null);
  if (base.phase !== made.phase) say('phase', made.phase);
  if (base.podIP !== made.podIP) say('podIP', made.podIP ?? null);
  if (!deepEqual(base.podIPs, podIPs)) say('podIPs', changedAddresses(base.podIPs, podIPs));
  if (base.reason !== made.reason) say('reason', made.reason ?? null);
  if (base.startTime !== made.startTime) say('startTime', made.startTime ?? null);
  if (base.conditions !== made.conditions) {
    const conditions = changedConditions(base.conditions ?? NONE, made.conditions ?? NONE);
    if (conditions.length > 0) {
      status['$setElementOrder/conditions'] = elementOrder(base.conditions ?? NONE, made.conditions ?? NONE);
      say('conditions', conditions);
    }
  }
  return changed ? { metadata: { uid }, status } : undefined;
}

const NONE: readonly PodCondition[] = [];

/** Addresses are merged by their text: one that is no longer there has to be taken away by name. */
function changedAddresses(base: PodStatus['podIPs'], made: PodStatus['podIPs']): readonly unknown[] {
  const kept = made ?? [];
  if (!base) return kept;
  const gone = base.filter(({ ip }) => !kept.some((address) => address.ip === ip));
  return [...kept, ...gone.map(({ ip }) => ({ $patch: 'delete', ip }))];
}

/** What a condition no longer says has to be taken away by name: the server merges. */
function changedConditions(base: readonly PodCondition[], made: readonly PodCondition[]): readonly unknown[] {
  const changed: unknown[] = [];
  for (const condition of made) {
    if (!OWNED.has(condition.type)) continue;
    const before = find(base, condition.type);
    if (before === condition || deepEqual(before, condition)) continue;
    changed.push(before ? withoutRest(before, condition) : condition);
  }
  return changed;
}

function withoutRest(before: PodCondition, condition: PodCondition): unknown {
  const { lastProbeTime, message, observedGeneration, reason } = before;
  const patch: Record<string, unknown> = { ...condition };
  if (lastProbeTime !== undefined && condition.lastProbeTime === undefined) patch['lastProbeTime'] = null;
  if (message !== undefined && condition.message === undefined) patch['message'] = null;
  if (observedGeneration !== undefined && condition.observedGeneration === undefined) {
    patch['observedGeneration'] = null;
  }
  if (reason !== undefined && condition.reason === undefined) patch['reason'] = null;
  return patch;
}

function find(conditions: readonly PodCondition[], type: string): PodCondition | undefined {
  for (const condition of conditions) if (condition.type === type) return condition;
  return undefined;
}

function elementOrder(base: readonly PodCondition[], made: readonly PodCondition[]): readonly { type: string }[] {
  const order = made.map(({ type }) => ({ type }));
  for (const { type } of base) if (!find(made, type)) order.push({ type });
  return order;
}
