import type { Container, ContainerState, ContainerStatus, Pod } from '../../api/pod/types.ts';
import { deepEqual, formatTime } from '../../apimachinery/index.ts';
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
  readonly startFailure: (container: string) => StartFailure | undefined;
  readonly probes: ProbeView;
}

/** What the prober knows of a container that runs. */
export interface ProbeView {
  started(container: Container, running: RuntimeContainer): boolean;
  ready(container: Container, running: RuntimeContainer): boolean;
}

const ROOT: ContainerStatus['user'] = { linux: { gid: 0, supplementalGroups: [0], uid: 0 } };

type Resources = Pick<ContainerStatus, 'resources' | 'allocatedResources'>;
/** What containers ask for is shared between the pods of one template, and so is what their status repeats of it. */
const repeated = new WeakMap<Container['resources'], Resources>();

function resourcesOf({ resources }: Container): Resources {
  let known = repeated.get(resources);
  if (known) return known;
  const { limits, requests } = resources;
  known = {
    ...(requests && { allocatedResources: requests }),
    resources: { ...(limits && { limits }), ...(requests && { requests }) },
  };
  repeated.set(resources, known);
  return known;
}

type Mount = NonNullable<ContainerStatus['volumeMounts']>[number];

function mountStatus({ mountPath, name, readOnly }: Mount): Mount {
  return readOnly ? { mountPath, name, readOnly: true, recursiveReadOnly: 'Disabled' } : { mountPath, name };
}

/** pkg/kubelet/kubelet_pods.go convertToAPIContainerStatuses. A status that says the same as before is the one from before. */
export function containerStatuses(
  input: ContainerStatusInput,
  containers: readonly Container[],
  isInit: boolean,
  previous: readonly ContainerStatus[] | undefined,
): readonly ContainerStatus[] {
  let unchanged = previous?.length === containers.length;
  const made = containers.map((container, i) => {
    const before = previous && named(container.name, previous);
    const status = containerStatus(container, input, isInit, before);
    const kept = before && deepEqual(before, status) ? before : status;
    if (kept !== previous?.[i]) unchanged = false;
    return kept;
  });
  return previous && unchanged ? previous : made;
}

function named(name: string, among: readonly ContainerStatus[]): ContainerStatus | undefined {
  for (const status of among) if (status.name === name) return status;
  return undefined;
}

const EMPTY_STATE: ContainerState = {};
const CREATING: ContainerState = { waiting: { reason: 'ContainerCreating' } };
const INITIALIZING: ContainerState = { waiting: { reason: 'PodInitializing' } };

function containerStatus(
  container: Container,
  input: ContainerStatusInput,
  isInit: boolean,
  previous: ContainerStatus | undefined,
): ContainerStatus {
  const { pod, runtime } = input;
  const newest = findContainer(runtime, container.name);
  const failure = shouldContainerBeRestarted(container, pod, runtime) ? input.startFailure(container.name) : undefined;
  let state = newest ? stateOf(newest) : undefined;
  let lastState = lastStateOf(newest, runtime, previous);
  if (failure) {
    if (state?.terminated) lastState = state;
    state = { waiting: failure.message === '' ? { reason: failure.reason } : failure };
  }
  state ??= pod.spec.initContainers?.length ? INITIALIZING : CREATING;
  const running = newest?.state === 'CONTAINER_RUNNING' && !failure ? newest : undefined;
  const sidecar = isInit && container.restartPolicy === 'Always';
  const started = running !== undefined && (!isInit || sidecar) && input.probes.started(container, running);
  const finished = isInit && !sidecar && state.terminated?.exitCode === 0;
  const ready = finished || (started && running !== undefined && input.probes.ready(container, running));
  const { name } = container;
  if (!newest || newest.state === 'CONTAINER_CREATED') {
    const restartCount = newest?.attempt ?? previous?.restartCount ?? 0;
    const image = newest?.image ?? container.image;
    return { image, imageID: newest?.imageRef ?? '', lastState, name, ready, restartCount, started, state };
  }
  const { image, imageRef: imageID, attempt: restartCount } = newest;
  const containerID = `containerd://${newest.id}`;
  if (!running) return { containerID, image, imageID, lastState, name, ready, restartCount, started, state };
  const { allocatedResources, resources } = resourcesOf(container);
  const volumeMounts = container.volumeMounts?.map(mountStatus);
  const rest = { containerID, image, imageID, lastState, name, ready, restartCount, started, state, user: ROOT };
  if (!volumeMounts) return allocatedResources ? { allocatedResources, resources, ...rest } : { resources, ...rest };
  return allocatedResources
    ? { allocatedResources, resources, volumeMounts, ...rest }
    : { resources, volumeMounts, ...rest };
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
