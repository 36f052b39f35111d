import type { Relation } from '../kind.ts';
import type { CSINode } from './index.ts';

export function csiNodeRelations({ metadata, spec }: CSINode): readonly Relation[] {
  return [
    { verb: 'describes', kind: 'Node', group: '', name: metadata.name },
    ...spec.drivers.map(({ name }) => ({ verb: 'uses', kind: 'CSIDriver', group: 'storage.k8s.io', name })),
  ];
}
