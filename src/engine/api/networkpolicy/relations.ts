import type { Relation } from '../kind.ts';
import { selectsAnyPods } from '../selects-pods.ts';
import type { NetworkPolicy } from './types.ts';

/** The pods inside of the fence; an empty selector means all of the namespace. */
export function networkPolicyRelations({ metadata, spec }: NetworkPolicy): readonly Relation[] {
  return selectsAnyPods(metadata.namespace, spec.podSelector);
}
