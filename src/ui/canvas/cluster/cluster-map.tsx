import { useMemo, useRef } from 'react';
import { useText } from '../../app/ui-state.ts';
import { Board } from '../board/board.tsx';
import { PADDING } from '../board/use-fit.ts';
import { useSize, type Size } from '../board/use-size.ts';
import { Messages } from '../messages/messages.tsx';
import { useAt } from '../../store/index.ts';
import { layoutMap, type MapLayout } from './layout.ts';
import { isControlPlane } from './machine-view.ts';
import { mapNodes, nodeTypes, type MapNode } from './map-nodes.tsx';
import { PodTable } from './pod-table.tsx';
import { WirePlate } from './wire-plate.tsx';
import { Wiring } from './wires.ts';
import './map.css';
import './plane.css';
import './outside.css';
import './nearness.css';

/** The cluster as machines: the control plane, the workers, the pods that stand on them, and every message on its wire. */
export function ClusterMap() {
  const t = useText();
  const root = useRef<HTMLDivElement>(null);
  const size = useSize(root);
  const layout = useLayout(size);
  const wiring = useMemo(() => new Wiring(layout), [layout]);
  const nodes = useMemo(() => mapNodes(layout), [layout]);
  return (
    <Board<MapNode>
      root={root}
      label={t('map.label')}
      extent={layout}
      nodes={nodes}
      nodeTypes={nodeTypes}
      culls={nodes.length > 150}
      under={<WirePlate wiring={wiring} />}
      over={
        <>
          <Messages root={root} ways={wiring} size={size} />
          {layout.workers.length > 120 && <PodTable />}
        </>
      }
    />
  );
}

/** Machines by name: the layout changes when a node joins or leaves, and with the window, and never otherwise. */
function useLayout({ width, height }: Size): MapLayout {
  const nodes = useAt('nodes');
  const planes = nodes.filter(isControlPlane).map((node) => node.metadata.name);
  const workers = nodes.filter((node) => !isControlPlane(node)).map((node) => node.metadata.name);
  const planeNames = planes.sort(byNumber).join(' ') || 'control-plane-1';
  const workerNames = workers.sort(byNumber).join(' ');
  return useMemo(() => {
    const input = {
      controlPlanes: planeNames.split(' '),
      workers: workerNames === '' ? [] : workerNames.split(' '),
      ...(height > 0 && { aspect: width / height }),
    };
    const draft = layoutMap({ ...input, height: 640 });
    const zoom = Math.max(0.1, (width - 2 * PADDING) / draft.width);
    return layoutMap({ ...input, height: (height - 2 * PADDING) / zoom });
  }, [planeNames, workerNames, width, height]);
}

/** `worker-2` before `worker-10`. */
function byNumber(a: string, b: string): number {
  return a.length - b.length || (a < b ? -1 : a > b ? 1 : 0);
}
