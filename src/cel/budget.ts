import type { CelError } from '../engine/apimachinery/index.ts';

/** What one evaluation may cost: nodes evaluated, and a tenth of each character or item that is joined. PerCallLimit */
const LIMIT = 1_000_000;

type Evaluate = (evaluator: unknown, node: unknown, context: unknown) => unknown;

interface Node {
  readonly op: string;
  readonly args: unknown;
  evaluate: Evaluate;
}

function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && typeof (value as Partial<Node>).op === 'string';
}

/** Counts the work of one program, and stops it when there is too much of it. */
export class Budget {
  #left = LIMIT;

  get isSpent(): boolean {
    return this.#left < 0;
  }

  renew(): void {
    this.#left = LIMIT;
  }

  /** For a function whose work is not seen from the number of nodes. Throws when there is no more. */
  spend(cost: number): void {
    this.#left -= cost;
    if (this.#left < 0) throw new Error(TOO_MUCH);
  }

  /** The library calls each node's `evaluate`, and puts a quicker one in its place after the first time: both are watched. */
  watch(part: unknown): void {
    if (Array.isArray(part)) {
      for (const one of part) this.watch(one);
      return;
    }
    if (!isNode(part)) return;
    this.watch(part.args);
    let original = part.evaluate;
    const counted: Evaluate = (evaluator, node, context) => {
      if (--this.#left < 0) throw new Error(TOO_MUCH);
      const value = original.call(node, evaluator, node, context);
      this.#left -= sizeOf(value);
      return value;
    };
    Object.defineProperty(part, 'evaluate', {
      configurable: true,
      get: () => counted,
      set: (evaluate: Evaluate) => {
        original = evaluate;
      },
    });
  }
}

const TOO_MUCH = 'operation cancelled: actual cost limit exceeded';

function sizeOf(value: unknown): number {
  return typeof value === 'string' || Array.isArray(value) ? value.length / 100 : 0;
}

export function exhausted(): CelError {
  return { ok: false, message: TOO_MUCH, exhausted: true };
}
