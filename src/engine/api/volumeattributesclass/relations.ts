import type { Relation } from '../kind.ts';
import type { VolumeAttributesClass } from './index.ts';

export function attributesClassRelations({ driverName }: VolumeAttributesClass): readonly Relation[] {
  return [{ verb: 'uses', kind: 'CSIDriver', group: 'storage.k8s.io', name: driverName }];
}
