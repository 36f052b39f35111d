import { useMemo, useRef } from 'react';
import { useText } from '../../app/ui-state.ts';
import { Board } from '../board/board.tsx';
import { PADDING } from '../board/use-fit.ts';
import { useSize, type Size } from '../board/use-size.ts';
import { Messages } from '../messages/messages.tsx';
import { podBerths } from '../pod/berths.ts';
import { placePods } from '../pod/place-pods.ts';
import { useAt, useSession } from '../../store/index.ts';
import type { Rect } from '../board/geometry.ts';
import { workersByBerth } from './berths.ts';
import { layoutMap, type MapLayout } from './layout.ts';
import { isControlPlane } from './machine-view.ts';
import { mapNodes, nodeTypes, type MapNode } from './map-nodes.tsx';
import { useKin } from './use-kin.ts';
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
  const podPlaceOf = usePodPlaces(layout);
  const wiring = useMemo(() => new Wiring(layout, podPlaceOf), [layout, podPlaceOf]);
  const nodes = useMemo(() => mapNodes(layout), [layout]);
  useKin(root);
  return (
    <Board<MapNode>
      root={root}
      label={t('map.label')}
      extent={layout}
      nodes={nodes}
      nodeTypes={nodeTypes}
      culls={nodes.length > 150}
      under={<WirePlate wiring={wiring} />}
      over={<Messages root={root} ways={wiring} size={size} />}
    />
  );
}

/** The layout changes when a machine joins or leaves, and with the window, and never otherwise. */
function useLayout({ width, height }: Size): MapLayout {
  const nodes = useAt('nodes');
  const session = useSession();
  const planes = nodes.filter(isControlPlane).map((node) => node.metadata.name);
  const planeNames = planes.sort(byNumber).join(' ') || 'control-plane-1';
  const standing = workersByBerth(session, nodes).join(' ');
  return useMemo(() => {
    const controlPlanes = planeNames.split(' ');
    const aspect = height > 0 ? width / height : Infinity;
    // As high as the window is for one column of machines: more columns are seen from further away, and do not stand elsewhere.
    const draft = layoutMap({ controlPlanes, workers: ['worker-1'], height: 640, aspect });
    const zoom = Math.max(0.1, (width - 2 * PADDING) / draft.width);
    const workers = standing === '' ? [] : standing.split(' ').map((name) => (name === '-' ? undefined : name));
    return layoutMap({ controlPlanes, workers, height: (height - 2 * PADDING) / zoom, aspect });
  }, [planeNames, standing, width, height]);
}

/** Where each pod stands on the map at the moment it is asked for. */
function usePodPlaces(layout: MapLayout): (host: string, key: string) => Rect | undefined {
  const session = useSession();
  return useMemo(() => {
    const workers = new Map(layout.workers.map((worker) => [worker.name, worker]));
    return (host, key) => {
      const worker = workers.get(host);
      const pod = session.world.get('pods', key);
      if (!worker || !pod) return undefined;
      const { room } = worker;
      const place = placePods(session.podsByNode.list(host), podBerths(session), room).places.get(pod.metadata.uid);
      return place && { ...place, x: room.x + place.x, y: room.y + place.y };
    };
  }, [session, layout]);
}

/** `worker-2` before `worker-10`. */
function byNumber(a: string, b: string): number {
  return a.length - b.length || (a < b ? -1 : a > b ? 1 : 0);
}
