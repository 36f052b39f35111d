import type { Bytes } from '../apimachinery/index.ts';
import type { Pipe } from '../shell/index.ts';

/**
 * The line discipline of a pseudo terminal: what is typed is echoed, held until the line is done, and then given to the
 * program; ctrl-C and ctrl-D mean what they mean. What the program says gets its carriage returns.
 */
export class Terminal {
  readonly #stdin: Pipe;
  readonly #screen: (bytes: Bytes) => void;
  #line = '';
  #escape = '';
  onInterrupt: () => void = () => {};

  constructor(stdin: Pipe, screen: (bytes: Bytes) => void) {
    this.#stdin = stdin;
    this.#screen = screen;
  }

  print(bytes: Bytes): void {
    this.#screen(bytes.replace(/\r?\n/g, '\r\n'));
  }

  type(bytes: Bytes): void {
    for (const key of bytes) this.#press(key);
  }

  #press(key: string): void {
    if (this.#escape !== '' || key === '\x1b') {
      // Cursor keys and the like: an escape sequence ends with a letter, and does nothing here.
      this.#escape = /^[A-Za-z~]$/.test(key) && this.#escape.length > 1 ? '' : this.#escape + key;
      return;
    }
    switch (key) {
      case '\r':
      case '\n':
        this.#screen('\r\n');
        this.#stdin.push(`${this.#line}\n`);
        this.#line = '';
        return;
      case '\x7f':
      case '\b':
        if (this.#line !== '') this.#screen('\b \b');
        this.#line = this.#line.slice(0, -1);
        return;
      case '\x03':
        this.#screen('^C\r\n');
        this.#line = '';
        this.onInterrupt();
        return;
      case '\x04':
        if (this.#line === '') this.#stdin.end();
        else this.#stdin.push(this.#line);
        this.#line = '';
        return;
      default:
        if (key < ' ') return;
        this.#line += key;
        this.#screen(key);
    }
  }
}
