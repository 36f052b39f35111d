import { describe, expect, it } from 'vitest';
import { createCel } from '../../../cel/index.ts';
import type { JSONSchemaProps } from '../customresourcedefinition/types.ts';
import { escapedName } from './cel-values.ts';
import { applyDefaults, dropForbiddenNulls } from './defaulting.ts';
import { formatCheck } from './formats.ts';
import { goFloat } from './go-float.ts';
import { prune } from './pruning.ts';
import { structuralOf } from './structural.ts';
import { validateValue } from './value.ts';
import { compareKubeAwareVersions } from './versions.ts';

const texts = (value: unknown, schema: JSONSchemaProps, old?: unknown): string[] =>
  validateValue(value, schema, createCel(), undefined, old).map((error) => error.error());

describe('pruning', () => {
  it('takes away what the schema does not know, and tells where it stood', () => {
    const schema = structuralOf({
      type: 'object',
      properties: {
        list: { type: 'array', items: { type: 'object', properties: { a: { type: 'string' } } } },
        map: { type: 'object', additionalProperties: { type: 'object', properties: {} } },
        open: { type: 'object', 'x-kubernetes-preserve-unknown-fields': true, properties: { in: { type: 'object' } } },
        embedded: { type: 'object', 'x-kubernetes-embedded-resource': true, properties: {} },
      },
    });
    const unknown: string[] = [];
    const object = {
      apiVersion: 'v1',
      metadata: { anything: 1 },
      list: [{ a: 'x', b: 1 }],
      map: { k: { c: 1 } },
      open: { free: 1, in: { d: 1 } },
      embedded: { kind: 'Pod', metadata: {}, spec: {} },
      other: true,
    };
    expect(prune(object, schema, unknown)).toEqual({
      apiVersion: 'v1',
      metadata: { anything: 1 },
      list: [{ a: 'x' }],
      map: { k: {} },
      open: { free: 1, in: {} },
      embedded: { kind: 'Pod', metadata: {} },
    });
    expect(unknown).toEqual(['list[0].b', 'map.k.c', 'open.in.d', 'embedded.spec', 'other']);
    const clean = { list: [{ a: 'x' }] };
    expect(prune(clean, schema, [])).toBe(clean);
  });
});

describe('defaults', () => {
  const schema = structuralOf({
    type: 'object',
    properties: {
      a: { type: 'string', default: 'x' },
      b: { type: 'object', default: {}, properties: { c: { type: 'integer', default: 1 } } },
      n: { type: 'string', nullable: true, default: 'y' },
      list: { type: 'array', items: { type: 'object', properties: { d: { type: 'integer', default: 2 } } } },
    },
  });

  it('are filled in, and in what they fill in', () => {
    const filled = applyDefaults({ a: null, n: null, list: [{}] } as object, schema);
    expect(filled).toEqual({ a: 'x', b: { c: 1 }, n: null, list: [{ d: 2 }] });
    expect(applyDefaults(filled, schema)).toBe(filled);
  });

  it('make null where null may not be the same as nothing', () => {
    expect(dropForbiddenNulls({ list: null, n: null, other: null }, schema)).toEqual({ n: null, other: null });
  });
});

describe('a value', () => {
  it.each<[unknown, JSONSchemaProps, string[]]>([
    [{ a: 1 }, { type: 'object', required: ['b'] }, ['b: Required value']],
    [1.5, { type: 'integer' }, ['<nil>: Invalid value: "number":  in body must be of type integer: "number"']],
    [
      { a: 2e9 },
      { properties: { a: { maximum: 1e6 } } },
      ['a: Invalid value: 2000000000: a in body should be less than or equal to 1e+06'],
    ],
    [{ a: 3 }, { properties: { a: { multipleOf: 2 } } }, ['a: Invalid value: 3: a in body should be a multiple of 2']],
    [
      { a: '' },
      { properties: { a: { minLength: 1 } } },
      ['a: Invalid value: "": a in body should be at least 1 chars long'],
    ],
    [
      { a: 'x' },
      { properties: { a: { not: { enum: ['x'] } } } },
      ['<nil>: Invalid value: "": "a" must not validate the schema (not)'],
    ],
    [
      { a: [1, 'x'] },
      { properties: { a: { items: { type: 'integer' } } } },
      ['a[1]: Invalid value: "string": a[1] in body must be of type integer: "string"'],
    ],
    [
      { a: { k: 1 } },
      { properties: { a: { additionalProperties: { type: 'string' } } } },
      ['a.k: Invalid value: "integer": a.k in body must be of type string: "integer"'],
    ],
    [
      { a: true },
      { properties: { a: { type: 'integer', format: 'int32' } } },
      ['a: Invalid value: "": a in body must be of type int32: ""'],
    ],
    [
      { a: {} },
      { properties: { a: { minProperties: 1 } } },
      ['a: Invalid value: 0: a in body should have at least 1 properties'],
    ],
    [
      { a: 5 },
      { properties: { a: { anyOf: [{ minimum: 9 }, { enum: [1] }] } } },
      [
        '<nil>: Invalid value: "": "a" must validate at least one schema (anyOf)',
        'a: Invalid value: 5: a in body should be greater than or equal to 9',
      ],
    ],
  ])('%j of %j', (value, schema, expected) => {
    expect(texts(value, schema)).toEqual(expected);
  });

  it('that is as it was is not looked at again', () => {
    const schema: JSONSchemaProps = { properties: { a: { type: 'string' }, b: { type: 'string' } } };
    expect(texts({ a: 1, b: 2 }, schema, { a: 1, b: 3 })).toEqual([
      'b: Invalid value: "integer": b in body must be of type string: "integer"',
    ]);
  });
});

describe('formats', () => {
  it.each([
    ['date-time', '2026-11-21T10:00:00Z', '2026-13-01T00:00:00Z'],
    ['date', '2026-11-21', '21.11.2026'],
    ['duration', '1h30m', 'soon'],
    ['ipv6', '::1', '1::2::3'],
    ['cidr', '10.0.0.0/8', '10.0.0.0/33'],
    ['uuid', '6f9619ff-8b86-d011-b42d-00c04fc964ff', 'x'],
    ['mac', '01:02:03:04:05:06', '01:02'],
    ['byte', 'YQ==', 'a b'],
    ['isbn13', '978-3-16-148410-0', '978-3-16-148410-1'],
    ['hostname', 'a.example.com', '-a'],
    ['k8s-short-name', 'web', 'Web'],
  ])('%s', (format, good, bad) => {
    const check = formatCheck(format)!;
    expect([check(good), check(bad)]).toEqual([true, false]);
  });

  it('that nobody knows are not looked at', () => {
    expect(formatCheck('int32')).toBeUndefined();
  });
});

it('orders versions as kubectl would choose among them', () => {
  const versions = ['v1beta1', 'foo', 'v2', 'v1', 'v10', 'v1alpha1', 'v2beta1'];
  expect([...versions].sort((a, b) => compareKubeAwareVersions(b, a))).toEqual([
    'v10',
    'v2',
    'v1',
    'v2beta1',
    'v1beta1',
    'v1alpha1',
    'foo',
  ]);
});

it('prints numbers as Go does', () => {
  expect([1, 0.5, 65535, 1e6, 2147483647, 1e-7].map(goFloat)).toEqual([
    '1',
    '0.5',
    '65535',
    '1e+06',
    '2.147483647e+09',
    '1e-07',
  ]);
});

it('names fields in expressions so that they can be written', () => {
  expect(['namespace', 'a-b', 'a.b/c', 'x__y', 'plain', 'é'].map(escapedName)).toEqual([
    '__namespace__',
    'a__dash__b',
    'a__dot__b__slash__c',
    'x__underscores__y',
    'plain',
    undefined,
  ]);
});
