import type { Rect } from '../board/geometry.ts';
import type { Size } from '../board/use-size.ts';
import { contextOf } from '../board/sheet.ts';
import { RACK_SIZE, racksIn } from './floor-plan.ts';
import type { Hall, Tile } from './hall.ts';
import type { Ink } from './ink.ts';
import { cellsIn } from './paint-tile.ts';
import { levelFor, LEVELS, Sheets } from './sheets.ts';
import type { Sums } from './sums.ts';
import type { ZoneLines } from './zone-lines.ts';

/** Where the board is on the screen: x, y, zoom, as React Flow has it. */
export type Camera = readonly [number, number, number];

/** A tile, or one of its cells. */
export interface Spot {
  readonly tile: Tile;
  readonly berth?: number | undefined;
}

export interface Marks {
  readonly selected: Spot | undefined;
  readonly pointed: Spot | undefined;
  readonly cursor: Spot | undefined;
  /** Machines that a message is on its way to or from. */
  readonly busy: readonly Tile[];
}

interface Parts {
  readonly hall: Hall;
  readonly sums: Sums;
  readonly ink: Ink;
  /** What is written above a zone, once it is known. */
  readonly lines: (zone: string) => ZoneLines | undefined;
}

/** For so long a frame may paint sheets while the camera moves, and when it stands; in milliseconds. */
const BUDGET = { moving: 4, standing: 24 } as const;
/** From this zoom on there is room for a name above a tile's cells, for text of 14 pixels. */
const NAMES_FROM = 0.215;

/** One frame of a hall: sheets laid out, then names, then what is marked. */
export class Scene {
  sheets: Sheets;
  marks: Marks = { selected: undefined, pointed: undefined, cursor: undefined, busy: [] };
  size: Size = { width: 0, height: 0 };
  ratio = 1;
  /** Machines that stand there themselves: nothing of them is drawn beneath. */
  machines: ReadonlySet<string> = new Set();
  readonly hall: Hall;
  sums: Sums;
  ink: Ink;
  readonly #lines: Parts['lines'];
  readonly #context: CanvasRenderingContext2D;
  readonly #over: CanvasRenderingContext2D;
  #marked = false;

  constructor(
    readonly canvas: HTMLCanvasElement,
    /** A sheet above it, so that what is marked may change and the picture stays. */
    readonly marksCanvas: HTMLCanvasElement,
    { hall, sums, ink, lines }: Parts,
  ) {
    this.hall = hall;
    this.sums = sums;
    this.ink = ink;
    this.#lines = lines;
    // Opaque: nothing that lies beneath is blended in at every frame.
    this.#context = canvas.getContext('2d', { alpha: false }) ?? contextOf(canvas);
    this.#over = contextOf(marksCanvas);
    this.sheets = new Sheets(hall, sums, ink);
  }

  resize(size: Size, ratio: number): void {
    this.size = size;
    this.ratio = ratio;
    for (const canvas of [this.canvas, this.marksCanvas]) {
      canvas.width = Math.round(size.width * ratio);
      canvas.height = Math.round(size.height * ratio);
    }
  }

  /** Draws the hall; true when something could not be painted in time, so that another frame is wanted. */
  draw(camera: Camera, moving: boolean): boolean {
    const context = this.#context;
    context.setTransform(1, 0, 0, 1, 0, 0);
    context.fillStyle = this.ink.paper;
    context.fillRect(0, 0, this.canvas.width, this.canvas.height);
    context.setTransform(this.ratio, 0, 0, this.ratio, 0, 0);
    const [x, y, zoom] = camera;
    const window = { x: -x / zoom, y: -y / zoom, width: this.size.width / zoom, height: this.size.height / zoom };
    const racks = racksIn(this.hall.plan, window);
    const unfinished = this.#lay(racks, camera, performance.now() + (moving ? BUDGET.moving : BUDGET.standing));
    this.#clear(camera);
    this.#zones(camera);
    if (zoom * 14 >= NAMES_FROM * this.ink.text) this.#names(racks, camera);
    this.sheets.trim();
    return unfinished;
  }

  #lay(racks: readonly number[], [x, y, zoom]: Camera, deadline: number): boolean {
    const context = this.#context;
    const { plan } = this.hall;
    const level = levelFor(zoom * this.ratio);
    const width = RACK_SIZE.width * zoom;
    const height = RACK_SIZE.height * zoom;
    let unfinished = false;
    context.imageSmoothingQuality = 'low';
    for (const rack of racks) {
      const fresh = this.sheets.isFresh(rack, level);
      const mayPaint = fresh || performance.now() < deadline;
      unfinished ||= !mayPaint;
      const canvas = this.sheets.sheet(rack, level, mayPaint) ?? this.#standIn(rack, level);
      const corner = plan.racks[rack]!;
      const left = Math.round(x + corner.x * zoom);
      const top = Math.round(y + corner.y * zoom);
      if (canvas) context.drawImage(canvas, left, top, Math.round(width), Math.round(height));
    }
    return unfinished;
  }

  #clear(camera: Camera): void {
    this.#context.fillStyle = this.ink.paper;
    for (const name of this.machines) {
      const tile = this.hall.tiles.get(name);
      if (!tile) continue;
      const { x, y, width, height } = this.boxOf({ tile }, camera);
      this.#context.fillRect(x - 1, y - 1, width + 2, height + 2);
    }
  }

  #standIn(rack: number, level: number): HTMLCanvasElement | OffscreenCanvas | undefined {
    const other = this.sheets.standIn(rack, level);
    return other === undefined ? undefined : this.sheets.sheet(rack, other, false);
  }

  #zones([x, y, zoom]: Camera): void {
    const context = this.#context;
    const { ink } = this;
    for (const { name, rect } of this.hall.plan.zones) {
      const left = x + rect.x * zoom;
      const top = y + rect.y * zoom;
      const width = rect.width * zoom;
      if (left > this.size.width || left + width < 0 || top + rect.height * zoom < 0) continue;
      const pad = Math.max(6, 40 * zoom);
      context.strokeStyle = ink.lineStrong;
      context.lineWidth = 1;
      context.beginPath();
      context.roundRect(left - pad, top - pad / 2, width + 2 * pad, rect.height * zoom + 1.5 * pad, 8);
      context.stroke();
      // A name stays in sight as long as its zone is.
      const at = Math.max(left, 10);
      const room = Math.min(left + width, this.size.width) - at;
      const said = this.#lines(name);
      if (!said) continue;
      const { name: title, facts, trouble } = said;
      const base = Math.max(top + ink.text * 1.15, top + this.hall.plan.header * zoom - ink.text * 2);
      const taken =
        trouble === '' ? 0 : this.#text(trouble, at + room, base, room / 2, ink.bad, 600, ink.text, 'right');
      this.#text(title, at, base, room - taken - 8, ink.ink, 650, ink.text + 2);
      this.#text(facts, at, base + ink.text * 1.35, room, ink.ink2, 450, ink.text);
    }
  }

  #names(racks: readonly number[], [x, y, zoom]: Camera): void {
    const { ink } = this;
    for (const rack of racks)
      for (const tile of this.hall.byRack[rack] ?? []) {
        const left = x + tile.rect.x * zoom;
        const top = y + tile.rect.y * zoom;
        const width = tile.rect.width * zoom;
        if (left > this.size.width || left + width < 0 || top > this.size.height || top + 100 < 0) continue;
        if (this.machines.has(tile.name)) continue;
        const sum = this.sums.of(tile);
        const faint = this.sums.filter.terms.length > 0 && sum.found === 0 && !sum.self;
        this.#text(
          tile.name,
          left + 6,
          top + ink.text * 1.12,
          width - 10,
          faint ? ink.lineStrong : ink.ink,
          600,
          ink.text,
        );
      }
  }

  /** A line of text, cut where it does not fit; says how wide it became. */
  #text(
    text: string,
    x: number,
    y: number,
    room: number,
    colour: string,
    weight: number,
    size: number,
    align: 'left' | 'right' = 'left',
  ): number {
    const context = this.#context;
    context.font = `${weight} ${size}px ${this.ink.font}`;
    context.fillStyle = colour;
    context.textAlign = align;
    let shown = text;
    let width = context.measureText(shown).width;
    while (width > room && shown.length > 2) {
      shown = `${shown.slice(0, -2)}…`;
      ({ width } = context.measureText(shown));
    }
    if (width > room) return 0;
    context.fillText(shown, x, y);
    return width;
  }

  /** Rings about what is selected, pointed at or at work. */
  mark(camera: Camera): void {
    const { selected, pointed, cursor, busy } = this.marks;
    const over = this.#over;
    over.setTransform(this.ratio, 0, 0, this.ratio, 0, 0);
    if (this.#marked) over.clearRect(0, 0, this.size.width, this.size.height);
    const before = this.#marked;
    this.#marked = busy.length > 0 || [selected, pointed, cursor].some((spot) => spot !== undefined);
    if (before !== this.#marked) this.marksCanvas.style.visibility = this.#marked ? 'visible' : 'hidden';
    for (const tile of busy) this.#ring(this.boxOf({ tile }, camera), this.ink.observed, 1.5, 0);
    if (pointed) this.#ring(this.boxOf(pointed, camera), this.ink.ink2, 1.5, 2);
    if (selected) this.#ring(this.boxOf(selected, camera), this.ink.brass, 3, 3);
    if (cursor) this.#ring(this.boxOf(cursor, camera), this.ink.desired, 2, 5);
  }

  #ring({ x, y, width, height }: Rect, colour: string, stroke: number, away: number): void {
    const context = this.#over;
    context.strokeStyle = colour;
    context.lineWidth = stroke;
    context.beginPath();
    context.roundRect(x - away, y - away, width + 2 * away, height + 2 * away, 3);
    context.stroke();
  }

  /** Where something is on the screen. */
  boxOf({ tile, berth }: Spot, [x, y, zoom]: Camera): Rect {
    const { rect } = tile;
    const box = { x: x + rect.x * zoom, y: y + rect.y * zoom, width: rect.width * zoom, height: rect.height * zoom };
    if (berth === undefined) return box;
    const cells = this.#cells(zoom);
    const share = zoom / cells.scale;
    return {
      x: box.x + (cells.left + (berth % cells.columns) * cells.pitch.x) * share,
      y: box.y + (cells.top + Math.floor(berth / cells.columns) * cells.pitch.y) * share,
      width: cells.cell.width * share,
      height: cells.cell.height * share,
    };
  }

  /** The berth at a point of a tile, in map units from its corner; undefined beside its cells, or where they are sorted. */
  berthAt(x: number, y: number, zoom: number): number | undefined {
    const { columns, rows, left, top, pitch, cell, scale } = this.#cells(zoom);
    if (Math.min(cell.width, cell.height) < 5) return undefined;
    const column = Math.floor((x * scale - left) / pitch.x);
    const row = Math.floor((y * scale - top) / pitch.y);
    return column < 0 || row < 0 || column >= columns || row >= rows ? undefined : row * columns + column;
  }

  #cells(zoom: number) {
    const { scale, header } = LEVELS[levelFor(zoom * this.ratio)]!;
    const box = { x: 0, y: 0, width: Math.round(400 * scale), height: Math.round(240 * scale) };
    return { ...cellsIn(box, this.hall.cells, { scale, header }), scale };
  }
}
