import type { Commit, Hop, Span } from './records.ts';

/** How many texts are remembered; those beyond are worked out each time. */
const WORDS = 65_536;

/** A rolling 64-bit hash (two 32-bit FNV-1a lanes) over everything written to the trace, in order. */
export class TraceHash {
  #a = 0x811c9dc5;
  #b = 0x01000193;
  readonly #words = new Map<string, number>();

  hop(hop: Hop): void {
    const { label } = hop;
    this.#number(hop.cause);
    this.#word(hop.from);
    this.#word(hop.to);
    this.#word(label.verb);
    if (label.resource !== undefined) this.#word(label.resource);
    if (label.name !== undefined) this.#text(label.name);
    if (label.code !== undefined) this.#number(label.code);
    if (label.revision !== undefined) this.#number(label.revision);
    this.#number(hop.sent);
    this.#number(hop.arrives);
  }

  span(span: Span): void {
    this.#number(span.cause);
    this.#word(span.process);
    this.#word(span.operation);
    this.#text(span.key);
    this.#number(span.start);
  }

  commit(commit: Commit): void {
    this.#number(commit.cause);
    this.#number(commit.revision);
    this.#word(commit.operation);
    this.#text(commit.key);
    this.#number(commit.at);
  }

  outcome(id: number, outcome: string, at: number): void {
    this.#number(id);
    this.#word(outcome);
    this.#number(at);
  }

  /** Sixteen hexadecimal digits. */
  digest(): string {
    return hex(this.#a) + hex(this.#b);
  }

  #number(n: number): void {
    this.#mix(n | 0);
    this.#mix(Math.floor(n / 4294967296) | 0);
  }

  #text(s: string): void {
    for (let i = 0; i < s.length; i++) this.#a = Math.imul(this.#a ^ s.charCodeAt(i), 0x01000193);
    this.#mix(s.length);
  }

  /** A text that comes again and again (a process, a verb, a resource): its own hash is worked out once. */
  #word(s: string): void {
    let h = this.#words.get(s);
    if (h === undefined) {
      h = 0x811c9dc5;
      for (let i = 0; i < s.length; i++) h = Math.imul(h ^ s.charCodeAt(i), 0x01000193);
      if (this.#words.size < WORDS) this.#words.set(s, h);
    }
    this.#mix(h);
  }

  #mix(n: number): void {
    this.#a = Math.imul(this.#a ^ n, 0x01000193);
    this.#b = Math.imul(this.#b ^ this.#a ^ (this.#b >>> 15), 0x85ebca6b);
  }
}

function hex(n: number): string {
  return (n >>> 0).toString(16).padStart(8, '0');
}
