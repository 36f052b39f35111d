import { describe, expect, it } from 'vitest';
import { createCel } from './index.ts';
import { compileRegexp, type Searchable } from './regexp.ts';

const cel = createCel();

function regexp(pattern: string): Searchable {
  const compiled = compileRegexp(pattern);
  if (!compiled.ok) throw new Error(compiled.message);
  return compiled;
}

function evaluate(expression: string, self: unknown): unknown {
  const program = cel.compile(expression, ['self']);
  if (!program.ok) return program.message;
  const answer = program.evaluate({ self });
  return answer.ok ? answer.value : answer.message;
}

describe('a regular expression of Go', () => {
  it.each([
    ['^[[:alpha:]]+$', 'abc', true],
    ['(?i)^ABC$', 'abc', true],
    ['(?i:a)B', 'AB', true],
    ['\\Aa\\z', 'a', true],
    ['(?P<year>\\d{4})', '2026', true],
    ['a{,3}', 'a{,3}', true],
    ['^\\Qa.b\\E$', 'a.b', true],
    ['^\\pL+$', 'é', true],
    ['^[a\\-z]+$', 'a-z', true],
    ['^a$', 'a\nb', false],
    ['(?m)^a$', 'a\nb', true],
    ['a.b', 'a\nb', false],
    ['^.$', '😀', true],
    ['b', 'abc', true],
  ])('%s of %j', (pattern, text, matches) => {
    expect(regexp(pattern).test(text)).toBe(matches);
  });

  it.each([
    ['(a', 'missing closing ): `(a`'],
    ['a)', 'unexpected ): `a)`'],
    ['[a', 'missing closing ]: `[a`'],
    ['+', 'missing argument to repetition operator: `+`'],
    ['a**', 'invalid nested repetition operator: `**`'],
    ['a{1001}', 'invalid repeat count: `{1001}`'],
    ['[z-a]', 'invalid character class range: `z-a`'],
    ['(?=a)', 'invalid or unsupported Perl syntax: `(?=`'],
    ['(a)\\1', 'invalid escape sequence: `\\1`'],
    ['(?P<n>a)(?P<n>b)', 'duplicate capture group name: `n`'],
    ['\\', 'trailing backslash at end of expression: ``'],
    ['a'.repeat(5000), `expression too large: \`${'a'.repeat(5000)}\``],
    ['a{1000}'.repeat(120), `expression too large: \`${'a{1000}'.repeat(120)}\``],
  ])('%s is none', (pattern, text) => {
    expect(cel.compileRegexp(pattern)).toEqual({ ok: false, message: `error parsing regexp: ${text}` });
  });

  it.each([
    ['!(a+)+$', `!${'a'.repeat(50_000)}!`],
    ['(x+x+)+y', 'x'.repeat(50_000)],
    ['^(([a-z])+.)+[A-Z]([a-z])+$', 'a'.repeat(50_000)],
    ['(a|b)*a(a|b){20}c', 'ab'.repeat(25_000)],
  ])('that would go back again and again is quick: %s', { timeout: 3_000 }, (pattern, text) => {
    expect(regexp(pattern).test(text)).toBe(false);
    const expression = `self.matches(${JSON.stringify(pattern)}) || self.find(${JSON.stringify(pattern)}) != ""`;
    expect(evaluate(expression, text.slice(0, 2_000).concat('!'))).toBe(false);
  });

  it('finds as Go does, without the empty matches next to others', () => {
    const found: string[] = [];
    regexp('[a-z]*').find('ab1cd', (match) => found.push(match) > 0);
    expect(found).toEqual(['ab', 'cd']);
  });
});

describe('an expression', () => {
  it.each([
    [`self.matches('^[a-c]+$') && !self.matches('\\\\d')`, true],
    [`matches(self, 'bc$')`, true],
    [`[self].all(x, x.matches('^abc$')) && cel.bind(p, '^a', self.matches(p))`, true],
    [`self.find('b.')`, 'bc'],
    [`self.find('x')`, ''],
    [`self.findAll('[a-z]')`, ['a', 'b', 'c']],
    [`self.findAll('[a-z]', 2)`, ['a', 'b']],
    [`self.findAll('[a-z]', 0)`, []],
    [`self.findAll('[a-z]', -1).size()`, 3],
    [`self.matches('(' + 'a')`, 'error parsing regexp: missing closing ): `(a`'],
    [`self.find('(a')`, 'Illegal regex: error parsing regexp: missing closing ): `(a`'],
  ])('%s', (expression, value) => {
    expect(evaluate(expression, 'abc')).toEqual(value);
  });

  it('with a pattern that cannot be read is refused before it runs', () => {
    const message = `ERROR: <input>:1:26: invalid matches argument\n | self == 'x' || self.matches('(a')\n | ............................^`;
    expect(evaluate(`self == 'x' || self.matches('(a')`, 'abc')).toBe(message.replace('1:26', '1:29'));
  });

  it('with no such function says what it is applied to', () => {
    const said = `found no matching overload for 'matches' applied to 'string.(int)'`;
    expect(evaluate(`'a'.matches(1)`, 'abc')).toContain(said);
    expect(evaluate(`self.find()`, 'abc')).toContain(`found no matching overload for 'find' applied to 'dyn.()'`);
  });

  it('that searches too much ends', { timeout: 5_000 }, () => {
    const program = cel.compile(`self.findAll('a(.*c)?').size() > 0`, ['self']);
    expect(program).toMatchObject({ ok: true });
    if (!program.ok) return;
    expect(program.evaluate({ self: 'a'.repeat(200_000) })).toMatchObject({ ok: false, exhausted: true });
    expect(program.evaluate({ self: 'aac' })).toMatchObject({ ok: true, value: true });
  });
});
