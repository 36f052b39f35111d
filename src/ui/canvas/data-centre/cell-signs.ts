import type { PodShape } from '../pod/pod-view.ts';
import { contextOf, newSheet, type Context, type Sheet } from '../board/sheet.ts';
import type { Ink } from './ink.ts';

/** From this size on, in pixels, a cell tells its state by shape, not by colour alone. */
export const SIGN_FROM = 6;

/** Cells drawn once per state, colour and size; after that each costs one drawImage. */
export class CellSigns {
  readonly #signs = new Map<string, Sheet>();

  constructor(readonly ink: Ink) {}

  sign(shape: PodShape, colour: string, faint: boolean, width: number, height: number): Sheet {
    const key = `${shape} ${colour} ${faint} ${width} ${height}`;
    let sign = this.#signs.get(key);
    if (!sign) {
      if (this.#signs.size > 2000) this.#signs.clear();
      sign = newSheet(width, height);
      const context = contextOf(sign);
      if (faint) context.globalAlpha = 0.22;
      draw(context, shape, colour, this.ink, width, height);
      this.#signs.set(key, sign);
    }
    return sign;
  }
}

/** Pending hollow, creating dashed, running half, ready whole, failed crossed, back-off barred, terminating struck, unknown dotted. */
function draw(context: Context, shape: PodShape, colour: string, ink: Ink, width: number, height: number): void {
  const stroke = Math.max(1, Math.round(Math.min(width, height) / 9));
  const inset = stroke / 2;
  const radius = Math.min(width, height) > 12 ? Math.min(width, height) * 0.18 : 0;
  const box = (): void => {
    context.beginPath();
    context.roundRect(inset, inset, width - stroke, height - stroke, radius);
  };
  context.lineWidth = stroke;
  context.strokeStyle = colour;
  context.fillStyle = colour;
  box();
  if (shape === 'ready' || shape === 'backoff' || shape === 'failed') context.fill();
  if (shape === 'running') {
    context.stroke();
    context.fillRect(0, height / 2, width, height / 2);
  }
  if (shape === 'succeeded') {
    context.stroke();
    context.fillRect(width * 0.3, height * 0.3, width * 0.4, height * 0.4);
  }
  if (shape === 'creating') context.setLineDash([Math.max(2, width / 5), Math.max(1, width / 8)]);
  if (shape === 'unknown') context.setLineDash([stroke, stroke * 1.4]);
  if (shape === 'pending' || shape === 'creating' || shape === 'unknown' || shape === 'terminating') context.stroke();
  context.setLineDash([]);
  if (shape === 'failed') cross(context, ink.card, width, height, stroke);
  if (shape === 'backoff') line(context, ink.card, stroke * 1.6, [width * 0.22, height / 2, width * 0.78, height / 2]);
  if (shape === 'terminating') line(context, colour, stroke, [0, height / 2, width, height / 2]);
  if (shape === 'ready' && Math.min(width, height) >= 16) tick(context, ink, width, height);
}

function cross(context: Context, colour: string, width: number, height: number, stroke: number): void {
  line(context, colour, stroke * 1.4, [width * 0.2, height * 0.2, width * 0.8, height * 0.8]);
  line(context, colour, stroke * 1.4, [width * 0.8, height * 0.2, width * 0.2, height * 0.8]);
}

function tick(context: Context, ink: Ink, width: number, height: number): void {
  const size = Math.min(width, height);
  context.beginPath();
  context.moveTo(width / 2 - size * 0.2, height / 2 + size * 0.02);
  context.lineTo(width / 2 - size * 0.05, height / 2 + size * 0.17);
  context.lineTo(width / 2 + size * 0.22, height / 2 - size * 0.17);
  context.strokeStyle = ink.observed;
  context.lineWidth = Math.max(1.2, size / 14);
  context.stroke();
}

function line(context: Context, colour: string, width: number, [x1, y1, x2, y2]: readonly number[]): void {
  context.beginPath();
  context.moveTo(x1!, y1!);
  context.lineTo(x2!, y2!);
  context.strokeStyle = colour;
  context.lineWidth = width;
  context.stroke();
}
