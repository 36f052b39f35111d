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

type MadeStatus = { -readonly [K in keyof PodStatus]: PodStatus[K] };

/** The status of a pod from what the runtime has of it: pkg/kubelet/kubelet_pods.go generateAPIPodStatus. */
export function generatePodStatus(input: PodStatusInput): PodStatus {
  const { pod, runtime, old, hostIP } = input;
  const { containers, initContainers } = pod.spec;
  const statuses = containerStatuses(input, containers, false, old.containerStatuses);
  const initStatuses = initContainers?.length
    ? containerStatuses(input, initContainers, true, old.initContainerStatuses)
    : NONE;
  const ended = old.phase === 'Failed' || old.phase === 'Succeeded';
  const phase = ended ? old.phase : getPhase(pod, initStatuses, statuses, input.isTerminal);
  const sandbox = runtime.sandboxes[0];
  const sandboxReady = sandbox?.state === 'SANDBOX_READY';
  const now = formatTime(input.now);
  const { generation } = pod.metadata;
  const verdicts = podVerdicts({ pod, phase, initStatuses, statuses, sandboxReady });
  const ip = pod.spec.hostNetwork ? hostIP : sandboxReady ? sandbox.ip : old.podIP;
  const status: MadeStatus = {
    conditions: stampConditions(verdicts, old.conditions ?? pod.status.conditions, generation, now),
    containerStatuses: statuses,
    hostIP,
    hostIPs: addresses(hostIP, old.hostIPs),
    phase,
    startTime: old.startTime ?? now,
  };
  if (initStatuses.length > 0) status.initContainerStatuses = initStatuses;
  if (generation !== undefined) status.observedGeneration = generation;
  if (ip !== undefined) {
    status.podIP = ip;
    status.podIPs = addresses(ip, old.podIPs);
  }
  const { qosClass } = pod.status;
  if (qosClass !== undefined) status.qosClass = qosClass;
  if (ended && old.message !== undefined) status.message = old.message;
  if (ended && old.reason !== undefined) status.reason = old.reason;
  return status;
}

/** The list of one address; the one there was, as long as it says the same. */
function addresses(ip: string, old: PodStatus['podIPs']): NonNullable<PodStatus['podIPs']> {
  return old?.length === 1 && old[0]?.ip === ip ? old : [{ ip }];
}
