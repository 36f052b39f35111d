import { beforeEach, describe, expect, it } from 'vitest';
import { createCel } from '../../../cel/index.ts';
import { createCronTab, cronTab, define, getCronTab, updateCronTab } from '../testing/custom-resources.ts';
import { TestServer } from '../testing/test-server.ts';

const cel = createCel();
let server: TestServer;
beforeEach(() => {
  server = new TestServer({ cel });
});

const PROPERTIES = {
  replicas: { type: 'integer' },
  min: { type: 'integer' },
  namespace: { type: 'string' },
  ratio: { type: 'number' },
  until: { type: 'string', format: 'date-time' },
  items: {
    type: 'array',
    'x-kubernetes-list-type': 'map',
    'x-kubernetes-list-map-keys': ['name'],
    items: {
      type: 'object',
      required: ['name'],
      properties: { name: { type: 'string' }, size: { type: 'integer' } },
      'x-kubernetes-validations': [{ rule: 'self.size >= oldSelf.size', message: 'may not shrink' }],
    },
  },
};

const withRules = (...rules: object[]): object =>
  cronTab({ properties: PROPERTIES, 'x-kubernetes-validations': rules });
const INVALID = 'CronTab.stable.example.com "my" is invalid: ';

describe('a rule', () => {
  it.each([
    [{ rule: 'self.min <= self.replicas' }, 'failed rule: self.min <= self.replicas'],
    [{ rule: 'self.min <= self.replicas', message: 'too few' }, 'too few'],
    [
      { rule: 'self.min <= self.replicas', messageExpression: '"%d of %d".format([self.replicas, self.min])' },
      '1 of 2',
    ],
    [{ rule: 'self.nosuch.orValue(1) == 1 || true' }, ''],
  ])('%j is told as %j', (rule, text) => {
    if (text === '') {
      expect(() => define(server, withRules(rule))).toThrow("undefined field 'nosuch'");
      return;
    }
    define(server, withRules(rule));
    expect(() => createCronTab(server, { min: 2, replicas: 1 })).toThrow(
      `${INVALID}spec: Invalid value: "object": ${text}`,
    );
    expect(createCronTab(server, { min: 1, replicas: 1 })).toMatchObject({ spec: { min: 1 } });
  });

  it('may point at a field, and say what kind of error it is', () => {
    define(
      server,
      withRules({
        rule: 'has(self.replicas)',
        fieldPath: '.replicas',
        reason: 'FieldValueRequired',
        message: 'say it',
      }),
    );
    expect(() => createCronTab(server, {})).toThrow(`${INVALID}spec.replicas: Required value: say it`);
  });

  it('sees numbers, times and fields as the schema says', () => {
    define(
      server,
      withRules({
        rule: 'self.ratio * 2.0 < 3.0 && self.until < timestamp("2027-01-01T00:00:00Z") && self.__namespace__ == "a"',
      }),
    );
    const spec = { ratio: 1, until: '2026-11-21T10:00:00Z', namespace: 'a' };
    expect(createCronTab(server, spec)).toMatchObject({ spec });
  });

  it('compares with what was before, and finds the items of a list by their keys', () => {
    define(server, withRules({ rule: 'self.replicas >= oldSelf.replicas', message: 'only more' }));
    createCronTab(server, {
      replicas: 2,
      items: [
        { name: 'a', size: 1 },
        { name: 'b', size: 5 },
      ],
    });
    expect(() => updateCronTab(server, { replicas: 1 })).toThrow('spec: Invalid value: "object": only more');
    expect(() => updateCronTab(server, { replicas: 2, items: [{ name: 'b', size: 4 }] })).toThrow(
      'spec.items[0]: Invalid value: "object": may not shrink',
    );
    expect(updateCronTab(server, { replicas: 3, items: [{ name: 'b', size: 6 }] })).toMatchObject({
      spec: { replicas: 3 },
    });
  });

  it('is not looked at while the object is of the wrong shape', () => {
    define(server, withRules({ rule: 'self.replicas > 1' }));
    expect(() => createCronTab(server, { replicas: 'x' })).toThrow(
      '<nil>: Invalid value: "null": some validation rules were not checked because the object was invalid; correct the existing errors to complete validation',
    );
  });

  it('that fails while it runs refuses the object, and that does too much ends', () => {
    const deep = 'self.items.all(a, self.items.all(b, self.items.all(c, a.size + b.size + c.size >= 0)))';
    define(server, withRules({ rule: 'self.replicas > 1' }, { rule: `!has(self.items) || ${deep}`, message: 'deep' }));
    expect(() => createCronTab(server, {})).toThrow(
      `${INVALID}spec: Invalid value: "object": no such key: replicas evaluating rule: self.replicas > 1`,
    );
    const items = Array.from({ length: 200 }, (_, i) => ({ name: `n${i}`, size: i }));
    expect(() => createCronTab(server, { replicas: 2, items })).toThrow(
      "'operation cancelled: actual cost limit exceeded': no further validation rules will be run due to call cost exceeds limit for rule: deep",
    );
    expect(() => getCronTab(server)).toThrow('not found');
  });
});

describe('a definition', () => {
  const refuse = (rule: object): string => {
    try {
      define(server, withRules(rule));
    } catch (error) {
      return (error as Error).message;
    }
    return '';
  };
  const at = 'spec.validation.openAPIV3Schema.properties[spec].x-kubernetes-validations[0]';

  it.each([
    [
      { rule: 'self.replcas == 1' },
      `${at}.rule: Invalid value: {"rule":"self.replcas == 1"}: compilation failed: ERROR: <input>:1:5: undefined field 'replcas'\n | self.replcas == 1\n | ....^`,
    ],
    [
      { rule: 'self.replicas + 1' },
      `${at}.rule: Invalid value: {"rule":"self.replicas + 1"}: cel expression must evaluate to a bool`,
    ],
    [{ rule: ' ' }, `${at}.rule: Required value: rule is not specified`],
    [{ rule: 'true', reason: 'Because' }, `${at}.reason: Unsupported value: "Because"`],
    [
      { rule: 'true', fieldPath: '.nosuch' },
      `${at}.fieldPath: Invalid value: ".nosuch": fieldPath must be a valid path`,
    ],
    [
      { rule: 'true', optionalOldSelf: true },
      `${at}.optionalOldSelf: Invalid value: true: may not be set if oldSelf is not used in rule`,
    ],
  ])('with the rule %j is refused', (rule, text) => {
    expect(refuse(rule)).toContain(text);
  });
});
