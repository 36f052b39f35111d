import { Buffer } from './buffer.ts';
import { commonPrefix, inColumns, type Completion } from './candidates.ts';
import { HistoryWalk, type History } from './history.ts';
import type { Key, KeyName } from './keys.ts';
import { layOut, TAB } from './layout.ts';
import { Search } from './search.ts';

/** Where the line is drawn, and who knows how it may go on. */
export interface LineHost {
  /** Written as it is. */
  write(text: string): void;
  readonly columns: number;
  readonly history: History;
  complete(text: string, cursor: number): Promise<Completion>;
  /** Takes everything off the screen. */
  clear(): void;
  /** What to say below a line that was pasted; `lines` of it. */
  pasted(lines: number): string;
  /** What to say of a paste that is too large. */
  refused(characters: number): string;
  /** What to say below a list that leaves some out. */
  more(count: number): string;
}

export type LineEnd = { readonly line: string } | 'interrupted' | 'end of input';

const LARGEST_PASTE = 65_536;
const DIM = '\x1b[2m';
const PLAIN = '\x1b[0m';
/** What a paste may not bring: everything that is no text. */
// eslint-disable-next-line no-control-regex
const CONTROLS = /[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]/g;

/**
 * A line as readline lets one write it: emacs' keys, history by arrows and C-r, completion by Tab. Draws itself again from its
 * prompt whenever it changes, and stays right however it wraps.
 *
 * Promises: a paste never runs by itself; what it brings is shown first, and Enter is the learner's.
 */
export class LineEditor {
  readonly #host: LineHost;
  readonly #buffer = new Buffer();
  #prompt = '';
  #walk: HistoryWalk;
  #search: Search | undefined;
  /** Said below the line until the next key. */
  #hint = '';
  /** Rows between the first of the prompt and the cursor. */
  #row = 0;
  #tabs = 0;

  constructor(host: LineHost) {
    this.#host = host;
    this.#walk = new HistoryWalk(host.history);
  }

  /** Begins a line behind a prompt, which may have colours. */
  begin(prompt: string, text = ''): void {
    this.#prompt = prompt;
    this.#buffer.set(text);
    this.#walk = new HistoryWalk(this.#host.history);
    this.#search = undefined;
    this.#hint = '';
    this.#row = 0;
    this.#tabs = 0;
    this.draw();
  }

  get text(): string {
    return this.#buffer.text;
  }

  /** One key. Answers how the line ended, when it did. */
  async press(key: Key): Promise<LineEnd | undefined> {
    this.#tabs = key.name === 'tab' ? this.#tabs + 1 : 0;
    const hinted = this.#hint !== '';
    this.#hint = '';
    if (this.#search) return this.#searching(this.#search, key);
    if (key.name === 'text' && 'text' in key) {
      this.#type(key.text, hinted);
      return undefined;
    }
    if (key.name === 'paste' && 'text' in key) {
      this.#paste(key.text);
      return undefined;
    }
    if (key.name === 'tab') {
      await this.#complete();
      return undefined;
    }
    const end = this.#ends(key.name);
    if (end) return end;
    EDITS[key.name]?.(this.#buffer);
    this.#other(key.name);
    this.draw();
    return undefined;
  }

  /** The screen has another width: what wrapped before wraps elsewhere now. */
  resized(): void {
    this.#row = this.#layOut().cursor.row;
    this.draw();
  }

  /** Draws prompt and text from the prompt's first row and leaves the cursor where it belongs. */
  draw(): void {
    const { columns } = this.#host;
    const { cursor, end } = this.#layOut();
    let out = this.#toStart();
    out += this.#shownPrompt + this.#shown();
    if (end.column === 0 && end.row > 0) out += ' \r';
    let below = 0;
    for (const line of this.#hint === '' ? [] : this.#hint.split('\n')) {
      out += `\r\n${DIM}${line}${PLAIN}`;
      below += 1 + Math.floor(Math.max(0, layOut(line, [], 0, columns).end.row));
    }
    const up = end.row + below - cursor.row;
    out += `\r${up > 0 ? `\x1b[${up}A` : ''}${cursor.column > 0 ? `\x1b[${cursor.column}C` : ''}`;
    this.#row = cursor.row;
    this.#host.write(out);
  }

  /** Takes the line off the screen, so that something else may be written in its place; draw() brings it back below. */
  hide(): void {
    this.#host.write(this.#toStart());
    this.#row = 0;
  }

  /** Leaves the line as it stands and goes on below it. */
  leave(mark = ''): void {
    this.#buffer.moveBy(Infinity);
    this.draw();
    this.#host.write(`${mark}\r\n`);
  }

  #layOut(): ReturnType<typeof layOut> {
    const { characters, cursor } = this.#buffer;
    return layOut(this.#shownPrompt, characters, cursor, this.#host.columns);
  }

  get #shownPrompt(): string {
    return this.#search ? this.#search.prompt : this.#prompt;
  }

  #shown(): string {
    return this.#buffer.text.replaceAll('\n', '\r\n').replaceAll('\t', TAB);
  }

  #toStart(): string {
    return `\r${this.#row > 0 ? `\x1b[${this.#row}A` : ''}\x1b[J`;
  }

  /** At the end of a row's free room a letter is merely written: most typing is that. */
  #type(text: string, redraw: boolean): void {
    const { atEnd } = this.#buffer;
    const before = this.#layOut().cursor;
    this.#buffer.insert(text);
    const after = this.#layOut().cursor;
    if (redraw || !atEnd || after.row !== before.row || text.includes('\t')) this.draw();
    else this.#host.write(text);
  }

  #paste(pasted: string): void {
    const text = pasted.replace(/\r\n?/g, '\n').replace(CONTROLS, '');
    if (text.length > LARGEST_PASTE) {
      this.#hint = this.#host.refused(text.length);
    } else {
      const whole = text.replace(/\n+$/, '');
      this.#buffer.insert(whole);
      const lines = whole.split('\n').length;
      if (lines > 1) this.#hint = this.#host.pasted(lines);
    }
    this.draw();
  }

  #ends(name: KeyName | 'text' | 'paste'): LineEnd | undefined {
    if (name === 'enter') {
      this.leave();
      return { line: this.#buffer.text };
    }
    if (name === 'C-c') {
      this.leave('^C');
      return 'interrupted';
    }
    if (name === 'C-d' && this.#buffer.characters.length === 0) return 'end of input';
    return undefined;
  }

  #other(name: string): void {
    if (name === 'up' || name === 'C-p') this.#recall(this.#walk.older(this.#buffer.text));
    else if (name === 'down' || name === 'C-n') this.#recall(this.#walk.newer());
    else if (name === 'C-r') this.#search = new Search(this.#host.history, this.#buffer.text);
    else if (name === 'C-l') {
      this.#host.clear();
      this.#row = 0;
    }
  }

  #recall(text: string | undefined): void {
    if (text !== undefined) this.#buffer.set(text);
  }

  /** What is no part of the search ends it and is done to the line it found. */
  async #searching(search: Search, key: Key): Promise<LineEnd | undefined> {
    const found = search.press(key);
    this.#buffer.set(found.text, found.cursor);
    if (found.goesOn) {
      this.draw();
      return undefined;
    }
    this.#search = undefined;
    this.draw();
    return found.consumed ? undefined : this.press(key);
  }

  async #complete(): Promise<void> {
    const { text, cursor } = this.#buffer;
    const { from, to, candidates } = await this.#host.complete(text, cursor);
    if (candidates.length === 0) return this.draw();
    const only = candidates.length === 1 ? candidates[0] : undefined;
    const word = this.#buffer.characters.slice(from, to).join('');
    const prefix = commonPrefix(candidates);
    if (only) this.#buffer.replace(from, to, only.text + (only.open === true ? '' : ' '));
    else if (prefix.length > word.length) {
      this.#buffer.replace(from, to, prefix);
      this.#tabs = 0;
    } else if (this.#tabs >= 2) this.#list({ from, to, candidates });
    this.draw();
  }

  /** Lists what there is, and begins the line again below. */
  #list({ candidates }: Completion): void {
    const [lines, left] = inColumns(candidates, this.#host.columns);
    const { end, cursor } = this.#layOut();
    const down = end.row - cursor.row;
    this.#host.write(`${down > 0 ? `\x1b[${down}B` : ''}\r\n${lines.join('\r\n')}\r\n`);
    if (left > 0) this.#host.write(`${DIM}${this.#host.more(left)}${PLAIN}\r\n`);
    this.#row = 0;
  }
}

const EDITS: Readonly<Partial<Record<string, (buffer: Buffer) => void>>> = Object.assign(
  Object.create(null) as object,
  {
    left: (buffer: Buffer) => buffer.moveBy(-1),
    'C-b': (buffer: Buffer) => buffer.moveBy(-1),
    right: (buffer: Buffer) => buffer.moveBy(1),
    'C-f': (buffer: Buffer) => buffer.moveBy(1),
    home: (buffer: Buffer) => buffer.home(),
    'C-a': (buffer: Buffer) => buffer.home(),
    end: (buffer: Buffer) => buffer.end(),
    'C-e': (buffer: Buffer) => buffer.end(),
    'word-left': (buffer: Buffer) => buffer.wordLeft(),
    'M-b': (buffer: Buffer) => buffer.wordLeft(),
    'word-right': (buffer: Buffer) => buffer.wordRight(),
    'M-f': (buffer: Buffer) => buffer.wordRight(),
    backspace: (buffer: Buffer) => buffer.erase(-1),
    'C-h': (buffer: Buffer) => buffer.erase(-1),
    delete: (buffer: Buffer) => buffer.erase(1),
    'C-d': (buffer: Buffer) => buffer.erase(1),
    'C-k': (buffer: Buffer) => buffer.cutToEnd(),
    'C-u': (buffer: Buffer) => buffer.cutToHome(),
    'C-w': (buffer: Buffer) => buffer.cutBackBySpaces(),
    'M-backspace': (buffer: Buffer) => buffer.cutWordLeft(),
    'M-d': (buffer: Buffer) => buffer.cutWordRight(),
    'C-y': (buffer: Buffer) => buffer.yank(),
    'C-t': (buffer: Buffer) => buffer.transpose(),
  },
);
