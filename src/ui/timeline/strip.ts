import { effectsOf, startOf, why, type TraceRecord } from '../../engine/trace/index.ts';
import { refKey, type Session } from '../store/index.ts';
import { BANDS, StripPainter } from './draw-strip.ts';
import { drawTracks, recordAt, type TrackScene } from './draw-tracks.ts';
import { prepare, readInk, type Ink } from './ink.ts';
import { Lifecycle } from './lifecycle.ts';
import { Notices } from './notices.ts';
import { PodLives } from './pod-lives.ts';
import { podTrack } from './pod-track.ts';
import { NO_ROWS, rowsOf, type Rows } from './rows.ts';
import { indexOf, type TraceIndex } from './trace-index.ts';
import { useTrackOptions } from './track-options.ts';
import { View } from './view.ts';
import { whatIsAt, type Found } from './what-is-at.ts';

/** The elements that a strip draws into. */
export interface StripElements {
  readonly plot: HTMLElement;
  readonly canvas: HTMLCanvasElement;
  readonly playhead: HTMLElement;
  /** The playhead's line over the tracks. */
  readonly trackHead: HTMLElement | null;
  readonly tracks: HTMLElement | null;
  readonly tracksCanvas: HTMLCanvasElement | null;
}

/** Of what came of a record no more than this is lit: an hour may follow from one act. */
const MOST_IN_CHAIN = 400;
/** A strip is drawn at most so often while time passes, in wall milliseconds between two drawings. */
const REDRAW_MS = 80;

/**
 * The strip without React: draws when something changed, and only moves the playhead's element when nothing but the playhead
 * did. Dragging sets a wish; the next frame fulfils the latest one, so that no position is paid for twice.
 */
export class Strip {
  readonly index: TraceIndex;
  readonly lifecycle: Lifecycle;
  readonly notices: Notices;
  readonly lives: PodLives;
  readonly view: View;
  /** Called when rows appeared, so that their names can be written beside them. */
  onRows: (rows: Rows) => void = () => {};
  rows: Rows = NO_ROWS;
  /** When this history left another, or another left it. */
  partings: readonly number[] = [];
  /** What a flag says, where there is room beside it. */
  words: (record: TraceRecord) => string = () => '';
  readonly #painter = new StripPainter();
  readonly #stops: (() => void)[] = [];
  #ink: Ink;
  #drawn = { index: -1, life: -1, notices: -1, at: -Infinity };
  #dirty = true;
  #wish: number | undefined;
  #selected: readonly number[] = [];
  #rowsOf = '';
  #chain: { readonly of: number; readonly ids: ReadonlySet<number> } = { of: 0, ids: new Set() };

  constructor(
    readonly session: Session,
    readonly elements: StripElements,
  ) {
    this.index = indexOf(session.trace);
    this.lifecycle = new Lifecycle(session.mirror);
    this.notices = new Notices(session.mirror);
    this.lives = new PodLives(session.mirror);
    this.view = new View(this.index.warp);
    this.#ink = readInk(elements.plot);
    const themed = (): void => {
      this.#ink = readInk(elements.plot);
      this.invalidate();
    };
    document.addEventListener('orrery:theme', themed);
    const resized = new ResizeObserver(() => this.resize());
    resized.observe(elements.plot);
    if (elements.tracks) resized.observe(elements.tracks);
    this.resize();
    this.#stops.push(
      () => document.removeEventListener('orrery:theme', themed),
      () => resized.disconnect(),
      this.lifecycle.follow(),
      this.notices.follow(),
      this.lives.follow(),
      useTrackOptions.subscribe(() => this.#regroup()),
      session.player.onFrame((playhead) => this.#frame(playhead)),
      session.store.subscribe((state, before) => {
        if (state.selection !== before.selection || state.pinned !== before.pinned) this.invalidate();
      }),
    );
  }

  /** Pixels by which the tracks are scrolled. */
  get scroll(): number {
    return this.elements.tracks?.scrollTop ?? 0;
  }

  close(): void {
    for (const stop of this.#stops) stop();
  }

  invalidate(): void {
    this.#dirty = true;
  }

  resize(): void {
    this.view.width = Math.max(1, this.elements.plot.clientWidth);
    this.invalidate();
  }

  /** Moves the playhead to a place on the strip when the next frame comes. */
  wish(x: number): void {
    this.#wish = this.view.timeAt(Math.max(0, Math.min(x, this.view.width)));
  }

  zoom(x: number, factor: number): void {
    this.view.zoom(x, factor);
    this.invalidate();
  }

  pan(pixels: number): void {
    this.view.pan(pixels);
    this.invalidate();
  }

  showAll(): void {
    this.view.showAll();
    this.invalidate();
  }

  setCompress(compress: boolean): void {
    this.index.warp.compress = compress;
    this.view.showAll();
    this.invalidate();
  }

  at(x: number, y: number): Found | undefined {
    return whatIsAt(this.view, this.index, this.lifecycle, this.notices, x, y);
  }

  trackAt(x: number, y: number): Found | undefined {
    const record = recordAt(this.view, this.#trackScene(), x, y);
    return record && { type: 'record', record, act: false, more: 0 };
  }

  #frame(playhead: number): void {
    if (this.#wish !== undefined) {
      const time = this.#wish;
      this.#wish = undefined;
      // Seeking tells of a frame itself, and that one draws.
      this.session.player.seek(time);
      return;
    }
    const { edge, state } = this.session.player;
    const grew = this.view.grown(edge);
    const turned = state.playing && this.view.reveal(playhead);
    const changed =
      grew ||
      this.index.version !== this.#drawn.index ||
      this.lifecycle.version !== this.#drawn.life ||
      this.notices.version !== this.#drawn.notices;
    const now = performance.now();
    if (this.#dirty || turned || (changed && now - this.#drawn.at >= REDRAW_MS)) this.#draw(now);
    // In whole pixels: most frames leave it where it is, and then the page has nothing to compose.
    const x = Math.round(Math.max(0, Math.min(this.view.width, this.view.xOf(playhead))));
    this.elements.playhead.style.transform = `translateX(${x}px)`;
    if (this.elements.trackHead) this.elements.trackHead.style.transform = `translateX(${x}px)`;
  }

  #draw(now: number): void {
    this.#dirty = false;
    this.#drawn = {
      index: this.index.version,
      life: this.lifecycle.version,
      notices: this.notices.version,
      at: now,
    };
    this.#selected = this.#timesOfSelected();
    const pen = prepare(this.elements.canvas, this.view.width, BANDS.height);
    if (pen)
      this.#painter.draw(pen, this.#ink, this.view, {
        index: this.index,
        lifecycle: this.lifecycle,
        selected: this.#selected,
        notices: this.notices,
        pinned: this.session.store.getState().pinned,
        words: this.words,
        partings: this.partings,
        edge: this.session.player.edge,
      });
    this.#drawTracks();
  }

  #drawTracks(): void {
    const { tracks, tracksCanvas } = this.elements;
    if (!tracks || !tracksCanvas) return;
    const state = `${this.index.processes.size} ${this.lives.version}`;
    if (state !== this.#rowsOf) {
      this.#rowsOf = state;
      this.rows = rowsOf(
        this.index.processes,
        this.lives.lives.values(),
        (key) => this.#containersOf(key),
        useTrackOptions.getState(),
      );
      this.onRows(this.rows);
    }
    const pen = prepare(tracksCanvas, this.view.width, tracks.clientHeight);
    if (pen) drawTracks(pen, this.#ink, this.view, this.#trackScene());
  }

  #trackScene(): TrackScene {
    const { selection } = this.session.store.getState();
    const { tracks } = this.elements;
    return {
      trace: this.session.trace,
      index: this.index,
      rows: this.rows,
      mirror: this.session.mirror,
      chain: this.#chainOf(selection?.type === 'record' ? selection.id : 0),
      scroll: tracks?.scrollTop ?? 0,
      height: tracks?.clientHeight ?? 0,
      now: this.session.player.edge,
      selected: selection?.type === 'object' ? selection.ref : undefined,
      record: selection?.type === 'record' ? selection.id : undefined,
    };
  }

  #regroup(): void {
    this.#rowsOf = '';
    this.invalidate();
    this.session.player.stir();
  }

  #containersOf(key: string): readonly string[] {
    const latest = this.session.mirror.log('pods').latest.get(key);
    return latest ? [...podTrack(latest).containers.keys()] : [];
  }

  /** What led to a record and what came of it: drawn as it is, while all else is dimmed. */
  #chainOf(id: number): ReadonlySet<number> {
    if (this.#chain.of === id) return this.#chain.ids;
    const { trace } = this.session;
    const ids = new Set<number>();
    if (id > 0) {
      for (const record of why(trace, id)) ids.add(record.id);
      for (const record of effectsOf(trace, id)) if (ids.size < MOST_IN_CHAIN) ids.add(record.id);
    }
    this.#chain = { of: id, ids };
    return ids;
  }

  /** When the selected object was written; when the selected record began. */
  #timesOfSelected(): readonly number[] {
    const { selection } = this.session.store.getState();
    if (selection?.type === 'object') {
      const { resource, namespace, name } = selection.ref;
      return this.session.mirror
        .log(resource)
        .historyOf(refKey(namespace, name))
        .map(({ at }) => at);
    }
    const record = selection?.type === 'record' ? this.session.trace.get(selection.id) : undefined;
    return record ? [startOf(record)] : [];
  }
}
