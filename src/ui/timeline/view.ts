import type { Warp } from './warp.ts';

/** Closest that one can look: the whole strip shows a fifth of a millisecond. */
const NARROWEST = 200;
/** A history shorter than this does not fill the strip. */
const SHORTEST_HISTORY = 1_000_000;

/**
 * The part of the history that the strip shows: `from` … `to` in the strip's own length (see Warp), over `width` pixels.
 * `all` shows everything and grows with it; `edge` keeps its width and its right end at the live edge; `free` stays.
 */
export class View {
  mode: 'all' | 'edge' | 'free' = 'all';
  from = 0;
  to = SHORTEST_HISTORY;
  width = 1;
  #whole = SHORTEST_HISTORY;

  constructor(readonly warp: Warp) {}

  /** Which part of the whole is shown, as shares of it. */
  get share(): { readonly from: number; readonly to: number } {
    return { from: this.from / this.#whole, to: this.to / this.#whole };
  }

  /** The history has grown to `edge`. True when that moved the view. */
  grown(edge: number): boolean {
    const { from, to } = this;
    this.#whole = Math.max(SHORTEST_HISTORY, this.warp.toShown(edge));
    if (this.mode === 'all') this.#show(0, this.#whole);
    else if (this.mode === 'edge') this.#show(this.#whole - (this.to - this.from), this.#whole);
    return from !== this.from || to !== this.to;
  }

  xOf(time: number): number {
    return ((this.warp.toShown(time) - this.from) / (this.to - this.from)) * this.width;
  }

  timeAt(x: number): number {
    return this.warp.toTime(this.shownAt(x));
  }

  shownAt(x: number): number {
    return this.from + (x / this.width) * (this.to - this.from);
  }

  /** `factor` below 1 looks closer; what is at `x` stays there. */
  zoom(x: number, factor: number): void {
    const span = Math.min(this.#whole, Math.max(NARROWEST, (this.to - this.from) * factor));
    if (span >= this.#whole) return this.showAll();
    const share = x / this.width;
    const from = this.shownAt(x) - share * span;
    this.#showInside(from, span);
  }

  pan(pixels: number): void {
    if (this.mode === 'all') return;
    const span = this.to - this.from;
    this.#showInside(this.from + (pixels / this.width) * span, span);
  }

  showAll(): void {
    this.mode = 'all';
    this.#show(0, this.#whole);
  }

  /** Turns the page when a moment has left the view. True when it had. */
  reveal(time: number): boolean {
    const shown = this.warp.toShown(time);
    if (this.mode !== 'free' || (shown >= this.from && shown <= this.to)) return false;
    const span = this.to - this.from;
    this.#showInside(shown - (shown > this.to ? 0.1 : 0.9) * span, span);
    return true;
  }

  #showInside(from: number, span: number): void {
    const inside = Math.max(0, Math.min(from, this.#whole - span));
    this.mode = inside + span >= this.#whole ? 'edge' : 'free';
    this.#show(inside, inside + span);
  }

  #show(from: number, to: number): void {
    this.from = from;
    this.to = to;
  }
}
