import { endOf, startOf, type Hop, type TraceRecord } from '../../engine/trace/index.ts';
import type { ObjectRef, TraceStore } from '../store/index.ts';
import type { Ink } from './ink.ts';
import type { TraceIndex } from './trace-index.ts';
import { concerns, isBackground, visitWindow } from './tracks.ts';
import type { View } from './view.ts';

export const ROW = 22;

export interface TrackScene {
  readonly trace: TraceStore;
  readonly index: TraceIndex;
  readonly rows: readonly string[];
  /** Pixels by which the rows are scrolled, and how many show. */
  readonly scroll: number;
  readonly height: number;
  readonly now: number;
  readonly selected: ObjectRef | undefined;
  readonly record: number | undefined;
}

/** Spans as bars, hops as arrows from row to row, commits as diamonds. What is selected is drawn last and in brass. */
export function drawTracks(pen: CanvasRenderingContext2D, ink: Ink, view: View, scene: TrackScene): void {
  const rowOf = new Map(scene.rows.map((process, row) => [process, row]));
  const y = (row: number): number => row * ROW + ROW / 2 - scene.scroll;
  for (let row = 0; row < scene.rows.length; row++) {
    const bottom = y(row) + ROW / 2;
    if (bottom < 0 || bottom > scene.height + ROW) continue;
    pen.fillStyle = ink.line;
    pen.globalAlpha = 0.6;
    pen.fillRect(0, bottom, view.width, 1);
    pen.globalAlpha = 1;
  }
  const highlighted: TraceRecord[] = [];
  const paint = (record: TraceRecord): void => {
    if (isHighlighted(record, scene)) highlighted.push(record);
    else drawRecord(pen, ink, view, scene, rowOf, y, record, false);
  };
  visitWindow(scene.trace, scene.index, view.timeAt(0), view.timeAt(view.width), paint);
  for (const record of highlighted) drawRecord(pen, ink, view, scene, rowOf, y, record, true);
}

function isHighlighted(record: TraceRecord, { selected, record: chosen }: TrackScene): boolean {
  return record.id === chosen || (selected !== undefined && concerns(record, selected));
}

function drawRecord(
  pen: CanvasRenderingContext2D,
  ink: Ink,
  view: View,
  scene: TrackScene,
  rowOf: ReadonlyMap<string, number>,
  y: (row: number) => number,
  record: TraceRecord,
  bold: boolean,
): void {
  pen.globalAlpha = bold ? 1 : isBackground(record) ? 0.3 : 0.85;
  if (record.type === 'hop') drawHop(pen, ink, view, rowOf, y, record, bold);
  else {
    const row = rowOf.get(record.process);
    if (row !== undefined) drawWork(pen, ink, view, scene, y(row), record, bold);
  }
  pen.globalAlpha = 1;
}

function drawHop(
  pen: CanvasRenderingContext2D,
  ink: Ink,
  view: View,
  rowOf: ReadonlyMap<string, number>,
  y: (row: number) => number,
  hop: Hop,
  bold: boolean,
): void {
  const from = rowOf.get(hop.from);
  const to = rowOf.get(hop.to);
  if (from === undefined || to === undefined || from === to) return;
  const x1 = view.xOf(hop.sent);
  const x2 = view.xOf(hop.arrives);
  const y1 = y(from);
  const y2 = y(to);
  const failed = hop.outcome === 'lost' || hop.outcome === 'refused';
  pen.strokeStyle = pen.fillStyle = bold
    ? ink.brass
    : failed
      ? ink.bad
      : hop.label.form === 'request'
        ? ink.desired
        : ink.observed;
  pen.lineWidth = bold ? 2.4 : 1.2;
  pen.beginPath();
  pen.moveTo(x1, y1);
  pen.lineTo(x2, y2);
  pen.stroke();
  const angle = Math.atan2(y2 - y1, x2 - x1);
  pen.beginPath();
  pen.moveTo(x2, y2);
  pen.lineTo(x2 - 6 * Math.cos(angle - 0.45), y2 - 6 * Math.sin(angle - 0.45));
  pen.lineTo(x2 - 6 * Math.cos(angle + 0.45), y2 - 6 * Math.sin(angle + 0.45));
  pen.fill();
}

function drawWork(
  pen: CanvasRenderingContext2D,
  ink: Ink,
  view: View,
  scene: TrackScene,
  y: number,
  record: Exclude<TraceRecord, Hop>,
  bold: boolean,
): void {
  const x = view.xOf(startOf(record));
  if (record.type === 'commit') {
    pen.fillStyle = bold ? ink.brass : ink.ink;
    pen.beginPath();
    pen.moveTo(x, y - 6);
    pen.lineTo(x + 4, y);
    pen.lineTo(x, y + 6);
    pen.lineTo(x - 4, y);
    pen.fill();
    return;
  }
  const end = view.xOf(Math.max(endOf(record) ?? scene.now, record.start));
  const wide = Math.max(2, Math.min(end, view.width + 4) - Math.max(x, -4));
  pen.fillStyle = bold ? ink.brass : record.outcome === 'error' ? ink.bad : ink.ink2;
  pen.fillRect(Math.max(x, -4), y - 5, wide, 10);
  if (wide < 90) return;
  pen.globalAlpha = 1;
  pen.fillStyle = ink.card;
  pen.font = ink.font;
  pen.textAlign = 'left';
  pen.textBaseline = 'middle';
  pen.save();
  pen.beginPath();
  pen.rect(Math.max(x, 0), y - ROW / 2, wide - 4, ROW);
  pen.clip();
  pen.fillText(`${record.operation} ${record.key}`, Math.max(x, 0) + 4, y + 0.5);
  pen.restore();
}

/** The record under a point of the tracks; bars before arrows, the shortest first. */
export function recordAt(view: View, scene: TrackScene, x: number, y: number): TraceRecord | undefined {
  const row = Math.floor((y + scene.scroll) / ROW);
  const process = scene.rows[row];
  if (process === undefined) return undefined;
  const rowOf = new Map(scene.rows.map((id, place) => [id, place]));
  let best: TraceRecord | undefined;
  let bestSize = Infinity;
  visitWindow(scene.trace, scene.index, view.timeAt(x - 5), view.timeAt(x + 5), (record) => {
    const size =
      record.type === 'hop' ? missOf(view, rowOf, record, x, (y + scene.scroll) / ROW) : sizeOn(record, process);
    if (size < bestSize) {
      best = record;
      bestSize = size;
    }
  });
  return best;
}

function sizeOn(record: Exclude<TraceRecord, Hop>, process: string): number {
  return record.process === process ? ((endOf(record) ?? startOf(record) + 1) - startOf(record)) / 1e9 : Infinity;
}

/** How far the arrow is from the point, beyond every bar; Infinity when too far to be meant. */
function missOf(view: View, rowOf: ReadonlyMap<string, number>, hop: Hop, x: number, row: number): number {
  const from = rowOf.get(hop.from);
  const to = rowOf.get(hop.to);
  if (from === undefined || to === undefined || from === to) return Infinity;
  const share = (row - from - 0.5) / (to - from);
  if (share < 0 || share > 1) return Infinity;
  const miss = Math.abs(view.xOf(hop.sent) + share * (view.xOf(hop.arrives) - view.xOf(hop.sent)) - x);
  return miss > 6 ? Infinity : 1 + miss + (isBackground(hop) ? 10 : 0);
}
