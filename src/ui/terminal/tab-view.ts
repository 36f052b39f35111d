import { FitAddon } from '@xterm/addon-fit';
import { Terminal as XTerm } from '@xterm/xterm';
import { Listeners } from '../../client/index.ts';
import { Terminal, type LearnerMachine, type Screen } from '../../terminal/index.ts';
import { paletteNow } from './palette.ts';
import type { Preferences } from './preferences.ts';

const SCROLLBACK = 5000;
/** Characters that xterm.js has been given and not drawn yet, beyond which a program waits. */
const MOST_UNDRAWN = 400_000;

export interface TabEvents {
  /** How the terminal is called for those who do not see it. */
  readonly label: string;
  readonly greeting: string;
  readonly onExit: () => void;
  readonly onLeave: () => void;
}

/** One tab: xterm.js, and the session that it shows. It lives on while the drawer is closed. */
export class TabView {
  readonly element = document.createElement('div');
  readonly session: Terminal;
  /** Settles when the first prompt stands. */
  readonly started: Promise<void>;
  readonly #xterm: XTerm;
  readonly #fit = new FitAddon();
  readonly #resized = new Listeners<void>();
  readonly #observer: ResizeObserver;
  #undrawn = 0;
  #waiting: (() => void)[] = [];

  constructor(machine: LearnerMachine, preferences: Preferences, events: TabEvents) {
    this.element.className = 'terminal-screen';
    this.#xterm = new XTerm({
      allowProposedApi: false,
      cursorBlink: false,
      cursorStyle: 'bar',
      cursorInactiveStyle: 'outline',
      drawBoldTextInBrightColors: false,
      fontFamily: getComputedStyle(document.documentElement).getPropertyValue('--mono'),
      fontSize: preferences.fontSize,
      lineHeight: 1.2,
      macOptionIsMeta: true,
      minimumContrastRatio: 4.5,
      scrollback: SCROLLBACK,
      screenReaderMode: preferences.screenReader,
      theme: paletteNow(),
      // What looks like a link stays text: nobody is led away by a log.
      linkHandler: { activate: () => undefined, allowNonHttpProtocols: false },
    });
    this.#xterm.loadAddon(this.#fit);
    this.#xterm.open(this.element);
    this.label(events.label);
    const { onExit, onLeave, greeting } = events;
    this.session = new Terminal(machine, this.#screen(), { onExit, onLeave });
    this.#xterm.onData((data) => this.session.type(data));
    this.#xterm.onResize(() => this.#resized.tell());
    this.#xterm.attachCustomKeyEventHandler((event) => passes(event, this.#xterm.hasSelection()));
    this.#observer = new ResizeObserver(() => this.fit());
    this.#observer.observe(this.element);
    this.started = this.session.start(greeting);
  }

  /** As many columns and rows as there is room for. */
  fit(): void {
    if (this.element.clientWidth > 0 && this.element.clientHeight > 0) this.#fit.fit();
  }

  focus(): void {
    this.#xterm.focus();
  }

  label(text: string): void {
    this.#xterm.textarea?.setAttribute('aria-label', text);
  }

  prefer({ fontSize, screenReader }: Preferences): void {
    this.#xterm.options.fontSize = fontSize;
    this.#xterm.options.screenReaderMode = screenReader;
    this.fit();
  }

  repaint(): void {
    this.#xterm.options.theme = paletteNow();
  }

  dispose(): void {
    this.session.close();
    this.#observer.disconnect();
    this.#xterm.dispose();
    this.element.remove();
  }

  #screen(): Screen {
    const xterm = this.#xterm;
    return {
      write: (text) => {
        this.#undrawn += text.length;
        xterm.write(text, () => this.#drawn(text.length));
      },
      get columns() {
        return xterm.cols;
      },
      get rows() {
        return xterm.rows;
      },
      busy: () => {
        if (this.#undrawn < MOST_UNDRAWN) return undefined;
        return new Promise((resolve) => this.#waiting.push(resolve));
      },
      onResize: (told) => this.#resized.add(told),
    };
  }

  #drawn(length: number): void {
    this.#undrawn -= length;
    if (this.#undrawn < MOST_UNDRAWN / 2) for (const resolve of this.#waiting.splice(0)) resolve();
  }
}

/** Keys that the browser keeps: pasting, and copying while something is selected. They do not reach the shell. */
function passes(event: KeyboardEvent, selected: boolean): boolean {
  const { ctrlKey, shiftKey, metaKey } = event;
  const key = event.key.toLowerCase();
  if (key === 'v') return !(metaKey || (ctrlKey && shiftKey));
  if (key === 'c') return !(metaKey || (ctrlKey && (shiftKey || selected)));
  return true;
}
