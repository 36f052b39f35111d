import type { ApiObject } from '../../../engine/apimachinery/index.ts';
import type { ObjectRef } from '../../store/index.ts';
import type { Hall } from './hall.ts';
import type { Spot } from './scene.ts';

export function podAt(hall: Hall, { tile, berth }: Spot): ApiObject | undefined {
  return berth === undefined ? undefined : hall.slotsOf(tile)[berth];
}

/** The object that a spot shows: a pod where its cell is, else the node. */
export function refOf(hall: Hall, spot: Spot): ObjectRef {
  const pod = podAt(hall, spot);
  if (!pod) return { resource: 'nodes', namespace: '', name: spot.tile.name };
  return { resource: 'pods', namespace: pod.metadata.namespace ?? '', name: pod.metadata.name };
}
