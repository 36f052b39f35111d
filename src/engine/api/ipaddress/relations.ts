import type { Relation } from '../kind.ts';
import type { IPAddress } from './types.ts';

export function ipAddressRelations({ spec: { parentRef } }: IPAddress): readonly Relation[] {
  return parentRef?.resource === 'services'
    ? [{ verb: 'belongs-to', kind: 'Service', group: '', namespace: parentRef.namespace, name: parentRef.name }]
    : [];
}
