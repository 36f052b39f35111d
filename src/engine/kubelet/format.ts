import type { Pod } from '../api/pod/types.ts';

/** pkg/kubelet/util/format/pod.go: `name_namespace(uid)`. */
export function formatPod(pod: Pod): string {
  const { name, namespace, uid } = pod.metadata;
  return `${name}_${namespace ?? ''}(${uid})`;
}

/** The fieldPath of an event about a container (pkg/kubelet/container/ref.go). */
export function fieldPathOf(pod: Pod, container: string): string {
  const init = pod.spec.initContainers?.some((one) => one.name === container);
  return `spec.${init ? 'initContainers' : 'containers'}{${container}}`;
}
