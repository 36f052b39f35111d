import { RegexpFailure, compile, type Instruction, type RegexpOptions } from './compile.ts';

/** Where a match begins and ends, and its groups; undefined: the group took no part. */
export interface Match {
  readonly start: number;
  readonly end: number;
  readonly groups: readonly (string | undefined)[];
}

interface Thread {
  readonly pc: number;
  readonly slots: readonly number[];
}

/** A compiled pattern, or why it is none. */
export function compileRegexp(pattern: string, options: RegexpOptions = {}): Regexp | string {
  try {
    return new Regexp(compile(pattern, options).code, literalOf(pattern, options));
  } catch (error) {
    if (error instanceof RegexpFailure) return error.message;
    throw error;
  }
}

/** A pattern without anything special is looked for as it stands. */
function literalOf(pattern: string, { ignoreCase }: RegexpOptions): string | undefined {
  return ignoreCase || /[\\^$.*+?()[\]{}|]/.test(pattern) ? undefined : pattern;
}

export class Regexp {
  readonly #code: readonly Instruction[];
  readonly #literal: string | undefined;

  constructor(code: readonly Instruction[], literal: string | undefined) {
    this.#code = code;
    this.#literal = literal;
  }

  /** The leftmost match that begins at `from` or later. */
  exec(text: string, from: number): Match | undefined {
    if (this.#literal !== undefined) {
      const start = text.indexOf(this.#literal, from);
      return start < 0 ? undefined : { start, end: start + this.#literal.length, groups: [this.#literal] };
    }
    let threads: Thread[] = [];
    let found: readonly number[] | undefined;
    for (let at = from; at <= text.length; at++) {
      const seen = new Set<number>();
      const here: Thread[] = [];
      for (const thread of threads) this.#follow(thread, at, text, seen, here);
      if (!found) this.#follow({ pc: 0, slots: [] }, at, text, seen, here);
      const next: Thread[] = [];
      for (const { pc, slots } of here) {
        const step = this.#code[pc]!;
        if (step.op === 'match') {
          found = slots;
          break;
        }
        if (step.op === 'char' && at < text.length && step.test(text[at]!)) next.push({ pc: pc + 1, slots });
      }
      threads = next;
      if (threads.length === 0 && found) break;
    }
    return found && matchOf(text, found);
  }

  test(text: string): boolean {
    return this.exec(text, 0) !== undefined;
  }

  /** Walks on from a thread to the steps that take a character, the preferred way first. */
  #follow(begin: Thread, at: number, text: string, seen: Set<number>, into: Thread[]): void {
    const stack: Thread[] = [begin];
    for (let thread; (thread = stack.pop());) {
      const { pc, slots } = thread;
      if (seen.has(pc)) continue;
      seen.add(pc);
      const step = this.#code[pc]!;
      if (step.op === 'jump') stack.push({ pc: step.to, slots });
      else if (step.op === 'split') stack.push({ pc: step.second, slots }, { pc: step.first, slots });
      else if (step.op === 'save') {
        const saved = [...slots];
        saved[step.slot] = at;
        stack.push({ pc: pc + 1, slots: saved });
      } else if (step.op === 'look') {
        if (looks(step.at, text, at)) stack.push({ pc: pc + 1, slots });
      } else into.push(thread);
    }
  }
}

function looks(what: Extract<Instruction, { op: 'look' }>['at'], text: string, at: number): boolean {
  if (what === 'begin') return at === 0;
  if (what === 'end') return at === text.length;
  const before = at > 0 && /\w/.test(text[at - 1]!);
  const after = at < text.length && /\w/.test(text[at]!);
  if (what === 'word') return before !== after;
  if (what === 'inside') return before === after;
  return what === 'wordBegin' ? !before && after : before && !after;
}

function matchOf(text: string, slots: readonly number[]): Match {
  const groups: (string | undefined)[] = [];
  for (let i = 0; i < slots.length; i += 2) {
    const start = slots[i];
    const end = slots[i + 1];
    groups.push(start === undefined || end === undefined ? undefined : text.slice(start, end));
  }
  return { start: slots[0]!, end: slots[1]!, groups };
}
