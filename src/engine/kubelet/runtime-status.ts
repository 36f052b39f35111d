import type { Container, Pod } from '../api/pod/types.ts';
import type { PodSandbox, RuntimeContainer } from '../cri-api/index.ts';

/** All that the runtime has of one pod, newest first. Replaced as a whole when any of it changes. */
export interface RuntimePodStatus {
  readonly sandboxes: readonly PodSandbox[];
  readonly containers: readonly RuntimeContainer[];
}

export const NO_RUNTIME_STATUS: RuntimePodStatus = { sandboxes: [], containers: [] };

/** The newest container of a name; with `sandboxId`, the newest in that sandbox. */
export function findContainer(
  status: RuntimePodStatus,
  name: string,
  sandboxId?: string,
): RuntimeContainer | undefined {
  for (const container of status.containers) {
    if (container.name === name && (sandboxId === undefined || container.sandboxId === sandboxId)) return container;
  }
  return undefined;
}

export function isRestartableInit(container: Container): boolean {
  return container.restartPolicy === 'Always';
}

/** pkg/kubelet/container/helpers.go ShouldContainerBeRestarted. */
export function shouldContainerBeRestarted(container: Container, pod: Pod, status: RuntimePodStatus): boolean {
  if (pod.metadata.deletionTimestamp !== undefined) return false;
  const newest = findContainer(status, container.name);
  if (!newest || newest.state === 'CONTAINER_CREATED') return true;
  if (newest.state === 'CONTAINER_RUNNING') return false;
  const { restartPolicy } = pod.spec;
  if (isRestartableInit(container)) return true;
  if (restartPolicy === 'Never') return false;
  return !(restartPolicy === 'OnFailure' && newest.exitCode === 0);
}

/** A container of the pod itself has been started in this sandbox: what initializes it is behind it. */
export function hasAnyRegularContainerStarted(pod: Pod, status: RuntimePodStatus, sandboxId: string): boolean {
  return pod.spec.containers.some((container) => {
    const found = findContainer(status, container.name, sandboxId);
    return found !== undefined && found.state !== 'CONTAINER_CREATED';
  });
}
