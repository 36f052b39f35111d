import type { World } from '../world.ts';

/** What the server wants to be known beside its answers: each said once (client-go/rest/warnings.go). */
export class Warnings {
  readonly #told = new Set<string>();

  constructor(readonly stderr: World['stderr']) {}

  get count(): number {
    return this.#told.size;
  }

  /** Of a response's `Warning` header. */
  hear(header: string | undefined): void {
    if (header === undefined) return;
    for (const text of warningTexts(header)) this.tell(text);
  }

  tell(text: string): void {
    if (text === '' || this.#told.has(text)) return;
    this.#told.add(text);
    const word = this.stderr.tty ? '\u001b[33;1mWarning:\u001b[0m' : 'Warning:';
    this.stderr.write(`${word} ${text}\n`);
  }
}

/** `299 - "one", 299 - "two"`: only code 299 is for people. */
function warningTexts(header: string): string[] {
  return [...header.matchAll(/299 \S+ "((?:[^"\\]|\\.)*)"/g)].map(([, text]) => text!.replace(/\\(.)/g, '$1'));
}
