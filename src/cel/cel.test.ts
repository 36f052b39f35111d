import { describe, expect, it } from 'vitest';
import { CelDouble, CelDuration, CelOptional, CelTimestamp, type CelProgram } from '../engine/apimachinery/index.ts';
import { createCel } from './index.ts';

const cel = createCel();

function compiled(expression: string): CelProgram {
  const program = cel.compile(expression, ['self', 'oldSelf']);
  if (!program.ok) throw new Error(program.message);
  return program;
}

function evaluate(expression: string, self: unknown = {}): unknown {
  const answer = compiled(expression).evaluate({ self, oldSelf: new CelOptional(undefined) });
  if (!answer.ok) throw new Error(answer.message);
  return answer.value;
}

describe('an expression', () => {
  it.each([
    ['self.a + 1 == 2', { a: 1 }],
    ['self.a % 2 == 1', { a: 1 }],
    ['self.items.all(i, i.name.startsWith("x"))', { items: [{ name: 'x1' }] }],
    ['self.labels.all(k, self.labels[k] != "")', { labels: { a: 'b' } }],
    ['has(self.a) && !has(self.b)', { a: null }],
    ['self.a == null', { a: null }],
    ['self.?b.orValue(3) == 3', {}],
    ['self.list.sum() == 6 && self.list.max() == 3 && self.list.isSorted()', { list: [1, 2, 3] }],
    ['self.list.indexOf(2) == 1 && self.list.lastIndexOf(9) == -1', { list: [1, 2, 3] }],
    ['self.s.find("[0-9]+") == "123" && self.s.findAll("[a-z]+").size() == 2', { s: 'ab123cd' }],
    ['self.s.replace("a", "b") == "bbb"', { s: 'aba' }],
    ['quantity(self.q).isGreaterThan(quantity("1Mi"))', { q: '1Gi' }],
    ['quantity("50k").add(20).compareTo(quantity("50020")) == 0 && !isQuantity("x")', {}],
    [
      'url(self.u).getHostname() == "example.com" && url(self.u).getPort() == "80"',
      { u: 'https://example.com:80/a?b=c' },
    ],
    ['url(self.u).getQuery()["b"] == ["c"] && !isURL("x y")', { u: 'https://example.com/a?b=c' }],
    ['ip("10.0.0.1").family() == 4 && isCIDR("10.0.0.0/8") && !isIP("10")', {}],
    ['"%s has %d of %.2f%%".format(["a", 3, 1.5]) == "a has 3 of 1.50%"', {}],
    ['self.at < timestamp("2027-01-01T00:00:00Z")', { at: new CelTimestamp('2026-11-21T10:00:00Z') }],
    ['self.for >= duration("1h")', { for: new CelDuration('90m') }],
    ['self.ratio * 2.0 == 2.0', { ratio: new CelDouble(1) }],
    ['!oldSelf.hasValue()', {}],
  ])('%s', (expression, self) => {
    expect(evaluate(expression, self)).toBe(true);
  });

  it.each([
    ['self.missing > 1', 'no such key: missing'],
    ['self.list[7] == 1', 'index out of bounds: 7'],
    ['1 / self.zero == 1', 'division by zero'],
    ['self.s + self.zero == "a1"', 'no such overload'],
  ])('%s fails in the words of cel-go', (expression, text) => {
    const answer = compiled(expression).evaluate({ self: { list: [], zero: 0, s: 'a' } });
    expect(answer).toEqual({ ok: false, message: text });
  });

  it('takes keys for what they are', () => {
    const self = JSON.parse('{"__proto__": 1, "constructor": 2}') as object;
    expect(evaluate('self.constructor == 2 && self["__proto__"] == 1 && !has(self.toString)', self)).toBe(true);
  });

  it('that cannot be read is shown with the place', () => {
    expect(cel.compile('self.a > other', ['self'])).toEqual({
      ok: false,
      message: `ERROR: <input>:1:10: undeclared reference to 'other' (in container '')\n | self.a > other\n | .........^`,
    });
    expect(cel.compile('self.a >', ['self'])).toMatchObject({
      ok: false,
      message: expect.stringContaining('Syntax error') as string,
    });
  });

  it('tells which variables and fields it names', () => {
    const program = compiled('self.spec.list.all(x, x.a == oldSelf.b)');
    expect(program.references.map(([root, fields]) => [root, fields])).toEqual([
      ['self', ['spec', 'list']],
      ['oldSelf', ['b']],
    ]);
    expect([program.uses('self'), program.uses('x')]).toEqual([true, false]);
  });
});

describe('the bound on work', () => {
  const list = Array.from({ length: 200 }, (_, i) => i);

  it('ends what multiplies', () => {
    const program = compiled('self.all(a, self.all(b, self.all(c, self.all(d, a + b + c + d >= 0))))');
    expect(program.evaluate({ self: list })).toMatchObject({ ok: false, exhausted: true });
  });

  it('ends what doubles', () => {
    let expression = 'x0';
    for (let i = 40; i > 0; i--)
      expression = `cel.bind(x${i}, x${i - 1} + x${i - 1}, ${expression === 'x0' ? `x${i}.size() > 0` : expression})`;
    const program = compiled(`cel.bind(x0, self, ${expression})`);
    expect(program.evaluate({ self: list })).toMatchObject({ ok: false, exhausted: true });
  });

  it('is the same every time', () => {
    const program = compiled('self.all(a, self.all(b, a + b >= 0))');
    for (let i = 0; i < 3; i++) expect(program.evaluate({ self: list })).toMatchObject({ ok: true, value: true });
  });
});
