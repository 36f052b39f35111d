import { describe, expect, it } from 'vitest';
import { parseJSONPath } from './jsonpath.ts';
import { compileRE2 } from './regexp.ts';

const OBJECT = {
  metadata: { labels: { 'app.kubernetes.io/name': 'web' } },
  spec: {
    list: [
      { name: 'a', n: 1 },
      { name: 'b', n: 2 },
    ],
  },
  status: {
    conditions: [
      { type: 'Ready', status: 'True' },
      { type: 'Other', status: 'False' },
    ],
  },
};

describe('a path', () => {
  it.each([
    ['.spec.list[0].name', ['a']],
    ['.spec.list[-1].name', ['b']],
    ['.spec.list[*].n', [1, 2]],
    ['.spec.list[0:1].name', ['a']],
    ['.status.conditions[?(@.type=="Ready")].status', ['True']],
    ['.spec.list[?(@.n>1)].name', ['b']],
    ['.metadata.labels.app\\.kubernetes\\.io/name', ['web']],
    [".metadata.labels['app.kubernetes.io/name']", ['web']],
    ['..name', ['a', 'b']],
    ['.spec.missing.deeper', []],
    ['.spec.__proto__', []],
    ['.spec.constructor', []],
  ])('%s', (path, found) => {
    expect(parseJSONPath(path)?.find(OBJECT)).toEqual(found);
  });

  it('that is none is undefined', () => {
    expect(parseJSONPath('.spec[')).toBeUndefined();
  });
});

describe('a regular expression of Go', () => {
  it.each([
    ['^[[:alpha:]]+$', 'abc', true],
    ['(?i)^ABC$', 'abc', true],
    ['\\Aa\\z', 'a', true],
    ['(?P<year>\\d{4})', '2026', true],
    ['a{,3}', 'a{,3}', true],
    ['^\\Qa.b\\E$', 'a.b', true],
    ['^\\pL+$', 'é', true],
    ['^[a\\-z]+$', 'a-z', true],
    ['^a$', 'a\nb', false],
  ])('%s of %j', (pattern, text, matches) => {
    expect(compileRE2(pattern)?.test(text)).toBe(matches);
  });

  it.each(['(a', '(?=a)', '(a)\\1', '['])('%s is none', (pattern) => {
    expect(compileRE2(pattern)).toBeUndefined();
  });
});
