import { describe, expect, it } from 'vitest';
import {
  compareStrings,
  decodeJSON,
  deepEqual,
  getNested,
  getNestedStringMap,
  goFormat,
  ParseError,
  semanticDeepEqual,
  setNested,
  sortedKeys,
} from './index.ts';

describe('comparing', () => {
  it('orders strings as their UTF-8 bytes', () => {
    const words = ['\u{1f600}', '\uffff', 'b', 'a', '', 'ab', '한', '\ud7ff', 'é'];
    const bytes = [...words].sort((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b)));
    expect([...words].sort(compareStrings)).toEqual(bytes);
    expect(sortedKeys({ b: 1, a: 2 })).toEqual(['a', 'b']);
  });

  it('takes a key that holds undefined for no key', () => {
    expect(deepEqual({ a: 1, b: undefined }, { a: 1 })).toBe(true);
    expect(deepEqual({ a: 1 }, { a: 1, b: null })).toBe(false);
    expect(deepEqual({ a: 1, b: 2 }, { a: 1 })).toBe(false);
    expect(deepEqual({ constructor: 1 }, {})).toBe(false);
    expect(deepEqual([1, { a: [2] }], [1, { a: [2] }])).toBe(true);
    expect(deepEqual([1], { 0: 1 })).toBe(false);
  });

  it('takes nil and empty for one, semantically', () => {
    expect(semanticDeepEqual({ a: [], b: {}, c: null }, {})).toBe(true);
    expect(semanticDeepEqual({ a: { b: [] } }, { a: {} })).toBe(true);
    expect(semanticDeepEqual({ a: 0 }, {})).toBe(false);
    expect(deepEqual({ a: [] }, {})).toBe(false);
  });
});

describe('untyped objects', () => {
  const root = { a: { b: [{ c: 1 }] }, z: { y: 1 } };

  it('are read and rewritten by path, sharing the rest', () => {
    expect(getNested(root, ['a', 'b', 0, 'c'])).toBe(1);
    expect(getNested(root, ['constructor', 'name'])).toBeUndefined();
    const changed = setNested(root, ['a', 'n'], 2) as typeof root;
    expect(changed).toEqual({ a: { b: [{ c: 1 }], n: 2 }, z: { y: 1 } });
    expect(changed.z).toBe(root.z);
    expect(setNested(root, ['z', 'y'], undefined)).toEqual({ a: root.a, z: {} });
    expect(root.z).toEqual({ y: 1 });
    const sly = setNested({}, ['__proto__', 'polluted'], true) as object;
    expect(Reflect.get(sly, 'polluted')).toBeUndefined();
    expect(Reflect.get({}, 'polluted')).toBeUndefined();
  });

  it('give string maps only when every value is a string', () => {
    expect(getNestedStringMap({ a: { x: '1' } }, ['a'])).toEqual({ x: '1' });
    expect(getNestedStringMap({ a: { x: 1 } }, ['a'])).toBeUndefined();
  });

  it('print as Go prints them', () => {
    expect(goFormat({ b: [1, 'x'], a: null })).toBe('map[a:<nil> b:[1 x]]');
  });
});

describe('decoding', () => {
  it('never throws anything but ParseError, however the text nests', () => {
    expect(decodeJSON('{"a":[1,"[[[["]}')).toEqual({ a: [1, '[[[['] });
    expect(() => decodeJSON('['.repeat(200_000))).toThrow(new ParseError('exceeded max depth'));
    expect(() => decodeJSON('"x"', { maxLength: 2, maxDepth: 5 })).toThrow(new ParseError('limit is 2'));
  });

  it.each([
    ['', 'unexpected end of JSON input'],
    ['{"a":', 'unexpected end of JSON input'],
    ['"abc', 'unexpected end of JSON input'],
    ['<html>', "invalid character '<' looking for beginning of value"],
    ['[1,]', "invalid character ']' looking for beginning of value"],
    ['{"a":1,}', "invalid character '}' looking for beginning of object key string"],
    ['{"a" 1}', "invalid character '1' after object key"],
    ['{"a":1 "b"}', "invalid character '\"' after object key:value pair"],
    ['[1 2]', "invalid character '2' after array element"],
    ['{} x', "invalid character 'x' after top-level value"],
    ['01', "invalid character '1' after top-level value"],
    ['tru3', "invalid character '3' in literal true (expecting 'e')"],
    ['"a\nb"', "invalid character '\\n' in string literal"],
    ['-a', "invalid character 'a' in numeric literal"],
    ['"\\x"', "invalid character 'x' in string escape code"],
  ])('%j is explained as Go explains it', (text, message) => {
    expect(() => decodeJSON(text)).toThrow(new ParseError(message));
  });
});
