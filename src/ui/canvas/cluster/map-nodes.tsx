import type { Node, NodeProps, NodeTypes } from '@xyflow/react';
import { ControlPlane } from './control-plane.tsx';
import type { Rect } from '../board/geometry.ts';
import type { ControlPlanePlace, MapLayout, WorkerPlace } from './layout.ts';
import { Clients, Registry, Shelf, User } from './outside.tsx';
import { WorkerMachine } from './worker-machine.tsx';

type PlaneNode = Node<{ readonly place: ControlPlanePlace }, 'plane'>;
type WorkerNode = Node<{ readonly place: WorkerPlace }, 'worker'>;
type ShelfNode = Node<{ readonly height: number }, 'shelf'>;
type PlainNode = Node<Record<string, never>, 'user' | 'registry' | 'clients'>;
export type MapNode = PlaneNode | WorkerNode | ShelfNode | PlainNode;

/** React Flow's part: it pans, zooms and culls; what a node looks like is each machine's own. */
export const nodeTypes: NodeTypes = {
  plane: ({ data }: NodeProps<PlaneNode>) => <ControlPlane place={data.place} />,
  worker: ({ data }: NodeProps<WorkerNode>) => <WorkerMachine place={data.place} />,
  shelf: ({ data }: NodeProps<ShelfNode>) => <Shelf height={data.height} />,
  user: User,
  registry: Registry,
  clients: Clients,
};

export function mapNodes(layout: MapLayout): MapNode[] {
  return [
    { ...place('user', layout.user), type: 'user', data: {} },
    { ...place('shelf', layout.shelf), type: 'shelf', data: { height: layout.shelf.height } },
    { ...place('registry', layout.registry), type: 'registry', data: {} },
    { ...place('clients', layout.clients), type: 'clients', data: {} },
    ...layout.controlPlanes.map((plane): PlaneNode => ({
      ...place(plane.name, plane.rect),
      type: 'plane',
      data: { place: plane },
    })),
    ...layout.workers.map((worker): WorkerNode => ({
      ...place(worker.name, worker.rect),
      type: 'worker',
      data: { place: worker },
    })),
  ];
}

function place(id: string, { x, y, width, height }: Rect) {
  // React Flow takes the pointer from nodes that it may not drag or select; ours are clicked all the same.
  const style = { pointerEvents: 'all' } as const;
  return { id, position: { x, y }, width, height, style, draggable: false, selectable: false, focusable: false };
}
