import type { Relation } from '../kind.ts';
import type { PersistentVolume } from './types.ts';

export function volumeRelations({ spec }: PersistentVolume): readonly Relation[] {
  const edges: Relation[] = [];
  const { claimRef } = spec;
  if (claimRef?.name !== undefined) {
    const { namespace, name } = claimRef;
    edges.push({ verb: 'bound-to', kind: 'PersistentVolumeClaim', group: '', namespace, name });
  }
  if ((spec.storageClassName ?? '') !== '') {
    edges.push({ verb: 'uses', kind: 'StorageClass', group: 'storage.k8s.io', name: spec.storageClassName ?? '' });
  }
  return edges;
}
