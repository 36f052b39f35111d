import type { ApiObject } from '../../../engine/apimachinery/index.ts';
import { yamlText } from '../../inspector/yaml-text.ts';
import { clean } from '../apply/clean.ts';

/** An object that somebody made and may want to keep. */
export interface Exportable {
  readonly id: string;
  readonly kind: string;
  readonly name: string;
  readonly object: ApiObject;
}

/** What the cluster makes by itself. */
const ITS_OWN: ReadonlySet<string> = new Set([
  'events',
  'leases.coordination.k8s.io',
  'endpoints',
  'endpointslices.discovery.k8s.io',
  'controllerrevisions.apps',
  'replicasets.apps/owned',
]);

/** In the order in which they can be applied: what others name comes first. */
const ORDER = ['ServiceAccount', 'Role', 'RoleBinding', 'ConfigMap', 'Secret', 'PersistentVolumeClaim', 'Service'];

interface Objects {
  readonly resources: readonly string[];
  live(resource: string): readonly ApiObject[];
}

/** What stands in a namespace and belongs to nobody else: what others own comes back by itself. */
export function exportable(objects: Objects, namespace: string): readonly Exportable[] {
  const found: Exportable[] = [];
  for (const resource of objects.resources) {
    if (ITS_OWN.has(resource)) continue;
    for (const object of objects.live(resource)) {
      const { metadata, kind = '' } = object;
      if (metadata.namespace !== namespace || metadata.ownerReferences?.length || isGiven(kind, metadata.name))
        continue;
      found.push({ id: `${resource}/${metadata.name}`, kind, name: metadata.name, object });
    }
  }
  const rank = (kind: string): number => (ORDER.includes(kind) ? ORDER.indexOf(kind) : ORDER.length);
  return found.sort((a, b) => rank(a.kind) - rank(b.kind) || (a.id < b.id ? -1 : 1));
}

/** Every namespace has these from the beginning. */
function isGiven(kind: string, name: string): boolean {
  if (kind === 'ServiceAccount') return name === 'default';
  if (kind === 'ConfigMap') return name === 'kube-root-ca.crt';
  return kind === 'Service' && name === 'kubernetes';
}

export function exportText(chosen: readonly Exportable[]): string {
  return chosen
    .map(({ object }) => yamlText(clean(object as unknown as Readonly<Record<string, unknown>>)))
    .join('---\n');
}
