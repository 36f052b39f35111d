import { celErrorAt } from '../engine/apimachinery/index.ts';

/** What the library says, in the words of cel-go, as far as they are the same thing. */

interface Found {
  readonly summary?: string;
  readonly message?: string;
  readonly code?: string;
  readonly range?: { readonly start: number };
  readonly node?: { readonly pos?: number };
}

const WORDS: readonly (readonly [from: RegExp, to: string])[] = [
  [/^Unknown variable: (.*)$/, `undeclared reference to '$1' (in container '')`],
  // `matches` is ours under another name, see functions/regex.ts.
  [
    /^found no matching overload for '(\w+)\.@?(\w+)\((.*)\)'$/,
    `found no matching overload for '$2' applied to '$1.($3)'`,
  ],
  [/^found no matching overload for '([^(']*)\((.*)\)'$/, `found no matching overload for '$1' applied to '($2)'`],
  [/^no such overload: (\S+) (\S+) (\S+)$/, `found no matching overload for '_$2_' applied to '($1, $3)'`],
  [
    /^Unexpected token: EOF$/,
    `Syntax error: mismatched input '<EOF>' expecting {'[', '{', '(', '.', '-', '!', 'true', 'false', 'null', NUM_FLOAT, NUM_INT, NUM_UINT, STRING, BYTES, IDENTIFIER}`,
  ],
];

/** `ERROR: <input>:1:5: undeclared reference to 'x' (in container '')`, the line, and a caret under the place. */
export function compileError(error: unknown, expression: string, isSyntax: boolean): string {
  const found = error as Found;
  let text = found.summary ?? found.message ?? String(error);
  for (const [from, to] of WORDS) text = text.replace(from, to);
  if (isSyntax && !text.startsWith('Syntax error')) text = `Syntax error: ${text}`;
  const at = Math.min(found.node?.pos ?? found.range?.start ?? 0, expression.length);
  return celErrorAt(text, expression, at);
}

const AT_RUN_TIME: readonly (readonly [from: RegExp, to: string])[] = [
  [/^No such key: index out of bounds, index (-?\d+).*$/, 'index out of bounds: $1'],
  [/^No such key: (.*)$/, 'no such key: $1'],
  [/^no such overload.*$/, 'no such overload'],
  [/^found no matching overload.*$/, 'no such overload'],
  [/^integer overflow: .*$/, 'integer overflow'],
  [/^modulo by zero$/, 'modulus by zero'],
  [/^Optional value is not present$/, 'optional.none() dereference'],
];

export function evaluationText(error: unknown): string {
  const found = error as Found;
  let text = found.summary ?? found.message ?? String(error);
  for (const [from, to] of AT_RUN_TIME) text = text.replace(from, to);
  return text;
}
