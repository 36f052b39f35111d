import { getNested } from '../../engine/apimachinery/index.ts';
import { CommandError } from '../cobra/errors.ts';
import type { Json } from '../rest/types.ts';

const DEFAULT_CONTAINER = 'kubectl.kubernetes.io/default-container';

/** A pod's containers in the order that kubectl lists them, and what kind each is (kubectl/pkg/cmd/util/podcmd). */
export interface PodContainer {
  readonly name: string;
  readonly kind: 'container' | 'init' | 'ephem';
  readonly spec: Json;
}

const FIELDS = [
  ['containers', 'container'],
  ['initContainers', 'init'],
  ['ephemeralContainers', 'ephem'],
] as const;

export function containersOf(pod: Json): readonly PodContainer[] {
  return FIELDS.flatMap(([field, kind]) => {
    const list = getNested(pod, ['spec', field]);
    if (!Array.isArray(list)) return [];
    return (list as readonly Json[]).map((spec) => ({ name: String(spec['name']), kind, spec }));
  });
}

/** `a, b, setup (init), debugger (ephem)` */
export function allContainerNames(pod: Json): string {
  return containersOf(pod)
    .map(({ name, kind }) => (kind === 'container' ? name : `${name} (${kind})`))
    .join(', ');
}

export function findContainer(pod: Json, name: string): PodContainer | undefined {
  return containersOf(pod).find((container) => container.name === name);
}

/** What the pod's author would have one look into first; `''` when nobody said so. */
export function annotatedContainer(pod: Json): string {
  const name = getNested(pod, ['metadata', 'annotations', DEFAULT_CONTAINER]);
  return typeof name === 'string' ? name : '';
}

/** The container of that name, or the one that is meant when none is named, which is told to `warn` where there are others. */
export function findOrDefaultContainer(pod: Json, name: string, warn?: (text: string) => void): PodContainer {
  if (name !== '') {
    const named = findContainer(pod, name);
    if (named === undefined) throw new CommandError(`container ${name} not found in pod ${podName(pod)}`);
    return named;
  }
  const annotated = annotatedContainer(pod);
  const preferred = annotated === '' ? undefined : findContainer(pod, annotated);
  if (preferred !== undefined) return preferred;
  const all = containersOf(pod);
  const [first] = all;
  if (first === undefined) throw new CommandError(`pod ${podName(pod)} does not have any containers`);
  if (all.length > 1) warn?.(`Defaulted container ${JSON.stringify(first.name)} out of: ${allContainerNames(pod)}\n`);
  return first;
}

export function podName(pod: Json): string {
  return String(getNested(pod, ['metadata', 'name']) ?? '');
}

/** `/api/v1/namespaces/default/pods/web/exec?…`; parameters may come more than once. */
export function podPath(pod: Json, subresource: string, params: readonly (readonly [string, string])[] = []): string {
  const namespace = encodeURIComponent(String(getNested(pod, ['metadata', 'namespace']) ?? ''));
  const query = params.map(([key, value]) => `${key}=${encodeURIComponent(value)}`).join('&');
  const path = `/api/v1/namespaces/${namespace}/pods/${encodeURIComponent(podName(pod))}/${subresource}`;
  return query === '' ? path : `${path}?${query}`;
}
