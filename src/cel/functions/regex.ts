import type { Environment } from '@marcbachmann/cel-js';
import { compileRegexp, type Searchable } from '../regexp.ts';

/** Takes from what the evaluation may still cost, and throws when there is no more. */
export type Spend = (cost: number) => void;

/**
 * The library has a `matches` of its own, which makes JavaScript's expressions of patterns, and which cannot be replaced.
 * Expressions are rewritten to call this one, whose name nobody can write.
 */
export const MATCHES = '@matches';

/** matches, find and findAll. cel-go/common/types/string.go StringMatch, apiserver/pkg/cel/library/regex.go */
export function registerRegex(environment: Environment, spend: Spend): void {
  const matches = (text: string, pattern: string): boolean => {
    const regexp = compiled(pattern, '');
    spend(costOf(text.length, pattern, regexp, MATCHING));
    return regexp.test(text);
  };
  const find = (text: string, pattern: string, limit: number): string[] => {
    const regexp = compiled(pattern, 'Illegal regex: ');
    const found: string[] = [];
    if (limit === 0) return found;
    spend(costOf(text.length, pattern, regexp, FINDING));
    regexp.find(text, (match, from) => {
      // Each search may look at all the rest of the text.
      if (from > 0) spend(costOf(text.length - from, pattern, regexp, FINDING));
      found.push(match);
      return limit < 0 || found.length < limit;
    });
    return found;
  };
  environment
    .registerFunction({
      name: MATCHES,
      receiverType: 'string',
      returnType: 'bool',
      params: [{ name: 'pattern', type: 'string' }],
      handler: matches,
    })
    .registerFunction('matches(string, string): bool', matches)
    .registerFunction('string.find(string): string', (text: string, pattern: string) => find(text, pattern, 1)[0] ?? '')
    .registerFunction('string.findAll(string): list<string>', (text: string, pattern: string) =>
      find(text, pattern, -1),
    )
    .registerFunction('string.findAll(string, int): list<string>', (text: string, pattern: string, limit: bigint) =>
      find(text, pattern, Number(limit)),
    );
}

function compiled(pattern: string, before: string): Searchable {
  const regexp = compileRegexp(pattern);
  if (!regexp.ok) throw new Error(before + regexp.message);
  return regexp;
}

/** For one character and one instruction. cel-go's cost.go; to find out where a match ends is slower here than to find one. */
const MATCHING = 0.025;
const FINDING = 0.1;

/** `a{1000}` is longer than it looks. */
function costOf(length: number, pattern: string, { size }: Searchable, each: number): number {
  return (length + 1) * Math.max(pattern.length, size) * each;
}
