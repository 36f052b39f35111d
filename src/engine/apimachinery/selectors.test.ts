import { describe, expect, it } from 'vitest';
import {
  everything,
  formatLabels,
  formatLabelSelector,
  labelSelectorAsSelector,
  nothing,
  parseFieldSelector,
  parseLabelSelector,
  selectorFromSet,
  setMatches,
  supportedFields,
} from './index.ts';

const LABEL_KEY_HELP =
  "name part must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character (e.g. 'MyName',  or 'my.name',  or '123-abc', regex used for validation is '([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]')";

describe('label selectors', () => {
  it.each([
    ['a=b,c!=d', { a: 'b' }, true],
    ['a=b,c!=d', { a: 'b', c: 'd' }, false],
    ['a==b', { a: 'b' }, true],
    ['e in (x,y)', { e: 'y' }, true],
    ['e in (x,y)', { e: 'z' }, false],
    ['e in (x,y)', {}, false],
    ['e notin (x,y)', {}, true],
    ['!f', {}, true],
    ['!f', { f: '' }, false],
    ['f', { f: '' }, true],
    ['g>1', { g: '10' }, true],
    ['g<1', { g: '10' }, false],
    ['g>1', { g: 'many' }, false],
    ['x=', { x: '' }, true],
    ['in in (in)', { in: 'in' }, true],
    ['', { anything: 'goes' }, true],
  ])('%s on %o is %s', (text, labels, matches) => {
    expect(parseLabelSelector(text).matches(labels)).toBe(matches);
  });

  it('does not see what every JavaScript object inherits', () => {
    expect(parseLabelSelector('constructor').matches({})).toBe(false);
    expect(parseLabelSelector('!toString').matches({})).toBe(true);
  });

  it.each([
    ['x in (c,b,a),a=1', 'a=1,x in (a,b,c)'],
    ['x notin ()', 'x notin ()'],
    ['x in (foo,,baz)', 'x in (,baz,foo)'],
    ['!y , z', '!y,z'],
    ['a==b', 'a==b'],
    ['n > 5', 'n>5'],
  ])('%s prints as %s', (text, printed) => {
    expect(parseLabelSelector(text).toString()).toBe(printed);
  });

  it.each([
    ['-a', `unable to parse requirement: <nil>: Invalid value: "-a": ${LABEL_KEY_HELP}`],
    ['x in a', "unable to parse requirement: found 'a' expected: '('"],
    ['x in (a', "unable to parse requirement: found '', expected: ',' or ')'"],
    ['x a', "unable to parse requirement: found 'a', expected: in, notin, =, ==, !=, gt, lt"],
    ['a,', "found '', expected: identifier after ','"],
    ['=a', "found '=', expected: !, identifier, or 'end of string'"],
    ['a=b c', "found 'c', expected: ',' or 'end of string'"],
    [
      'a>b',
      "unable to parse requirement: values[0]: Invalid value: \"b\": for 'Gt', 'Lt' operators, the value must be an integer",
    ],
  ])('%s is refused with upstream’s words', (text, message) => {
    expect(() => parseLabelSelector(text)).toThrow(expect.objectContaining({ message }));
  });

  it('an absent selector selects nothing and an empty one everything', () => {
    expect(labelSelectorAsSelector(undefined)).toBe(nothing());
    expect(labelSelectorAsSelector(undefined).matches({})).toBe(false);
    expect(labelSelectorAsSelector({})).toBe(everything());
    expect(labelSelectorAsSelector({}).matches(undefined)).toBe(true);
  });

  it('compiles expressions and pairs together, and says what operator it does not know', () => {
    const selector = {
      matchLabels: { app: 'web' },
      matchExpressions: [{ key: 'tier', operator: 'NotIn', values: ['db'] }],
    };
    expect(labelSelectorAsSelector(selector).toString()).toBe('app=web,tier notin (db)');
    expect(labelSelectorAsSelector(selector)).toBe(labelSelectorAsSelector(selector));
    expect(formatLabelSelector(selector)).toBe('app=web,tier notin (db)');
    const odd = { matchExpressions: [{ key: 'a', operator: 'Like', values: [] }] };
    expect(() => labelSelectorAsSelector(odd)).toThrow('"Like" is not a valid label selector operator');
    expect(formatLabelSelector(odd)).toBe('<error>');
  });

  it('matches a plain set as a Service does', () => {
    expect(setMatches({ a: '1' }, { a: '1', b: '2' })).toBe(true);
    expect(setMatches({ a: '1', c: '3' }, { a: '1', b: '2' })).toBe(false);
    expect(selectorFromSet({ b: '2', a: '1' }).toString()).toBe('a=1,b=2');
    expect(selectorFromSet({ b: '2' }).requiresExactMatch('b')).toBe('2');
    expect(formatLabels({ b: '2', a: '1' })).toBe('a=1,b=2');
    expect(formatLabels(undefined)).toBe('<none>');
  });
});

describe('field selectors', () => {
  it('match by what the getter reads, and an absent field is the empty string', () => {
    const selector = parseFieldSelector('spec.nodeName=worker-1,status.phase!=Failed');
    expect(selector.matchesSet({ 'spec.nodeName': 'worker-1' })).toBe(true);
    expect(selector.matchesSet({ 'spec.nodeName': 'worker-1', 'status.phase': 'Failed' })).toBe(false);
    expect(parseFieldSelector('spec.nodeName=').matchesSet({})).toBe(true);
    expect(selector.requiresExactMatch('spec.nodeName')).toBe('worker-1');
    expect(selector.requiresExactMatch('status.phase')).toBeUndefined();
  });

  it('escape what would end a value, both ways', () => {
    const selector = parseFieldSelector('a=x\\,y\\=z\\\\');
    expect(selector.requiresExactMatch('a')).toBe('x,y=z\\');
    expect(selector.toString()).toBe('a=x\\,y\\=z\\\\');
  });

  it('refuse with upstream’s words', () => {
    expect(() => parseFieldSelector('nonsense')).toThrow("invalid selector: 'nonsense'; can't understand 'nonsense'");
    expect(() => parseFieldSelector('a=b=c')).toThrow('invalid field selector: unescaped character in value: =');
    expect(() => parseFieldSelector('spec.image=x', supportedFields('spec.nodeName'))).toThrow(
      'field label not supported: spec.image',
    );
  });
});
