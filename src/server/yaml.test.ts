import { describe, expect, it } from 'vitest';
import { yaml } from './yaml.ts';

describe('YAML as sigs.k8s.io/yaml reads it', () => {
  it('has the words of YAML 1.1, but no dates and no sixties', () => {
    const text = 'a: yes\nb: 0644\nc: 2001-01-01\nd: 22:22\ne: "no"\nf: 1e3\ng: ~\nh: off\n';
    expect(yaml.parse(text).value).toEqual({
      a: true,
      b: 0o644,
      c: '2001-01-01',
      d: '22:22',
      e: 'no',
      f: 1000,
      g: null,
      h: false,
    });
  });

  it('merges what is anchored', () => {
    expect(yaml.parse('a: &x {k: 1}\nb:\n  <<: *x\n  l: 2\n').value).toEqual({ a: { k: 1 }, b: { k: 1, l: 2 } });
  });

  it('tells which keys stand twice, and takes the last', () => {
    expect(yaml.parse('a: 1\nb: 2\na: 3\n')).toEqual({
      value: { a: 3, b: 2 },
      duplicates: ['line 3: key "a" already set in map'],
    });
  });

  it.each([
    ['a: b: c', 'yaml: line 1: mapping values are not allowed in this context'],
    ['a:\n\tb: c', 'yaml: line 2: found character that cannot start any token'],
  ])('refuses %j in go-yaml’s words', (text, message) => {
    expect(() => yaml.parse(text)).toThrow(message);
  });

  it('is not blown up by aliases of aliases', () => {
    const lines = ['a0: &a0 [x, x, x, x, x, x, x, x, x, x]'];
    for (let i = 1; i < 9; i++)
      lines.push(
        `a${i}: &a${i} [${Array(10)
          .fill(`*a${i - 1}`)
          .join(', ')}]`,
      );
    expect(() => yaml.parse(lines.join('\n'))).toThrow(/alias/);
  });
});

it('writes keys in order, lists without indentation, and text that looks like something else in quotes', () => {
  expect(yaml.stringify({ b: [{ y: 'true', x: '1' }], a: 'no', n: undefined, z: {} })).toBe(
    'a: "no"\nb:\n- x: "1"\n  "y": "true"\nz: {}\n',
  );
});
