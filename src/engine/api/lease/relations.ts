import type { Relation } from '../kind.ts';
import type { Lease } from './types.ts';

export function leaseRelations(lease: Lease): readonly Relation[] {
  if (lease.metadata.namespace !== 'kube-node-lease') return [];
  return [{ verb: 'heartbeat-of', kind: 'Node', group: '', name: lease.metadata.name }];
}
