import type { Bytes } from '../apimachinery/index.ts';
import { Waiter, type Sim, type Task } from '../sim/index.ts';

/** How many bytes nobody has read are kept; what comes beyond is thrown away, as nobody is there to push back. */
const LIMIT = 16 * 1024 * 1024;

/** The standard input of a program: bytes that come, are read once, and end. */
export class Stdin {
  readonly #sim: Sim;
  #held: Bytes = '';
  #ended = false;
  #waiter: Waiter<void> | undefined;

  constructor(sim: Sim, held: Bytes = '', ended = false) {
    this.#sim = sim;
    this.#held = held;
    this.#ended = ended;
  }

  write(bytes: Bytes): void {
    if (this.#ended || this.#held.length + bytes.length > LIMIT) return;
    this.#held += bytes;
    this.#waiter?.settle();
  }

  end(): void {
    this.#ended = true;
    this.#waiter?.settle();
  }

  /** All that is there, once something is; undefined at the end. */
  *read(): Task<Bytes | undefined> {
    while (this.#held === '' && !this.#ended) yield* this.#wait();
    if (this.#held === '') return undefined;
    const all = this.#held;
    this.#held = '';
    return all;
  }

  *readAll(): Task<Bytes> {
    while (!this.#ended) yield* this.#wait();
    return (yield* this.read()) ?? '';
  }

  /** A line without its end; the last one may have none. */
  *readLine(): Task<Bytes | undefined> {
    let newline: number;
    while ((newline = this.#held.indexOf('\n')) < 0 && !this.#ended) yield* this.#wait();
    if (newline < 0) return yield* this.read();
    const line = this.#held.slice(0, newline);
    this.#held = this.#held.slice(newline + 1);
    return line;
  }

  *#wait(): Task {
    this.#waiter = new Waiter<void>(this.#sim);
    yield* this.#waiter.wait();
  }
}

/**
 * The line discipline of a pseudo terminal: what is typed is echoed, held until the line is done, and then given to the
 * program; ctrl-C and ctrl-D mean what they mean. What the program says gets its carriage returns.
 */
export class Terminal {
  readonly #stdin: Stdin;
  readonly #screen: (bytes: Bytes) => void;
  #line = '';
  #escape = '';
  onInterrupt: () => void = () => {};

  constructor(stdin: Stdin, screen: (bytes: Bytes) => void) {
    this.#stdin = stdin;
    this.#screen = screen;
  }

  print(bytes: Bytes): void {
    this.#screen(bytes.replaceAll('\n', '\r\n'));
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
        this.#stdin.write(`${this.#line}\n`);
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
        else this.#stdin.write(this.#line);
        this.#line = '';
        return;
      default:
        if (key < ' ') return;
        this.#line += key;
        this.#screen(key);
    }
  }
}
