import type { ContainerStatus, Pod, PodStatus } from '../../api/pod/types.ts';
import { deepEqual, formatTime, type Micros } from '../../apimachinery/index.ts';
import { asContainer } from '../format.ts';
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
  /** The list of that one address, the same for all pods of the node. */
  readonly hostIPs: NonNullable<PodStatus['hostIPs']>;
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
  const debuggers = ephemeralStatuses(input);
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
    hostIPs: input.hostIPs,
    phase,
    startTime: old.startTime ?? now,
  };
  if (initStatuses.length > 0) status.initContainerStatuses = initStatuses;
  if (debuggers) status.ephemeralContainerStatuses = debuggers;
  if (generation !== undefined) status.observedGeneration = generation;
  if (ip !== undefined) {
    status.podIP = ip;
    status.podIPs = old.podIP === ip && old.podIPs ? old.podIPs : [{ ip }];
  }
  const { qosClass } = pod.status;
  if (qosClass !== undefined) status.qosClass = qosClass;
  if (ended && old.message !== undefined) status.message = old.message;
  if (ended && old.reason !== undefined) status.reason = old.reason;
  return status;
}

/** Nobody asks ephemeral containers whether they are ready. */
function ephemeralStatuses(input: PodStatusInput): readonly ContainerStatus[] | undefined {
  const { ephemeralContainers } = input.pod.spec;
  if (!ephemeralContainers) return undefined;
  const { ephemeralContainerStatuses: old } = input.old;
  const probes = { started: () => false, ready: () => false };
  const made = containerStatuses({ ...input, probes }, ephemeralContainers.map(asContainer), false, undefined);
  const statuses = made.map(({ started: _started, ...status }) => status);
  return deepEqual(old, statuses) ? old : statuses;
}
