import type { Relation } from '../kind.ts';
import type { ResourceSlice } from './types.ts';

export function resourceSliceRelations({ spec: { nodeName: name } }: ResourceSlice): readonly Relation[] {
  return name ? [{ verb: 'runs-on', kind: 'Node', group: '', name }] : [];
}
