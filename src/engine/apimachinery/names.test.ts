import { describe, expect, it } from 'vitest';
import { computeHash, fnv32a, generateName, safeEncodeString } from './index.ts';

describe('generated names', () => {
  it('take five characters from the stream and cut the base at 58', () => {
    let n = 0;
    const random = { int: (max: number) => n++ % max };
    expect(generateName(random, 'web-')).toBe('web-bcdfg');
    expect(generateName(random, 'x'.repeat(80))).toBe(`${'x'.repeat(58)}hjklm`);
  });
});

describe('hashes', () => {
  it('are FNV-1a over UTF-8', () => {
    expect(fnv32a('')).toBe(0x811c9dc5);
    expect(fnv32a('a')).toBe(0xe40c292c);
    expect(fnv32a('foobar')).toBe(0xbf9cf968);
    const bytes = new TextEncoder().encode('한글 𝄞 é');
    let hash = 0x811c9dc5;
    for (const byte of bytes) hash = Math.imul(hash ^ byte, 0x01000193);
    expect(fnv32a('한글 𝄞 é')).toBe(hash >>> 0);
  });

  it('encode with the alphabet of names', () => {
    // '0' is 48, and 48 modulo 27 letters is 21.
    expect(safeEncodeString('0123456789')).toBe('456789bcdf');
  });

  it('of a template do not depend on the order of keys, and do on a collision', () => {
    const hash = computeHash({ a: 1, b: { c: [1, 2], d: undefined } });
    expect(computeHash({ b: { c: [1, 2] }, a: 1 })).toBe(hash);
    expect(computeHash({ b: { c: [2, 1] }, a: 1 })).not.toBe(hash);
    expect(computeHash({ a: 1, b: { c: [1, 2] } }, 1)).not.toBe(hash);
    expect(hash).toMatch(/^[bcdfghjklmnpqrstvwxz2456789]{1,10}$/);
  });
});
