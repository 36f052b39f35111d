import type { Relation } from '../kind.ts';
import type { PersistentVolumeClaim } from './types.ts';

export function claimRelations({ metadata, spec }: PersistentVolumeClaim): readonly Relation[] {
  const edges: Relation[] = [];
  if ((spec.volumeName ?? '') !== '') {
    edges.push({ verb: 'bound-to', kind: 'PersistentVolume', group: '', name: spec.volumeName ?? '' });
  }
  if ((spec.storageClassName ?? '') !== '') {
    edges.push({ verb: 'uses', kind: 'StorageClass', group: 'storage.k8s.io', name: spec.storageClassName ?? '' });
  }
  const { dataSource } = spec;
  if (dataSource?.kind === 'PersistentVolumeClaim') {
    const { namespace } = metadata;
    edges.push({ verb: 'uses', kind: dataSource.kind, group: '', namespace, name: dataSource.name });
  }
  return edges;
}
