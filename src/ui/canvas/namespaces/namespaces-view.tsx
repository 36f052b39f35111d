import { useMemo } from 'react';
import type { Node, NodeProps, NodeTypes } from '@xyflow/react';
import type { ApiObject } from '../../../engine/apimachinery/index.ts';
import { useText } from '../../app/ui-state.ts';
import { useAt, useSession } from '../../store/index.ts';
import { Board } from '../board/board.tsx';
import type { Rect } from '../board/geometry.ts';
import { extentOf, LitContext, stepFor, useLit, walk } from '../graph/index.ts';
import { isSystem, plateAt, WIDE } from './layout.ts';
import { placesIn } from './places.ts';
import { NamespacePlate, SystemPlate } from './plate.tsx';
import { WidePlate } from './wide-plate.tsx';
import './namespaces.css';

type PlateNode = Node<{ readonly name: string }, 'namespace' | 'system' | 'wide'>;

const nodeTypes: NodeTypes = {
  namespace: ({ data }: NodeProps<PlateNode>) => <NamespacePlate name={data.name} />,
  system: ({ data }: NodeProps<PlateNode>) => <SystemPlate name={data.name} />,
  wide: WidePlate,
};
const MANY = 40;

export function NamespacesView() {
  const t = useText();
  const { mirror } = useSession();
  const namespaces = useAt('namespaces');
  const lit = useLit();
  const nodes = useMemo(() => {
    const places = placesIn(mirror, 'namespaces', (key) => (isSystem(key.slice(1)) ? 'system' : 'user'));
    return [plateNode('', 'wide', WIDE), ...namespaces.map((one) => nodeOf(one, places))];
  }, [mirror, namespaces]);
  const extent = useMemo(() => {
    const users = nodes.filter(({ type }) => type === 'namespace').length;
    const room = Array.from({ length: stepFor(users) }, (_, place) => plateAt(false, place));
    return extentOf([...nodes.map(rectOf), ...room]);
  }, [nodes]);
  return (
    <LitContext value={lit}>
      <div className="graph" onKeyDown={walk}>
        <Board<PlateNode>
          label={t('graph.namespaces')}
          extent={extent}
          nodes={nodes}
          nodeTypes={nodeTypes}
          culls={nodes.length > MANY}
        />
      </div>
    </LitContext>
  );
}

function nodeOf({ metadata: { name, uid } }: ApiObject, places: ReadonlyMap<string, number>): PlateNode {
  const system = isSystem(name);
  return plateNode(name, system ? 'system' : 'namespace', plateAt(system, places.get(uid) ?? 0));
}

function plateNode(name: string, type: PlateNode['type'] & string, { x, y, width, height }: Rect): PlateNode {
  const style = { pointerEvents: 'all' } as const;
  return {
    ...{ id: `ns ${name}`, type, position: { x, y }, width, height, style, data: { name } },
    ...{ draggable: false, selectable: false, focusable: false },
  };
}

function rectOf({ position: { x, y }, width = 0, height = 0 }: PlateNode): Rect {
  return { x, y, width, height };
}
