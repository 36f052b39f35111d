import { contextOf, newSheet } from '../board/sheet.ts';
import type { Hue, VerbGlyph } from './hue.ts';

/** Signs on beads, on a grid of 12 about the origin. */
const SIGNS: Readonly<Record<VerbGlyph, string>> = {
  create: 'M-4 0h8M0 -4v8',
  update: 'M-4 2.5l6.5-6.5 2 2L-2 4.5-4 4.5z',
  delete: 'M-4 0h8',
  watch: 'M-5 0c2.5-4 7.5-4 10 0c-2.5 4-7.5 4-10 0zM0 -1.2a1.2 1.2 0 1 0 .01 0z',
  bind: 'M-1 -2.5h-1.5a2.5 2.5 0 0 0 0 5H-1M1 -2.5h1.5a2.5 2.5 0 0 1 0 5H1M-2 0h4',
  status: 'M-4.5 1h2l1.5-4 2 7 1.5-3h2',
  beat: 'M0 3.5C-6-.5-3-5 0-2 3-5 6-.5 0 3.5z',
  answer: 'M-3.5 .5l2.5 2.8L4-3',
  refusal: 'M-3 -3l6 6M3 -3l-6 6',
  store: 'M-4 -2.5h8M-4 .3h8M-4 3.1h8',
  data: 'M-3.5 -3.5h7v7h-7zM-3.5 0h7',
  run: 'M-2.5 -4v8l6-4z',
  read: 'M-3 -3h6M-3 0h6M-3 3h3.5',
};

export type Sprite = HTMLCanvasElement | ImageBitmap;

export type HueColours = Readonly<Record<Hue | 'ink' | 'paper' | 'line' | 'onHue', string>>;

export function readColours(element: Element): HueColours {
  const style = getComputedStyle(element);
  const read = (name: string): string => style.getPropertyValue(name).trim();
  return {
    desired: read('--desired'),
    observed: read('--observed'),
    traffic: read('--traffic'),
    refusal: read('--refusal'),
    ink: read('--ink'),
    paper: read('--card'),
    line: read('--line-strong'),
    onHue: read('--on-hue'),
  };
}

/** Beads drawn once per hue, sign and size; after that each costs one drawImage. */
export class BeadSprites {
  readonly #sprites = new Map<string, Sprite>();

  constructor(
    readonly colours: HueColours,
    readonly pixelRatio: number,
  ) {}

  bead(hue: Hue, sign: VerbGlyph | 'none', radius: number): Sprite {
    const key = `${hue} ${sign} ${radius}`;
    let sprite = this.#sprites.get(key);
    if (!sprite) this.#sprites.set(key, (sprite = this.#draw(hue, sign, radius)));
    return sprite;
  }

  #draw(hue: Hue, sign: VerbGlyph | 'none', radius: number): Sprite {
    const size = Math.ceil((radius + 3) * 2 * this.pixelRatio);
    const canvas = newSheet(size, size);
    const context = contextOf(canvas);
    context.translate(size / 2, size / 2);
    context.scale(this.pixelRatio, this.pixelRatio);
    context.beginPath();
    context.arc(0, 0, radius, 0, Math.PI * 2);
    context.fillStyle = this.colours[hue];
    context.fill();
    context.lineWidth = radius > 6 ? 2 : 1;
    context.strokeStyle = this.colours.paper;
    context.stroke();
    if (sign !== 'none') {
      const scale = radius / 8;
      context.scale(scale, scale);
      context.lineWidth = 1.5;
      context.lineCap = 'round';
      context.lineJoin = 'round';
      context.strokeStyle = this.colours.onHue;
      context.stroke(new Path2D(SIGNS[sign]));
    }
    // Of a canvas a snapshot is taken whenever it is drawn; a bitmap is one.
    return canvas instanceof HTMLCanvasElement ? canvas : canvas.transferToImageBitmap();
  }
}
