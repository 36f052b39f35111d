import { centerOf, Path, type Point, type Rect } from '../board/geometry.ts';
import {
  bottomOf,
  leftOf,
  rightOf,
  topOf,
  type ControlPlanePlace,
  type MapLayout,
  type WorkerPlace,
} from './layout.ts';

export interface Wire {
  readonly id: string;
  readonly path: Path;
  /** Host at the far end of the wire; a node that is down has its wire drawn broken. */
  readonly host: string;
  readonly kind: 'inner' | 'trunk' | 'user' | 'outside';
}

/** `kubelet@worker-1` → component and host. */
export function partsOf(process: string): { readonly component: string; readonly host: string } {
  const at = process.indexOf('@');
  return at < 0 ? { component: process, host: '' } : { component: process.slice(0, at), host: process.slice(at + 1) };
}

/** A pod is a process by `namespace/name@host`. */
function isPod(process: string): boolean {
  return partsOf(process).component.includes('/');
}

/** The wires of the map, and the way that a message between two processes takes over them. */
export class Wiring {
  readonly wires: Wire[] = [];
  readonly #paths = new Map<string, Path>();
  readonly #planes = new Map<string, ControlPlanePlace>();
  readonly #workers = new Map<string, WorkerPlace>();

  /** `podPlaceOf` tells where a pod stands on the map now, by its machine and `namespace/name`. */
  constructor(
    readonly layout: MapLayout,
    readonly podPlaceOf: (host: string, key: string) => Rect | undefined = () => undefined,
  ) {
    for (const plane of layout.controlPlanes) this.#planes.set(plane.name, plane);
    for (const worker of layout.workers) this.#workers.set(worker.name, worker);
    for (const plane of layout.controlPlanes) this.#wirePlane(plane);
    const door = layout.controlPlanes[0];
    if (!door) return;
    for (const worker of layout.workers) {
      this.#wire(
        'trunk',
        worker.name,
        `kube-apiserver@${door.name}`,
        `kubelet@${worker.name}`,
        this.#trunk(door, worker),
      );
      this.#wire('inner', worker.name, `kubelet@${worker.name}`, `containerd@${worker.name}`, cri(worker));
      this.#wire('outside', worker.name, `containerd@${worker.name}`, 'registry', this.#outside(worker));
    }
  }

  /** The way from one process to another; undefined when one of them is not on the map. */
  pathOf(from: string, to: string): Path | undefined {
    const key = `${from}>${to}`;
    const kept = this.#paths.get(key);
    if (kept) return kept;
    const path = this.#route(from, to);
    // Pods come and go: where one stood is not where the next of its name stands.
    if (path && !isPod(from) && !isPod(to)) this.#paths.set(key, path);
    return path;
  }

  /** Where a process stands, for halos and fallbacks. */
  placeOf(process: string): Rect | undefined {
    const { component, host } = partsOf(process);
    if (component === 'kubectl' || component === 'ssh' || component === 'curl') return this.layout.user;
    if (component === 'registry') return this.layout.registry;
    if (host === 'outside') return this.layout.clients;
    const plane = this.#planes.get(host) ?? (host === '' ? this.layout.controlPlanes[0] : undefined);
    if (plane) {
      if (component === 'kube-apiserver') return plane.apiserver;
      if (component === 'etcd') return plane.etcd;
      if (component === 'kube-scheduler') return plane.scheduler;
      if (component === 'kube-controller-manager') return plane.controllers;
      return plane.base;
    }
    const worker = this.#workers.get(host);
    if (!worker) return undefined;
    if (component === 'kubelet') return worker.kubelet;
    if (component === 'kube-proxy' || component === 'netfilter') return worker.proxy;
    if (component === 'containerd') return worker.floor;
    return this.podPlaceOf(host, component) ?? worker.room;
  }

  #route(from: string, to: string): Path | undefined {
    const bare = (process: string): string => /^(registry|kubectl)@/.exec(process)?.[1] ?? process;
    const back = this.#paths.get(`${bare(to)}>${bare(from)}`);
    if (back) return back.reversed();
    const there = this.#paths.get(`${bare(from)}>${bare(to)}`);
    if (there) return there;
    const a = this.placeOf(from);
    const b = this.placeOf(to);
    if (!a || !b) return undefined;
    return (
      this.#proxyRoute(from, to) ??
      this.#baseRoute(from, to) ??
      this.#outsideRoute(from, to) ??
      this.#insideRoute(from, to) ??
      new Path([centerOf(a), centerOf(b)], 0)
    );
  }

  /** kube-proxy shares its machine's wire, and branches off inside. */
  #proxyRoute(from: string, to: string): Path | undefined {
    const inbound = partsOf(to).component === 'kube-proxy';
    const host = partsOf(inbound ? to : from).host;
    const worker = this.#workers.get(host);
    const door = this.layout.controlPlanes[0];
    if (!worker || !door || !(inbound || partsOf(from).component === 'kube-proxy')) return undefined;
    const trunk = this.#trunk(door, worker).slice(0, -1);
    const entry = leftOf(worker.proxy);
    const path = new Path([
      ...trunk.slice(0, -1),
      { x: worker.rect.x - 14, y: trunk[trunk.length - 1]!.y },
      { x: worker.rect.x - 14, y: entry.y },
      entry,
    ]);
    return inbound ? path : path.reversed();
  }

  /** Between the door and the agents of its own machine, down along the wall. */
  #baseRoute(from: string, to: string): Path | undefined {
    const plane = this.#planes.get(partsOf(from).host);
    if (!plane || partsOf(to).host !== plane.name) return undefined;
    const inbound = this.placeOf(to) === plane.base;
    if (!inbound && this.placeOf(from) !== plane.base) return undefined;
    const wall = plane.base.x + plane.base.width + 8;
    const y = plane.apiserver.y + plane.apiserver.height - 8;
    const path = new Path([
      rightOf(plane.apiserver, (y - plane.apiserver.y) / plane.apiserver.height),
      { x: wall, y },
      { x: wall, y: centerOf(plane.base).y },
      rightOf(plane.base),
    ]);
    return inbound ? path : path.reversed();
  }

  /** Between who asks from outside and a machine's switch, along the machine's foot. */
  #outsideRoute(from: string, to: string): Path | undefined {
    const { clients } = this.layout;
    const inbound = this.placeOf(from) === clients;
    const worker = this.#workers.get(partsOf(inbound ? to : from).host);
    if (!worker || (!inbound && this.placeOf(to) !== clients)) return undefined;
    const lane = worker.rect.x + worker.rect.width + 26;
    const foot = worker.rect.y + worker.rect.height + 9;
    const switchX = worker.proxy.x + worker.proxy.width / 2;
    const path = new Path([
      leftOf(clients),
      { x: lane, y: centerOf(clients).y },
      { x: lane, y: foot },
      { x: switchX, y: foot },
      { x: switchX, y: worker.proxy.y + worker.proxy.height },
    ]);
    return inbound ? path : path.reversed();
  }

  /** Within one machine, between an agent beside the room and a pod in it. */
  #insideRoute(from: string, to: string): Path | undefined {
    const inbound = isPod(to);
    const [agent, pod] = inbound ? [from, to] : [to, from];
    const worker = this.#workers.get(partsOf(agent).host);
    if (!worker || !isPod(pod) || partsOf(pod).host !== worker.name) return undefined;
    const a = this.placeOf(agent);
    const b = this.placeOf(pod);
    if (!a || !b) return undefined;
    const start = rightOf(a, 0.35);
    const end = leftOf(b);
    const path = new Path([start, { x: worker.room.x - 8, y: start.y }, { x: worker.room.x - 8, y: end.y }, end], 6);
    return inbound ? path : path.reversed();
  }

  #wirePlane(plane: ControlPlanePlace): void {
    const { name, apiserver, etcd, scheduler, controllers } = plane;
    const api = `kube-apiserver@${name}`;
    const mid = { x: etcd.x + etcd.width, y: etcd.y + Math.min(46, etcd.height / 2) };
    this.#wire('inner', name, api, `etcd@${name}`, [{ x: apiserver.x, y: mid.y }, mid]);
    const up = { x: apiserver.x + apiserver.width / 2, y: apiserver.y };
    this.#wire('inner', name, api, `kube-scheduler@${name}`, [up, { x: up.x, y: bottomOf(scheduler).y }]);
    const down = bottomOf(apiserver);
    this.#wire('inner', name, api, `kube-controller-manager@${name}`, [down, { x: down.x, y: topOf(controllers).y }]);
    const y = plane.apiserver.y + 22;
    this.#wire('user', name, 'kubectl', api, [
      { x: this.layout.user.x + this.layout.user.width, y },
      { x: apiserver.x, y },
    ]);
  }

  /** From the door over the bus to a machine; each row of workers has its own lane. */
  #trunk(door: ControlPlanePlace, worker: WorkerPlace): Point[] {
    const { layout } = this;
    const share = (worker.row + 0.5) / layout.rows;
    const start = rightOf(door.apiserver, 0.12 + 0.76 * share);
    const spread = Math.min(30, 60 / layout.rows);
    // Rows further from the door turn earlier, so that lanes do not cross.
    const lane = layout.busX + (Math.abs(share - 0.5) * -2 + 0.5) * spread;
    const entry = leftOf(worker.kubelet);
    const stop = entry;
    if (worker.column === 0)
      return [start, { x: lane, y: start.y }, { x: lane, y: entry.y }, { x: entry.x - 6, y: entry.y }, stop];
    const corridorY = worker.rect.y - 9;
    const drop = worker.rect.x - 20;
    return [
      start,
      { x: lane, y: start.y },
      { x: lane, y: corridorY },
      { x: drop, y: corridorY },
      { x: drop, y: entry.y },
      { x: entry.x - 6, y: entry.y },
      stop,
    ];
  }

  #outside(worker: WorkerPlace): Point[] {
    const { registry } = this.layout;
    const start = rightOf(worker.floor);
    const lane = worker.rect.x + worker.rect.width + 22;
    const door = leftOf(registry);
    if (lane > registry.x - 60)
      return [start, { x: registry.x - 28, y: start.y }, { x: registry.x - 28, y: door.y }, door];
    const corridor = worker.rect.y + worker.rect.height + 9;
    return [
      start,
      { x: lane, y: start.y },
      { x: lane, y: corridor },
      { x: registry.x - 28, y: corridor },
      { x: registry.x - 28, y: door.y },
      door,
    ];
  }

  #wire(kind: Wire['kind'], host: string, from: string, to: string, corners: readonly Point[]): void {
    const path = new Path(corners);
    this.wires.push({ id: `${from}>${to}`, path, host, kind });
    this.#paths.set(`${from}>${to}`, path);
  }
}

function cri(worker: WorkerPlace): Point[] {
  const start = bottomOf(worker.kubelet, 0.82);
  const end = leftOf(worker.floor);
  if (end.y <= start.y) return [start, end];
  const lane = worker.floor.x - 7;
  return [rightOf(worker.kubelet, 0.8), { x: lane, y: rightOf(worker.kubelet, 0.8).y }, { x: lane, y: end.y }, end];
}
