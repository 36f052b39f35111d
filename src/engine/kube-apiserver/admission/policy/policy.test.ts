import { beforeEach, describe, expect, it } from 'vitest';
import { createCel } from '../../../../cel/index.ts';
import { TestServer } from '../../testing/test-server.ts';

const GROUP = { group: 'admissionregistration.k8s.io', version: 'v1' } as const;
const cel = createCel();
let server: TestServer;
beforeEach(() => {
  server = new TestServer({ cel });
});

const CONFIG_MAPS = [
  { operations: ['CREATE', 'UPDATE'], apiGroups: [''], apiVersions: ['v1'], resources: ['configmaps'] },
];

function policy(spec: object): void {
  const matchConstraints = { resourceRules: CONFIG_MAPS };
  server.create('validatingadmissionpolicies', { metadata: { name: 'p' }, spec: { matchConstraints, ...spec } }, GROUP);
}

function bind(spec: object = {}): void {
  const body = { metadata: { name: 'b' }, spec: { policyName: 'p', validationActions: ['Deny'], ...spec } };
  server.create('validatingadmissionpolicybindings', body, GROUP);
  server.advance(1_000_000);
}

const configMap = (data: object, name = 'm', more: object = {}): object => ({
  metadata: { name, namespace: 'default', ...more },
  data,
});
const ask = (data: object, name?: string, more?: object) =>
  server.ask({ verb: 'create', resource: 'configmaps', namespace: 'default', body: configMap(data, name, more) });
const DENIED = `configmaps "m" is forbidden: ValidatingAdmissionPolicy 'p' with binding 'b' denied request: `;

describe('a policy', () => {
  it('denies what does not keep it, and says why', () => {
    policy({ validations: [{ expression: 'object.data.size() < 2' }] });
    expect(ask({ a: '1', b: '2' }, 'before')).toMatchObject({ code: 201 });
    bind();
    expect(ask({ a: '1', b: '2' })).toMatchObject({
      code: 422,
      body: { reason: 'Invalid', message: `${DENIED}failed expression: object.data.size() < 2` },
    });
    expect(ask({ a: '1' })).toMatchObject({ code: 201 });
  });

  it('has words and a reason of its own', () => {
    const messageExpression = '"%s has %d".format([object.metadata.name, object.data.size()])';
    policy({ validations: [{ expression: 'object.data.size() < 2', messageExpression, reason: 'Forbidden' }] });
    bind();
    expect(ask({ a: '1', b: '2' })).toMatchObject({ code: 403, body: { message: `${DENIED}m has 2` } });
  });

  it('may warn instead', () => {
    policy({ validations: [{ expression: 'has(object.metadata.labels)', message: 'wants labels' }] });
    bind({ validationActions: ['Warn', 'Audit'] });
    expect(ask({})).toMatchObject({
      code: 201,
      warnings: [`Validation failed for ValidatingAdmissionPolicy 'p' with binding 'b': wants labels`],
    });
  });

  it('works out its variables when they are needed', () => {
    policy({
      variables: [
        { name: 'count', expression: 'object.data.size()' },
        { name: 'double', expression: 'variables.count * 2' },
        { name: 'broken', expression: 'object.nosuch.field' },
      ],
      validations: [{ expression: 'variables.double < 4' }, { expression: 'variables.count < 9 || variables.broken' }],
    });
    bind();
    expect(ask({ a: '1' })).toMatchObject({ code: 201 });
    expect(ask({ a: '1', b: '2' })).toMatchObject({
      body: { message: `${DENIED}failed expression: variables.double < 4` },
    });
  });

  it('is for those requests that its conditions and its binding name', () => {
    policy({
      matchConditions: [{ name: 'not-mine', expression: 'request.name != "mine"' }],
      validations: [{ expression: 'false', message: 'never' }],
    });
    bind({ matchResources: { objectSelector: { matchLabels: { strict: 'yes' } } } });
    const labels = { strict: 'yes' };
    expect(ask({})).toMatchObject({ code: 201 });
    expect(ask({}, 'mine', { labels })).toMatchObject({ code: 201 });
    expect(ask({}, 'other', { labels })).toMatchObject({ code: 422 });
  });

  it('takes parameters from an object', () => {
    policy({
      paramKind: { apiVersion: 'v1', kind: 'ConfigMap' },
      matchConditions: [{ name: 'not-the-limits', expression: 'request.name != "limits"' }],
      validations: [{ expression: 'object.data.size() <= int(params.data.max)' }],
    });
    bind({ paramRef: { name: 'limits', namespace: 'default', parameterNotFoundAction: 'Deny' } });
    expect(ask({})).toMatchObject({
      body: {
        message: `${DENIED}failed to configure binding: no params found for policy binding with \`Deny\` parameterNotFoundAction`,
      },
    });
  });

  it.each([
    [
      { validations: [{ expression: 'objct.data == 1' }] },
      `spec.validations[0].expression: Invalid value: "objct.data == 1": compilation failed: ERROR: <input>:1:1: undeclared reference to 'objct' (in container '')`,
    ],
    [
      { validations: [{ expression: '1 + 1' }] },
      'spec.validations[0].expression: Invalid value: "1 + 1": must evaluate to bool',
    ],
    [
      { validations: [{ expression: 'variables.nosuch' }] },
      `compilation failed: ERROR: <input>:1:10: undefined field 'nosuch'`,
    ],
    [{ validations: [{ expression: 'params == null' }] }, `undeclared reference to 'params'`],
  ])('with %j is refused', (spec, text) => {
    expect(() => policy(spec)).toThrow(text);
  });

  it('that cannot be evaluated denies, unless it is to be ignored', () => {
    const validations = [{ expression: 'object.nosuch == 1' }];
    policy({ validations });
    bind();
    expect(ask({})).toMatchObject({
      body: { message: `${DENIED}expression 'object.nosuch == 1' resulted in error: no such key: nosuch` },
    });
    server = new TestServer({ cel });
    policy({ validations, failurePolicy: 'Ignore' });
    bind();
    expect(ask({})).toMatchObject({ code: 201 });
  });
});
