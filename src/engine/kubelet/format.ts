import type { Container, EphemeralContainer, Pod } from '../api/pod/types.ts';

/** pkg/kubelet/util/format/pod.go: `name_namespace(uid)`. */
export function formatPod(pod: Pod): string {
  const { name, namespace, uid } = pod.metadata;
  return `${name}_${namespace ?? ''}(${uid})`;
}

/** Containers of many pods have the same name, and events are kept long. */
const REMEMBERED = 1000;
const containerPaths = new Map<string, string>();

/** The fieldPath of an event about a container (pkg/kubelet/container/ref.go). */
export function fieldPathOf(pod: Pod, container: string): string {
  if (pod.spec.initContainers?.some((one) => one.name === container)) return `spec.initContainers{${container}}`;
  if (pod.spec.ephemeralContainers?.some((one) => one.name === container)) {
    return `spec.ephemeralContainers{${container}}`;
  }
  let path = containerPaths.get(container);
  if (path !== undefined) return path;
  path = `spec.containers{${container}}`;
  if (containerPaths.size >= REMEMBERED) containerPaths.clear();
  containerPaths.set(container, path);
  return path;
}

/** An ephemeral container as the one it is run as: it may ask for nothing that it would lack. */
export function asContainer({ targetContainerName: _target, ...common }: EphemeralContainer): Container {
  return { resources: {}, ...common } as Container;
}
