import { MATCHES } from './functions/regex.ts';
import { compileRegexp } from './regexp.ts';

interface Node {
  readonly op: string;
  readonly args: unknown;
  readonly pos?: number;
}

function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && typeof (value as Partial<Node>).op === 'string';
}

/**
 * Turns every `text.matches(pattern)` into a call of our own function, and answers where the first pattern stands that is
 * written out and cannot be read. cel-go/cel/validator.go ValidateRegexLiterals
 */
export function readPatterns(part: unknown): number | undefined {
  if (Array.isArray(part)) {
    let first: number | undefined;
    // All are turned, also behind one that is wrong.
    for (const one of part) {
      const found = readPatterns(one);
      first ??= found;
    }
    return first;
  }
  if (!isNode(part)) return undefined;
  const below = readPatterns(part.args);
  return patternOf(part) ?? below;
}

function patternOf({ op, args }: Node): number | undefined {
  let pattern: unknown;
  if (op === 'rcall') {
    const call = args as [name: string, receiver: unknown, args: readonly unknown[]];
    if (call[0] !== 'matches' || call[2].length !== 1) return undefined;
    call[0] = MATCHES;
    pattern = call[2][0];
  } else if (op === 'call') {
    const [name, parameters] = args as [name: string, args: readonly unknown[]];
    if (name !== 'matches' || parameters.length !== 2) return undefined;
    pattern = parameters[1];
  }
  if (!isNode(pattern) || pattern.op !== 'value' || typeof pattern.args !== 'string') return undefined;
  return compileRegexp(pattern.args).ok ? undefined : (pattern.pos ?? 0);
}
