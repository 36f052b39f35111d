import type { Hop } from '../../../engine/trace/index.ts';
import { salience, type ObjectRef, type Selection, type Session } from '../../store/index.ts';
import type { Flight } from '../board/fly.ts';
import type { Point, Rect } from '../board/geometry.ts';
import type { Size } from '../board/use-size.ts';
import { partsOf } from '../cluster/wires.ts';
import { overlaps } from '../board/geometry.ts';
import type { Hall, HallChange, Tile } from './hall.ts';
import type { Ink } from './ink.ts';
import { MACHINES_FROM } from './near-machines.tsx';
import { Scene, type Camera, type Spot } from './scene.ts';
import { Sheets } from './sheets.ts';
import type { ZoneLines } from './zone-lines.ts';
import type { Sums } from './sums.ts';

/** What the board does for the stage. */
interface Board {
  camera(): Camera;
  move(viewport: { readonly x: number; readonly y: number; readonly zoom: number }, duration: number): void;
  near(names: readonly string[]): void;
}

/** The camera stands when it has not moved for so long, in milliseconds. */
const STILL_MS = 160;
/** Zones' figures are worked out again at most so often. */
const LINES_MS = 500;
const MOST_BUSY = 200;

/** Draws a hall when there is something new to see, and not otherwise. */
export class HallStage {
  scene: Scene | undefined;
  #board: Board | undefined;
  #ink: Ink | undefined;
  #sums: Sums | undefined;
  #lines: () => ReadonlyMap<string, ZoneLines> = () => new Map();
  #said: ReadonlyMap<string, ZoneLines> = new Map();
  #saidAt = -Infinity;
  #size: Size = { width: 0, height: 0 };
  #ratio = 1;
  #handle: number | undefined;
  #movedAt = -Infinity;
  #near = '';
  #canvas: HTMLCanvasElement | undefined;
  #marks: HTMLCanvasElement | undefined;
  /** Only what is marked changed: the picture beneath stays. */
  #onlyMarks = true;

  constructor(
    readonly session: Session,
    readonly hall: Hall,
  ) {}

  start(canvas: HTMLCanvasElement, marks: HTMLCanvasElement, board: Board): void {
    this.#canvas = canvas;
    this.#marks = marks;
    this.#board = board;
    this.#make();
  }

  stop(): void {
    if (this.#handle !== undefined) cancelAnimationFrame(this.#handle);
    this.#handle = undefined;
    this.scene = undefined;
    this.#canvas = this.#marks = undefined;
  }

  get camera(): Camera {
    return this.#board?.camera() ?? [0, 0, 1];
  }

  resize(size: Size, ratio: number): void {
    this.#size = size;
    this.#ratio = ratio;
    this.scene?.resize(size, ratio);
    this.request();
  }

  setInk(ink: Ink): void {
    this.#ink = ink;
    this.#remake();
  }

  setSums(sums: Sums): void {
    this.#sums = sums;
    this.#remake();
  }

  setLines(lines: () => ReadonlyMap<string, ZoneLines>): void {
    this.#lines = lines;
    this.#saidAt = -Infinity;
    this.request();
  }

  changed({ plan, tiles }: HallChange): void {
    if (plan) this.scene?.sheets.renew();
    else this.scene?.sheets.touch(tiles);
    this.request();
  }

  moved(): void {
    this.#movedAt = performance.now();
    this.request();
  }

  /** The machines that messages are on their way to or from at the playhead. */
  live(playhead: number): void {
    const { scene } = this;
    if (!scene) return;
    const busy = new Set<Tile>();
    const take = (process: string): void => {
      const tile = this.hall.tiles.get(partsOf(process).host);
      if (tile) busy.add(tile);
    };
    this.session.trace.inFlight(playhead, (hop: Hop) => {
      if (salience(hop) < 1 || busy.size >= MOST_BUSY) return;
      take(hop.from);
      take(hop.to);
    });
    const before = scene.marks.busy;
    if (before.length === busy.size && before.every((tile) => busy.has(tile))) return;
    this.mark({ busy: [...busy] });
  }

  mark(marks: Partial<Scene['marks']>): void {
    if (!this.scene) return;
    this.scene.marks = { ...this.scene.marks, ...marks };
    this.#handle ??= requestAnimationFrame(() => this.#frame());
  }

  select(selection: Selection | undefined): void {
    this.mark({ selected: selection?.type === 'object' ? this.spotOf(selection.ref) : undefined });
  }

  /** Where an object stands in the hall. */
  spotOf({ resource, namespace, name }: { resource: string; namespace: string; name: string }): Spot | undefined {
    if (resource === 'nodes') {
      const tile = this.hall.tiles.get(name);
      return tile && { tile };
    }
    if (resource !== 'pods') return undefined;
    const pod = this.session.world.get('pods', `${namespace}/${name}`);
    const node = (pod?.spec as { readonly nodeName?: string } | undefined)?.nodeName;
    const tile = node === undefined ? undefined : this.hall.tiles.get(node);
    if (!tile) return undefined;
    const berth = this.hall.slotsOf(tile).findIndex((other) => other === pod);
    return { tile, berth: berth < 0 ? undefined : berth };
  }

  /** What lies at a point of the screen, from the board's corner. */
  spotAt({ x, y }: Point): Spot | undefined {
    const [left, top, zoom] = this.camera;
    const at = { x: (x - left) / zoom, y: (y - top) / zoom };
    const tile = this.hall.tileAt(at);
    if (!tile) return undefined;
    const berth = this.scene?.berthAt(at.x - tile.rect.x, at.y - tile.rect.y, zoom);
    return { tile, berth: berth !== undefined && this.hall.slotsOf(tile)[berth] ? berth : undefined };
  }

  /** Brings a part of the hall into view; a tile is brought near enough to be read. */
  flyTo({ x, y, width, height }: Rect, share = 0.5, duration = 300): void {
    const zoom = Math.min((this.#size.width * share) / width, (this.#size.height * share) / height, 1.2);
    const viewport = {
      x: this.#size.width / 2 - (x + width / 2) * zoom,
      y: this.#size.height / 2 - (y + height / 2) * zoom,
      zoom,
    };
    this.#board?.move(viewport, duration);
  }

  /** Brings an object into sight; false when it stands nowhere in the hall. */
  goTo(ref: ObjectRef, flight: Flight, duration: number): boolean {
    const spot = this.spotOf(ref);
    if (!spot) return false;
    if (flight === 'keep') this.reveal(spot);
    else this.flyTo(spot.tile.rect, 0.5, duration);
    return true;
  }

  /** Moves the board just so far that something is in sight. */
  reveal({ tile }: Spot): void {
    const [x, y, zoom] = this.camera;
    const box = this.scene?.boxOf({ tile }, this.camera);
    if (!box) return;
    const margin = 40;
    const dx = Math.max(0, margin - box.x) - Math.max(0, box.x + box.width + margin - this.#size.width);
    const dy = Math.max(0, margin - box.y) - Math.max(0, box.y + box.height + margin - this.#size.height);
    if (dx !== 0 || dy !== 0) this.#board?.move({ x: x + dx, y: y + dy, zoom }, 140);
  }

  request(): void {
    this.#onlyMarks = false;
    this.#handle ??= requestAnimationFrame(() => this.#frame());
  }

  #frame(): void {
    this.#handle = undefined;
    const { scene } = this;
    if (!scene || this.#size.width === 0) return;
    const now = performance.now();
    if (now - this.#saidAt > LINES_MS && now - this.#movedAt > STILL_MS) {
      this.#saidAt = now;
      this.#said = this.#lines();
    }
    const moving = now - this.#movedAt < STILL_MS;
    const onlyMarks = this.#onlyMarks && !moving;
    this.#onlyMarks = true;
    const unfinished = !onlyMarks && scene.draw(this.camera, moving);
    scene.mark(this.camera);
    if (unfinished || moving) this.request();
    else this.#tellNear();
  }

  #tellNear(): void {
    const [x, y, zoom] = this.camera;
    const names: string[] = [];
    if (zoom >= MACHINES_FROM) {
      const window = { x: -x / zoom, y: -y / zoom, width: this.#size.width / zoom, height: this.#size.height / zoom };
      for (const tile of this.hall.tiles.values()) if (overlaps(tile.rect, window)) names.push(tile.name);
    }
    const key = names.join(' ');
    if (key === this.#near) return;
    this.#near = key;
    // They are there on the frame after the next: what is beneath them goes then.
    requestAnimationFrame(() => {
      if (!this.scene) return;
      this.scene.machines = new Set(names);
      this.request();
    });
    this.#board?.near(names);
  }

  #remake(): void {
    const { scene } = this;
    if (!scene || !this.#ink || !this.#sums) return this.#make();
    scene.ink = this.#ink;
    scene.sums = this.#sums;
    scene.sheets = new Sheets(this.hall, this.#sums, this.#ink);
    this.request();
  }

  #make(): void {
    if (!this.#canvas || !this.#marks || !this.#ink || !this.#sums || this.scene) return;
    const { hall } = this;
    this.scene = new Scene(this.#canvas, this.#marks, {
      hall,
      sums: this.#sums,
      ink: this.#ink,
      lines: (zone) => this.#said.get(zone),
    });
    this.scene.resize(this.#size, this.#ratio);
    this.request();
  }
}
