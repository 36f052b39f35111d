import { describe, expect, it } from 'vitest';
import { compare, ZERO } from './compare.ts';
import { difference, fieldSet, intersection, parseFieldsV1, pathTexts, union } from './fields-v1.ts';
import { merge } from './merge.ts';
import { of, web, type Web } from './testing.ts';
import { toFieldSet } from './to-field-set.ts';
import { validate } from './validate.ts';

describe('a set of fields', () => {
  const a = fieldSet('spec.replicas', 'metadata.labels', 'metadata.labels.app');
  const b = fieldSet('spec.replicas', 'metadata.labels.tier');

  it('unites, subtracts and intersects path by path', () => {
    expect(pathTexts(union(a, b))).toEqual([
      '.metadata.labels',
      '.metadata.labels.app',
      '.metadata.labels.tier',
      '.spec.replicas',
    ]);
    expect(pathTexts(difference(a, b))).toEqual(['.metadata.labels', '.metadata.labels.app']);
    expect(pathTexts(intersection(a, b))).toEqual(['.spec.replicas']);
    expect(difference(b, union(a, b))).toBeUndefined();
  });

  it('is itself where nothing is gained or lost', () => {
    expect(union(a, fieldSet('spec.replicas'))).toBe(a);
    expect(difference(a, fieldSet('spec.paused'))).toBe(a);
    expect(intersection(a, a)).toBe(a);
  });

  it('is read into the order it is written in', () => {
    const read = parseFieldsV1({
      'v:"b"': {},
      'k:{"port":80}': { 'f:port': {}, '.': {} },
      'k:{"port":9}': {},
      'f:b': {},
      'f:a': {},
    });
    const texts = [
      '"f:a":{}',
      '"f:b":{}',
      '"k:{\\"port\\":9}":{}',
      '"k:{\\"port\\":80}":{".":{},"f:port":{}}',
      '"v:\\"b\\"":{}',
    ];
    expect(JSON.stringify(read?.set)).toBe(`{${texts.join(',')}}`);
    expect(parseFieldsV1({ 'x:b': {} })).toBeUndefined();
    expect(parseFieldsV1({ 'f:b': 1 })).toBeUndefined();
  });
});

describe('what an applied configuration takes charge of', () => {
  it('is its leaves, items and keys of maps, not the structs on the way', () => {
    const config = of(
      {
        replicas: 1,
        selector: { matchLabels: { a: 'b' } },
        containers: [{ name: 'c', image: 'i', args: ['x'], ports: [{ port: 80 }] }],
        limits: {},
      },
      { labels: { app: 'web' }, finalizers: ['f'] },
    );
    expect(pathTexts(toFieldSet(config, web)).sort()).toEqual(
      [
        '.apiVersion',
        '.kind',
        '.metadata.finalizers[="f"]',
        '.metadata.labels.app',
        '.metadata.name',
        '.spec.containers[name="c"]',
        '.spec.containers[name="c"].args',
        '.spec.containers[name="c"].image',
        '.spec.containers[name="c"].name',
        '.spec.containers[name="c"].ports[port=80,protocol="TCP"]',
        '.spec.containers[name="c"].ports[port=80,protocol="TCP"].port',
        '.spec.limits',
        '.spec.replicas',
        '.spec.selector',
      ].sort(),
    );
  });
});

describe('a comparison', () => {
  const paths = (before: unknown, after: unknown) => {
    const found = compare(before, after, web);
    return [found?.added, found?.modified, found?.removed].map((set) => pathTexts(set).sort());
  };

  it('tells what was added, modified and removed', () => {
    const before = of({ replicas: 1, limits: { cpu: 1 }, containers: [{ name: 'a', image: 'i' }] });
    const after = of({ replicas: 2, limits: { memory: 1 }, containers: [{ name: 'b' }], free: { x: [1] } });
    expect(paths(before, after)).toEqual([
      [
        '.spec.containers[name="b"]',
        '.spec.containers[name="b"].name',
        '.spec.free',
        '.spec.free.x',
        '.spec.limits.memory',
      ],
      ['.spec.replicas'],
      [
        '.spec.containers[name="a"]',
        '.spec.containers[name="a"].image',
        '.spec.containers[name="a"].name',
        '.spec.limits.cpu',
      ],
    ]);
  });

  it('with nothing at all counts no struct that is always there, nor a scalar that is zero', () => {
    const object = of({ replicas: 0, containers: [{ name: 'c' }], limits: { cpu: 1 } }, { labels: {} });
    expect(pathTexts(compare(ZERO, object, web)?.added).sort()).toEqual(
      [
        '.apiVersion',
        '.kind',
        '.metadata.labels',
        '.spec.containers[name="c"]',
        '.spec.containers[name="c"].name',
        '.spec.limits',
        '.spec.limits.cpu',
      ].sort(),
    );
  });

  it('takes items of one key for one value', () => {
    const twice = of({
      containers: [
        { name: 'a', image: '1' },
        { name: 'a', image: '2' },
      ],
    });
    const other = of({
      containers: [
        { name: 'a', image: '1' },
        { name: 'a', image: '3' },
      ],
    });
    expect(paths(twice, other)).toEqual([[], ['.spec.containers[name="a"]'], []]);
    expect(paths(twice, of({ containers: [] }))[2]).toEqual(['.spec.containers[name="a"]']);
  });

  it('sees null and nothing as different', () => {
    expect(paths(of({ limits: null }), of({ limits: {} }))[1]).toEqual(['.spec.limits']);
  });
});

describe('merging', () => {
  const names = (live: string, config: string) =>
    (
      merge(
        of({ containers: [...live].map((name) => ({ name })) }),
        of({ containers: [...config].map((name) => ({ name })) }),
        web,
      ) as { spec: { containers: { name: string }[] } }
    ).spec.containers
      .map(({ name }) => name)
      .join('');

  it.each([
    ['abc', 'b', 'abc'],
    ['abc', 'cba', 'cba'],
    ['abc', 'cxa', 'bcxa'],
    ['ab', 'bca', 'bca'],
    ['abcd', 'da', 'bcda'],
    ['', 'ab', 'ab'],
    ['ab', 'xy', 'abxy'],
  ])('orders %s with %s applied as %s', (live, config, expected) => {
    expect(names(live, config)).toBe(expected);
  });

  it('replaces what is atomic, and gives the object itself where it says the same', () => {
    const live = of({ selector: { matchLabels: { a: '1' } }, replicas: 1 });
    expect(merge(live, of({ selector: { matchLabels: { b: '1' } } }), web)).toMatchObject({
      spec: { selector: { matchLabels: { b: '1' } }, replicas: 1 },
    });
    expect(merge(live, of({ replicas: 1 }), web)).toBe(live);
  });

  it('keeps keys that name an object’s own machinery as plain keys', () => {
    const config = JSON.parse('{"spec":{"limits":{"__proto__":{"a":1},"constructor":1}}}') as object;
    const merged = merge(of({}), config, web) as Web;
    expect(JSON.stringify(merged.spec)).toBe('{"limits":{"__proto__":{"a":1},"constructor":1}}');
    expect(({} as { a?: number }).a).toBeUndefined();
  });
});

describe('validation', () => {
  it.each<[object, string]>([
    [{ replicas: '3' }, '.spec.replicas: expected numeric (int or float), got string'],
    [{ nope: 1 }, '.spec.nope: field not declared in schema'],
    [{ containers: [{ name: 'a' }, { name: 'a' }] }, '.spec.containers: duplicate entries for key [name="a"]'],
    [
      { containers: [{ image: 'a' }] },
      '.spec.containers: element 0: associative list with keys has an element that omits all key fields ["name"] (and doesn\'t have default values for any key fields)',
    ],
    [
      { containers: [{ name: 'a', image: 1 }] },
      '.spec.containers[name="a"].image: expected string, got &value.valueUnstructured{Value:1}',
    ],
    [{ containers: {} }, '.spec.containers: expected list, got &{map[]}'],
    [{ limits: ['x'] }, '.spec.limits: expected map, got &{[x]}'],
    [
      { replicas: true, limits: 1 },
      'errors:\n  .spec.replicas: expected numeric (int or float), got bool\n  .spec.limits: expected map, got &{1}',
    ],
  ])('of %j says what is wrong', (specification, text) => {
    expect(validate(of(specification), web)).toBe(text);
  });
});
