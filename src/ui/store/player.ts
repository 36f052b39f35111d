import { startOf, salience, type Hop, type TraceRecord } from '../../engine/trace/index.ts';
import { Listeners, type AdvanceRequest } from '../../client/index.ts';
import { Attention, glideMs } from './attention.ts';
import type { Pace, PlayerHost, PlayerState } from './player-state.ts';

const SECOND = 1_000_000;
/** How far the known world keeps ahead of the playhead, in wall milliseconds at the present rate. */
const LEAD_MS = 200;
const STEP_HORIZON = 600 * SECOND;
/** How far the engine runs at once for an answer; one that takes longer comes as time passes. */
const ANSWER_HORIZON = SECOND / 2;
const ANSWER_STEP = SECOND / 50;
/** A person who acts while the playhead is further behind than this does not want to see all that lies between. */
const FAR_BEHIND = SECOND / 10;
/** Virtual microseconds per wall millisecond at which the clocks run alike. */
const REAL_TIME = 1000;

/**
 * The playhead: what the user looks at. It never passes the live edge, up to which the engine has computed; near the edge
 * it asks for more. Scrubbing back moves the playhead and leaves the engine alone.
 *
 * Promises: in cinematic mode a telling message is in flight for at least `hopMs` of wall time at any frame rate; idle time
 * passes in at most 700 ms a piece; a paused playhead stands still.
 */
export class Player {
  playhead = 0;
  edge = 0;
  state: PlayerState = { playing: false, pace: 'cinematic', speed: 1, live: true, hopMs: 650 };
  /** Virtual microseconds per wall millisecond in the last frame; canvas and activity lights go by it. */
  rate = 0;
  /** The playhead was put where it is, and time has not passed since: what appears or is gone did not come or go just now. */
  jumped = false;
  /** A moment that was asked for, past what may be shown yet. */
  wanted: number | undefined;
  readonly attention = new Attention();
  readonly #states = new Listeners<PlayerState>();
  readonly #frames = new Listeners<number>();
  readonly #stirs = new Listeners<void>();
  #asking = false;
  #lastFrame: number | undefined;
  #glide: { readonly to: number; readonly rate: number } | undefined;
  /** Where a step ends. */
  #target: number | undefined;
  /** Where the engine stood when a person last did something: the playhead hurries there. */
  #actedAt = 0;
  #following = true;
  #epoch = 0;

  constructor(readonly host: PlayerHost) {}

  /** The last moment that can be shown. */
  get reach(): number {
    return Math.min(this.edge, this.host.limit?.() ?? Infinity);
  }

  /** Whether the playhead goes with the live edge; false once a person has moved it away, until it is there again. */
  get following(): boolean {
    return this.#following;
  }

  onState(listener: (state: PlayerState) => void): () => void {
    return this.#states.add(listener);
  }

  /** Called after every frame with the playhead. */
  onFrame(listener: (playhead: number) => void): () => void {
    return this.#frames.add(listener);
  }

  /** What is drawn may change though the playhead stands: a camera moves, a picture has loaded. */
  stir(): void {
    this.#stirs.tell();
  }

  onStir(listener: () => void): () => void {
    return this.#stirs.add(listener);
  }

  /** No frame is drawn from now on until something stirs: the time until then does not count as watched. */
  rest(): void {
    this.#lastFrame = undefined;
  }

  /** The world is known up to here. */
  known(now: number): void {
    this.edge = Math.max(this.edge, now);
  }

  /** A new history begins. */
  reset(): void {
    this.#epoch++;
    this.playhead = 0;
    this.edge = 0;
    this.#asking = false;
    this.#glide = undefined;
    this.#target = undefined;
    this.#actedAt = 0;
    this.#following = true;
    this.attention.refresh();
    this.#set({ live: true });
  }

  play(pace: Pace = this.state.pace, speed: number = this.state.speed): void {
    this.#glide = undefined;
    this.#target = undefined;
    this.wanted = undefined;
    this.#set({ playing: true, pace, speed });
  }

  pause(): void {
    this.#target = undefined;
    this.#set({ playing: false });
  }

  toggle(): void {
    if (this.state.playing) this.pause();
    else this.play();
  }

  setHopMs(hopMs: number): void {
    this.#set({ hopMs });
  }

  /** Moves the playhead within what is known; the engine stays where it is. */
  seek(time: number): void {
    const { reach } = this;
    this.jumped = true;
    this.playhead = Math.max(0, Math.min(time, reach));
    this.wanted = time > reach && reach < this.edge ? Math.min(time, this.edge) : undefined;
    this.#following = this.playhead >= this.edge;
    this.#glide = undefined;
    this.#target = undefined;
    this.attention.refresh();
    this.#set({ live: this.playhead >= this.edge });
    this.#frames.tell(this.playhead);
    this.stir();
  }

  /** Goes where another player is, and does as it does: one clock for two clusters. */
  shadow({ playhead, rate, state, jumped }: Player): void {
    const at = Math.min(playhead, this.edge);
    this.rate = rate;
    this.jumped = jumped;
    this.#set({ ...state, live: at >= this.edge });
    this.playhead = at;
    this.#frames.tell(at);
  }

  /** On its own again: it stands where it is. */
  shadowEnds(): void {
    this.rate = 0;
    this.seek(this.playhead);
    this.#set({ playing: false });
  }

  /** Takes over from another player. */
  takeOver({ playhead, state }: Player): void {
    this.#set({ ...state });
    this.seek(playhead);
  }

  seekLive(): void {
    this.seek(this.edge);
  }

  /** A person did something: they want to see it, at full length. */
  acted(): void {
    this.attention.refresh();
    this.#actedAt = this.edge;
    if (!this.#following || this.edge - this.playhead > FAR_BEHIND) this.seekLive();
  }

  /**
   * Runs the engine until an answer is there, so that whoever asked does not wait for the playhead, which shows afterwards how
   * it came. A paused world answers nobody.
   */
  async runUntil(answer: Promise<unknown>): Promise<void> {
    const epoch = this.#epoch;
    const limit = this.edge + ANSWER_HORIZON;
    let open = true;
    const close = (): void => void (open = false);
    void answer.then(close, close);
    while (open && epoch === this.#epoch && this.state.playing && this.edge < limit) {
      await this.#ask({ to: this.edge + ANSWER_STEP, budgetMs: 20 });
    }
  }

  /** Plays to the end of the next telling thing, then stands. */
  async stepForward(): Promise<void> {
    let next = this.host.trace.nextSalient(this.playhead);
    if (!next) {
      await this.#ask({ to: this.edge + STEP_HORIZON, salience: 2, budgetMs: 400 });
      next = this.host.trace.nextSalient(this.playhead);
    }
    if (!next) return this.seekLive();
    const end = next.type === 'hop' ? next.arrives : startOf(next);
    // A message still travels at its end; the engine must have computed that far.
    if (end > this.edge) await this.#ask({ to: end });
    this.#glide = undefined;
    this.#target = Math.min(end, this.edge);
    this.#set({ playing: true });
  }

  /** Back to the beginning of the telling thing before this one. */
  stepBack(): void {
    this.pause();
    const last = this.host.trace.lastSalient(this.playhead - 1);
    this.seek(last ? startOf(last) : 0);
  }

  /** Plays to a moment and stands there; the engine is run that far first. */
  async playTo(time: number): Promise<void> {
    while (this.edge < time) {
      const epoch = this.#epoch;
      const advanced = await this.host.advance({ to: this.#upToAlarm(time), budgetMs: 50 });
      if (epoch !== this.#epoch) return;
      this.known(advanced.now);
    }
    this.#glide = undefined;
    this.#target = Math.min(time, this.reach);
    this.#set({ playing: true });
  }

  /** Runs the engine to a time and puts the playhead there. */
  async runTo(time: number): Promise<void> {
    while (this.edge < time) {
      const epoch = this.#epoch;
      const to = this.#upToAlarm(time);
      const advanced = await this.host.advance({ to, budgetMs: 50 });
      if (epoch !== this.#epoch) return;
      this.known(advanced.now);
      if (advanced.reached && to === time) break;
    }
    this.seek(time);
  }

  /** One frame. `wall` is any steady clock in milliseconds. */
  frame(wall: number): void {
    const elapsed = this.#lastFrame === undefined ? 0 : Math.min(100, Math.max(0, wall - this.#lastFrame));
    this.#lastFrame = wall;
    if (this.state.playing) this.#run(elapsed);
    else this.rate = 0;
    this.#frames.tell(this.playhead);
  }

  #run(elapsed: number): void {
    const from = this.playhead;
    this.jumped = false;
    if (this.state.pace === 'realtime' && this.#target === undefined) {
      this.#moveTo(this.playhead + elapsed * this.state.speed * REAL_TIME);
    } else {
      let left = elapsed;
      for (let pieces = 0; left > 0 && pieces < 16; pieces++) {
        const { rate: told, until } = this.#piece();
        if (told <= 0) break;
        const rate = this.#somebodySleeps() ? Math.max(told, REAL_TIME) : told;
        const needed = (until - this.playhead) / rate;
        const spent = Math.min(left, needed);
        this.#moveTo(spent === needed ? until : this.playhead + spent * rate);
        left -= spent;
        if (this.#reachedTarget()) break;
      }
    }
    if (this.playhead >= this.edge) this.#following = true;
    if (elapsed > 0) this.rate = (this.playhead - from) / elapsed;
    this.#set({ live: this.playhead >= this.edge - this.rate * LEAD_MS * 2 || this.#aheadIsEmpty() });
    this.#askAhead();
  }

  #moveTo(time: number): void {
    this.playhead = Math.min(Math.round(time * 8) / 8, this.reach);
  }

  #reachedTarget(): boolean {
    if (this.#target === undefined || this.playhead < this.#target) return false;
    this.pause();
    return true;
  }

  /** How fast the playhead moves now, and up to where that holds. */
  #piece(): { readonly rate: number; readonly until: number } {
    const { trace } = this.host;
    let until = this.#target ?? this.edge;
    const next = trace.nextSalient(this.playhead);
    if (next) until = Math.min(until, startOf(next));
    let rate = Infinity;
    let crowd = 0;
    let arrival = Infinity;
    trace.inFlight(this.playhead, (hop) => {
      if (salience(hop) < 2) return;
      crowd++;
      rate = Math.min(rate, (hop.arrives - hop.sent) / this.#wallOf(hop));
      arrival = Math.min(arrival, hop.arrives);
    });
    if (crowd > 0) {
      this.#glide = undefined;
      return { rate: rate * Attention.ofCrowd(crowd), until: Math.min(until, arrival) };
    }
    return this.#idlePiece(next, until);
  }

  /** Nothing telling is in flight: glide to the next telling thing, or on through expected silence, or just live. */
  #idlePiece(next: TraceRecord | undefined, until: number): { readonly rate: number; readonly until: number } {
    const hurries = this.playhead < this.#actedAt;
    if (!next && this.#target === undefined && !hurries && this.host.expecting() === 0) {
      this.#glide = undefined;
      return { rate: REAL_TIME, until };
    }
    if (until <= this.playhead) return { rate: 0, until };
    const goal = next ? startOf(next) : until;
    if (this.#glide?.to !== goal) {
      const gap = goal - this.playhead;
      this.#glide = { to: goal, rate: gap / glideMs(gap) };
    }
    return { rate: this.#glide.rate, until };
  }

  #wallOf(hop: Hop): number {
    return this.attention.wallOf(hop, this.state.hopMs);
  }

  /** Between here and the edge nothing more is known to come, so this is as live as it gets. */
  #aheadIsEmpty(): boolean {
    return this.state.pace === 'cinematic' && this.host.trace.nextSalient(this.playhead) === undefined;
  }

  #askAhead(): void {
    if (this.#asking) return;
    if (this.state.pace === 'realtime') {
      const lead = this.state.speed * REAL_TIME * LEAD_MS;
      if (this.edge - this.playhead < lead) void this.#ask({ to: this.playhead + 2 * lead, budgetMs: 30 });
      return;
    }
    if (this.host.trace.nextSalient(this.playhead)) return;
    const jump = this.host.expecting();
    if (jump === 0) {
      if (this.edge - this.playhead < REAL_TIME * LEAD_MS)
        void this.#ask({ to: this.playhead + 2 * REAL_TIME * LEAD_MS, salience: 2, budgetMs: 30 });
      return;
    }
    if (this.edge - this.playhead < jump) void this.#ask({ to: this.edge + jump, salience: 2, budgetMs: 30 });
  }

  async #ask(request: AdvanceRequest): Promise<void> {
    const epoch = this.#epoch;
    this.#asking = true;
    try {
      const advanced = await this.host.advance({ ...request, to: this.#upToAlarm(request.to) });
      if (epoch === this.#epoch) this.known(advanced.now);
    } catch {
      // A crash is told by the connection; the playhead stands where the world is known.
      if (epoch === this.#epoch) this.#set({ playing: false });
    } finally {
      if (epoch === this.#epoch) this.#asking = false;
    }
  }

  /** A command of the person's own waits for the clock: it does not wait longer than it said. */
  #somebodySleeps(): boolean {
    return this.host.nextAlarm !== undefined && this.host.nextAlarm() !== Infinity;
  }

  #upToAlarm(to: number): number {
    return Math.min(to, this.host.nextAlarm?.() ?? Infinity);
  }

  #set(change: Partial<PlayerState>): void {
    const next = { ...this.state, ...change };
    const keys = Object.keys(next) as (keyof PlayerState)[];
    if (keys.every((key) => next[key] === this.state[key])) return;
    this.state = next;
    this.#states.tell(next);
  }
}
