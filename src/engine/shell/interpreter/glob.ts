import type { Bytes } from '../../apimachinery/index.ts';
import { FileError, type FileSystem } from '../files/file-system.ts';
import { join } from '../files/path.ts';

type Token =
  | { readonly kind: 'char'; readonly char: string }
  | { readonly kind: 'any' }
  | { readonly kind: 'star' }
  | { readonly kind: 'set'; readonly negated: boolean; readonly has: (c: string) => boolean };

/** Character classes of POSIX, `[[:alpha:]]`. */
export const CLASSES: ReadonlyMap<string, (c: string) => boolean> = new Map([
  ['alpha', (c: string) => /[A-Za-z]/.test(c)],
  ['digit', (c: string) => /[0-9]/.test(c)],
  ['alnum', (c: string) => /[A-Za-z0-9]/.test(c)],
  ['upper', (c: string) => /[A-Z]/.test(c)],
  ['lower', (c: string) => /[a-z]/.test(c)],
  ['space', (c: string) => /[ \t\n\r\f\v]/.test(c)],
  ['blank', (c: string) => c === ' ' || c === '\t'],
  ['punct', (c: string) => /[!-/:-@[-`{-~]/.test(c)],
  ['print', (c: string) => c >= ' ' && c <= '~'],
  ['graph', (c: string) => c > ' ' && c <= '~'],
  ['cntrl', (c: string) => c < ' ' || c === '\x7f'],
  ['xdigit', (c: string) => /[0-9A-Fa-f]/.test(c)],
]);

/** What a bracket expression that begins at `at` (behind its `[`) allows, and where it ends; undefined: it never ends. */
export function bracket(
  pattern: string,
  at: number,
): { readonly negated: boolean; readonly has: (c: string) => boolean; readonly end: number } | undefined {
  let i = at;
  const negated = pattern[i] === '!' || pattern[i] === '^';
  if (negated) i++;
  const tests: ((c: string) => boolean)[] = [];
  for (let first = true; ; first = false) {
    const c = pattern[i];
    if (c === undefined) return undefined;
    if (c === ']' && !first) break;
    const named = /^\[:([a-z]+):\]/.exec(pattern.slice(i, i + 12));
    if (named) {
      tests.push(CLASSES.get(named[1]!) ?? (() => false));
      i += named[0].length;
      continue;
    }
    if (c === '\\' && i + 1 < pattern.length) i++;
    const low = pattern[i]!;
    if (pattern[i + 1] === '-' && pattern[i + 2] !== undefined && pattern[i + 2] !== ']') {
      const high = pattern[i + 2]!;
      tests.push((x) => x >= low && x <= high);
      i += 3;
    } else {
      tests.push((x) => x === low);
      i++;
    }
  }
  return { negated, has: (c) => tests.some((test) => test(c)), end: i + 1 };
}

function tokensOf(pattern: string): Token[] {
  const tokens: Token[] = [];
  for (let i = 0; i < pattern.length;) {
    const c = pattern[i]!;
    const set = c === '[' ? bracket(pattern, i + 1) : undefined;
    if (set) {
      tokens.push({ kind: 'set', ...set });
      i = set.end;
    } else if (c === '\\' && i + 1 < pattern.length) {
      tokens.push({ kind: 'char', char: pattern[i + 1]! });
      i += 2;
    } else {
      if (c === '*') {
        if (tokens.at(-1)?.kind !== 'star') tokens.push({ kind: 'star' });
      } else tokens.push(c === '?' ? { kind: 'any' } : { kind: 'char', char: c });
      i++;
    }
  }
  return tokens;
}

/** Whether a whole text is what a pattern of fnmatch(3) says; a backslash takes a character as it stands. */
export function globMatch(pattern: string, text: string): boolean {
  return matches(tokensOf(pattern), text);
}

/** A star is tried again one character further, and only the last one: time is at most the product of both lengths. */
function matches(tokens: readonly Token[], text: string): boolean {
  let t = 0;
  let star = -1;
  let from = 0;
  for (let i = 0; i < text.length;) {
    const token = tokens[t];
    if (token?.kind === 'star') {
      star = t++;
      from = i;
    } else if (token !== undefined && takes(token, text[i]!)) {
      t++;
      i++;
    } else if (star >= 0) {
      t = star + 1;
      i = ++from;
    } else return false;
  }
  while (tokens[t]?.kind === 'star') t++;
  return t === tokens.length;
}

function takes(token: Token, c: string): boolean {
  if (token.kind === 'char') return token.char === c;
  if (token.kind === 'set') return token.has(c) !== token.negated;
  return true;
}

/** Takes from a text its shortest or longest beginning (or end) that the pattern matches: `${x#p}` and its kin. */
export function strip(pattern: string, text: string, side: 'front' | 'back', longest: boolean): string {
  const tokens = tokensOf(pattern);
  for (let i = 0; i <= text.length; i++) {
    const length = longest ? text.length - i : i;
    const part = side === 'front' ? text.slice(0, length) : text.slice(text.length - length);
    if (matches(tokens, part)) return side === 'front' ? text.slice(length) : text.slice(0, text.length - length);
  }
  return text;
}

/** The text with the first place that the pattern matches, or all of them, exchanged: `${x/p/r}`. */
export function substitute(pattern: string, text: string, by: string, how: '/' | '//' | '/#' | '/%'): string {
  const tokens = tokensOf(pattern);
  if (tokens.length === 0) return text;
  let out = '';
  for (let i = 0; i <= text.length; i++) {
    const anchored = how === '/#' && i > 0;
    let end = -1;
    for (let j = text.length; !anchored && j > i; j--) {
      if (how === '/%' && j < text.length) break;
      if (matches(tokens, text.slice(i, j))) {
        end = j;
        break;
      }
    }
    if (end < 0) {
      out += text[i] ?? '';
      continue;
    }
    out += by;
    if (how !== '//') return out + text.slice(end);
    i = end - 1;
  }
  return out;
}

export function hasGlob(pattern: string): boolean {
  return /(^|[^\\])(\\\\)*[*?[]/.test(pattern);
}

/** Names that there may be in the answer; a pattern that would give more gives none. */
const MOST_MATCHES = 10_000;

/** The paths that a pattern matches, sorted; none: the word stays as it is. */
export function glob(files: FileSystem, cwd: string, pattern: Bytes): Bytes[] {
  const absolute = pattern.startsWith('/');
  let found = [absolute ? '/' : ''];
  for (const part of pattern.split('/')) {
    if (part === '') continue;
    const tokens = tokensOf(part);
    const literal = hasGlob(part) ? undefined : part.replace(/\\(.)/g, '$1');
    const next: string[] = [];
    for (const base of found) {
      const folder = absolute ? base : join(cwd, base);
      if (literal !== undefined) {
        const path = base === '' ? literal : join(base, literal);
        if (files.lstat(absolute ? path : join(cwd, path))) next.push(path);
        continue;
      }
      for (const name of namesIn(files, folder)) {
        if (name.startsWith('.') && !part.startsWith('.')) continue;
        if (matches(tokens, name)) next.push(base === '' ? name : join(base, name));
      }
      if (next.length > MOST_MATCHES) return [];
    }
    found = next;
  }
  return pattern.endsWith('/') ? found.map((path) => `${path}/`) : found;
}

function namesIn(files: FileSystem, folder: string): readonly string[] {
  try {
    return files.list(folder);
  } catch (error) {
    if (error instanceof FileError) return [];
    throw error;
  }
}
