import { isJSONObject } from '../../engine/apimachinery/index.ts';
import type { Mutable, Res, ResId } from './res.ts';

/** Where in which kinds something stands (api/types/fieldspec.go). Lists on the way mean each of their elements. */
export interface FieldSpec {
  readonly path: string;
  readonly group?: string;
  readonly version?: string;
  readonly kind?: string;
  /** Makes what is missing on the way. */
  readonly create?: boolean;
}

export function specMatches(spec: FieldSpec, id: ResId): boolean {
  return (
    (spec.group === undefined || spec.group === '' || spec.group === id.group) &&
    (spec.version === undefined || spec.version === '' || spec.version === id.version) &&
    (spec.kind === undefined || spec.kind === '' || spec.kind === id.kind)
  );
}

/** A place in an object: who holds the value, and under which key. */
export interface Place {
  readonly holder: Mutable;
  readonly key: string;
}

/** Every place that a path means in an object; `a\/b` is one key. */
export function placesAt(object: Mutable, spec: Pick<FieldSpec, 'path' | 'create'>): readonly Place[] {
  const parts = spec.path.split(/(?<!\\)\//).map((part) => part.replaceAll('\\/', '/').replace(/\[\]$/, ''));
  let holders: Mutable[] = [object];
  for (const part of parts.slice(0, -1)) {
    holders = holders.flatMap((holder) => {
      const next = Object.hasOwn(holder, part) ? holder[part] : undefined;
      if ((next === undefined || next === null) && spec.create === true) {
        const made: Mutable = {};
        holder[part] = made;
        return [made];
      }
      const values = Array.isArray(next) ? (next as unknown[]) : [next];
      return values.filter(isJSONObject).map((value) => value as Mutable);
    });
  }
  const key = parts.at(-1) ?? '';
  return holders
    .filter((holder) => spec.create === true || Object.hasOwn(holder, key))
    .map((holder) => ({ holder, key }));
}

/** Calls back for every place of every spec that is for this resource. */
export function atSpecs(res: Res, specs: readonly FieldSpec[], found: (place: Place, spec: FieldSpec) => void): void {
  for (const spec of specs) {
    if (!specMatches(spec, res.id)) continue;
    for (const place of placesAt(res.object, spec)) found(place, spec);
  }
}

const TEMPLATED = ['ReplicationController', 'Deployment', 'ReplicaSet', 'DaemonSet', 'StatefulSet', 'Job'];
const AFFINITIES = [
  'podAffinity/preferredDuringSchedulingIgnoredDuringExecution/podAffinityTerm',
  'podAffinity/requiredDuringSchedulingIgnoredDuringExecution',
  'podAntiAffinity/preferredDuringSchedulingIgnoredDuringExecution/podAffinityTerm',
  'podAntiAffinity/requiredDuringSchedulingIgnoredDuringExecution',
];

/** api/internal/konfig/builtinpluginconsts: metadata, and metadata of templates. */
export const METADATA_LABELS: readonly FieldSpec[] = [{ path: 'metadata/labels', create: true }];

export const TEMPLATE_LABELS: readonly FieldSpec[] = [
  ...TEMPLATED.map((kind) => ({ path: 'spec/template/metadata/labels', kind, create: true })),
  { path: 'spec/volumeClaimTemplates/metadata/labels', kind: 'StatefulSet', create: true },
  { path: 'spec/jobTemplate/metadata/labels', kind: 'CronJob', create: true },
  { path: 'spec/jobTemplate/spec/template/metadata/labels', kind: 'CronJob', create: true },
];

export const SELECTOR_LABELS: readonly FieldSpec[] = [
  { path: 'spec/selector', kind: 'Service', version: 'v1', create: true },
  { path: 'spec/selector', kind: 'ReplicationController', version: 'v1', create: true },
  ...['Deployment', 'ReplicaSet', 'DaemonSet', 'StatefulSet'].map((kind) => ({
    path: 'spec/selector/matchLabels',
    kind,
    create: true,
  })),
  ...['Deployment', 'StatefulSet'].flatMap((kind) => [
    ...AFFINITIES.map((path) => ({ path: `spec/template/spec/affinity/${path}/labelSelector/matchLabels`, kind })),
    { path: 'spec/template/spec/topologySpreadConstraints/labelSelector/matchLabels', kind },
  ]),
  { path: 'spec/selector/matchLabels', kind: 'Job' },
  { path: 'spec/jobTemplate/spec/selector/matchLabels', kind: 'CronJob' },
  { path: 'spec/selector/matchLabels', kind: 'PodDisruptionBudget' },
  { path: 'spec/podSelector/matchLabels', kind: 'NetworkPolicy' },
  { path: 'spec/ingress/from/podSelector/matchLabels', kind: 'NetworkPolicy' },
  { path: 'spec/egress/to/podSelector/matchLabels', kind: 'NetworkPolicy' },
];

export const ANNOTATIONS: readonly FieldSpec[] = [
  { path: 'metadata/annotations', create: true },
  ...TEMPLATED.map((kind) => ({ path: 'spec/template/metadata/annotations', kind, create: true })),
  { path: 'spec/jobTemplate/metadata/annotations', kind: 'CronJob', create: true },
  { path: 'spec/jobTemplate/spec/template/metadata/annotations', kind: 'CronJob', create: true },
];

export const REPLICAS: readonly FieldSpec[] = ['Deployment', 'ReplicationController', 'ReplicaSet', 'StatefulSet'].map(
  (kind) => ({ path: 'spec/replicas', kind, create: true }),
);
