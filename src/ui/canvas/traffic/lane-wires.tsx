import { memo } from 'react';
import type { Size } from '../board/use-size.ts';
import { FAN, TRACK, laneAt, serviceRect } from './layout.ts';
import { wayIngressOf, wayLaneOf, type IngressScene, type LaneScene, type Scene } from './scene.ts';
import type { TrafficWays } from './ways.ts';

interface Props {
  readonly scene: Scene;
  readonly ways: TrafficWays;
  readonly extent: Size;
}

/** The lines of the lanes: whole where requests can go, broken where they cannot. */
export const LaneWires = memo(function LaneWires({ scene, ways, extent }: Props) {
  return (
    <svg className="lane-wires" width={extent.width} height={extent.height} aria-hidden="true">
      {scene.lanes.map((one) => (
        <LaneLines key={one.lane.key} scene={one} ways={ways} />
      ))}
      {scene.ingresses.map((one) => {
        const way = wayIngressOf(one);
        return (
          <g key={one.key}>
            <path d={ways.toIngress(way).d} data-broken={!isServed(one) || undefined} />
            {way.services.map((service) => {
              const lane = scene.lanes.find(({ lane: { key } }) => key === service);
              return lane && <path key={service} d={ways.toService(way, wayLaneOf(lane)).d} />;
            })}
          </g>
        );
      })}
    </svg>
  );
});

/** An Ingress is only words until a controller has taken it up. */
function isServed({ ingress }: IngressScene): boolean {
  return (ingress.status?.loadBalancer.ingress ?? []).length > 0;
}

function LaneLines({ scene, ways }: { readonly scene: LaneScene; readonly ways: TrafficWays }) {
  const { lane, berth } = scene;
  const way = wayLaneOf(scene);
  const { x } = laneAt(berth);
  const { y } = serviceRect(berth);
  const pending = lane.entrance?.kind === 'LoadBalancer' && lane.entrance.address === '';
  return (
    <g>
      {lane.entrance && <path d={ways.toEntrance(way).d} data-broken={pending || undefined} />}
      {lane.entrance && <path d={ways.fromEntrance(way).d} />}
      <path d={ways.fromInside(way).d} data-inside={true} />
      {scene.stops.map(({ stop }) => (
        <path
          key={stop.key}
          d={ways.toStop(way, stop.key).d}
          data-broken={stop.state === 'out' || undefined}
          data-ending={stop.state === 'terminating' || undefined}
        />
      ))}
      {lane.stops.length === 0 && (
        <g className="buffer-stop" data-external={lane.service.spec.type === 'ExternalName' || undefined}>
          <path d={ways.toStop(way, '').d} data-broken={true} />
          <path d={`M${x + FAN} ${y + TRACK.middle - 14}v28`} />
        </g>
      )}
    </g>
  );
}
