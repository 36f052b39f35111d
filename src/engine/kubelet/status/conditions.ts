import type { ContainerStatus, Pod, PodCondition, PodPhase } from '../../api/pod/types.ts';
import { isRestartableInit } from '../runtime-status.ts';

/** A condition without its times: what pkg/kubelet/status/generate.go makes. */
export interface Verdict {
  readonly type: string;
  readonly status: string;
  readonly reason: string | undefined;
  readonly message: string | undefined;
}

export interface ConditionInput {
  readonly pod: Pod;
  readonly phase: PodPhase;
  readonly initStatuses: readonly ContainerStatus[];
  readonly statuses: readonly ContainerStatus[];
  readonly sandboxReady: boolean;
}

/** Nearly all verdicts are one of these. */
const SANDBOX_READY = verdict('PodReadyToStartContainers', 'True');
const SANDBOX_NOT_READY = verdict('PodReadyToStartContainers', 'False');
const INITIALIZED = verdict('Initialized', 'True');
const READY = verdict('Ready', 'True');
const CONTAINERS_READY = verdict('ContainersReady', 'True');
const SCHEDULED = verdict('PodScheduled', 'True');

function verdict(type: string, status: string, reason?: string, message?: string): Verdict {
  return { type, status, reason, message };
}

/** In the order in which `kubectl get -o yaml` shows them. */
export function podVerdicts(input: ConditionInput): readonly Verdict[] {
  const containersReady = containersReadyVerdict(input);
  return [
    input.sandboxReady ? SANDBOX_READY : SANDBOX_NOT_READY,
    initializedVerdict(input),
    readyVerdict(input.pod, containersReady),
    containersReady,
    SCHEDULED,
  ];
}

/** Names as Go prints a slice; undefined: none yet, so that no list is made for nothing. */
type Names = string[] | undefined;

function go(names: readonly string[]): string {
  return `[${names.join(' ')}]`;
}

function statusOf(name: string, among: readonly ContainerStatus[]): ContainerStatus | undefined {
  for (const one of among) if (one.name === name) return one;
  return undefined;
}

function containersReadyVerdict({ pod, phase, initStatuses, statuses }: ConditionInput): Verdict {
  let unknown: Names;
  let unready: Names;
  const { initContainers } = pod.spec;
  if (initContainers) {
    for (const container of initContainers) {
      if (!isRestartableInit(container)) continue;
      const found = statusOf(container.name, initStatuses);
      if (!found) (unknown ??= []).push(container.name);
      else if (!found.ready) (unready ??= []).push(container.name);
    }
  }
  for (const container of pod.spec.containers) {
    const found = statusOf(container.name, statuses);
    if (!found) (unknown ??= []).push(container.name);
    else if (!found.ready) (unready ??= []).push(container.name);
  }
  if (phase === 'Succeeded' && !unknown) return verdict('ContainersReady', 'False', 'PodCompleted');
  if (phase === 'Failed') return verdict('ContainersReady', 'False', 'PodFailed');
  const message = both('unknown', unknown, 'unready', unready);
  if (message === undefined) return CONTAINERS_READY;
  return verdict('ContainersReady', 'False', 'ContainersNotReady', message);
}

/** `containers with unknown status: [a], containers with unready status: [b c]`; undefined when there are none. */
function both(first: string, firstNames: Names, second: string, secondNames: Names): string | undefined {
  const one = firstNames && `containers with ${first} status: ${go(firstNames)}`;
  const other = secondNames && `containers with ${second} status: ${go(secondNames)}`;
  return one !== undefined && other !== undefined ? `${one}, ${other}` : (one ?? other);
}

function readyVerdict(pod: Pod, containersReady: Verdict): Verdict {
  if (containersReady.status !== 'True') {
    return verdict('Ready', containersReady.status, containersReady.reason, containersReady.message);
  }
  const gates = pod.spec.readinessGates;
  if (!gates) return READY;
  const messages: string[] = [];
  for (const { conditionType } of gates) {
    const found = find(pod.status.conditions, conditionType);
    if (!found) messages.push(`corresponding condition of pod readiness gate "${conditionType}" does not exist.`);
    else if (found.status !== 'True') {
      messages.push(`the status of pod readiness gate "${conditionType}" is not "True", but ${found.status}`);
    }
  }
  if (messages.length === 0) return READY;
  return verdict('Ready', 'False', 'ReadinessGatesNotReady', messages.join(', '));
}

function initializedVerdict({ pod, phase, initStatuses, statuses }: ConditionInput): Verdict {
  const { initContainers } = pod.spec;
  if (!initContainers && phase !== 'Succeeded') return INITIALIZED;
  let unknown: Names;
  let incomplete: Names;
  for (const container of initContainers ?? []) {
    const found = statusOf(container.name, initStatuses);
    if (!found) (unknown ??= []).push(container.name);
    else if (!(isRestartableInit(container) ? found.started : found.ready)) (incomplete ??= []).push(container.name);
  }
  if (phase === 'Succeeded' && !unknown) return verdict('Initialized', 'True', 'PodCompleted');
  const begun = statuses.some((one) => one.state?.running || one.state?.terminated || one.lastState?.terminated);
  if (begun) return INITIALIZED;
  const message = both('unknown', unknown, 'incomplete', incomplete);
  if (message === undefined) return INITIALIZED;
  return verdict('Initialized', 'False', 'ContainersNotInitialized', message);
}

/** Adds generation and times; a condition keeps its lastTransitionTime for as long as its status stays. */
export function stampConditions(
  verdicts: readonly Verdict[],
  old: readonly PodCondition[] | undefined,
  generation: number | undefined,
  now: string,
): readonly PodCondition[] {
  let unchanged = old?.length === verdicts.length;
  const stamped = verdicts.map((one, i) => {
    const before = find(old, one.type);
    const condition = before && says(before, one, generation) ? before : stamp(one, before, generation, now);
    if (condition !== old?.[i]) unchanged = false;
    return condition;
  });
  return old && unchanged ? old : stamped;
}

function says(condition: PodCondition, { status, reason, message }: Verdict, generation: number | undefined): boolean {
  return (
    condition.status === status &&
    condition.reason === reason &&
    condition.message === message &&
    condition.observedGeneration === generation
  );
}

function stamp(
  { type, status, reason, message }: Verdict,
  before: PodCondition | undefined,
  generation: number | undefined,
  now: string,
): PodCondition {
  const lastTransitionTime = before?.status === status ? (before.lastTransitionTime ?? now) : now;
  // What most conditions have is written out, which is several times as fast as putting it together.
  if (generation !== undefined && message === undefined && reason === undefined) {
    return { lastTransitionTime, observedGeneration: generation, status, type };
  }
  if (generation !== undefined && message !== undefined && reason !== undefined) {
    return { lastTransitionTime, message, observedGeneration: generation, reason, status, type };
  }
  return {
    lastTransitionTime,
    ...(message !== undefined && { message }),
    ...(generation !== undefined && { observedGeneration: generation }),
    ...(reason !== undefined && { reason }),
    status,
    type,
  };
}

function find(conditions: readonly PodCondition[] | undefined, type: string): PodCondition | undefined {
  if (conditions) for (const condition of conditions) if (condition.type === type) return condition;
  return undefined;
}
