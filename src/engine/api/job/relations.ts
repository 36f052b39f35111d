import type { Relation } from '../kind.ts';
import { selectsPods } from '../selects-pods.ts';
import type { Job } from './types.ts';

export function jobRelations({ metadata, spec }: Job): readonly Relation[] {
  return selectsPods(metadata.namespace, spec.selector);
}
