import { useMemo, useRef, useState } from 'react';
import type { Node, NodeProps, NodeTypes } from '@xyflow/react';
import { useText, useUi } from '../../app/ui-state.ts';
import { useAt, usePodsOn, useSession, type Session } from '../../store/index.ts';
import { Board } from '../board/board.tsx';
import { PADDING } from '../board/use-fit.ts';
import { useSize } from '../board/use-size.ts';
import { isControlPlane } from '../cluster/machine-view.ts';
import { Messages } from '../messages/messages.tsx';
import { CARD, cardAt, layoutNode, STEM, NodeWays, type NodeLayout } from './layout.ts';
import { Machine } from './machine.tsx';
import { Door, Registry } from './rail.tsx';
import { useBerths } from './residents.ts';
import { useNodeKeys } from './switcher.tsx';
import '../cluster/map.css';
import '../cluster/plane.css';
import '../cluster/outside.css';
import './close-up.css';
import './node.css';
import './pods.css';

type MachineNode = Node<{ readonly name: string; readonly layout: NodeLayout }, 'machine'>;
type RailNode = Node<{ readonly name: string }, 'door' | 'registry'>;

const nodeTypes: NodeTypes = {
  machine: ({ data }: NodeProps<MachineNode>) => <Machine name={data.name} layout={data.layout} />,
  door: ({ data }: NodeProps<RailNode>) => <Door name={data.name} />,
  registry: Registry,
};

/** One machine, close up: whichever was asked for, or the one of what is selected, or the first worker. */
export function NodeView() {
  const t = useText();
  const root = useRef<HTMLDivElement>(null);
  const size = useSize(root);
  const name = useSubject();
  const door = useAt('nodes').find(isControlPlane)?.metadata.name ?? 'control-plane-1';
  useNodeKeys(name);
  const projector = useUi((state) => state.projector);
  const layout = useMemo(() => {
    const scale = projector ? 1.34 : 1;
    return layoutNode({ width: (size.width - 2 * PADDING) / scale, height: (size.height - 2 * PADDING) / scale });
  }, [size.width, size.height, projector]);
  const ways = useWays(layout, name);
  const nodes = useMemo(
    () => [
      node('machine', 'machine', layout.machine, { name, layout }),
      node('door', 'door', layout.door, { name: door }),
      node('registry', 'registry', layout.registry, { name }),
    ],
    [layout, name, door],
  );
  return (
    <Board
      root={root}
      label={t('node.label', { name })}
      extent={layout}
      nodes={nodes}
      nodeTypes={nodeTypes}
      under={
        <svg className="wires" width={layout.width} height={layout.height} aria-hidden="true">
          {ways.wires.map(({ id, kind, path }) => (
            <path key={id} d={path.d} data-wire={kind} />
          ))}
        </svg>
      }
      over={<Messages root={root} ways={ways} size={size} />}
    />
  );
}

function node(id: string, type: string, { x, y, width, height }: NodeLayout['machine'], data: Record<string, unknown>) {
  const style = { pointerEvents: 'all' } as const;
  return { id, type, data, position: { x, y }, width, height, style, draggable: false, selectable: false };
}

function useWays(layout: NodeLayout, name: string): NodeWays {
  const pods = usePodsOn(name);
  const berths = useBerths(name);
  const places = useRef(new Map<string, number>());
  places.current = new Map(
    pods.map(({ metadata }) => [`${metadata.namespace ?? ''}/${metadata.name}`, berths.get(metadata.uid) ?? 0]),
  );
  return useMemo(
    () =>
      new NodeWays(layout, name, (pod) => {
        const place = places.current.get(pod);
        if (place === undefined) return undefined;
        const { x, y, width } = cardAt(place, layout.pods.width);
        const foot = Math.min(y, layout.pods.height - CARD.height) + STEM;
        return { x: layout.pods.x + x + width / 2, y: layout.pods.y + layout.pods.height - foot };
      }),
    [layout, name],
  );
}

/** Which machine: the one asked for; else, once and for all, that of what was selected when one came here, or the first worker. */
function useSubject(): string {
  const subject = useUi((state) => state.subject);
  const session = useSession();
  const [first] = useState(() => machineOf(session));
  return subject === '' ? first : subject;
}

function machineOf({ store, world }: Session): string {
  const nodes = world.list('nodes');
  const { selection } = store.getState();
  if (selection?.type === 'component') {
    const host = selection.process.split('@')[1] ?? '';
    if (nodes.some(({ metadata }) => metadata.name === host)) return host;
  }
  if (selection?.type === 'object') {
    const { resource, namespace, name } = selection.ref;
    if (resource === 'nodes') return name;
    const spec = resource === 'pods' ? world.get('pods', `${namespace}/${name}`)?.spec : undefined;
    if (typeof spec === 'object' && spec !== null && 'nodeName' in spec) return String(spec.nodeName);
  }
  const workers = nodes.filter((one) => !isControlPlane(one)).map(({ metadata }) => metadata.name);
  return workers.sort((a, b) => a.length - b.length || (a < b ? -1 : 1))[0] ?? nodes[0]?.metadata.name ?? 'worker-1';
}
