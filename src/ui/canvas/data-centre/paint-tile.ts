import { podView } from '../pod/pod-view.ts';
import type { Rect } from '../board/geometry.ts';
import { SIGN_FROM, type CellSigns } from './cell-signs.ts';
import type { Cells } from './floor-plan.ts';
import type { Hall, Tile } from './hall.ts';
import { colourOf, type Ink } from './ink.ts';
import { stepOf } from './shades.ts';
import type { Sums } from './sums.ts';

type Context = CanvasRenderingContext2D | OffscreenCanvasRenderingContext2D;

export interface Brush {
  readonly context: Context;
  readonly hall: Hall;
  readonly sums: Sums;
  readonly ink: Ink;
  readonly signs: CellSigns;
  /** Pixels per map unit. */
  readonly scale: number;
  /** Map units that a tile leaves free at its top for its name. */
  readonly header: number;
}

/** One machine: its ground tells how the node is, its cells the pods. */
export function paintTile(brush: Brush, tile: Tile, box: Rect): void {
  const { context, ink, hall } = brush;
  const shape = hall.shapeOf(tile);
  context.fillStyle = shape === 'not-ready' ? ink.well : ink.card;
  context.fillRect(box.x, box.y, box.width, box.height);
  const cells = cellsIn(box, hall.cells, brush);
  const sum = brush.sums.of(tile);
  const filtering = brush.sums.filter.terms.length > 0;
  const dimmed = filtering && !sum.self && sum.found === 0;
  if (filtering && !dimmed) {
    // Three pods in five thousand machines are found by where they are, before they are seen themselves.
    context.fillStyle = ink.found;
    context.fillRect(box.x, box.y, box.width, box.height);
  }
  if (brush.sums.shade === 'use') paintUse(brush, tile, cells, dimmed);
  else if (Math.min(cells.cell.width, cells.cell.height) < SIGN_FROM) paintAmounts(brush, tile, cells);
  else paintCells(brush, tile, cells);
  context.globalAlpha = dimmed ? 0.35 : 1;
  frame(context, ink, shape, box);
  context.globalAlpha = 1;
}

/** A tile's outline: whole when ready, hatched and broken when not, a corner cut when nothing new may come. */
function frame(context: Context, ink: Ink, shape: string, { x, y, width, height }: Rect): void {
  // From afar the gaps between tiles are outline enough.
  if (shape === 'ready' && width < 40) return;
  let stroke = Math.max(1, Math.round(width / 130));
  context.lineWidth = stroke;
  context.strokeStyle = shape === 'not-ready' ? ink.bad : ink.line;
  if (shape === 'not-ready') {
    context.lineWidth = stroke = Math.max(1, Math.round(width / 60));
    if (width > 40) context.setLineDash([width / 16, width / 26]);
  }
  context.strokeRect(x + stroke / 2, y + stroke / 2, width - stroke, height - stroke);
  context.setLineDash([]);
  if (shape === 'not-ready') {
    context.beginPath();
    context.moveTo(x, y + height);
    context.lineTo(x + width, y);
    context.stroke();
  }
  if (shape !== 'cordoned') return;
  const corner = Math.max(4, height * 0.22);
  context.beginPath();
  context.moveTo(x + width - corner, y);
  context.lineTo(x + width, y);
  context.lineTo(x + width, y + corner);
  context.closePath();
  context.fillStyle = ink.warn;
  context.fill();
}

export interface CellBoxes extends Cells {
  readonly left: number;
  readonly top: number;
  /** From one cell to the next, whole pixels where there are enough of them. */
  readonly pitch: { readonly x: number; readonly y: number };
  readonly cell: { readonly width: number; readonly height: number };
}

/** Where the cells of a tile lie in its box. */
export function cellsIn(
  box: Rect,
  { columns, rows }: Cells,
  { scale, header }: Pick<Brush, 'scale' | 'header'>,
): CellBoxes {
  const pad = Math.max(1, Math.round(12 * scale));
  const top = box.y + (header === 0 ? pad : Math.round(header * scale));
  const width = box.width - 2 * pad;
  const height = box.y + box.height - pad - top;
  const exact = { x: width / columns, y: height / rows };
  const whole = exact.x >= SIGN_FROM && exact.y >= SIGN_FROM;
  const pitch = whole ? { x: Math.floor(exact.x), y: Math.floor(exact.y) } : exact;
  const gap = whole ? Math.max(1, Math.round(Math.min(pitch.x, pitch.y) / 8)) : 0;
  return {
    columns,
    rows,
    left: box.x + pad + (width - pitch.x * columns) / 2,
    top,
    pitch,
    cell: { width: pitch.x - gap, height: pitch.y - gap },
  };
}

/** From afar: the pods sorted, so that amounts are seen; each run of equals is a few rectangles. */
function paintAmounts({ context, sums, ink }: Brush, tile: Tile, cells: CellBoxes): void {
  let from = 0;
  for (const { group, found, count } of sums.of(tile).runs) {
    context.fillStyle = found ? colourOf(ink, sums.shade, group) : ink.faint;
    fillRun(context, cells, from, from + count);
    from += count;
  }
}

/** How much of the machine's processors, on the left, and of its memory, on the right, is asked for: two columns, full at the top. */
function paintUse({ context, hall, ink }: Brush, tile: Tile, cells: CellBoxes, dimmed: boolean): void {
  const { cpu, memory } = hall.viewOf(tile);
  const width = cells.columns * cells.pitch.x;
  const height = cells.rows * cells.pitch.y;
  const gap = Math.max(1, width / 30);
  [cpu, memory].forEach(({ used, total }, i) => {
    const share = total === 0 ? 0 : Math.min(1, used / total);
    const left = Math.round(cells.left + (i * (width + gap)) / 2);
    const column = Math.round((width - gap) / 2);
    const full = Math.round(height * share);
    context.fillStyle = ink.well;
    context.fillRect(left, cells.top, column, height);
    context.fillStyle = dimmed ? ink.faint : (ink.uses[stepOf(share)] ?? ink.line);
    context.fillRect(left, cells.top + height - full, column, full);
  });
}

/** Cells from one to another, read line by line. */
function fillRun(context: Context, { columns, left, top, pitch }: CellBoxes, from: number, to: number): void {
  const x = (column: number): number => Math.round(left + column * pitch.x);
  const y = (row: number): number => Math.round(top + row * pitch.y);
  const rect = (column: number, end: number, row: number, last: number): void =>
    context.fillRect(x(column), y(row), x(end) - x(column), y(last) - y(row));
  let at = from;
  while (at < to) {
    const row = Math.floor(at / columns);
    const column = at % columns;
    const whole = Math.floor((to - at) / columns);
    if (column === 0 && whole > 0) {
      rect(0, columns, row, row + whole);
      at += whole * columns;
    } else {
      const end = Math.min(columns, column + to - at);
      rect(column, end, row, row + 1);
      at += end - column;
    }
  }
}

/** From near: each pod in its berth, with its sign. */
function paintCells({ context, hall, sums, ink, signs }: Brush, tile: Tile, cells: CellBoxes): void {
  const { columns, pitch, cell } = cells;
  const all = sums.filter.terms.length === 0 || sums.of(tile).self;
  const left = Math.round(cells.left);
  const top = Math.round(cells.top);
  hall.slotsOf(tile).forEach((pod, berth) => {
    if (!pod) return;
    const colour = colourOf(ink, sums.shade, sums.groupOf(tile, pod));
    const sign = signs.sign(podView(pod).shape, colour, !all && !sums.finds(pod), cell.width, cell.height);
    context.drawImage(sign, left + (berth % columns) * pitch.x, top + Math.floor(berth / columns) * pitch.y);
  });
}
