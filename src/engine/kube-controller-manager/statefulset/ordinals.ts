import type { Pod } from '../../api/pod/types.ts';
import type { StatefulSet } from '../../api/statefulset/types.ts';

/** Names of stateful pods: the set's and a number. pkg/controller/statefulset/stateful_set_utils.go */

interface Identity {
  readonly parent: string;
  readonly ordinal: number;
}

const NONE: Identity = { parent: '', ordinal: -1 };
const INT32_MAX = 0x7fffffff;

function identityOf(name: string): Identity {
  const dash = name.lastIndexOf('-');
  const digits = name.slice(dash + 1);
  if (dash < 1 || !/^\d+$/.test(digits) || Number(digits) > INT32_MAX) return NONE;
  return { parent: name.slice(0, dash), ordinal: Number(digits) };
}

/** -1: the name has no number. */
export function ordinalOf(pod: Pick<Pod, 'metadata'>): number {
  return identityOf(pod.metadata.name).ordinal;
}

/** Whether the pod's name is one that the set would give. isMemberOf */
export function isMemberOf(set: StatefulSet, pod: Pod): boolean {
  return identityOf(pod.metadata.name).parent === set.metadata.name;
}

export function startOrdinal({ spec }: StatefulSet): number {
  return spec.ordinals?.start ?? 0;
}

/** The last one; before the first when no replicas are wanted. */
export function endOrdinal(set: StatefulSet): number {
  return startOrdinal(set) + set.spec.replicas - 1;
}

export function isInOrdinalRange(pod: Pick<Pod, 'metadata'>, set: StatefulSet): boolean {
  const ordinal = ordinalOf(pod);
  return ordinal >= startOrdinal(set) && ordinal <= endOrdinal(set);
}
