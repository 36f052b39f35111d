import type { Relation } from '../kind.ts';
import type { Endpoints } from './types.ts';

export function endpointsRelations(endpoints: Endpoints): readonly Relation[] {
  const { namespace, name } = endpoints.metadata;
  const service = { verb: 'endpoints-of', kind: 'Service', group: '', namespace, name };
  const pods = (endpoints.subsets ?? []).flatMap(({ addresses = [], notReadyAddresses = [] }) =>
    [...addresses, ...notReadyAddresses].flatMap(({ targetRef }) =>
      targetRef?.kind === 'Pod' && targetRef.name !== undefined
        ? [{ verb: 'targets', kind: 'Pod', group: '', namespace, name: targetRef.name }]
        : [],
    ),
  );
  return [service, ...pods];
}
