import type { Hop } from '../../../engine/trace/index.ts';
import { partsOf } from '../cluster/wires.ts';
import { Path, type Point, type Rect } from '../board/geometry.ts';
import type { Ways } from '../messages/ways.ts';
import { BUS, FAN, MEET, PEOPLE, TRACK, entranceRect, ingressRect, laneAt, serviceRect, stopAt } from './layout.ts';

/** One lane as lines see it. */
export interface WayLane {
  /** `default/web` */
  readonly key: string;
  readonly berth: number;
  readonly entrance: boolean;
  /** Berths by stop: `namespace/name` of a pod. */
  readonly stops: ReadonlyMap<string, number>;
  /** Stops by address, `10.244.1.2:80`. */
  readonly addresses: ReadonlyMap<string, string>;
}

export interface WayIngress {
  readonly key: string;
  readonly berth: number;
  /** Keys of Services. */
  readonly services: readonly string[];
}

type Station = 'outside' | 'inside' | 'coredns';

/** How messages travel over the lanes: what leads them is on their label, who sends and who gets them at their ends. */
export class TrafficWays implements Ways {
  readonly #lanes: ReadonlyMap<string, WayLane>;
  readonly #ingresses: ReadonlyMap<string, WayIngress>;
  readonly #paths = new Map<string, Path | undefined>();

  constructor(lanes: readonly WayLane[], ingresses: readonly WayIngress[]) {
    this.#lanes = new Map(lanes.map((lane) => [lane.key, lane]));
    this.#ingresses = new Map(ingresses.map((ingress) => [ingress.key, ingress]));
  }

  pathOf(from: string, to: string, hop?: Hop): Path | undefined {
    const label = hop?.label;
    if (!label || (label.via === undefined && label.traffic === undefined)) return undefined;
    const back = label.form === 'response';
    const key = `${label.via ?? ''} ${from} ${to} ${back ? 'back' : ''}`;
    if (this.#paths.has(key)) return this.#paths.get(key);
    const there = back ? this.#way(label.via ?? '', to, from) : this.#way(label.via ?? '', from, to);
    const path = there && (back ? there.reversed() : there);
    this.#paths.set(key, path);
    return path;
  }

  /** From the one who asks to the one who answers. */
  #way(via: string, asker: string, answerer: string): Path | undefined {
    const from = partsOf(asker);
    const to = partsOf(answerer);
    if (to.component === 'coredns') return between(PEOPLE[stationOf(from)], PEOPLE.coredns);
    const key = via.slice(via.indexOf('/') + 1);
    const atDoor = to.component === 'netfilter' || to.component === 'load-balancer';
    if (via.startsWith('ingresses/')) {
      const ingress = this.#ingresses.get(key);
      if (!ingress) return undefined;
      if (from.component === 'client' || to.component === 'load-balancer') return this.toIngress(ingress);
      const { x, y, width } = ingressRect(ingress.berth);
      return new Path([
        { x, y: y + TRACK.ingress },
        { x: x + width * 0.5, y: y + TRACK.ingress },
      ]);
    }
    const lane = this.#lanes.get(key);
    if (!lane) return undefined;
    if (from.component === 'load-balancer') return this.fromEntrance(lane);
    if (to.component === 'load-balancer') return this.toEntrance(lane);
    if (atDoor) return lane.entrance ? joined(this.toEntrance(lane), this.fromEntrance(lane)) : this.fromInside(lane);
    const rest = this.toStop(lane, this.#stopOf(lane, to.component, answerer));
    if (from.component === 'netfilter') return rest;
    const ingress = isController(from.component)
      ? [...this.#ingresses.values()].find(({ services }) => services.includes(key))
      : undefined;
    return joined(ingress ? this.toService(ingress, lane) : this.fromInside(lane), rest);
  }

  /** A pod's process is named for it; what refused is known by its address. */
  #stopOf(lane: WayLane, component: string, address: string): string {
    return lane.stops.has(component) ? component : (lane.addresses.get(address) ?? '');
  }

  toEntrance(lane: WayLane): Path {
    const { x } = entranceRect(lane.berth);
    return bus(PEOPLE.outside, lane.berth, { x, y: laneAt(lane.berth).y + TRACK.entrance });
  }

  fromEntrance(lane: WayLane): Path {
    const { x, width } = entranceRect(lane.berth);
    const y = laneAt(lane.berth).y + TRACK.entrance;
    return new Path([{ x: x + width, y }, ...into(lane, y, MEET)]);
  }

  fromInside(lane: WayLane): Path {
    const { points } = bus(PEOPLE.inside, lane.berth, inside(lane));
    return new Path([...points, ...into(lane, inside(lane).y, MEET)], 0);
  }

  toIngress({ berth }: WayIngress): Path {
    const { x, y } = ingressRect(berth);
    return bus(PEOPLE.outside, berth, { x, y: y + TRACK.ingress });
  }

  toService(ingress: WayIngress, lane: WayLane): Path {
    const { x, y, width } = ingressRect(ingress.berth);
    const start = { x: x + width, y: y + TRACK.ingress };
    return new Path([start, ...into(lane, start.y, MEET + 8)]);
  }

  toStop(lane: WayLane, stop: string): Path {
    const service = serviceRect(lane.berth);
    const start = { x: service.x + service.width, y: service.y + TRACK.middle };
    const fan = laneAt(lane.berth).x + FAN;
    const place = stopAt(lane.berth, lane.stops.get(stop) ?? 0);
    if (!place || !lane.stops.has(stop)) return new Path([start, { x: fan, y: start.y }]);
    const { x, y, height } = place.rect;
    const first = x < fan + 40;
    // What stands behind another is reached between the rows.
    const track = first ? y + height / 2 : y - 3.5;
    const corners = [start, { x: fan, y: start.y }, { x: fan, y: track }, { x, y: track }];
    return new Path(first ? corners : [...corners.slice(0, 3), { x: x + 12, y: track }, { x: x + 12, y: y + 4 }], 8);
  }
}

/** Where a line from within ends that goes no further than its lane. */
function inside({ berth }: WayLane): Point {
  const { x, y } = serviceRect(berth);
  return { x: x - 2 * MEET, y: y + TRACK.inside };
}

/** The last stretch into a Service: the lines meet before it, and go through it as one. */
function into({ berth }: WayLane, y: number, before: number): Point[] {
  const service = serviceRect(berth);
  const end = { x: service.x, y: service.y + TRACK.middle };
  const turn = service.x - before;
  return [{ x: turn, y }, { x: turn, y: end.y }, end];
}

function stationOf({ component, host }: { readonly component: string; readonly host: string }): Station {
  return host === 'outside' || component === 'curl' ? 'outside' : 'inside';
}

/** The process of an Ingress controller is its container: `namespace/pod/container`. */
function isController(component: string): boolean {
  return component.split('/').length === 3;
}

/** From a station to its right, along the bus, into a lane. */
function bus(station: Rect, berth: number, end: Point): Path {
  const start = { x: station.x + station.width, y: station.y + station.height / 2 };
  // Lanes of a further block are reached above them all.
  const turn = laneAt(berth).x + BUS;
  const lane = station === PEOPLE.outside ? turn - 5 : turn + 5;
  if (laneAt(berth).x === 0) return new Path([start, { x: lane, y: start.y }, { x: lane, y: end.y }, end]);
  const first = station === PEOPLE.outside ? BUS - 5 : BUS + 5;
  const top = 6;
  return new Path([
    start,
    { x: first, y: start.y },
    { x: first, y: top },
    { x: lane, y: top },
    { x: lane, y: end.y },
    end,
  ]);
}

function between(a: Rect, b: Rect): Path {
  const x = a.x + a.width / 2;
  const down = b.y > a.y;
  return new Path([
    { x, y: down ? a.y + a.height : a.y },
    { x, y: down ? b.y : b.y + b.height },
  ]);
}

function joined(a: Path, b: Path): Path {
  return new Path([...a.points, ...b.points], 0);
}
