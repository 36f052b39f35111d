import type { ContainerStatus, Pod, PodCondition, PodPhase } from '../../api/pod/types.ts';
import { isRestartableInit } from '../runtime-status.ts';

/** A condition without its times: what pkg/kubelet/status/generate.go makes. */
export type Verdict = Pick<PodCondition, 'type' | 'status' | 'reason' | 'message'>;

export interface ConditionInput {
  readonly pod: Pod;
  readonly phase: PodPhase;
  readonly initStatuses: readonly ContainerStatus[];
  readonly statuses: readonly ContainerStatus[];
  readonly sandboxReady: boolean;
}

/** In the order in which `kubectl get -o yaml` shows them. */
export function podVerdicts(input: ConditionInput): readonly Verdict[] {
  const containersReady = containersReadyVerdict(input);
  return [
    { type: 'PodReadyToStartContainers', status: input.sandboxReady ? 'True' : 'False' },
    initializedVerdict(input),
    readyVerdict(input.pod, containersReady),
    containersReady,
    { type: 'PodScheduled', status: 'True' },
  ];
}

function go(names: readonly string[]): string {
  return `[${names.join(' ')}]`;
}

function containersReadyVerdict({ pod, phase, initStatuses, statuses }: ConditionInput): Verdict {
  const type = 'ContainersReady';
  const unknown: string[] = [];
  const unready: string[] = [];
  const look = (name: string, among: readonly ContainerStatus[]) => {
    const found = among.find((one) => one.name === name);
    if (!found) unknown.push(name);
    else if (!found.ready) unready.push(name);
  };
  for (const container of pod.spec.initContainers ?? []) {
    if (isRestartableInit(container)) look(container.name, initStatuses);
  }
  for (const container of pod.spec.containers) look(container.name, statuses);
  if (phase === 'Succeeded' && unknown.length === 0) return { type, status: 'False', reason: 'PodCompleted' };
  if (phase === 'Failed') return { type, status: 'False', reason: 'PodFailed' };
  const messages: string[] = [];
  if (unknown.length > 0) messages.push(`containers with unknown status: ${go(unknown)}`);
  if (unready.length > 0) messages.push(`containers with unready status: ${go(unready)}`);
  if (messages.length === 0) return { type, status: 'True' };
  return { type, status: 'False', reason: 'ContainersNotReady', message: messages.join(', ') };
}

function readyVerdict(pod: Pod, containersReady: Verdict): Verdict {
  if (containersReady.status !== 'True') return { ...containersReady, type: 'Ready' };
  const messages: string[] = [];
  for (const { conditionType } of pod.spec.readinessGates ?? []) {
    const found = pod.status.conditions?.find((one) => one.type === conditionType);
    if (!found) messages.push(`corresponding condition of pod readiness gate "${conditionType}" does not exist.`);
    else if (found.status !== 'True') {
      messages.push(`the status of pod readiness gate "${conditionType}" is not "True", but ${found.status}`);
    }
  }
  if (messages.length === 0) return { type: 'Ready', status: 'True' };
  return { type: 'Ready', status: 'False', reason: 'ReadinessGatesNotReady', message: messages.join(', ') };
}

function initializedVerdict({ pod, phase, initStatuses, statuses }: ConditionInput): Verdict {
  const type = 'Initialized';
  const unknown: string[] = [];
  const incomplete: string[] = [];
  for (const container of pod.spec.initContainers ?? []) {
    const found = initStatuses.find((one) => one.name === container.name);
    if (!found) unknown.push(container.name);
    else if (!(isRestartableInit(container) ? found.started : found.ready)) incomplete.push(container.name);
  }
  if (phase === 'Succeeded' && unknown.length === 0) return { type, status: 'True', reason: 'PodCompleted' };
  const begun = statuses.some((one) => one.state?.running || one.state?.terminated || one.lastState?.terminated);
  if (begun) return { type, status: 'True' };
  const messages: string[] = [];
  if (unknown.length > 0) messages.push(`containers with unknown status: ${go(unknown)}`);
  if (incomplete.length > 0) messages.push(`containers with incomplete status: ${go(incomplete)}`);
  if (messages.length === 0) return { type, status: 'True' };
  return { type, status: 'False', reason: 'ContainersNotInitialized', message: messages.join(', ') };
}

/** Adds generation and times; a condition keeps its lastTransitionTime for as long as its status stays. */
export function stampConditions(
  verdicts: readonly Verdict[],
  old: readonly PodCondition[] | undefined,
  generation: number | undefined,
  now: string,
): readonly PodCondition[] {
  return verdicts.map((verdict) => {
    const before = find(old, verdict.type);
    const lastTransitionTime = before?.status === verdict.status ? (before.lastTransitionTime ?? now) : now;
    const same =
      before &&
      before.status === verdict.status &&
      before.reason === verdict.reason &&
      before.message === verdict.message &&
      before.observedGeneration === generation;
    if (same) return before;
    return {
      lastTransitionTime,
      ...(verdict.message !== undefined && { message: verdict.message }),
      ...(generation !== undefined && { observedGeneration: generation }),
      ...(verdict.reason !== undefined && { reason: verdict.reason }),
      status: verdict.status,
      type: verdict.type,
    };
  });
}

function find(conditions: readonly PodCondition[] | undefined, type: string): PodCondition | undefined {
  if (conditions) for (const condition of conditions) if (condition.type === type) return condition;
  return undefined;
}
