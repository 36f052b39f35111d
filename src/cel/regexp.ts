import { RE2JS } from 're2js';
import type { Regexp, RegexpError } from '../engine/apimachinery/index.ts';

/** Go allows more; but nobody writes longer ones by hand, and these are read in less than a second. */
const MAX_PATTERN = 4096;
const MAX_SIZE = 100_000;
/** Instructions times characters that one search may take: a second or so at the very worst. */
const MAX_WORK = 100_000_000;

/** A regular expression that can also be searched for. */
export interface Searchable extends Regexp {
  /** In instructions: a search takes at most time in proportion to this times the length of the text. */
  readonly size: number;
  /**
   * The matches one after the other, each the leftmost there is. `each` is called for every one, with the place where the
   * search for it began, and stops the search by answering false. regexp.FindAllString
   */
  readonly find: (text: string, each: (match: string, from: number) => boolean) => void;
}

const CACHE_LIMIT = 1000;
const cache = new Map<string, Searchable | RegexpError>();

/**
 * A regular expression as Go reads it. Searching takes time in proportion to the text, whatever the pattern; a text that
 * would take too long even so does not match.
 */
export function compileRegexp(pattern: string): Searchable | RegexpError {
  if (pattern.length > MAX_PATTERN) return failed('expression too large', pattern);
  let found = cache.get(pattern);
  if (found === undefined) {
    if (cache.size >= CACHE_LIMIT) cache.clear();
    found = compile(pattern);
    cache.set(pattern, found);
  }
  return found;
}

/** regexp/syntax Error: also where there is nothing to show, it is quoted. */
function failed(why: string, part: string): RegexpError {
  return { ok: false, message: `error parsing regexp: ${why}: \`${part}\`` };
}

function compile(pattern: string): Searchable | RegexpError {
  let compiled: RE2JS;
  try {
    compiled = RE2JS.compile(pattern);
  } catch (error) {
    const { error: why = String(error), input = '' } = error as {
      readonly error?: string;
      readonly input?: string | null;
    };
    return failed(why, input ?? '');
  }
  const size = compiled.programSize();
  if (size > MAX_SIZE) return failed('expression too large', pattern);
  return {
    ok: true,
    size,
    test: (text) => size * text.length <= MAX_WORK && compiled.test(text),
    find: (text, each) => {
      if (size * text.length <= MAX_WORK) findAll(compiled, text, each);
    },
  };
}

/** An empty match next to the one before is none. Go's regexp.allMatches */
function findAll(compiled: RE2JS, text: string, each: (match: string, from: number) => boolean): void {
  const matcher = compiled.matcher(text);
  let end = -1;
  while (matcher.find()) {
    const from = Math.max(end, 0);
    const isMatch = matcher.end() > matcher.start() || matcher.start() !== end;
    end = matcher.end();
    if (isMatch && !each(matcher.group() ?? '', from)) return;
  }
}
