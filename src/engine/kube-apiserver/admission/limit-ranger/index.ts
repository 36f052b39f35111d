/**
 * LimitRanger: fills in what containers left out, and refuses what asks for too little or too much.
 * plugin/pkg/admission/limitranger
 */
import type { LimitRangeItem } from '../../../api/limitrange/types.ts';
import { aggregateContainers } from '../../../api/pod/resource-totals.ts';
import type { Pod } from '../../../api/pod/types.ts';
import type { ResourceList } from '../../../api/wire.ts';
import { newForbidden, parseQuantity, type ApiObject, type Quantity } from '../../../apimachinery/index.ts';
import type { Attributes, Plugin, World } from '../plugin.ts';
import { violationsOf } from './constraints.ts';
import { withDefaults } from './defaults.ts';

interface LimitRangeLike extends ApiObject {
  readonly spec: { readonly limits?: readonly LimitRangeItem[] };
}

export const limitRanger: Plugin = {
  name: 'LimitRanger',
  handles: ({ operation, kind, subresource }) => {
    if (kind.group !== '' || subresource !== undefined) return false;
    if (kind.resource === 'pods') return operation === 'CREATE';
    return kind.resource === 'persistentvolumeclaims' && (operation === 'CREATE' || operation === 'UPDATE');
  },
  admit: (object, attributes, world) => {
    if (attributes.kind.resource !== 'pods') return object;
    let pod = object as Pod;
    for (const { spec } of limitRanges(attributes, world)) pod = withDefaults(pod, spec.limits ?? []);
    return pod;
  },
  validate: (attributes, world) => {
    const { kind, name, object } = attributes;
    for (const { spec } of limitRanges(attributes, world)) {
      const limits = spec.limits ?? [];
      const errors = kind.resource === 'pods' ? podErrors(object as Pod, limits) : claimErrors(object!, limits);
      if (errors.length > 0)
        throw newForbidden(kind, name, errors.length === 1 ? errors[0]! : `[${errors.join(', ')}]`);
    }
  },
};

function limitRanges({ namespace }: Attributes, world: World): readonly LimitRangeLike[] {
  return world.list('', 'limitranges', namespace) as readonly LimitRangeLike[];
}

function podErrors({ spec }: Pod, limits: readonly LimitRangeItem[]): string[] {
  const errors: string[] = [];
  for (const limit of limits) {
    if (limit.type === 'Container') {
      for (const { resources } of [...spec.containers, ...(spec.initContainers ?? [])]) {
        errors.push(...violationsOf(limit, amounts(resources.requests), amounts(resources.limits)));
      }
    }
    if (limit.type === 'Pod') {
      const requests = aggregateContainers(spec, (resources) => resources.requests);
      const most = aggregateContainers(spec, (resources) => resources.limits);
      errors.push(...violationsOf(limit, requests, most));
    }
  }
  return unique(errors);
}

function claimErrors({ spec }: ApiObject, limits: readonly LimitRangeItem[]): string[] {
  const { resources } = (spec ?? {}) as { resources?: { requests?: ResourceList } };
  const errors: string[] = [];
  for (const limit of limits) {
    if (limit.type === 'PersistentVolumeClaim')
      errors.push(...violationsOf(limit, amounts(resources?.requests), undefined));
  }
  return unique(errors);
}

function amounts(list: ResourceList | undefined): ReadonlyMap<string, Quantity> {
  return new Map(Object.entries(list ?? {}).map(([name, text]) => [name, parseQuantity(text)]));
}

/** An aggregate says the same thing once. */
function unique(errors: readonly string[]): string[] {
  return [...new Set(errors)];
}
