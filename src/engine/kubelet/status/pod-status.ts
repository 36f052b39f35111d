import type { Pod, PodStatus } from '../../api/pod/types.ts';
import { formatTime, type Micros } from '../../apimachinery/index.ts';
import type { RuntimePodStatus } from '../runtime-status.ts';
import { podVerdicts, stampConditions } from './conditions.ts';
import { containerStatuses, type ProbeView, type StartFailure } from './container-statuses.ts';
import { getPhase } from './phase.ts';

export interface PodStatusInput {
  readonly pod: Pod;
  readonly runtime: RuntimePodStatus;
  /** The status as this kubelet last made it, or as the API server has it. */
  readonly old: PodStatus;
  readonly isTerminal: boolean;
  readonly hostIP: string;
  /** Microseconds since the Unix epoch. */
  readonly now: Micros;
  readonly startFailure: (container: string) => StartFailure | undefined;
  readonly probes: ProbeView;
}

const NONE: readonly never[] = [];

/** The status of a pod from what the runtime has of it: pkg/kubelet/kubelet_pods.go generateAPIPodStatus. */
export function generatePodStatus(input: PodStatusInput): PodStatus {
  const { pod, runtime, old, hostIP } = input;
  const { initContainers } = pod.spec;
  const shared = { pod, runtime, startFailure: input.startFailure, probes: input.probes };
  const statuses = containerStatuses({
    ...shared,
    containers: pod.spec.containers,
    isInit: false,
    previous: old.containerStatuses,
  });
  const initStatuses = initContainers?.length
    ? containerStatuses({ ...shared, containers: initContainers, isInit: true, previous: old.initContainerStatuses })
    : NONE;
  const ended = old.phase === 'Failed' || old.phase === 'Succeeded';
  const phase = ended ? old.phase : getPhase(pod, initStatuses, statuses, input.isTerminal);
  const sandbox = runtime.sandboxes[0];
  const sandboxReady = sandbox?.state === 'SANDBOX_READY';
  const now = formatTime(input.now);
  const generation = pod.metadata.generation;
  const verdicts = podVerdicts({ pod, phase, initStatuses, statuses, sandboxReady });
  const ip = pod.spec.hostNetwork ? hostIP : sandboxReady ? sandbox.ip : old.podIP;
  return {
    conditions: stampConditions(verdicts, old.conditions ?? pod.status.conditions, generation, now),
    containerStatuses: statuses,
    hostIP,
    hostIPs: [{ ip: hostIP }],
    ...(initStatuses.length > 0 && { initContainerStatuses: initStatuses }),
    ...(old.message !== undefined && ended && { message: old.message }),
    ...(generation !== undefined && { observedGeneration: generation }),
    phase,
    ...(ip !== undefined && { podIP: ip, podIPs: [{ ip }] }),
    ...(pod.status.qosClass !== undefined && { qosClass: pod.status.qosClass }),
    ...(old.reason !== undefined && ended && { reason: old.reason }),
    startTime: old.startTime ?? now,
  };
}
