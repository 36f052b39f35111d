import { bytesOf, textOf } from '../../engine/apimachinery/index.ts';
import { FileError, HOME, type HomeFiles } from '../files/index.ts';

const FILE = `${HOME}/.bash_history`;
const MOST = 1000;
const LONGEST = 16_384;

/**
 * What was typed before, oldest first, shared by every tab and kept over a reload in ~/.bash_history: each entry behind a line
 * `#<number>`, as bash writes it when it keeps times, so that entries may have several lines.
 */
export class History {
  #entries: string[];
  readonly #files: HomeFiles;

  constructor(files: HomeFiles) {
    this.#files = files;
    this.#entries = parse(textOf(files.readNow(FILE) ?? ''));
  }

  get entries(): readonly string[] {
    return this.#entries;
  }

  /** What begins with a space is nobody's business, and the same twice is once (HISTCONTROL=ignoreboth). */
  add(line: string): void {
    if (line.trim() === '' || line.startsWith(' ') || line.length > LONGEST || this.#entries.at(-1) === line) return;
    this.#keep([...this.#entries, line].slice(-MOST));
  }

  clear(): void {
    this.#keep([]);
  }

  /** The newest entry before `before` that contains the words; its index, or -1. */
  find(words: string, before: number): number {
    for (let at = Math.min(before, this.#entries.length) - 1; at >= 0; at--)
      if (this.#entries[at]!.includes(words)) return at;
    return -1;
  }

  #keep(entries: string[]): void {
    this.#entries = entries;
    const text = entries.map((entry, index) => `#${index + 1}\n${entry}\n`).join('');
    try {
      this.#files.writeNow(FILE, bytesOf(text), 0o600);
    } catch (error) {
      // A full disk forgets the history and nothing else.
      if (!(error instanceof FileError)) throw error;
    }
  }
}

function parse(text: string): string[] {
  return text
    .split(/^#[0-9]+\n/m)
    .slice(1)
    .map((entry) => entry.replace(/\n$/, ''))
    .filter((entry) => entry !== '' && entry.length <= LONGEST)
    .slice(-MOST);
}

/** One walk through the history with the arrows: what was being typed waits below the newest entry. */
export class HistoryWalk {
  readonly #history: History;
  /** undefined: at the line that is being typed. */
  #at: number | undefined;
  #typed = '';

  constructor(history: History) {
    this.#history = history;
  }

  older(typed: string): string | undefined {
    const at = this.#at ?? this.#history.entries.length;
    if (at === 0) return undefined;
    if (this.#at === undefined) this.#typed = typed;
    this.#at = at - 1;
    return this.#history.entries[this.#at];
  }

  newer(): string | undefined {
    if (this.#at === undefined) return undefined;
    this.#at++;
    if (this.#at < this.#history.entries.length) return this.#history.entries[this.#at];
    this.#at = undefined;
    return this.#typed;
  }
}
