import type { Relation } from '../kind.ts';
import type { AnyRequest } from './spec.ts';
import type { ResourceClaimTemplate } from '../resourceclaimtemplate/types.ts';
import type { ResourceClaim, ResourceClaimSpec } from './types.ts';

/** The classes that a claim asks for. */
function usesClasses({ devices = {} }: ResourceClaimSpec): readonly Relation[] {
  const requests = (devices.requests ?? []).flatMap(({ exactly, firstAvailable = [] }): readonly AnyRequest[] =>
    exactly === undefined ? firstAvailable : [exactly],
  );
  const names = new Set(requests.map(({ deviceClassName }) => deviceClassName));
  return [...names].map((name) => ({ verb: 'uses', kind: 'DeviceClass', group: 'resource.k8s.io', name }));
}

export function resourceClaimRelations({ spec }: ResourceClaim): readonly Relation[] {
  return usesClasses(spec);
}

export function resourceClaimTemplateRelations({ spec }: ResourceClaimTemplate): readonly Relation[] {
  return usesClasses(spec.spec);
}
