import type { Bytes } from '../../engine/apimachinery/index.ts';
import type { Process, Run, Sink } from '../../engine/shell/index.ts';
import { Sanitizer } from './sanitize.ts';
import { withoutControls, wrap } from './width.ts';

/** What draws: xterm.js on the page, a string in tests. Columns and rows are those of now. */
export interface Screen {
  /** Written as it is. */
  write(text: string): void;
  readonly columns: number;
  readonly rows: number;
  /** While much is waiting to be drawn: resolves when there is room again. */
  busy?(): Promise<void> | undefined;
  /** Told when the size is another one. Returns how to stop. */
  onResize(told: () => void): () => void;
}

/** A sentence of the machine's own, its words whole where it is read on a screen. */
export function sentence(text: string, to: Sink): string {
  return `${to instanceof ScreenSink ? wrap(text, to.screen.columns).join('\n') : text}\n`;
}

/** What programs write to: their bytes become text, and of their escape sequences only colours are left. */
export class ScreenSink implements Sink {
  readonly tty = true;
  readonly screen: Screen;
  readonly #sanitizer = new Sanitizer();
  readonly #isRaw: () => boolean;
  /** Makes room for output while somebody is typing a line: what runs in the background may speak at any time. */
  around: ((write: () => void) => void) | undefined;
  #decoder = new TextDecoder();
  /** Whether the next letter stands at the beginning of a line. */
  atLineStart = true;

  constructor(screen: Screen, isRaw: () => boolean) {
    this.screen = screen;
    this.#isRaw = isRaw;
  }

  *write(_process: Process, bytes: Bytes): Run {
    const busy = this.screen.busy?.();
    if (busy) yield busy;
    this.#sanitizer.trust = this.#isRaw() ? 'raw' : 'plain';
    const text = this.#decoder.decode(toArray(bytes), { stream: true });
    const clean = this.#sanitizer.clean(text);
    if (this.around) this.around(() => this.draw(clean));
    else this.draw(clean);
  }

  /** For the terminal's own: what comes here may move the cursor. */
  draw(text: string): void {
    if (text === '') return;
    const shown = withoutControls(text);
    if (shown !== '') this.atLineStart = shown.endsWith('\n');
    this.screen.write(text);
  }

  /** Whatever a program left half said does not touch what comes after it. */
  reset(): void {
    this.#decoder = new TextDecoder();
    this.#sanitizer.reset();
  }
}

function toArray(bytes: Bytes): Uint8Array {
  const array = new Uint8Array(bytes.length);
  for (let i = 0; i < bytes.length; i++) array[i] = bytes.charCodeAt(i);
  return array;
}
