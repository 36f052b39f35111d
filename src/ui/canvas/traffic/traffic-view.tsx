import { useMemo, useRef } from 'react';
import { useText } from '../../app/ui-state.ts';
import { useAt, useSession } from '../../store/index.ts';
import { Board } from '../board/board.tsx';
import { useSize } from '../board/use-size.ts';
import { Messages } from '../messages/messages.tsx';
import { TrafficBerths } from './berths.ts';
import { FlowProvider } from './flow-context.tsx';
import { extentOf } from './layout.ts';
import { LaneWires } from './lane-wires.tsx';
import { Notes } from './notes.tsx';
import { sceneOf, wayIngressOf, wayLaneOf, type Scene } from './scene.ts';
import { nodeTypes, trafficNodes, type TrafficNode } from './traffic-nodes.tsx';
import { TrafficWays } from './ways.ts';
import './traffic.css';
import './far.css';

/** How a request finds a pod. */
export function TrafficView() {
  const t = useText();
  const root = useRef<HTMLDivElement>(null);
  const size = useSize(root);
  const scene = useScene();
  const ways = useWays(scene);
  const nodes = useMemo(() => trafficNodes(scene), [scene]);
  const extent = useMemo(() => extentOf(scene.mostLanes, scene.mostStops), [scene.mostLanes, scene.mostStops]);
  return (
    <FlowProvider>
      <Board<TrafficNode>
        root={root}
        label={t('traffic.label')}
        extent={extent}
        nodes={nodes}
        nodeTypes={nodeTypes}
        culls={nodes.length > 250}
        under={<LaneWires scene={scene} ways={ways} extent={extent} />}
        over={
          <>
            <Messages root={root} ways={ways} size={size} />
            <Notes scene={scene} />
          </>
        }
      />
    </FlowProvider>
  );
}

function useScene(): Scene {
  const { mirror } = useSession();
  const berths = useMemo(() => new TrafficBerths(mirror), [mirror]);
  const services = useAt('services');
  const slices = useAt('endpointslices.discovery.k8s.io');
  const pods = useAt('pods');
  const ingresses = useAt('ingresses.networking.k8s.io');
  return useMemo(
    () => sceneOf({ services, slices, pods, ingresses }, berths),
    [services, slices, pods, ingresses, berths],
  );
}

/** The same as long as nothing about the ways has changed: what glows on them goes on glowing. */
function useWays(scene: Scene): TrafficWays {
  const lanes = scene.lanes.map(wayLaneOf);
  const ingresses = scene.ingresses.map(wayIngressOf);
  const text = JSON.stringify([
    lanes.map((lane) => ({ ...lane, stops: [...lane.stops], addresses: [...lane.addresses] })),
    ingresses,
  ]);
  // The text says all that the ways are made of.
  // eslint-disable-next-line react-hooks/exhaustive-deps
  return useMemo(() => new TrafficWays(lanes, ingresses), [text]);
}
