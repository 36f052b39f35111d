import type { PodShape } from '../canvas/index.ts';
import type { Ink } from './ink.ts';
import type { Restart, Stretch } from './pod-track.ts';
import type { View } from './view.ts';

/** Half the height of a band. */
const HALF = 6;

/** A life as a band: how it is drawn tells the state without colour, and the word stands in it where there is room. */
export function drawBand(
  pen: CanvasRenderingContext2D,
  ink: Ink,
  view: View,
  stretches: readonly Stretch[],
  y: number,
  now: number,
): void {
  for (const { from, to, shape, word } of stretches) {
    const x = view.xOf(from);
    const right = view.xOf(Math.min(to, now));
    if (right < 0 || x > view.width) continue;
    const left = Math.max(x, -4);
    const wide = Math.max(1.5, Math.min(right, view.width + 4) - left);
    paintBand(pen, ink, shape, left, y, wide);
    if (wide > 46)
      writeWord(pen, ink, shape, word, Math.max(left, 0), y, Math.min(right, view.width) - Math.max(left, 0));
  }
}

const HUES: Readonly<Record<PodShape, keyof Ink>> = {
  pending: 'ink3',
  creating: 'desired',
  running: 'ink2',
  ready: 'observed',
  succeeded: 'ink3',
  failed: 'bad',
  backoff: 'bad',
  terminating: 'ink3',
  unknown: 'ink3',
};

/** Hollow, dashed, half full, full, double, crossed, hatched, struck through, dotted: as the outlines of pods on the map. */
export function paintBand(
  pen: CanvasRenderingContext2D,
  ink: Ink,
  shape: PodShape,
  x: number,
  y: number,
  wide: number,
): void {
  const top = y - HALF;
  const high = HALF * 2;
  pen.save();
  pen.fillStyle = pen.strokeStyle = ink[HUES[shape]];
  pen.lineWidth = 1.5;
  if (shape === 'ready') pen.fillRect(x, top, wide, high);
  else if (shape === 'running') {
    pen.globalAlpha = 0.3;
    pen.fillRect(x, top, wide, high);
    pen.globalAlpha = 1;
    pen.fillRect(x, y + HALF - 3, wide, 3);
  } else if (shape === 'terminating') {
    pen.globalAlpha = 0.35;
    pen.strokeRect(x + 0.75, top + 0.75, Math.max(0.5, wide - 1.5), high - 1.5);
    pen.globalAlpha = 1;
    pen.fillRect(x, y - 0.75, wide, 1.5);
  } else {
    if (shape === 'creating') pen.setLineDash([5, 3]);
    if (shape === 'unknown') pen.setLineDash([1.5, 3]);
    pen.strokeRect(x + 0.75, top + 0.75, Math.max(0.5, wide - 1.5), high - 1.5);
    if (shape === 'succeeded') pen.strokeRect(x + 0.75, y - 2, Math.max(0.5, wide - 1.5), 4);
    if (shape === 'backoff' || shape === 'failed') hatch(pen, x, top, wide, high, shape === 'failed' ? 5 : 9);
  }
  pen.restore();
}

function hatch(pen: CanvasRenderingContext2D, x: number, top: number, wide: number, high: number, pitch: number): void {
  pen.setLineDash([]);
  pen.beginPath();
  pen.rect(x, top, wide, high);
  pen.clip();
  pen.beginPath();
  for (let at = Math.floor((x - high) / pitch) * pitch; at < x + wide; at += pitch) {
    pen.moveTo(at, top + high);
    pen.lineTo(at + high, top);
  }
  pen.stroke();
}

/** On a plate of the card's own colour, so that no hatching runs through letters. */
function writeWord(
  pen: CanvasRenderingContext2D,
  ink: Ink,
  shape: PodShape,
  word: string,
  x: number,
  y: number,
  room: number,
): void {
  pen.font = ink.font;
  pen.textAlign = 'left';
  pen.textBaseline = 'middle';
  const wide = pen.measureText(word).width;
  if (wide + 18 > room) return;
  pen.fillStyle = ink.card;
  pen.fillRect(x + 5, y - 9, wide + 8, 18);
  pen.fillStyle = shape === 'failed' || shape === 'backoff' ? ink.bad : ink.ink;
  pen.fillText(word, x + 9, y + 0.5);
}

/** A container began again: an arrow that turns back; a full one with a bar where memory had run out. */
export function drawRestarts(
  pen: CanvasRenderingContext2D,
  ink: Ink,
  view: View,
  restarts: readonly Restart[],
  y: number,
): void {
  let last = -Infinity;
  for (const { at, oom } of restarts) {
    const x = view.xOf(at);
    if (x < -8 || x > view.width + 8 || x - last < 7) continue;
    last = x;
    pen.fillStyle = ink.card;
    pen.beginPath();
    pen.arc(x, y, 7, 0, Math.PI * 2);
    pen.fill();
    pen.strokeStyle = pen.fillStyle = ink.bad;
    pen.lineWidth = 1.6;
    pen.beginPath();
    pen.arc(x, y, 4.5, -Math.PI * 0.35, Math.PI * 1.3);
    pen.stroke();
    pen.beginPath();
    pen.moveTo(x - 4.5, y - 6.5);
    pen.lineTo(x - 1, y - 4);
    pen.lineTo(x - 5, y - 1.5);
    pen.fill();
    if (oom) pen.fillRect(x - 1.5, y - 3, 3, 6);
  }
}
