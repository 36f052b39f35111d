import { lastStartedBy, salience, type Hop } from '../../../engine/trace/index.ts';
import type { Player, TraceStore } from '../../store/index.ts';
import { BeadSprites, type HueColours, type Sprite } from './bead-sprites.ts';
import { FlowHeat } from './flow-heat.ts';
import { contextOf, type Context } from '../board/sheet.ts';
import type { Path } from '../board/geometry.ts';
import { glyphOf, hueOf } from './hue.ts';
import { labelText } from './label-text.ts';
import type { Ways } from './ways.ts';

/** Where the map is on the screen: x, y, zoom, as React Flow has it. */
export type MapTransform = readonly [number, number, number];

interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

const MOST_BEADS = 400;
const MOST_LABELS = 5;
const LANE = 6;
/** So near, in CSS pixels, a click means the bead. */
const REACH = 11;
/** Of more beads than these none has a trail: so many are seen as a stream, and each trail is four more things to draw. */
const MOST_TRAILS = 60;
/** More places than these are not wiped one by one. */
const MOST_WIPES = 150;

/**
 * Messages on their wires, drawn on every frame from the trace and the playhead alone. Only what was drawn is wiped;
 * what lies outside the window is not drawn. What passes too fast to be seen as a bead warms its wire instead.
 */
export class BeadLayer {
  /** Salient messages in flight at the last frame, oldest first. */
  inFlight: Hop[] = [];
  /** Which hops are shown at full strength; the rest is dimmed. */
  inChain: ((hop: Hop) => boolean) | undefined;
  stillness = false;
  #ways: Ways | undefined;
  #sprites: BeadSprites | undefined;
  readonly #heat = new FlowHeat();
  readonly #context: Context;
  /** Where beads that tell something stand on the canvas. */
  readonly #drawn: { readonly id: number; readonly x: number; readonly y: number; readonly radius: number }[] = [];
  #dirty: Box[] = [];
  #last = '';
  #swept = 0;
  #wall = 0;
  #width = 0;
  #height = 0;
  #ratio = 1;
  readonly #textWidths = new Map<string, number>();

  constructor(
    readonly canvas: HTMLCanvasElement | OffscreenCanvas,
    readonly trace: TraceStore,
    readonly player: Player,
  ) {
    this.#context = contextOf(canvas);
  }

  resize(width: number, height: number, ratio: number): void {
    this.#width = width;
    this.#height = height;
    this.#ratio = ratio;
    this.canvas.width = Math.round(width * ratio);
    this.canvas.height = Math.round(height * ratio);
    this.#dirty = [];
    this.#last = '';
  }

  setWays(ways: Ways): void {
    this.#ways = ways;
    this.#heat.clear();
    this.#last = '';
  }

  setColours(colours: HueColours): void {
    this.#sprites = new BeadSprites(colours, this.#ratio);
    this.#last = '';
  }

  draw(playhead: number, transform: MapTransform, wall: number): void {
    const ways = this.#ways;
    const sprites = this.#sprites;
    if (!ways || !sprites) return;
    this.#sweep(playhead, wall, ways);
    const state = `${playhead} ${transform.join(' ')} ${this.#heat.version}`;
    if (state === this.#last) return;
    this.#last = state;
    this.#wipe();
    const hops = this.#collect(playhead);
    this.#drawn.length = 0;
    this.#drawHeat(transform, sprites.colours);
    for (const hop of hops) this.#drawBead(hop, playhead, transform, ways, sprites);
    this.#drawLabels(playhead, transform, ways, sprites.colours);
  }

  /** What is in flight, faint first so that telling beads lie on top. */
  #collect(playhead: number): Hop[] {
    const faint: Hop[] = [];
    const telling: Hop[] = [];
    this.trace.inFlight(playhead, (hop) => {
      if (salience(hop) === 2) telling.push(hop);
      else if (faint.length < MOST_BEADS) faint.push(hop);
    });
    telling.reverse();
    this.inFlight = telling;
    return [...faint, ...telling.slice(-MOST_BEADS)];
  }

  /** Messages that came and went between two frames warm their wires. */
  #sweep(playhead: number, wall: number, ways: Ways): void {
    const elapsed = Math.min(100, wall - this.#wall);
    this.#wall = wall;
    const to = lastStartedBy(this.trace, playhead);
    if (to < this.#swept || to - this.#swept > 4000) this.#swept = to;
    // Shorter than this in wall time, a bead would only flicker.
    const seen = 90 * this.player.rate;
    for (let id = this.#swept + 1; id <= to; id++) {
      const hop = this.trace.get(id);
      if (hop?.type !== 'hop' || hop.arrives - hop.sent > seen) continue;
      const path = ways.pathOf(hop.from, hop.to, hop);
      if (path) this.#heat.add(path, hueOf(hop), salience(hop));
    }
    this.#swept = to;
    this.#heat.cool(elapsed);
  }

  #drawBead(hop: Hop, playhead: number, transform: MapTransform, ways: Ways, sprites: BeadSprites): void {
    const path = ways.pathOf(hop.from, hop.to, hop);
    if (!path) return;
    const level = salience(hop);
    const [tx, ty, zoom] = transform;
    const share = this.stillness ? 0.5 : eased((playhead - hop.sent) / (hop.arrives - hop.sent));
    const radius =
      level === 2
        ? Math.max(5, Math.min(15, Math.round(12 * zoom)))
        : level === 1
          ? Math.max(3, Math.round(5 * zoom))
          : 2.5;
    const dimmed = this.inChain !== undefined && !this.inChain(hop);
    const sign = level === 2 && radius > 7 ? glyphOf(hop) : 'none';
    const sprite = sprites.bead(hueOf(hop), sign, radius);
    const alpha = (level === 2 ? 1 : level === 1 ? 0.7 : 0.22) * (dimmed ? 0.2 : 1);
    if (level === 2 && !this.stillness && this.inFlight.length <= MOST_TRAILS)
      this.#drawTrail(path, share, radius, transform, sprites.colours[hueOf(hop)], alpha);
    const point = path.at(share, LANE);
    const x = point.x * zoom + tx;
    const y = point.y * zoom + ty;
    if (level > 0) this.#drawn.push({ id: hop.id, x, y, radius });
    this.#sprite(sprite, x, y, radius + 3, alpha);
  }

  /** The message whose bead was drawn at a point of the canvas, the one on top first; undefined where there is none. */
  beadAt(x: number, y: number): number | undefined {
    return this.#drawn.findLast((bead) => Math.hypot(bead.x - x, bead.y - y) <= Math.max(REACH, bead.radius))?.id;
  }

  #drawTrail(
    path: Path,
    share: number,
    radius: number,
    [tx, ty, zoom]: MapTransform,
    colour: string,
    alpha: number,
  ): void {
    const context = this.#context;
    const step = Math.min(0.06, (radius * 1.1) / zoom / Math.max(1, path.length));
    context.fillStyle = colour;
    for (let i = 4; i >= 1; i--) {
      const at = share - i * step;
      if (at < 0) continue;
      const point = path.at(at, LANE);
      const x = point.x * zoom + tx;
      const y = point.y * zoom + ty;
      const r = radius * (0.62 - i * 0.1);
      if (!this.#visible(x, y, r)) continue;
      context.globalAlpha = alpha * (0.4 - i * 0.07);
      context.beginPath();
      context.arc(x * this.#ratio, y * this.#ratio, r * this.#ratio, 0, Math.PI * 2);
      context.fill();
      this.#mark(x - r - 1, y - r - 1, 2 * r + 2, 2 * r + 2);
    }
    context.globalAlpha = 1;
  }

  #sprite(sprite: Sprite, x: number, y: number, half: number, alpha: number): void {
    if (!this.#visible(x, y, half)) return;
    const context = this.#context;
    context.globalAlpha = alpha;
    const left = Math.round((x - half) * this.#ratio);
    const top = Math.round((y - half) * this.#ratio);
    context.drawImage(sprite, left, top);
    context.globalAlpha = 1;
    this.#mark(x - half - 1, y - half - 1, 2 * half + 2, 2 * half + 2);
  }

  /** A few words beside a bead while few are in flight. */
  #drawLabels(playhead: number, transform: MapTransform, ways: Ways, colours: HueColours): void {
    const [tx, ty, zoom] = transform;
    if (zoom < 0.6 || this.inFlight.length > MOST_LABELS) return;
    const taken: Box[] = [];
    for (const hop of this.inFlight) {
      const path = ways.pathOf(hop.from, hop.to, hop);
      if (!path) continue;
      const share = this.stillness ? 0.5 : eased((playhead - hop.sent) / (hop.arrives - hop.sent));
      const point = path.at(share, LANE);
      const text = labelText(hop);
      const width = this.#textWidth(text) + 14;
      // Between the kubelet and the runtime the pods stand to the right: there the words go left.
      const ahead = isLocal(hop) ? width - 16 : width / 2;
      const x = Math.max(4, Math.min(this.#width - width - 4, point.x * zoom + tx - ahead));
      let y = point.y * zoom + ty - 42;
      for (const box of taken)
        if (Math.abs(box.y - y) < 25 && x < box.x + box.width && box.x < x + width) y = box.y - 26;
      const box = { x, y: Math.max(4, y), width, height: 23 };
      taken.push(box);
      this.#drawChip(box, text, colours);
    }
  }

  #drawChip(box: Box, text: string, colours: HueColours): void {
    const context = this.#context;
    const r = this.#ratio;
    context.beginPath();
    context.roundRect(box.x * r, box.y * r, box.width * r, box.height * r, 5 * r);
    context.fillStyle = colours.paper;
    context.globalAlpha = 0.94;
    context.fill();
    context.globalAlpha = 1;
    context.lineWidth = r;
    context.strokeStyle = colours.line;
    context.stroke();
    context.font = `500 ${14 * r}px "Pretendard Variable", system-ui, sans-serif`;
    context.textBaseline = 'middle';
    context.fillStyle = colours.ink;
    context.fillText(text, (box.x + 7) * r, (box.y + box.height / 2 + 0.5) * r);
    this.#mark(box.x - 2, box.y - 2, box.width + 4, box.height + 4);
  }

  #textWidth(text: string): number {
    let width = this.#textWidths.get(text);
    if (width === undefined) {
      this.#context.font = '500 14px "Pretendard Variable", system-ui, sans-serif';
      width = this.#context.measureText(text).width;
      if (this.#textWidths.size > 500) this.#textWidths.clear();
      this.#textWidths.set(text, width);
    }
    return width;
  }

  #drawHeat([tx, ty, zoom]: MapTransform, colours: HueColours): void {
    const context = this.#context;
    const r = this.#ratio;
    context.lineCap = 'round';
    this.#heat.visit((path, hue, heat) => {
      context.beginPath();
      let [left, top, right, bottom] = [Infinity, Infinity, -Infinity, -Infinity];
      path.points.forEach((point, i) => {
        const x = point.x * zoom + tx;
        const y = point.y * zoom + ty;
        left = Math.min(left, x);
        right = Math.max(right, x);
        top = Math.min(top, y);
        bottom = Math.max(bottom, y);
        if (i === 0) context.moveTo(x * r, y * r);
        else context.lineTo(x * r, y * r);
      });
      if (right < 0 || bottom < 0 || left > this.#width || top > this.#height) return;
      const width = Math.min(7, 1.5 + 1.6 * Math.log2(1 + heat)) * Math.max(0.5, Math.min(1.2, zoom));
      context.lineWidth = width * r;
      context.strokeStyle = colours[hue];
      context.globalAlpha = Math.min(0.75, heat * 0.5);
      context.stroke();
      this.#mark(left - 5, top - 5, right - left + 10, bottom - top + 10);
    });
    context.globalAlpha = 1;
  }

  #visible(x: number, y: number, margin: number): boolean {
    return x > -margin && y > -margin && x < this.#width + margin && y < this.#height + margin;
  }

  #mark(x: number, y: number, width: number, height: number): void {
    this.#dirty.push({ x, y, width, height });
  }

  #wipe(): void {
    const r = this.#ratio;
    let area = this.#dirty.length > MOST_WIPES ? Infinity : 0;
    for (const box of this.#dirty) area += box.width * box.height;
    if (area > this.#width * this.#height * 0.6) this.#context.clearRect(0, 0, this.canvas.width, this.canvas.height);
    else
      for (const { x, y, width, height } of this.#dirty)
        this.#context.clearRect(
          Math.floor(x * r),
          Math.floor(y * r),
          Math.ceil(width * r) + 1,
          Math.ceil(height * r) + 1,
        );
    this.#dirty = [];
  }
}

function isLocal({ from, to }: Hop): boolean {
  return from.startsWith('containerd@')
    ? to.startsWith('kubelet@')
    : to.startsWith('containerd@') && from.startsWith('kubelet@');
}

/** Sets off gently and arrives gently. */
function eased(share: number): number {
  const t = Math.min(1, Math.max(0, share));
  return t * t * (3 - 2 * t);
}
