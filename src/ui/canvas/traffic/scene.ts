import type { EndpointSlice } from '../../../engine/api/endpointslice/types.ts';
import type { Ingress } from '../../../engine/api/ingress/types.ts';
import type { Pod } from '../../../engine/api/pod/types.ts';
import type { Service } from '../../../engine/api/service/types.ts';
import type { ApiObject } from '../../../engine/apimachinery/index.ts';
import type { TrafficBerths } from './berths.ts';
import { hasLane, isMember, laneOf, routesOf, type IngressRoute, type Lane, type Stop } from './lanes.ts';
import { MOST_STOPS } from './layout.ts';
import type { WayIngress, WayLane } from './ways.ts';

export interface LaneScene {
  readonly lane: Lane;
  readonly berth: number;
  readonly stops: readonly { readonly stop: Stop; readonly berth: number }[];
  /** Stops for which the lane has no room. */
  readonly hidden: number;
}

export interface IngressScene {
  readonly ingress: Ingress;
  readonly key: string;
  readonly berth: number;
  readonly routes: readonly IngressRoute[];
}

/** All that the view shows, and where. */
export interface Scene {
  readonly lanes: readonly LaneScene[];
  readonly ingresses: readonly IngressScene[];
  /** As many as there ever were: how far the board reaches. */
  readonly mostLanes: number;
  readonly mostStops: number;
}

export interface World {
  readonly services: readonly ApiObject[];
  readonly slices: readonly ApiObject[];
  readonly pods: readonly ApiObject[];
  readonly ingresses: readonly ApiObject[];
}

/** Pure in the objects and in the berths that history gave. */
export function sceneOf(world: World, berths: TrafficBerths): Scene {
  berths.read();
  const slices = grouped(world.slices);
  const pods = grouped(world.pods);
  let mostStops = 0;
  const lanes = world.services.filter(hasLane).map((object): LaneScene => {
    const service = object as Service;
    const { namespace = '' } = service.metadata;
    const members = (pods.get(namespace) ?? []).filter((pod) => isMember(service, pod)) as Pod[];
    const lane = laneOf(service, (slices.get(namespace) ?? []) as EndpointSlice[], members);
    const taken = berths.stops(service);
    mostStops = Math.max(mostStops, taken.size);
    // Addresses without a pod lie behind those that have one.
    let others = taken.size;
    const all = lane.stops.map((stop) => ({ stop, berth: stop.pod ? taken.berthOf(stop.pod) : others++ }));
    mostStops = Math.max(mostStops, others);
    const stops = all.filter(({ berth }) => berth < MOST_STOPS);
    return { lane, berth: berths.service(service), stops, hidden: all.length - stops.length };
  });
  const ingresses = world.ingresses.map((object): IngressScene => {
    const ingress = object as Ingress;
    const { namespace = '', name } = ingress.metadata;
    return { ingress, key: `${namespace}/${name}`, berth: berths.ingress(ingress), routes: routesOf(ingress) };
  });
  return { lanes, ingresses, mostLanes: berths.lanes, mostStops };
}

function grouped(objects: readonly ApiObject[]): ReadonlyMap<string, ApiObject[]> {
  const groups = new Map<string, ApiObject[]>();
  for (const object of objects) {
    const { namespace = '' } = object.metadata;
    const group = groups.get(namespace);
    if (group) group.push(object);
    else groups.set(namespace, [object]);
  }
  return groups;
}

export function wayLaneOf({ lane, berth, stops }: LaneScene): WayLane {
  return {
    key: lane.key,
    berth,
    entrance: lane.entrance !== undefined,
    stops: new Map(stops.map((one) => [one.stop.key, one.berth])),
    addresses: new Map(stops.map(({ stop }) => [stop.address, stop.key])),
  };
}

export function wayIngressOf({ key, berth, routes }: IngressScene): WayIngress {
  return { key, berth, services: [...new Set(routes.map(({ service }) => service))] };
}
