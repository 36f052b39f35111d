import type { History } from './history.ts';
import type { Key } from './keys.ts';

export interface Found {
  readonly text: string;
  readonly cursor: number;
  readonly goesOn: boolean;
  /** The key was the search's own; otherwise it is yet to be done. */
  readonly consumed: boolean;
}

/** C-r: the newest line that contains what is typed, then older ones. */
export class Search {
  readonly #history: History;
  readonly #original: string;
  #words = '';
  #at: number;
  #failed = false;
  #found: string;

  constructor(history: History, original: string) {
    this.#history = history;
    this.#original = original;
    this.#found = original;
    this.#at = history.entries.length;
  }

  get prompt(): string {
    return `(${this.#failed ? 'failed ' : ''}reverse-i-search)\`${this.#words}': `;
  }

  press(key: Key): Found {
    if (key.name === 'text' && 'text' in key) {
      this.#words += key.text;
      this.#look(this.#at + 1);
    } else if (key.name === 'backspace' || key.name === 'C-h') {
      this.#words = [...this.#words].slice(0, -1).join('');
      this.#look(this.#history.entries.length);
    } else if (key.name === 'C-r') this.#look(this.#at);
    else if (key.name === 'C-g') return { ...this.#answer(this.#original), goesOn: false, consumed: true };
    else return { ...this.#answer(this.#found), goesOn: false, consumed: key.name === 'escape' };
    return { ...this.#answer(this.#found), goesOn: true, consumed: true };
  }

  #look(before: number): void {
    const at = this.#words === '' ? -1 : this.#history.find(this.#words, before);
    this.#failed = at < 0 && this.#words !== '';
    if (at < 0) return;
    this.#at = at;
    this.#found = this.#history.entries[at]!;
  }

  #answer(text: string): { readonly text: string; readonly cursor: number } {
    const at = this.#words === '' ? -1 : text.indexOf(this.#words);
    return { text, cursor: at < 0 ? [...text].length : [...text.slice(0, at)].length };
  }
}
