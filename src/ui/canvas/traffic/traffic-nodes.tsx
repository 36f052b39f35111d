import type { Node, NodeProps, NodeTypes } from '@xyflow/react';
import type { Rect } from '../board/geometry.ts';
import { EntranceCard } from './entrance-card.tsx';
import { IngressCard } from './ingress-card.tsx';
import { COLUMNS, HEAD, PEOPLE, entranceRect, ingressRect, serviceRect, stopAt } from './layout.ts';
import type { IngressScene, LaneScene, Scene } from './scene.ts';
import type { Lane, Stop } from './lanes.ts';
import { ColumnHead, Person, type Column, type PersonId } from './people.tsx';
import { ServiceCard } from './service-card.tsx';
import { StopCard } from './stop-card.tsx';

type HeadNode = Node<{ readonly column: Column }, 'head'>;
type PersonNode = Node<{ readonly person: PersonId }, 'person'>;
type EntranceNode = Node<{ readonly lane: Lane }, 'entrance'>;
type IngressNode = Node<{ readonly scene: IngressScene }, 'ingress'>;
type ServiceNode = Node<{ readonly scene: LaneScene }, 'service'>;
type StopNode = Node<{ readonly stop: Stop; readonly size: 'full' | 'chip' }, 'stop'>;
export type TrafficNode = HeadNode | PersonNode | EntranceNode | IngressNode | ServiceNode | StopNode;

export const nodeTypes: NodeTypes = {
  head: ({ data }: NodeProps<HeadNode>) => <ColumnHead column={data.column} />,
  person: ({ data }: NodeProps<PersonNode>) => <Person person={data.person} />,
  entrance: ({ data }: NodeProps<EntranceNode>) => <EntranceCard lane={data.lane} />,
  ingress: ({ data }: NodeProps<IngressNode>) => <IngressCard scene={data.scene} />,
  service: ({ data }: NodeProps<ServiceNode>) => <ServiceCard scene={data.scene} />,
  stop: ({ data }: NodeProps<StopNode>) => <StopCard stop={data.stop} size={data.size} />,
};

const HEADS: readonly Column[] = ['people', 'entrance', 'ingress', 'service', 'stops'];
const PEOPLE_IDS: readonly PersonId[] = ['outside', 'inside', 'coredns'];

export function trafficNodes(scene: Scene): TrafficNode[] {
  const heads = HEADS.map((column): HeadNode => {
    const { x, width } = COLUMNS[column];
    return {
      ...place(`head ${column}`, { x, y: 0, width: width || 280, height: HEAD - 8 }),
      type: 'head',
      data: { column },
    };
  });
  const people = PEOPLE_IDS.map((person): PersonNode => ({
    ...place(`person ${person}`, PEOPLE[person]),
    type: 'person',
    data: { person },
  }));
  const ingresses = scene.ingresses.map((one): IngressNode => ({
    ...place(`ingress ${one.key}`, ingressRect(one.berth)),
    type: 'ingress',
    data: { scene: one },
  }));
  return [...heads, ...people, ...ingresses, ...scene.lanes.flatMap(laneNodes)];
}

function laneNodes(scene: LaneScene): TrafficNode[] {
  const { lane, berth } = scene;
  const nodes: TrafficNode[] = [
    { ...place(`service ${lane.key}`, serviceRect(berth)), type: 'service', data: { scene } },
  ];
  if (lane.entrance)
    nodes.push({ ...place(`entrance ${lane.key}`, entranceRect(berth)), type: 'entrance', data: { lane } });
  for (const { stop, berth: own } of scene.stops) {
    const at = stopAt(berth, own);
    if (at)
      nodes.push({ ...place(`stop ${lane.key} ${stop.key}`, at.rect), type: 'stop', data: { stop, size: at.size } });
  }
  return nodes;
}

function place(id: string, { x, y, width, height }: Rect) {
  // React Flow takes the pointer from nodes that it may not drag or select; ours are clicked all the same.
  const style = { pointerEvents: 'all' } as const;
  return { id, position: { x, y }, width, height, style, draggable: false, selectable: false, focusable: false };
}
