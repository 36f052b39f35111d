import type { Taint } from '../node/types.ts';
import type { Toleration } from './types.ts';

/** api/core/v1/toleration.go, ToleratesTaint. */
export function tolerates(toleration: Toleration, taint: Taint): boolean {
  if (toleration.effect && toleration.effect !== taint.effect) return false;
  if (toleration.key && toleration.key !== taint.key) return false;
  const operator = toleration.operator || 'Equal';
  if (operator === 'Exists') return true;
  return operator === 'Equal' && (toleration.value ?? '') === (taint.value ?? '');
}

/** The first of the taints that none of the tolerations bears. */
export function findUntoleratedTaint(
  taints: readonly Taint[],
  tolerations: readonly Toleration[] | undefined,
): Taint | undefined {
  for (const taint of taints) {
    if (tolerations === undefined || !tolerations.some((toleration) => tolerates(toleration, taint))) return taint;
  }
  return undefined;
}
