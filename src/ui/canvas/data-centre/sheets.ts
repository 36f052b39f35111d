import { contextOf, newSheet } from '../board/sheet.ts';
import { CellSigns } from './cell-signs.ts';
import { RACK_SIZE } from './floor-plan.ts';
import type { Hall, Tile } from './hall.ts';
import type { Ink } from './ink.ts';
import { paintTile } from './paint-tile.ts';
import type { Sums } from './sums.ts';

/** How near a sheet is drawn: pixels per map unit, and map units for a name at the top of each tile. */
export const LEVELS = [
  { scale: 0.05, header: 0 },
  { scale: 0.125, header: 0 },
  { scale: 0.3, header: 84 },
  { scale: 0.7, header: 52 },
] as const;

/** All sheets together: about 100 MB. */
const MOST_PIXELS = 24_000_000;

interface Sheet {
  readonly canvas: HTMLCanvasElement | OffscreenCanvas;
  /** Tiles that changed since it was painted. */
  readonly stale: Set<Tile>;
  /** Machines came or went: nothing of it may stay. */
  wiped: boolean;
  usedAt: number;
}

/** The finest level worth painting at so many pixels per map unit. */
export function levelFor(scale: number): number {
  const level = LEVELS.findIndex((each) => each.scale >= scale * 0.74);
  return level < 0 ? LEVELS.length - 1 : level;
}

/**
 * Racks on bitmaps, one for each level that was looked at. A tile that changes is painted again on the sheets that show it, when
 * they are next shown; sheets that nobody looked at for longest go first.
 */
export class Sheets {
  readonly #sheets = new Map<number, Sheet>();
  readonly #signs: CellSigns;
  #pixels = 0;
  #clock = 0;

  constructor(
    readonly hall: Hall,
    readonly sums: Sums,
    readonly ink: Ink,
  ) {
    this.#signs = new CellSigns(ink);
  }

  touch(tiles: readonly Tile[]): void {
    for (const tile of tiles)
      for (let level = 0; level < LEVELS.length; level++) this.#sheets.get(keyOf(tile.rack, level))?.stale.add(tile);
  }

  /** Machines came or went, or everything is to be drawn otherwise; what is on the sheets is shown until it is painted anew. */
  renew(): void {
    for (const [key, sheet] of this.#sheets) {
      const tiles = this.hall.byRack[Math.floor(key / LEVELS.length)];
      sheet.stale.clear();
      for (const tile of tiles ?? []) sheet.stale.add(tile);
      sheet.wiped = true;
    }
  }

  /** The sheet of a rack as it is now, painted as far as need be; undefined if it has none and none may be painted. */
  sheet(rack: number, level: number, mayPaint: boolean): Sheet['canvas'] | undefined {
    let sheet = this.#sheets.get(keyOf(rack, level));
    if (!sheet && !mayPaint) return undefined;
    sheet ??= this.#begin(rack, level);
    sheet.usedAt = ++this.#clock;
    if ((sheet.stale.size > 0 || sheet.wiped) && mayPaint) this.#paint(sheet, rack, level);
    return sheet.canvas;
  }

  /** Whether a sheet is there and shows everything as it is. */
  isFresh(rack: number, level: number): boolean {
    const sheet = this.#sheets.get(keyOf(rack, level));
    return sheet !== undefined && sheet.stale.size === 0 && !sheet.wiped;
  }

  /** The nearest level to one at which a rack has a sheet. */
  standIn(rack: number, level: number): number | undefined {
    for (let apart = 1; apart < LEVELS.length; apart++)
      for (const other of [level - apart, level + apart])
        if (LEVELS[other] && this.#sheets.has(keyOf(rack, other))) return other;
    return undefined;
  }

  /** Lets go of what has not been shown for longest. After a frame, so that nothing goes that is shown. */
  trim(): void {
    if (this.#pixels <= MOST_PIXELS) return;
    const oldest = [...this.#sheets].sort(([, a], [, b]) => a.usedAt - b.usedAt);
    for (const [key, { canvas }] of oldest) {
      if (this.#pixels <= MOST_PIXELS * 0.75) return;
      // The coarsest level is what stands in for all others.
      if (key % LEVELS.length === 0) continue;
      this.#sheets.delete(key);
      this.#pixels -= canvas.width * canvas.height;
    }
  }

  #begin(rack: number, level: number): Sheet {
    const { scale } = LEVELS[level]!;
    const canvas = newSheet(Math.ceil(RACK_SIZE.width * scale), Math.ceil(RACK_SIZE.height * scale));
    const sheet: Sheet = { canvas, stale: new Set(this.hall.byRack[rack]), wiped: false, usedAt: 0 };
    this.#sheets.set(keyOf(rack, level), sheet);
    this.#pixels += canvas.width * canvas.height;
    return sheet;
  }

  #paint(sheet: Sheet, rack: number, level: number): void {
    const { hall, sums, ink } = this;
    const { scale, header } = LEVELS[level]!;
    const brush = { context: contextOf(sheet.canvas), hall, sums, ink, signs: this.#signs, scale, header };
    if (sheet.wiped) brush.context.clearRect(0, 0, sheet.canvas.width, sheet.canvas.height);
    sheet.wiped = false;
    const corner = hall.plan.racks[rack]!;
    for (const tile of sheet.stale) {
      const x = Math.round((tile.rect.x - corner.x) * scale);
      const y = Math.round((tile.rect.y - corner.y) * scale);
      const width = Math.round(tile.rect.width * scale);
      const height = Math.round(tile.rect.height * scale);
      paintTile(brush, tile, { x, y, width, height });
    }
    sheet.stale.clear();
  }
}

function keyOf(rack: number, level: number): number {
  return rack * LEVELS.length + level;
}
