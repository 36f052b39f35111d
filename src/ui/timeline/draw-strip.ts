import { spanLabel, ticksOf } from './axis.ts';
import { fillColumns } from './columns.ts';
import type { Ink } from './ink.ts';
import { drawFlags } from './draw-flags.ts';
import type { LifeEvent, Lifecycle } from './lifecycle.ts';
import type { NoticeMark, Notices } from './notices.ts';
import type { TraceRecord } from '../../engine/trace/index.ts';
import type { TraceIndex } from './trace-index.ts';
import type { View } from './view.ts';

/** Where things stand on the strip, from its top, in pixels. */
export const BANDS = {
  flags: 2,
  density: 18,
  densityEnd: 48,
  notches: 49,
  notchesEnd: 55,
  life: 58,
  lifeEnd: 66,
  axis: 84,
  map: 89,
  height: 94,
};

const PITCH = 3;
const MOST_COLUMNS = 2048;

export interface StripScene {
  readonly index: TraceIndex;
  readonly lifecycle: Lifecycle;
  /** When the selected object was written, rising. */
  readonly selected: readonly number[];
  readonly notices: Notices;
  /** The moment that is held fast. */
  readonly pinned: number | undefined;
  readonly partings: readonly number[];
  readonly words: (record: TraceRecord) => string;
  readonly edge: number;
}

/** Draws the strip as a whole. It keeps its column counters, so that drawing again allocates next to nothing. */
export class StripPainter {
  readonly #telling = new Uint32Array(MOST_COLUMNS);
  readonly #small = new Uint32Array(MOST_COLUMNS);
  readonly #commits = new Uint32Array(MOST_COLUMNS);

  draw(pen: CanvasRenderingContext2D, ink: Ink, view: View, scene: StripScene): void {
    this.#silences(pen, ink, view);
    this.#density(pen, ink, view, scene);
    this.#axis(pen, ink, view);
    this.#life(pen, ink, view, scene.lifecycle);
    this.#selected(pen, ink, view, scene.selected);
    this.#notices(pen, ink, view, scene.notices);
    drawFlags(pen, ink, view, scene.index, scene.words);
    if (scene.pinned !== undefined) pinMark(pen, ink, view.xOf(scene.pinned));
    for (const moment of scene.partings) partingMark(pen, ink, view.xOf(moment));
    this.#minimap(pen, ink, view);
    const edge = view.xOf(scene.edge);
    pen.fillStyle = ink.brass;
    if (edge >= 0 && edge <= view.width + 1)
      pen.fillRect(Math.min(edge, view.width - 1), BANDS.density - 4, 1, BANDS.lifeEnd - BANDS.density + 4);
  }

  /** Shortened silences: a paler ground with their true length on it. */
  #silences(pen: CanvasRenderingContext2D, ink: Ink, view: View): void {
    pen.font = ink.font;
    pen.textAlign = 'center';
    pen.textBaseline = 'middle';
    const scale = view.width / (view.to - view.from);
    view.warp.gaps(view.from, view.to, (begin, end, length) => {
      const x = Math.max(0, (begin - view.from) * scale);
      const right = Math.min(view.width, (end - view.from) * scale);
      if (right - x < 3) return;
      pen.fillStyle = ink.well;
      pen.fillRect(x, BANDS.density, right - x, BANDS.densityEnd - BANDS.density);
      if (right - x < 54) return;
      pen.fillStyle = ink.ink3;
      pen.fillText(spanLabel(length), (x + right) / 2, (BANDS.density + BANDS.densityEnd) / 2);
    });
  }

  #density(pen: CanvasRenderingContext2D, ink: Ink, view: View, { index }: StripScene): void {
    const most = Math.max(
      4,
      fillColumns(this.#telling, index.telling, view, PITCH),
      fillColumns(this.#small, index.small, view, PITCH) / 2,
    );
    fillColumns(this.#commits, index.commits, view, PITCH);
    const columns = Math.min(MOST_COLUMNS, Math.ceil(view.width / PITCH));
    const room = BANDS.densityEnd - BANDS.density;
    const tall = (count: number): number =>
      count === 0 ? 0 : Math.max(3, Math.sqrt(Math.min(1, count / most)) * room);
    for (let i = 0; i < columns; i++) {
      const x = i * PITCH;
      const small = tall(this.#small[i]! / 2);
      if (small > 0) {
        pen.fillStyle = ink.line;
        pen.fillRect(x, BANDS.densityEnd - small, PITCH - 1, small);
      }
      const telling = tall(this.#telling[i]!);
      if (telling > 0) {
        pen.fillStyle = ink.desired;
        pen.fillRect(x, BANDS.densityEnd - telling, PITCH - 1, telling);
      }
      if (this.#commits[i]! > 0) {
        pen.fillStyle = ink.ink3;
        pen.fillRect(x, BANDS.notches, 1, this.#commits[i]! > 4 ? 6 : 4);
      }
    }
    pen.fillStyle = ink.line;
    pen.fillRect(0, BANDS.densityEnd, view.width, 1);
  }

  #axis(pen: CanvasRenderingContext2D, ink: Ink, view: View): void {
    pen.font = ink.font;
    pen.textAlign = 'center';
    pen.textBaseline = 'alphabetic';
    for (const { x, label } of ticksOf(view)) {
      pen.fillStyle = ink.line;
      pen.fillRect(Math.round(x), BANDS.lifeEnd + 1, 1, 4);
      pen.fillStyle = ink.ink2;
      pen.fillText(label, x, BANDS.axis);
    }
  }

  #life(pen: CanvasRenderingContext2D, ink: Ink, view: View, lifecycle: Lifecycle): void {
    const end = lifecycle.before(view.timeAt(view.width + 4));
    let lastX = -Infinity;
    let lastEvent: LifeEvent | undefined;
    for (let i = lifecycle.before(view.timeAt(-4)); i < end; i++) {
      const { at, event, resource } = lifecycle.marks[i]!;
      const x = view.xOf(at);
      // Many of the same at one place are one mark.
      if (event === lastEvent && x - lastX < 5) continue;
      lastX = x;
      lastEvent = event;
      lifeMark(pen, ink, x, event, resource === 'nodes' ? 5 : 4);
    }
  }

  #selected(pen: CanvasRenderingContext2D, ink: Ink, view: View, times: readonly number[]): void {
    pen.fillStyle = ink.brass;
    let last = -Infinity;
    for (const time of times) {
      const x = Math.round(view.xOf(time));
      if (x < 0 || x > view.width || x - last < 2) continue;
      last = x;
      pen.fillRect(x - 1, BANDS.density - 2, 3, BANDS.notchesEnd - BANDS.density + 3);
    }
  }

  /** Warnings, killings for want of memory, new leaders: in the band of lives, and above it where they are alone. */
  #notices(pen: CanvasRenderingContext2D, ink: Ink, view: View, notices: Notices): void {
    const end = notices.before(view.timeAt(view.width + 4));
    const last: Record<NoticeMark['type'], number> = { warning: -Infinity, oom: -Infinity, leader: -Infinity };
    for (let i = notices.before(view.timeAt(-4)); i < end; i++) {
      const { at, type } = notices.marks[i]!;
      const x = view.xOf(at);
      if (x - last[type] < 9) continue;
      last[type] = x;
      noticeMark(pen, ink, x, type);
    }
  }

  /** Which part of the whole history is shown: a bracket on a line that is all of it. */
  #minimap(pen: CanvasRenderingContext2D, ink: Ink, view: View): void {
    pen.fillStyle = ink.line;
    pen.fillRect(0, BANDS.map, view.width, 3);
    const { from, to } = view.share;
    if (to - from >= 0.999) return;
    pen.fillStyle = ink.brass;
    pen.fillRect(from * view.width, BANDS.map - 1, Math.max(8, (to - from) * view.width), 5);
  }
}

/** A triangle with a bar warns; a full square is memory that ran out; a crown is a new leader. */
function noticeMark(pen: CanvasRenderingContext2D, ink: Ink, x: number, type: NoticeMark['type']): void {
  const y = (BANDS.life + BANDS.lifeEnd) / 2;
  pen.fillStyle = type === 'leader' ? ink.brass : ink.bad;
  pen.beginPath();
  if (type === 'warning') {
    pen.moveTo(x, y - 6);
    pen.lineTo(x + 6, y + 5);
    pen.lineTo(x - 6, y + 5);
  } else if (type === 'oom') pen.rect(x - 5, y - 5, 10, 10);
  else {
    pen.moveTo(x - 6, y + 5);
    pen.lineTo(x - 6, y - 4);
    pen.lineTo(x - 2.5, y);
    pen.lineTo(x, y - 6);
    pen.lineTo(x + 2.5, y);
    pen.lineTo(x + 6, y - 4);
    pen.lineTo(x + 6, y + 5);
  }
  pen.fill();
  if (type === 'leader') return;
  pen.fillStyle = ink.card;
  pen.fillRect(x - 0.8, y - 2.5, 1.6, 4);
  pen.fillRect(x - 0.8, y + 2.5, 1.6, 1.5);
}

/** Where histories part: a line that forks, across all bands. */
function partingMark(pen: CanvasRenderingContext2D, ink: Ink, x: number): void {
  pen.strokeStyle = ink.brass;
  pen.lineWidth = 1.8;
  pen.beginPath();
  pen.moveTo(x, BANDS.lifeEnd);
  pen.lineTo(x, BANDS.flags + 2);
  pen.moveTo(x, BANDS.density + 6);
  pen.bezierCurveTo(x, BANDS.density - 4, x + 9, BANDS.density, x + 9, BANDS.flags + 2);
  pen.stroke();
}

/** The moment that others are compared with: a pin with its letter. */
function pinMark(pen: CanvasRenderingContext2D, ink: Ink, x: number): void {
  pen.fillStyle = ink.brass;
  pen.fillRect(x - 0.75, BANDS.flags, 1.5, BANDS.lifeEnd - BANDS.flags);
  pen.beginPath();
  pen.arc(x, BANDS.flags + 7, 8, 0, Math.PI * 2);
  pen.fill();
  pen.fillStyle = ink.card;
  pen.font = ink.font;
  pen.textAlign = 'center';
  pen.textBaseline = 'middle';
  pen.fillText('A', x, BANDS.flags + 7.5);
}

/** Born rises, gone falls, ready ticks, not ready is hollow, failed is crossed. */
function lifeMark(pen: CanvasRenderingContext2D, ink: Ink, x: number, event: LifeEvent, r: number): void {
  const y = (BANDS.life + BANDS.lifeEnd) / 2;
  const bad = event === 'failed' || event === 'notReady';
  pen.strokeStyle = pen.fillStyle = bad ? ink.bad : event === 'ready' ? ink.observed : ink.ink2;
  pen.lineWidth = 1.6;
  pen.beginPath();
  if (event === 'born' || event === 'gone') {
    const tip = event === 'born' ? -r : r;
    pen.moveTo(x, y + tip);
    pen.lineTo(x + r, y - tip * 0.7);
    pen.lineTo(x - r, y - tip * 0.7);
    pen.closePath();
    pen.fill();
    return;
  }
  if (event === 'ready') {
    pen.moveTo(x - r, y);
    pen.lineTo(x - r * 0.2, y + r * 0.8);
    pen.lineTo(x + r, y - r * 0.8);
  } else if (event === 'notReady') pen.arc(x, y, r - 1, 0, Math.PI * 2);
  else {
    pen.moveTo(x - r, y - r);
    pen.lineTo(x + r, y + r);
    pen.moveTo(x + r, y - r);
    pen.lineTo(x - r, y + r);
  }
  pen.stroke();
}
