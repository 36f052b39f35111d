import type { Container, EphemeralContainer, Pod, PodSpec } from '../../../api/pod/types.ts';

/** What a policy looks at: a pod, or the template of one. */
export interface PodLike {
  readonly metadata: { readonly annotations?: Readonly<Record<string, string>> };
  readonly spec: PodSpec;
}

/** What a check has against a pod. pod-security-admission/policy/checks.go CheckResult */
export interface Violation {
  readonly reason: string;
  readonly detail?: string;
}

export type Check = (pod: PodLike) => Violation | undefined;

export type AnyContainer = Container | EphemeralContainer;

/** Init containers, containers, then ephemeral ones. pod-security-admission/policy/visitor.go */
export function containersOf(spec: Pod['spec']): readonly AnyContainer[] {
  return [...(spec.initContainers ?? []), ...spec.containers, ...(spec.ephemeralContainers ?? [])];
}

export function namesWhere(spec: Pod['spec'], isBad: (container: AnyContainer) => boolean): string[] {
  return containersOf(spec)
    .filter(isBad)
    .map(({ name }) => name);
}

export function quoted(names: Iterable<string>): string {
  return [...names].map((name) => JSON.stringify(name)).join(', ');
}

export function sortedQuoted(names: Iterable<string>): string {
  return quoted([...new Set(names)].sort());
}

/** `container "a"`, `containers "a", "b"`. */
export function containersNamed(names: readonly string[]): string {
  return `${names.length === 1 ? 'container' : 'containers'} ${quoted(names)}`;
}

/** `pod and container "a"`: everybody who set something to a bad value. */
export function settersOf(pod: boolean, containers: readonly string[]): string | undefined {
  const setters = pod ? ['pod'] : [];
  if (containers.length > 0) setters.push(containersNamed(containers));
  return setters.length > 0 ? setters.join(' and ') : undefined;
}

/** Windows knows nothing of what these checks are about. */
export function isWindows({ os }: Pod['spec']): boolean {
  return os?.name === 'windows';
}

/** Inside a user namespace root is nobody. pod-security-admission/policy/helpers.go relaxPolicyForUserNamespacePod */
export function hasUserNamespace({ hostUsers }: Pod['spec']): boolean {
  return hostUsers === false;
}
