import { useMemo, useRef } from 'react';
import type { Node, NodeProps, NodeTypes } from '@xyflow/react';
import { useText, useUi } from '../../app/ui-state.ts';
import { useAt } from '../../store/index.ts';
import type { Rect } from '../board/geometry.ts';
import { Board } from '../board/board.tsx';
import { PADDING } from '../board/use-fit.ts';
import { useSize } from '../board/use-size.ts';
import { isControlPlane } from '../cluster/machine-view.ts';
import { Messages } from '../messages/messages.tsx';
import { layoutPlane, PlaneWays, type PlaneLayout } from './layout.ts';
import { Fleet, Person } from './outside.tsx';
import { Plane } from './plane.tsx';
import '../cluster/map.css';
import '../cluster/plane.css';
import '../node/close-up.css';
import '../node/node.css';
import './control-plane.css';
import './queues.css';

type PlaneNode = Node<{ readonly name: string; readonly layout: PlaneLayout }, 'plane'>;

const nodeTypes: NodeTypes = {
  plane: ({ data }: NodeProps<PlaneNode>) => <Plane name={data.name} layout={data.layout} />,
  user: Person,
  fleet: Fleet,
};

/** The control plane close up: the one that was asked for, or the first. */
export function ControlPlaneView() {
  const t = useText();
  const root = useRef<HTMLDivElement>(null);
  const size = useSize(root);
  const name = usePlaneName();
  const projector = useUi((state) => state.projector);
  const layout = useMemo(() => {
    const scale = projector ? 1.34 : 1;
    return layoutPlane({ width: (size.width - 2 * PADDING) / scale, height: (size.height - 2 * PADDING) / scale });
  }, [size.width, size.height, projector]);
  const ways = useMemo(() => new PlaneWays(layout, name), [layout, name]);
  const nodes = useMemo(
    () => [
      node('plane', layout.machine, { name, layout }),
      node('user', layout.user, {}),
      node('fleet', layout.fleet, {}),
    ],
    [layout, name],
  );
  return (
    <Board
      root={root}
      label={t('plane.label', { name })}
      extent={layout}
      nodes={nodes}
      nodeTypes={nodeTypes}
      over={
        <>
          <Messages root={root} ways={ways} size={size} />
        </>
      }
      under={
        <svg className="wires close-wires" width={layout.width} height={layout.height} aria-hidden="true">
          {ways.wires.map(({ id, kind, path }) => (
            <path key={id} d={path.d} data-wire={kind} />
          ))}
        </svg>
      }
    />
  );
}

function node(id: string, { x, y, width, height }: Rect, data: Record<string, unknown>) {
  const style = { pointerEvents: 'all' } as const;
  return { id, type: id, data, position: { x, y }, width, height, style, draggable: false, selectable: false };
}

function usePlaneName(): string {
  const subject = useUi((state) => state.subject);
  const planes = useAt('nodes').filter(isControlPlane);
  if (planes.some(({ metadata }) => metadata.name === subject)) return subject;
  return planes[0]?.metadata.name ?? 'control-plane-1';
}
