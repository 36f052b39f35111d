import { describe, expect, it } from 'vitest';
import { parseJSONPath } from './jsonpath.ts';

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
