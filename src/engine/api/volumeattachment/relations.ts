import type { Relation } from '../kind.ts';
import type { VolumeAttachment } from './index.ts';

export function attachmentRelations({ spec }: VolumeAttachment): readonly Relation[] {
  const edges: Relation[] = [{ verb: 'attaches-to', kind: 'Node', group: '', name: spec.nodeName }];
  const name = spec.source?.persistentVolumeName;
  if (name !== undefined) edges.push({ verb: 'attaches', kind: 'PersistentVolume', group: '', name });
  return edges;
}
