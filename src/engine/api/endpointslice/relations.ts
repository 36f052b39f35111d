import type { Relation } from '../kind.ts';
import type { EndpointSlice } from './types.ts';

const SERVICE_NAME_LABEL = 'kubernetes.io/service-name';

export function endpointSliceRelations(slice: EndpointSlice): readonly Relation[] {
  const { namespace, labels } = slice.metadata;
  const service = labels?.[SERVICE_NAME_LABEL];
  const pods = slice.endpoints.flatMap(({ targetRef }) =>
    targetRef?.kind === 'Pod' && targetRef.name !== undefined
      ? [{ verb: 'targets', kind: 'Pod', group: '', namespace, name: targetRef.name }]
      : [],
  );
  if (service === undefined) return pods;
  return [{ verb: 'endpoints-of', kind: 'Service', group: '', namespace, name: service }, ...pods];
}
