import { bytesOf, type Bytes } from '../../engine/apimachinery/index.ts';
import type { Process, Run, Scheduler, Source, Waiter } from '../../engine/shell/index.ts';
import { widthOf } from '../screen/width.ts';

/** Keys held for a program that does not read them; what comes beyond is dropped. */
const MOST_HELD = 1 << 20;

/**
 * The line discipline of a terminal: what is typed to a program is echoed, held until Enter, and then read. Raw, keys go as they
 * come and nobody echoes.
 */
export class Tty implements Source {
  readonly tty = true;
  raw = false;
  readonly #scheduler: Scheduler;
  readonly #echo: (text: string) => void;
  readonly #interrupt: () => void;
  #ready: Bytes = '';
  #line: string[] = [];
  #ends = 0;
  #reader: Waiter | undefined;

  constructor(scheduler: Scheduler, echo: (text: string) => void, interrupt: () => void) {
    this.#scheduler = scheduler;
    this.#echo = echo;
    this.#interrupt = interrupt;
  }

  /** What a keyboard sends. */
  type(data: string): void {
    if (this.#ready.length > MOST_HELD) return;
    if (this.raw) {
      this.#push(bytesOf(data));
      return;
    }
    // Arrows and the like mean nothing to a program that reads lines.
    // eslint-disable-next-line no-control-regex
    for (const key of data.replace(/\x1b(?:\[20[01]~|\[[0-9;]*[A-Za-z~]|O[A-Za-z])/g, '')) this.#press(key);
  }

  *read(process: Process, most = Infinity): Run<Bytes | undefined> {
    while (this.#ready === '') {
      if (this.#ends > 0) {
        this.#ends--;
        return undefined;
      }
      this.#reader ??= this.#scheduler.waiter();
      yield* process.wait(this.#reader);
    }
    const bytes = this.#ready.slice(0, most);
    this.#ready = this.#ready.slice(bytes.length);
    return bytes;
  }

  unread(bytes: Bytes): void {
    this.#ready = bytes + this.#ready;
  }

  /** What was typed ahead and nobody read: the shell's prompt gets it. */
  takeRest(): string {
    const rest = this.#ready.replaceAll('\n', '\r') + this.#line.join('');
    this.#ready = '';
    this.#line = [];
    this.#ends = 0;
    this.raw = false;
    return rest;
  }

  #press(key: string): void {
    if (key === '\r' || key === '\n') {
      this.#echo('\r\n');
      this.#push(bytesOf(`${this.#line.join('')}\n`));
      this.#line = [];
    } else if (key === '\x03') {
      this.#echo('^C\r\n');
      this.#line = [];
      this.#interrupt();
    } else if (key === '\x04') this.#end();
    else if (key === '\x7f' || key === '\b') this.#erase(1);
    else if (key === '\x15') this.#erase(this.#line.length);
    else if (key >= ' ' || key === '\t') {
      this.#line.push(key);
      this.#echo(key);
    }
  }

  /** C-d hands over what stands there; at the beginning of a line it is the end. */
  #end(): void {
    if (this.#line.length > 0) this.#push(bytesOf(this.#line.join('')));
    else {
      this.#ends++;
      this.#wake();
    }
    this.#line = [];
  }

  #erase(count: number): void {
    for (let i = 0; i < count; i++) {
      const erased = this.#line.pop();
      if (erased !== undefined) this.#echo('\b \b'.repeat(widthOf(erased)));
    }
  }

  #push(bytes: Bytes): void {
    this.#ready += bytes;
    this.#wake();
  }

  #wake(): void {
    this.#reader?.settle();
    this.#reader = undefined;
  }
}
