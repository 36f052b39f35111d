import type { IPod } from 'kubernetes-models/v1';
import type { ApiObject } from '../../../engine/apimachinery/index.ts';
import { Listeners } from '../../../client/index.ts';
import type { Session } from '../../store/index.ts';
import type { Point, Rect } from '../board/geometry.ts';
import { isControlPlane, machineView, nodeStatus, type MachineView, type NodeShape } from '../cluster/machine-view.ts';
import { ZONE } from '../search/facts.ts';
import { podView } from '../pod/pod-view.ts';
import { cellsFor, planOf, tileAt, type Cells, type FloorPlan } from './floor-plan.ts';
import { LogBerths } from '../board/log-berths.ts';
import { TROUBLE } from './shades.ts';

/** A machine's tile. What is in it is worked out when it is asked for, and again when it was touched. */
export interface Tile {
  readonly name: string;
  readonly zone: string;
  readonly berth: number;
  readonly rack: number;
  readonly rect: Rect;
  node: ApiObject;
  /** Rises whenever something in it changed. */
  version: number;
}

/** Which tiles changed; `plan`: places did, so all of them. */
export interface HallChange {
  readonly plan: boolean;
  readonly tiles: readonly Tile[];
}

interface Inside {
  readonly version: number;
  readonly slots: readonly (ApiObject | undefined)[];
  /** How many of its pods, itself among them, need a person. */
  readonly trouble: number;
  view: MachineView | undefined;
}

/** The hall at the playhead. */
export class Hall {
  plan: FloorPlan = planOf({ zones: [] });
  cells: Cells = cellsFor(0);
  readonly tiles = new Map<string, Tile>();
  byRack: readonly (readonly Tile[])[] = [];
  readonly changed = new Listeners<HallChange>();
  readonly #nodes: LogBerths;
  readonly #pods: LogBerths;
  readonly #inside = new WeakMap<Tile, Inside>();

  constructor(readonly session: Pick<Session, 'mirror' | 'world' | 'podsByNode'>) {
    this.#nodes = new LogBerths(session.mirror.log('nodes'), (node) =>
      isControlPlane(node) ? undefined : (node.metadata.labels?.[ZONE] ?? ''),
    );
    this.#pods = new LogBerths(session.mirror.log('pods'), (pod) => (pod.spec as IPod['spec'])?.nodeName);
    this.#build();
  }

  /** Keeps up with the playhead until it is told to stop. */
  follow(): () => void {
    const { world, podsByNode } = this.session;
    this.#build();
    const stops = [
      world.onChange('nodes', (keys) => this.#nodesChanged(keys)),
      podsByNode.touched.add((names) => this.#podsChanged(names)),
    ];
    return () => {
      for (const stop of stops) stop();
    };
  }

  /** The pods of a tile by berth. */
  slotsOf(tile: Tile): readonly (ApiObject | undefined)[] {
    return this.#insideOf(tile).slots;
  }

  podsOf(tile: Tile): readonly ApiObject[] {
    return this.session.podsByNode.list(tile.name);
  }

  troubleOf(tile: Tile): number {
    return this.#insideOf(tile).trouble;
  }

  viewOf(tile: Tile): MachineView {
    const inside = this.#insideOf(tile);
    return (inside.view ??= machineView(tile.node, this.podsOf(tile)));
  }

  shapeOf({ node }: Tile): NodeShape {
    const status = nodeStatus(node);
    return !status.startsWith('Ready') ? 'not-ready' : status === 'Ready' ? 'ready' : 'cordoned';
  }

  /** The tile at a point of the hall. */
  tileAt({ x, y }: Point): Tile | undefined {
    for (const tile of this.tiles.values()) {
      const { rect } = tile;
      if (x >= rect.x && x < rect.x + rect.width && y >= rect.y && y < rect.y + rect.height) return tile;
    }
    return undefined;
  }

  #insideOf(tile: Tile): Inside {
    const kept = this.#inside.get(tile);
    if (kept?.version === tile.version) return kept;
    this.#pods.read();
    const slots: (ApiObject | undefined)[] = [];
    let trouble = this.shapeOf(tile) === 'not-ready' ? 1 : 0;
    for (const pod of this.podsOf(tile)) {
      if (TROUBLE.has(podView(pod).shape)) trouble++;
      const berth = this.#pods.berthOf(pod);
      if (berth !== undefined) slots[berth] = pod;
    }
    const inside: Inside = { version: tile.version, slots, trouble, view: undefined };
    this.#inside.set(tile, inside);
    return inside;
  }

  #nodesChanged(keys: readonly string[]): void {
    const { world } = this.session;
    const same: Tile[] = [];
    for (const key of keys) {
      const node = world.get('nodes', key);
      const tile = this.tiles.get(key.slice(key.indexOf('/') + 1));
      const zone = node?.metadata.labels?.[ZONE] ?? '';
      if (!node || !tile || tile.zone !== zone || tile.node.metadata.uid !== node.metadata.uid) {
        if (node && isControlPlane(node)) continue;
        this.#build();
        this.changed.tell({ plan: true, tiles: [...this.tiles.values()] });
        return;
      }
      tile.node = node;
      tile.version++;
      same.push(tile);
    }
    if (same.length > 0) this.changed.tell({ plan: false, tiles: same });
  }

  #podsChanged(names: ReadonlySet<string>): void {
    const touched: Tile[] = [];
    for (const name of names) {
      const tile = this.tiles.get(name);
      if (!tile) continue;
      tile.version++;
      touched.push(tile);
    }
    this.#pods.read();
    const cells = cellsFor(this.#pods.largest);
    const regrid = cells !== this.cells;
    this.cells = cells;
    if (regrid || touched.length > 0)
      this.changed.tell({ plan: regrid, tiles: regrid ? [...this.tiles.values()] : touched });
  }

  #build(): void {
    this.#nodes.read();
    this.#pods.read();
    this.cells = cellsFor(this.#pods.largest);
    const zones = this.#nodes.groups.map((name) => ({ name, berths: this.#nodes.sizeOf(name) }));
    this.plan = planOf({ zones });
    this.tiles.clear();
    const byRack: Tile[][] = this.plan.racks.map(() => []);
    const places = new Map(this.plan.zones.map((zone) => [zone.name, zone]));
    for (const node of this.session.world.list('nodes')) {
      const zone = node.metadata.labels?.[ZONE] ?? '';
      const place = places.get(zone);
      const berth = this.#nodes.berthOf(node);
      if (!place || berth === undefined || isControlPlane(node)) continue;
      const { rack, rect } = tileAt(this.plan, place, berth);
      const tile: Tile = { name: node.metadata.name, zone, berth, rack, rect, node, version: 0 };
      this.tiles.set(tile.name, tile);
      byRack[rack]?.push(tile);
    }
    this.byRack = byRack;
  }
}
