import type { Container, ContainerState, ContainerStatus, Pod } from '../../api/pod/types.ts';
import { formatTime } from '../../apimachinery/index.ts';
import type { RuntimeContainer } from '../../cri-api/index.ts';
import { findContainer, shouldContainerBeRestarted, type RuntimePodStatus } from '../runtime-status.ts';

/** Why a container could not be started the last time: `ErrImagePull`, `CrashLoopBackOff` and the like. */
export interface StartFailure {
  readonly reason: string;
  readonly message: string;
}

export interface ContainerStatusInput {
  readonly pod: Pod;
  readonly runtime: RuntimePodStatus;
  readonly containers: readonly Container[];
  readonly isInit: boolean;
  readonly previous: readonly ContainerStatus[] | undefined;
  readonly startFailure: (container: string) => StartFailure | undefined;
  readonly probes: ProbeView;
}

/** What the prober knows of a container that runs. */
export interface ProbeView {
  started(container: Container, running: RuntimeContainer): boolean;
  ready(container: Container, running: RuntimeContainer): boolean;
}

const ROOT: ContainerStatus['user'] = { linux: { gid: 0, supplementalGroups: [0], uid: 0 } };

type FromSpec = Pick<ContainerStatus, 'resources' | 'allocatedResources' | 'volumeMounts'>;
/** Containers are shared between the pods of one template, and so is what their status repeats of them. */
const repeated = new WeakMap<Container, FromSpec>();

function fromSpec(container: Container): FromSpec {
  let known = repeated.get(container);
  if (known) return known;
  const { resources } = container;
  const mounts = container.volumeMounts?.map((mount) => ({
    mountPath: mount.mountPath,
    name: mount.name,
    ...(mount.readOnly && { readOnly: true, recursiveReadOnly: 'Disabled' }),
  }));
  known = {
    ...(resources.requests && { allocatedResources: resources.requests }),
    resources: {
      ...(resources.limits && { limits: resources.limits }),
      ...(resources.requests && { requests: resources.requests }),
    },
    ...(mounts && { volumeMounts: mounts }),
  };
  repeated.set(container, known);
  return known;
}

/** pkg/kubelet/kubelet_pods.go convertToAPIContainerStatuses. */
export function containerStatuses(input: ContainerStatusInput): readonly ContainerStatus[] {
  return input.containers.map((container) => containerStatus(container, input));
}

const EMPTY_STATE: ContainerState = {};

function containerStatus(container: Container, input: ContainerStatusInput): ContainerStatus {
  const { pod, runtime, isInit } = input;
  const previous = input.previous?.find((one) => one.name === container.name);
  const newest = findContainer(runtime, container.name);
  const failure = shouldContainerBeRestarted(container, pod, runtime) ? input.startFailure(container.name) : undefined;
  let state = newest ? stateOf(newest) : undefined;
  let lastState = lastStateOf(newest, runtime, previous);
  if (failure) {
    if (state?.terminated) lastState = state;
    state = { waiting: failure.message === '' ? { reason: failure.reason } : failure };
  }
  state ??= { waiting: { reason: pod.spec.initContainers?.length ? 'PodInitializing' : 'ContainerCreating' } };
  const running = newest?.state === 'CONTAINER_RUNNING' && !failure ? newest : undefined;
  const sidecar = isInit && container.restartPolicy === 'Always';
  const started = running !== undefined && (!isInit || sidecar) && input.probes.started(container, running);
  const finished = isInit && !sidecar && state.terminated?.exitCode === 0;
  const ready = finished || (started && running !== undefined && input.probes.ready(container, running));
  return {
    ...(running && fromSpec(container)),
    ...(newest && newest.state !== 'CONTAINER_CREATED' && { containerID: `containerd://${newest.id}` }),
    image: newest?.image ?? container.image,
    imageID: newest?.imageRef ?? '',
    lastState,
    name: container.name,
    ready,
    restartCount: newest?.attempt ?? previous?.restartCount ?? 0,
    started,
    state,
    ...(running && { user: ROOT }),
  };
}

/** Undefined for a container that was made and has not been started. */
function stateOf(container: RuntimeContainer): ContainerState | undefined {
  if (container.state === 'CONTAINER_RUNNING') return { running: { startedAt: formatTime(container.startedAt) } };
  if (container.state === 'CONTAINER_CREATED') return undefined;
  return {
    terminated: {
      containerID: `containerd://${container.id}`,
      exitCode: container.exitCode,
      finishedAt: formatTime(container.finishedAt),
      ...(container.message !== '' && { message: container.message }),
      reason: container.reason,
      startedAt: container.startedAt === 0 ? '1970-01-01T00:00:00Z' : formatTime(container.startedAt),
    },
  };
}

function lastStateOf(
  newest: RuntimeContainer | undefined,
  runtime: RuntimePodStatus,
  previous: ContainerStatus | undefined,
): ContainerState {
  if (!newest) return previous?.lastState ?? EMPTY_STATE;
  for (const container of runtime.containers) {
    if (container.name !== newest.name || container === newest || container.state !== 'CONTAINER_EXITED') continue;
    return stateOf(container) ?? EMPTY_STATE;
  }
  return EMPTY_STATE;
}
