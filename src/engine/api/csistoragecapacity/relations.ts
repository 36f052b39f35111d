import type { Relation } from '../kind.ts';
import type { CSIStorageCapacity } from './index.ts';

export function storageCapacityRelations({ storageClassName }: CSIStorageCapacity): readonly Relation[] {
  return [{ verb: 'uses', kind: 'StorageClass', group: 'storage.k8s.io', name: storageClassName }];
}
