import type { TraceRecord } from '../../engine/trace/index.ts';
import type { Ink } from './ink.ts';
import type { TraceIndex } from './trace-index.ts';
import type { View } from './view.ts';

/** From the strip's top: where flags begin, and how far down their poles reach. */
const TOP = 2;
const FOOT = 48;
const WIDE = 12;

/** What people did, as flags; what a flag says stands beside it where the next one leaves room. */
export function drawFlags(
  pen: CanvasRenderingContext2D,
  ink: Ink,
  view: View,
  index: TraceIndex,
  words: (record: TraceRecord) => string,
): void {
  const flags = flagsIn(view, index);
  for (const [i, { x, record, fault }] of flags.entries()) {
    flag(pen, fault ? ink.bad : ink.traffic, x, fault);
    const room = (flags[i + 1]?.x ?? view.width) - x - WIDE - 12;
    if (room < 40) continue;
    pen.font = ink.font;
    const text = words(record);
    if (text === '' || pen.measureText(text).width > room) continue;
    pen.textAlign = 'left';
    pen.textBaseline = 'middle';
    pen.fillStyle = ink.ink2;
    pen.fillText(text, x + WIDE + 5, TOP + 6);
  }
}

interface Flag {
  readonly x: number;
  readonly record: TraceRecord;
  readonly fault: boolean;
}

/** Requests at nearly one place are one flag; a fault is always its own. */
function flagsIn(view: View, index: TraceIndex): readonly Flag[] {
  const { acts, trace } = index;
  const flags: Flag[] = [];
  let last = -Infinity;
  for (let i = acts.before(view.timeAt(-8)); i < acts.length; i++) {
    const x = view.xOf(acts.time(i));
    if (x > view.width + 8) break;
    const record = trace.get(acts.id(i));
    const fault = record !== undefined && index.actOf(record) === 'fault';
    if (!record || (!fault && x - last < 4)) continue;
    last = x;
    flags.push({ x, record, fault });
  }
  return flags;
}

/** A person's request is a pennant; a fault made by hand is a square flag with a cross: shape first, colour second. */
function flag(pen: CanvasRenderingContext2D, colour: string, x: number, fault: boolean): void {
  pen.fillStyle = colour;
  pen.fillRect(x - 0.5, TOP, 1.5, FOOT - TOP);
  pen.beginPath();
  if (fault) pen.rect(x, TOP, WIDE, 10);
  else {
    pen.moveTo(x, TOP);
    pen.lineTo(x + WIDE, TOP + 5);
    pen.lineTo(x, TOP + 10);
  }
  pen.fill();
  if (!fault) return;
  pen.strokeStyle = '#fff';
  pen.lineWidth = 1.5;
  pen.beginPath();
  pen.moveTo(x + 3.5, TOP + 2.5);
  pen.lineTo(x + 8.5, TOP + 7.5);
  pen.moveTo(x + 8.5, TOP + 2.5);
  pen.lineTo(x + 3.5, TOP + 7.5);
  pen.stroke();
}
