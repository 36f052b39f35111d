import type { Regexps } from './regexp.ts';

/**
 * What the engine asks of a reader of the Common Expression Language and of the regular expressions in it. The engine has no run-time dependency, so whoever
 * builds a cluster hands one in; without it, rules are stored and not looked at.
 */
export interface Cel extends Regexps {
  /** Reads an expression in which only `variables` may be named. */
  compile(expression: string, variables: readonly string[]): CelProgram | CelError;
}

export interface CelProgram {
  readonly ok: true;
  /** Whether the expression names the variable. */
  readonly uses: (variable: string) => boolean;
  /** Each variable that is named, with the fields that are selected of it one after the other, and where the last stands. */
  readonly references: readonly (readonly [variable: string, fields: readonly string[], at: number])[];
  /** What kind of answer it gives, as far as that is known before it runs: `bool`, `string`, `dyn` … */
  readonly type: string;
  /**
   * Runs it over JSON values, in which whole numbers are integers; what is of another type is one of the classes below.
   * Work is bounded: an expression that does too much ends in an error.
   */
  readonly evaluate: (values: Readonly<Record<string, unknown>>) => CelValue | CelError;
}

/** `value` is JSON again; `raw` may be handed to another expression, in a CelOpaque, without losing its type. */
export interface CelValue {
  readonly ok: true;
  readonly value: unknown;
  readonly raw: unknown;
}

/** In cel-go's words as far as that is possible. */
export interface CelError {
  readonly ok: false;
  readonly message: string;
  /** It ran out of what it may cost. */
  readonly exhausted?: boolean;
}

/** A number that is a double even when it is whole. */
export class CelDouble {
  readonly value: number;

  constructor(value: number) {
    this.value = value;
  }
}

/** RFC 3339. */
export class CelTimestamp {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }
}

/** In Go's form, `1h30m`. */
export class CelDuration {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }
}

export class CelBytes {
  readonly base64: string;

  constructor(base64: string) {
    this.base64 = base64;
  }
}

/** A value that may not be there: undefined is none. */
export class CelOptional {
  readonly value: unknown;

  constructor(value: unknown) {
    this.value = value;
  }
}

/** What another expression came to. */
export class CelOpaque {
  readonly raw: unknown;

  constructor(raw: unknown) {
    this.raw = raw;
  }
}

/** The error's text with the expression and a caret under the place, as cel-go shows it. */
export function celErrorAt(text: string, expression: string, at: number): string {
  const before = expression.slice(0, at).split('\n');
  const column = before[before.length - 1]?.length ?? 0;
  const line = expression.split('\n')[before.length - 1] ?? '';
  return `ERROR: <input>:${before.length}:${column + 1}: ${text}\n | ${line}\n | ${'.'.repeat(column)}^`;
}
