import { HOME } from '../files/index.ts';
import { Completer } from '../completion/index.ts';
import { decodeKeys, type Key } from '../line/keys.ts';
import { LineEditor, type LineEnd } from '../line/line-editor.ts';
import { HOSTNAME, type LearnerMachine } from '../machine/learner-machine.ts';
import { drive } from '../machine/promises.ts';
import { Tty } from '../machine/tty.ts';
import { ScreenSink, type Screen } from '../screen/screen-sink.ts';
import { SessionShell } from './session-shell.ts';

export interface TerminalOptions {
  /** `exit` was typed, or Ctrl-D at an empty line. */
  readonly onExit?: () => void;
  /** Escape at an empty line: whoever sits here wants to be elsewhere. */
  readonly onLeave?: () => void;
}

const DIM = '\x1b[2m';
const PLAIN = '\x1b[0m';
const CONTINUED = '> ';
const BRACKETED_PASTE = '\x1b[?2004h';
/** Keys that wait for a prompt; more are dropped. */
const MOST_KEYS = 10_000;

/**
 * One tab of the terminal: a prompt, what is typed at it, and what runs. While nothing runs, keys are the line's; while
 * something does, they are its input, and Ctrl-C ends it.
 */
export class Terminal {
  readonly #machine: LearnerMachine;
  readonly #sink: ScreenSink;
  readonly #tty: Tty;
  readonly #shell: SessionShell;
  readonly #line: LineEditor;
  readonly #options: TerminalOptions;
  readonly #completer: Completer;
  #state: 'closed' | 'prompt' | 'running' = 'closed';
  #keys: Key[] = [];
  #taking = false;
  /** Lines of a command that is not whole yet. */
  #before = '';
  #idle: (() => void)[] = [];

  constructor(machine: LearnerMachine, screen: Screen, options: TerminalOptions = {}) {
    this.#machine = machine;
    this.#options = options;
    this.#completer = new Completer(machine);
    this.#tty = new Tty(
      machine,
      (text) => this.#sink.draw(text),
      () => this.#shell.interrupt(),
    );
    this.#sink = new ScreenSink(screen, () => this.#tty.raw);
    this.#shell = new SessionShell(machine, { stdin: this.#tty, stdout: this.#sink, stderr: this.#sink });
    this.#sink.around = (write) => this.#aside(write);
    this.#line = new LineEditor({
      write: (text) => this.#sink.draw(text),
      get columns() {
        return screen.columns;
      },
      history: machine.history,
      complete: (text, cursor) => this.#completer.complete(text, cursor, this.#shell),
      clear: () => this.#sink.draw('\x1b[H\x1b[2J'),
      pasted: (lines) => this.#say('terminal.paste.many', { lines }),
      refused: (size) => this.#say('terminal.paste.refused', { size }),
      more: (count) => this.#say('terminal.list.more', { count }),
    });
    screen.onResize(() => {
      if (this.#state === 'prompt') this.#line.resized();
    });
  }

  /** Draws the first prompt; what ~/.bashrc says has been done before. */
  async start(greeting = ''): Promise<void> {
    this.#sink.draw(BRACKETED_PASTE);
    if (greeting !== '') this.#quietly(greeting);
    this.#state = 'running';
    await drive(this.#shell.greet());
    this.#prompt();
  }

  /** What the keyboard sends, and what is pasted, as a terminal encodes it. */
  type(data: string): void {
    if (this.#state === 'running') {
      this.#tty.type(data);
      return;
    }
    this.#keys.push(...decodeKeys(data).slice(0, MOST_KEYS - this.#keys.length));
    void this.#takeKeys();
  }

  /** Resolves when nothing runs and every key has been taken. */
  async settled(): Promise<void> {
    if (this.#state === 'prompt' && !this.#taking) return;
    await new Promise<void>((resolve) => {
      this.#idle.push(resolve);
    });
  }

  get running(): boolean {
    return this.#state === 'running';
  }

  close(): void {
    this.#state = 'closed';
    this.#shell.hangUp();
  }

  async #takeKeys(): Promise<void> {
    if (this.#taking) return;
    this.#taking = true;
    for (let key; this.#state === 'prompt' && (key = this.#keys.shift()) !== undefined;) {
      if (key.name === 'escape' && this.#line.text === '' && this.#before === '') this.#options.onLeave?.();
      const end = await this.#line.press(key);
      if (end !== undefined) await this.#ended(end);
    }
    this.#taking = false;
    for (const told of this.#idle.splice(0)) told();
  }

  async #ended(end: LineEnd): Promise<void> {
    if (end === 'end of input' && this.#before === '') return this.#exit();
    if (typeof end === 'string') {
      this.#before = '';
      return this.#prompt();
    }
    const text = this.#before + end.line;
    if (text.trim() !== '' && this.#shell.isIncomplete(text)) {
      this.#before = `${text}\n`;
      return this.#line.begin(CONTINUED);
    }
    this.#before = '';
    this.#machine.history.add(text);
    await this.#run(text);
  }

  async #run(text: string): Promise<void> {
    this.#state = 'running';
    this.#machine.waking.expect(() => {
      const said = this.#machine.surroundings.wake?.();
      if (said !== undefined) this.#quietly(said);
    });
    const goesOn = await drive(this.#shell.run(text));
    if (!goesOn) return this.#exit();
    // What was typed ahead and not read is the next line's.
    this.#keys.unshift(...decodeKeys(this.#tty.takeRest()));
    this.#prompt();
  }

  #prompt(): void {
    if (this.#state === 'closed') return;
    this.#state = 'prompt';
    this.#sink.reset();
    this.#completer.forget();
    const fresh = this.#sink.atLineStart ? '' : '\r\n';
    this.#sink.draw(`${fresh}${PLAIN}`);
    const { cwd } = this.#shell;
    const folder = cwd === HOME || cwd.startsWith(`${HOME}/`) ? `~${cwd.slice(HOME.length)}` : cwd;
    this.#line.begin(`\x1b[1;32muser@${HOSTNAME}${PLAIN}:\x1b[1;34m${folder}${PLAIN}$ `);
    void this.#takeKeys();
  }

  #exit(): void {
    this.#sink.draw('exit\r\n');
    this.close();
    this.#options.onExit?.();
  }

  /** What a job in the background writes stands above the line that is being typed. */
  #aside(write: () => void): void {
    if (this.#state !== 'prompt') {
      write();
      return;
    }
    this.#line.hide();
    write();
    if (!this.#sink.atLineStart) this.#sink.draw('\r\n');
    this.#line.draw();
  }

  /** The terminal's own word, on a line of its own. */
  #quietly(text: string): void {
    this.#sink.draw(`${this.#sink.atLineStart ? '' : '\r\n'}${DIM}${text}${PLAIN}\r\n`);
  }

  #say(...message: Parameters<ReturnType<LearnerMachine['surroundings']['words']>>): string {
    return this.#machine.surroundings.words()(...message);
  }
}
