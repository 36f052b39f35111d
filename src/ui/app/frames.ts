import type { Session } from '../store/index.ts';

/** For so long after the last cause frames are still drawn: lights go out, wires cool, a camera arrives, texts catch up. */
const AFTERGLOW_MS = 700;

/** What a person does; any of it may move the picture while time stands still. */
const TOUCHES = ['pointermove', 'pointerdown', 'pointerup', 'wheel', 'keydown', 'resize', 'focus'] as const;

export interface Display {
  request(frame: (wall: number) => void): number;
  cancel(handle: number): void;
}

/**
 * Asks the display for frames while there is something to draw, and not at all while the player stands and nobody touches the
 * page: a paused page costs nothing. Whoever changes what is drawn otherwise says so by `player.stir()`.
 */
export class Frames {
  #handle: number | undefined;
  /** The wall time up to which frames go on though the player stands; undefined: from the next frame on. */
  #until: number | undefined;

  constructor(
    readonly session: Pick<Session, 'player'>,
    readonly display: Display,
  ) {}

  /** Something may have changed: frames for a while. */
  wake(): void {
    this.#until = undefined;
    this.#handle ??= this.display.request(this.#frame);
  }

  stop(): void {
    if (this.#handle !== undefined) this.display.cancel(this.#handle);
    this.#handle = undefined;
  }

  readonly #frame = (wall: number): void => {
    const { player } = this.session;
    this.#handle = undefined;
    this.#until ??= wall + AFTERGLOW_MS;
    player.frame(wall);
    // A frame that stirs something has asked for the next one already.
    if (this.#handle !== undefined) return;
    if (player.state.playing || this.#until === undefined || wall < this.#until)
      this.#handle = this.display.request(this.#frame);
    else player.rest();
  };
}

/** Drives the player from the display's frames. Returns how to stop. */
export function runFrames(session: Session): () => void {
  const frames = new Frames(session, {
    request: (frame) => requestAnimationFrame(frame),
    cancel: (handle) => cancelAnimationFrame(handle),
  });
  const wake = (): void => frames.wake();
  const stops = [
    session.player.onState(wake),
    session.player.onStir(wake),
    session.connection.onBatch(wake),
    session.store.subscribe(wake),
  ];
  for (const touch of TOUCHES) window.addEventListener(touch, wake, { passive: true, capture: true });
  document.addEventListener('orrery:theme', wake);
  wake();
  return () => {
    for (const stop of stops) stop();
    for (const touch of TOUCHES) window.removeEventListener(touch, wake, { capture: true });
    document.removeEventListener('orrery:theme', wake);
    frames.stop();
  };
}
