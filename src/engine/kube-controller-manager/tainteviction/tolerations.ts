import type { Taint } from '../../api/node/types.ts';
import { tolerates } from '../../api/pod/tolerates.ts';
import type { Toleration } from '../../api/pod/types.ts';
import { SECOND, type Micros } from '../../sim/index.ts';

/**
 * How long a pod may stay on a node with these taints: 0 not at all, Infinity for ever. Every taint needs a toleration, the
 * first that fits counts, and the shortest limit wins. GetMatchingTolerations and getMinTolerationTime.
 */
export function tolerationTime(taints: readonly Taint[], tolerations: readonly Toleration[]): Micros {
  let shortest = Infinity;
  for (const taint of taints) {
    const toleration = tolerations.find((each) => tolerates(each, taint));
    if (!toleration) return 0;
    const { tolerationSeconds } = toleration;
    if (tolerationSeconds === undefined) continue;
    shortest = Math.min(shortest, Math.max(0, tolerationSeconds) * SECOND);
  }
  return shortest;
}
