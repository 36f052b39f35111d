import type { Relation } from '../kind.ts';
import { selectsPods } from '../selects-pods.ts';
import type { DaemonSet } from './types.ts';

export function daemonSetRelations({ metadata, spec }: DaemonSet): readonly Relation[] {
  return selectsPods(metadata.namespace, spec.selector);
}
