import type { Relation } from '../kind.ts';
import { selectsPods } from '../selects-pods.ts';
import type { Deployment } from './types.ts';

export function deploymentRelations({ metadata, spec }: Deployment): readonly Relation[] {
  return selectsPods(metadata.namespace, spec.selector);
}
