import { endOf, lastStartedBy, startOf, type Hop, type TraceRecord } from '../../engine/trace/index.ts';
import { refKey, type Mirror, type ObjectRef, type TraceStore } from '../store/index.ts';
import { drawBand, drawRestarts } from './draw-bands.ts';
import type { Ink } from './ink.ts';
import { podTrack } from './pod-track.ts';
import type { Row, Rows } from './rows.ts';
import type { TraceIndex } from './trace-index.ts';
import { concerns, isBackground, visitWindow } from './tracks.ts';
import type { View } from './view.ts';

export const ROW = 24;
/** Up to so many messages in sight are drawn in full. */
const FEW = 300;

export interface TrackScene {
  readonly trace: TraceStore;
  readonly index: TraceIndex;
  readonly rows: Rows;
  readonly mirror: Mirror;
  /** Pixels by which the rows are scrolled, and how many show. */
  readonly scroll: number;
  readonly height: number;
  readonly now: number;
  readonly selected: ObjectRef | undefined;
  readonly record: number | undefined;
  /** What led to the chosen record and what came of it. */
  readonly chain: ReadonlySet<number>;
}

interface DrawnScene extends TrackScene {
  readonly near: number;
}

/** Spans as bars, hops as arrows from row to row, commits as diamonds. What is selected is drawn last and in brass. */
export function drawTracks(pen: CanvasRenderingContext2D, ink: Ink, view: View, scene: TrackScene): void {
  const { ofProcess: rowOf } = scene.rows;
  const y = (row: number): number => row * ROW + ROW / 2 - scene.scroll;
  const { rows } = scene.rows;
  const first = Math.max(0, Math.floor(scene.scroll / ROW));
  const last = Math.min(rows.length, Math.ceil((scene.scroll + scene.height) / ROW) + 1);
  for (let row = first; row < last; row++) drawGround(pen, ink, view, scene, rows[row]!, y(row));
  const highlighted: TraceRecord[] = [];
  const between = lastStartedBy(scene.trace, view.timeAt(view.width)) - lastStartedBy(scene.trace, view.timeAt(0));
  // The closer one looks, the more each message counts; from afar they are only a breath of what went on.
  const near = Math.max(0.16, Math.min(1, FEW / Math.max(1, between)));
  const drawn: DrawnScene = { ...scene, near };
  const paint = (record: TraceRecord): void => {
    if (isHighlighted(record, scene)) highlighted.push(record);
    else drawRecord(pen, ink, view, drawn, rowOf, y, record, false);
  };
  visitWindow(scene.trace, scene.index, view.timeAt(0), view.timeAt(view.width), paint);
  for (const record of highlighted) drawRecord(pen, ink, view, drawn, rowOf, y, record, true);
}

/** The line beneath a track, and the band of a life on it. */
function drawGround(pen: CanvasRenderingContext2D, ink: Ink, view: View, scene: TrackScene, row: Row, y: number): void {
  if (row.type === 'group') {
    pen.fillStyle = ink.well;
    pen.fillRect(0, y - ROW / 2, view.width, ROW);
    return;
  }
  pen.fillStyle = ink.line;
  pen.globalAlpha = 0.6;
  pen.fillRect(0, y + ROW / 2 - 1, view.width, 1);
  pen.globalAlpha = 1;
  if (row.type === 'process') return;
  const latest = scene.mirror.log('pods').latest.get(row.life.key);
  if (!latest) return;
  const track = podTrack(latest);
  if (row.type === 'container') {
    drawBand(pen, ink, view, track.containers.get(row.name) ?? [], y, scene.now);
    return;
  }
  const { selected } = scene;
  if (selected?.resource === 'pods' && refKey(selected.namespace, selected.name) === row.life.key) {
    pen.fillStyle = ink.brassFill;
    pen.fillRect(0, y - ROW / 2, view.width, ROW - 1);
  }
  drawBand(pen, ink, view, track.stretches, y, scene.now);
  drawRestarts(pen, ink, view, track.restarts, y);
}

function isHighlighted(record: TraceRecord, { selected, record: chosen, chain }: TrackScene): boolean {
  return record.id === chosen || chain.has(record.id) || (selected !== undefined && concerns(record, selected));
}

function drawRecord(
  pen: CanvasRenderingContext2D,
  ink: Ink,
  view: View,
  scene: DrawnScene,
  rowOf: ReadonlyMap<string, number>,
  y: (row: number) => number,
  record: TraceRecord,
  bold: boolean,
): void {
  // Beside what is singled out the rest is there, but only just.
  const dim = scene.selected !== undefined || scene.record !== undefined ? 0.3 : 1;
  const far = record.type === 'hop' ? scene.near : 1;
  pen.globalAlpha = bold ? 1 : dim * far * (isBackground(record) ? 0.3 : 0.85);
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
  pen.fillStyle = bold ? ink.brassFill : record.outcome === 'error' ? ink.bad : ink.ink2;
  pen.fillRect(Math.max(x, -4), y - 6, wide, 12);
  if (bold) {
    pen.strokeStyle = ink.brass;
    pen.lineWidth = 1.5;
    pen.strokeRect(Math.max(x, -4), y - 6, wide, 12);
  }
  if (wide < 90 || pen.globalAlpha < 0.5) return;
  pen.globalAlpha = 1;
  pen.fillStyle = bold ? ink.ink : ink.card;
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
  const under = scene.rows.rows[row];
  if (under === undefined) return undefined;
  const { ofProcess: rowOf } = scene.rows;
  let best: TraceRecord | undefined;
  let bestSize = Infinity;
  visitWindow(scene.trace, scene.index, view.timeAt(x - 5), view.timeAt(x + 5), (record) => {
    const size =
      record.type === 'hop' ? missOf(view, rowOf, record, x, (y + scene.scroll) / ROW) : sizeOn(record, row, rowOf);
    if (size < bestSize) {
      best = record;
      bestSize = size;
    }
  });
  return best;
}

function sizeOn(record: Exclude<TraceRecord, Hop>, row: number, rowOf: ReadonlyMap<string, number>): number {
  return rowOf.get(record.process) === row
    ? ((endOf(record) ?? startOf(record) + 1) - startOf(record)) / 1e9
    : Infinity;
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
