import { describe, expect, it } from 'vitest';
import { MANDATORY_FLOW_SCHEMAS, SUGGESTED_FLOW_SCHEMAS } from './flowschema/bootstrap.ts';
import { flowSchemaKind } from './flowschema/index.ts';
import { MANDATORY_PRIORITY_LEVELS, SUGGESTED_PRIORITY_LEVELS } from './prioritylevelconfiguration/bootstrap.ts';
import { priorityLevelConfigurationKind } from './prioritylevelconfiguration/index.ts';
import { KindTester } from './testing/kind-tester.ts';

describe('a flow schema', () => {
  const schemas = new KindTester(flowSchemaKind);
  const RULE = { verbs: ['get'], apiGroups: ['*'], resources: ['*'], namespaces: ['*'] };
  const RULES = { subjects: [{ kind: 'User', user: { name: 'jane' } }], resourceRules: [RULE] };
  const spec = (rules: object) => ({
    priorityLevelConfiguration: { name: 'workload-low' },
    rules: [{ ...RULES, ...rules }],
  });
  const refusals = (rules: object) => schemas.refusals({ spec: spec(rules) });

  it('comes after those that say their precedence', () => {
    expect(refusals({})).toEqual([]);
    expect(schemas.create({ spec: spec({}) }).spec.matchingPrecedence).toBe(1000);
    expect(schemas.refusals({ spec: { ...spec({}), matchingPrecedence: 1 } })).toEqual([
      `spec.matchingPrecedence: Invalid value: 1: only the schema named 'exempt' may have matchingPrecedence 1`,
    ]);
    expect(schemas.refusals({ spec: {} })).toEqual([
      'spec.priorityLevelConfiguration.name: Required value: must reference a priority level',
    ]);
  });

  it('has subjects of the kind they say', () => {
    expect(refusals({ subjects: [] })).toEqual([
      'spec.rules[0].subjects: Required value: subjects must contain at least one value',
    ]);
    expect(refusals({ subjects: [{ kind: 'Group', user: { name: 'jane' } }] })).toEqual([
      "spec.rules[0].subjects[0].group: Required value: group is required when subject kind is 'Group'",
      "spec.rules[0].subjects[0].user: Forbidden: user is forbidden when subject kind is not 'User'",
    ]);
    expect(refusals({ subjects: [{ kind: 'Robot' }] })).toEqual([
      'spec.rules[0].subjects[0].kind: Unsupported value: "Robot": supported values: "Group", "ServiceAccount", "User"',
    ]);
  });

  it('has rules that say what they mean', () => {
    const at = 'spec.rules[0].resourceRules[0]';
    expect(refusals({ resourceRules: [{ ...RULE, verbs: ['look'], namespaces: [] }] })).toEqual([
      `${at}.verbs: Unsupported value: ["look"]: supported values: "create", "delete", "deletecollection", "get", "list", "patch", "proxy", "update", "watch"`,
      `${at}.namespaces: Required value: resource rules that are not cluster scoped must supply at least one namespace`,
    ]);
    expect(refusals({ nonResourceRules: [{ verbs: ['get'], nonResourceURLs: ['healthz', '/a*'] }] })).toEqual([
      'spec.rules[0].nonResourceRules[0].nonResourceURLs[0]: Invalid value: "healthz": must start with slash',
      'spec.rules[0].nonResourceRules[0].nonResourceURLs[1]: Invalid value: "/a*": wildcard can only do suffix matching',
    ]);
  });

  it('shows whether its level is missing, once somebody has looked', () => {
    expect(schemas.cells({ spec: spec({}) })).toEqual(['x', 'workload-low', 1000, '<none>', '60s', '?']);
    const conditions = [{ type: 'Dangling', status: 'False' }];
    expect(schemas.cells({ spec: spec({}) }, { conditions })[5]).toBe('False');
  });

  it('is one of those that every cluster has, or keeps away from the mandatory ones', () => {
    const names = [...MANDATORY_FLOW_SCHEMAS, ...SUGGESTED_FLOW_SCHEMAS];
    expect(names).toHaveLength(13);
    for (const [name, fixed] of names) expect(schemas.refusals({ metadata: { name }, spec: fixed }), name).toEqual([]);
    expect(schemas.refusals({ metadata: { name: 'catch-all' }, spec: spec({}) })[0]).toMatch(
      /: spec of 'catch-all' must equal the fixed value$/,
    );
  });
});

describe('a priority level', () => {
  const levels = new KindTester(priorityLevelConfigurationKind);
  const limited = (change: object) => ({
    spec: { type: 'Limited', limited: { limitResponse: { type: 'Reject' }, ...change } },
  });

  it('has thirty shares and lends none unless told otherwise', () => {
    expect(levels.create(limited({ limitResponse: { type: 'Queue', queuing: {} } })).spec.limited).toEqual({
      nominalConcurrencyShares: 30,
      lendablePercent: 0,
      limitResponse: { type: 'Queue', queuing: { queues: 64, handSize: 8, queueLengthLimit: 50 } },
    });
  });

  it('deals hands from decks that hold them', () => {
    const queuing = (one: object) => levels.refusals(limited({ limitResponse: { type: 'Queue', queuing: one } }));
    const at = 'spec.limited.limitResponse.queuing';
    expect(queuing({ queues: 4, handSize: 5 })).toEqual([
      `${at}.handSize: Invalid value: 5: should not be greater than queues (4)`,
    ]);
    expect(queuing({ queues: 512, handSize: 8 })).toEqual([
      `${at}.handSize: Invalid value: 8: required entropy bits of deckSize 512 and handSize 8 should not be greater than 60`,
    ]);
    expect(levels.refusals(limited({ limitResponse: { type: 'Queue' } }))).toEqual([
      `${at}: Required value: must not be empty if limited.limitResponse.type is Limited`,
    ]);
  });

  it('is exempt only by that name', () => {
    expect(levels.refusals({ spec: { type: 'Exempt' } })).toEqual([
      `spec.type: Invalid value: "Exempt": type must be 'Exempt' if and only if name is 'exempt'`,
    ]);
    const exempt = { metadata: { name: 'exempt' }, spec: { type: 'Exempt', exempt: { nominalConcurrencyShares: 5 } } };
    expect(levels.refusals(exempt)).toEqual([]);
  });

  it('is one of those that every cluster has', () => {
    for (const [name, fixed] of [...MANDATORY_PRIORITY_LEVELS, ...SUGGESTED_PRIORITY_LEVELS]) {
      expect(levels.refusals({ metadata: { name }, spec: fixed }), name).toEqual([]);
    }
    const system = { metadata: { name: 'system' }, spec: SUGGESTED_PRIORITY_LEVELS.get('system') };
    expect(levels.cells(system)).toEqual(['system', 'Limited', 30, 64, 6, 50, '60s']);
    expect(levels.cells(limited({})).slice(1, 4)).toEqual(['Limited', 30, '<none>']);
  });
});
