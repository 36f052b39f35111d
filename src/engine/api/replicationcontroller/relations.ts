import type { Relation } from '../kind.ts';
import { selectsPodsOfSet } from '../selects-pods.ts';
import type { ReplicationController } from './types.ts';

export function replicationControllerRelations({ metadata, spec }: ReplicationController): readonly Relation[] {
  return selectsPodsOfSet(metadata.namespace, spec.selector);
}
