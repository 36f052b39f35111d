import type { ContainerStatus, Pod, PodPhase } from '../../api/pod/types.ts';
import { isRestartableInit } from '../runtime-status.ts';

interface Counts {
  running: number;
  waiting: number;
  stopped: number;
  succeeded: number;
  unknown: number;
}

/**
 * The phase, from the statuses of the containers (pkg/kubelet/kubelet_pods.go getPhase). `isTerminal`: nothing will be
 * started any more, whatever the restart policy.
 */
export function getPhase(
  pod: Pod,
  initStatuses: readonly ContainerStatus[],
  statuses: readonly ContainerStatus[],
  isTerminal: boolean,
): PodPhase {
  const { restartPolicy } = pod.spec;
  const { pending, failed } = initialization(pod, initStatuses, statuses);
  if (failed > 0 && restartPolicy === 'Never') return 'Failed';
  const counts = count(pod, statuses);
  if (isTerminal && counts.running === 0 && pending > 0 && counts.stopped === 0) return 'Failed';
  if (pending > 0 && counts.running === 0 && !isTerminal) return 'Pending';
  if (counts.waiting > 0 && !isTerminal) return 'Pending';
  if (counts.running > 0 && counts.unknown === 0) return 'Running';
  if (counts.running === 0 && counts.stopped > 0 && counts.unknown === 0) {
    const allSucceeded = counts.stopped === counts.succeeded && counts.waiting === 0;
    if (isTerminal) return allSucceeded ? 'Succeeded' : 'Failed';
    if (restartPolicy === 'Always') return 'Running';
    if (allSucceeded) return 'Succeeded';
    return restartPolicy === 'Never' ? 'Failed' : 'Running';
  }
  return isTerminal && counts.running === 0 ? 'Failed' : 'Pending';
}

function named(name: string, among: readonly ContainerStatus[]): ContainerStatus | undefined {
  for (const status of among) if (status.name === name) return status;
  return undefined;
}

function count(pod: Pod, statuses: readonly ContainerStatus[]): Counts {
  const counts: Counts = { running: 0, waiting: 0, stopped: 0, succeeded: 0, unknown: 0 };
  for (const container of pod.spec.containers) {
    const state = named(container.name, statuses);
    if (!state) counts.unknown++;
    else if (state.state?.running) counts.running++;
    else if (state.state?.terminated) {
      counts.stopped++;
      if (state.state.terminated.exitCode === 0) counts.succeeded++;
    } else if (state.lastState?.terminated) counts.stopped++;
    else counts.waiting++;
  }
  return counts;
}

const NOTHING_TO_INITIALIZE = { pending: 0, failed: 0 };

function initialization(
  pod: Pod,
  initStatuses: readonly ContainerStatus[],
  statuses: readonly ContainerStatus[],
): { pending: number; failed: number } {
  let pending = 0;
  let failed = 0;
  const { initContainers } = pod.spec;
  if (!initContainers) return NOTHING_TO_INITIALIZE;
  const begun = statuses.some((one) => one.state?.running || one.state?.terminated || one.lastState?.terminated);
  for (const container of initContainers) {
    const found = named(container.name, initStatuses);
    if (isRestartableInit(container)) {
      if (!begun && !found?.started) pending++;
      continue;
    }
    const ended = found?.state?.terminated ?? (found?.state?.waiting ? found.lastState?.terminated : undefined);
    if (found?.state?.terminated?.exitCode === 0) continue;
    if (begun) continue;
    pending++;
    if (ended && ended.exitCode !== 0) failed++;
  }
  return { pending, failed };
}
