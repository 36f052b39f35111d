import type { Node, NodeProps, NodeTypes } from '@xyflow/react';
import { placeWorker, type WorkerPlace } from '../cluster/layout.ts';
import { WorkerMachine } from '../cluster/worker-machine.tsx';
import type { FloorPlan } from './floor-plan.ts';
import type { Hall } from './hall.ts';

export type MachineNode = Node<{ readonly place: WorkerPlace }, 'machine'>;

/** From this zoom on machines are drawn as canvas/cluster draws them. */
export const MACHINES_FROM = 0.82;

export const machineTypes: NodeTypes = {
  machine: ({ data }: NodeProps<MachineNode>) => <WorkerMachine place={data.place} />,
};

/** The few machines that stand in the window, in the places of their tiles. */
export function machinesNear(hall: Hall, _plan: FloorPlan, names: readonly string[]): MachineNode[] {
  return names.flatMap((name) => {
    const tile = hall.tiles.get(name);
    if (!tile) return [];
    const { x, y, width, height } = tile.rect;
    return {
      id: name,
      type: 'machine' as const,
      position: { x, y },
      width,
      height,
      style: { pointerEvents: 'all' } as const,
      draggable: false,
      selectable: false,
      focusable: false,
      data: { place: placeWorker(name, tile.rect, 0, 0) },
    };
  });
}
