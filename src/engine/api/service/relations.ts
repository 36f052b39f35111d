import type { Relation } from '../kind.ts';
import { selectsPodsOfSet } from '../selects-pods.ts';
import type { Service } from './types.ts';

export function serviceRelations({ metadata, spec }: Service): readonly Relation[] {
  return selectsPodsOfSet(metadata.namespace, spec.selector);
}
