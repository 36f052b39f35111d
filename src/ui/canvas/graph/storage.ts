import type { ApiObject } from '../../../engine/apimachinery/index.ts';
import { pointsAt, relations } from '../../kinds/index.ts';
import type { PlotView } from './plot-view.ts';
import type { Surroundings } from './attached.ts';

/** What a pod of an ordinal keeps: a claim, and what that is bound to. */
export interface Keep {
  readonly claim: ApiObject;
  readonly volume: ApiObject | undefined;
  readonly storageClass: string;
}

/** Claims of a StatefulSet by ordinal: they outlive their pods, so they are found by the set's own relation and their names. */
export function keepsOf(view: PlotView, surroundings: Surroundings): ReadonlyMap<number, Keep> {
  const keeps = new Map<number, Keep>();
  const { root } = view;
  if (!root || view.form !== 'ordinals') return keeps;
  const claimed = relations(root.object).find(({ verb }) => verb === 'claims');
  if (!claimed) return keeps;
  const volumes = surroundings.get('persistentvolumes') ?? [];
  for (const claim of surroundings.get('persistentvolumeclaims') ?? []) {
    const ordinal = new RegExp(`-${root.entity.name}-(\\d+)$`).exec(claim.metadata.name)?.[1];
    if (ordinal === undefined || !pointsAt(claimed, claim) || keeps.has(Number(ordinal))) continue;
    const edges = relations(claim);
    const bound = edges.find(({ verb }) => verb === 'bound-to');
    const volume = bound && volumes.find((one) => pointsAt(bound, one));
    const storageClass = edges.find(({ kind }) => kind === 'StorageClass')?.name ?? '';
    keeps.set(Number(ordinal), { claim, volume, storageClass });
  }
  return keeps;
}
