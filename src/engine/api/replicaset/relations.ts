import type { Relation } from '../kind.ts';
import { selectsPods } from '../selects-pods.ts';
import type { ReplicaSet } from './types.ts';

export function replicaSetRelations({ metadata, spec }: ReplicaSet): readonly Relation[] {
  return selectsPods(metadata.namespace, spec.selector);
}
