import { Path, type Rect } from '../board/geometry.ts';
import type { Size } from '../board/use-size.ts';
import { partsOf } from '../cluster/wires.ts';
import type { Ways } from '../messages/ways.ts';

/** Where the parts of a control plane stand, in map units. */
export interface PlaneLayout extends Size {
  readonly machine: Rect;
  readonly user: Rect;
  readonly fleet: Rect;
  readonly etcd: Rect;
  readonly requests: Rect;
  readonly caches: Rect;
  readonly scheduler: Rect;
  readonly controllers: Rect;
}

const SMALLEST: Size = { width: 1200, height: 480 };
const RAIL = 104;
const GAP = 14;
const WIRE_GAP = 30;
const HEAD = 46;
/** Above and below etcd a wire from outside passes by. */
const LANE = 30;

export function layoutPlane(window: Size): PlaneLayout {
  const width = Math.max(SMALLEST.width, window.width);
  const height = Math.max(SMALLEST.height, window.height);
  const machine: Rect = { x: 8 + RAIL + 26, y: 2, width: width - RAIL - 26 - 12, height: height - 4 };
  const top = machine.y + HEAD;
  const bottom = machine.y + machine.height - GAP;
  const inner = bottom - top;
  const left = clamp(machine.width * 0.165, 190, 260);
  const right = clamp(machine.width * 0.32, 350, 520);
  const x0 = machine.x + GAP;
  const x1 = x0 + left + WIRE_GAP;
  const x2 = machine.x + machine.width - GAP - right;
  const middle = x2 - WIRE_GAP - x1;
  const requestsHeight = Math.round((inner - GAP) * 0.58);
  const schedulerHeight = Math.round((inner - GAP) * 0.46);
  return {
    width,
    height,
    machine,
    user: { x: 8, y: top - 6, width: RAIL, height: 96 },
    fleet: { x: 8, y: bottom - 92, width: RAIL, height: 92 },
    etcd: { x: x0, y: top + LANE, width: left, height: inner - 2 * LANE },
    requests: { x: x1, y: top, width: middle, height: requestsHeight },
    caches: { x: x1, y: top + requestsHeight + GAP, width: middle, height: inner - requestsHeight - GAP },
    scheduler: { x: x2, y: top, width: right, height: schedulerHeight },
    controllers: { x: x2, y: top + schedulerHeight + GAP, width: right, height: inner - schedulerHeight - GAP },
  };
}

export interface PlaneWire {
  readonly id: string;
  readonly kind: 'user' | 'trunk' | 'inner';
  readonly path: Path;
}

/** The wires of a control plane: all lead to the API server. */
export class PlaneWays implements Ways {
  readonly wires: readonly PlaneWire[];
  readonly #paths = new Map<string, Path>();
  readonly #plane: string;

  constructor(layout: PlaneLayout, plane: string) {
    this.#plane = plane;
    const { user, fleet, etcd, requests, caches, scheduler, controllers } = layout;
    const straight = (fromX: number, toX: number, y: number): Path =>
      new Path([
        { x: fromX, y },
        { x: toX, y },
      ]);
    const edge = requests.x + requests.width;
    const wires: PlaneWire[] = [
      { id: 'kubectl', kind: 'user', path: straight(user.x + user.width, requests.x, requests.y + LANE / 2 - 2) },
      {
        id: 'nodes',
        kind: 'trunk',
        path: straight(fleet.x + fleet.width, caches.x, caches.y + caches.height - LANE / 2 + 2),
      },
      {
        id: 'etcd',
        kind: 'inner',
        path: straight(etcd.x + etcd.width, requests.x, requests.y + requests.height * 0.55),
      },
      { id: 'kube-scheduler', kind: 'inner', path: straight(scheduler.x, edge, scheduler.y + scheduler.height * 0.4) },
      {
        id: 'kube-controller-manager',
        kind: 'inner',
        path: straight(controllers.x, edge, controllers.y + controllers.height * 0.4),
      },
    ];
    this.wires = wires;
    for (const { id, path } of wires) this.#paths.set(id, path);
  }

  pathOf(from: string, to: string): Path | undefined {
    const inbound = this.#isDoor(to);
    if (!inbound && !this.#isDoor(from)) return undefined;
    const place = this.#placeOf(inbound ? from : to);
    if (place === undefined) return undefined;
    if (inbound) return this.#paths.get(place);
    const key = `>${place}`;
    let back = this.#paths.get(key);
    if (!back) this.#paths.set(key, (back = this.#paths.get(place)!.reversed()));
    return back;
  }

  #isDoor(process: string): boolean {
    return process === `kube-apiserver@${this.#plane}`;
  }

  #placeOf(process: string): string | undefined {
    const { component, host } = partsOf(process);
    if (component === 'kubectl') return 'kubectl';
    const own = component === 'etcd' || component === 'kube-scheduler' || component === 'kube-controller-manager';
    if (own) return host === this.#plane ? component : undefined;
    // Everybody else is on some machine: kubelets, kube-proxies, add-ons, programs in pods.
    return component === 'kube-apiserver' ? undefined : 'nodes';
  }
}

function clamp(value: number, least: number, most: number): number {
  return Math.round(Math.min(most, Math.max(least, value)));
}
