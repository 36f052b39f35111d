/**
 * What the engine asks of a reader of the Common Expression Language. The engine has no run-time dependency, so whoever
 * builds a cluster hands one in; without it, rules are stored and not looked at.
 */
export interface Cel {
  /** Reads an expression in which only `variables` may be named. */
  compile(expression: string, variables: readonly string[]): CelProgram | CelError;
}

export interface CelProgram {
  readonly ok: true;
  /** Which of the variables the expression names. */
  readonly uses: (variable: string) => boolean;
  /** What kind of answer it gives, as far as that is known before it runs: `bool`, `string`, `dyn` … */
  readonly type: string;
  /** Runs it. Work is bounded: an expression that does too much ends in an error. */
  readonly evaluate: (values: Readonly<Record<string, unknown>>) => CelValue | CelError;
}

export interface CelValue {
  readonly ok: true;
  readonly value: unknown;
}

/** In cel-go's words as far as that is possible. */
export interface CelError {
  readonly ok: false;
  readonly message: string;
  /** It ran out of what it may cost. */
  readonly exhausted?: boolean;
}
