import { describe, expect, it } from 'vitest';
import { mutatingAdmissionPolicyKind } from './mutatingadmissionpolicy/index.ts';
import { mutatingAdmissionPolicyBindingKind } from './mutatingadmissionpolicybinding/index.ts';
import { mutatingWebhookConfigurationKind } from './mutatingwebhookconfiguration/index.ts';
import { KindTester } from './testing/kind-tester.ts';
import { validatingAdmissionPolicyKind } from './validatingadmissionpolicy/index.ts';
import { validatingAdmissionPolicyBindingKind } from './validatingadmissionpolicybinding/index.ts';
import { validatingWebhookConfigurationKind } from './validatingwebhookconfiguration/index.ts';

const RULE = { apiGroups: ['apps'], apiVersions: ['v1'], operations: ['CREATE'], resources: ['deployments'] };

describe('a webhook configuration', () => {
  const mutating = new KindTester(mutatingWebhookConfigurationKind);
  const validating = new KindTester(validatingWebhookConfigurationKind);
  const WEBHOOK = {
    name: 'a.example.com',
    clientConfig: { service: { name: 'hook', namespace: 'default' } },
    sideEffects: 'None',
    admissionReviewVersions: ['v1'],
    rules: [RULE],
  };
  const refusals = (change: object) => validating.refusals({ webhooks: [{ ...WEBHOOK, ...change }] });

  it('says by itself what its author left out', () => {
    expect(mutating.create({ webhooks: [WEBHOOK] })).toMatchObject({
      metadata: { generation: 1 },
      webhooks: [
        {
          clientConfig: { service: { port: 443 } },
          rules: [{ scope: '*' }],
          failurePolicy: 'Fail',
          matchPolicy: 'Equivalent',
          namespaceSelector: {},
          objectSelector: {},
          timeoutSeconds: 10,
          reinvocationPolicy: 'Never',
        },
      ],
    });
    expect(validating.create({ webhooks: [WEBHOOK] }).webhooks?.[0]).not.toHaveProperty('reinvocationPolicy');
    expect(refusals({})).toEqual([]);
  });

  it('has full names, each once', () => {
    expect(refusals({ name: 'a.b' })).toEqual([
      'webhooks[0].name: Invalid value: "a.b": should be a domain with at least three segments separated by dots',
    ]);
    expect(validating.refusals({ webhooks: [WEBHOOK, WEBHOOK] })).toEqual([
      'webhooks[1].name: Duplicate value: "a.example.com"',
    ]);
  });

  it('says what it does on the side, and which reviews it reads', () => {
    expect(refusals({ sideEffects: undefined, admissionReviewVersions: [] })).toEqual([
      'webhooks[0].sideEffects: Required value: must specify one of None, NoneOnDryRun',
      'webhooks[0].admissionReviewVersions: Required value: must specify one of v1, v1beta1',
    ]);
    expect(refusals({ sideEffects: 'Some', admissionReviewVersions: ['v2'] })).toEqual([
      'webhooks[0].sideEffects: Unsupported value: "Some": supported values: "None", "NoneOnDryRun"',
      'webhooks[0].admissionReviewVersions: Invalid value: ["v2"]: must include at least one of v1, v1beta1',
    ]);
  });

  it('is somewhere', () => {
    const at = 'webhooks[0].clientConfig';
    const client = (clientConfig: object) => refusals({ clientConfig });
    expect(client({})).toEqual([`${at}: Required value: exactly one of url or service is required`]);
    expect(client({ url: 'https://example.com/a' })).toEqual([]);
    expect(client({ url: 'http://me@example.com/a?b#c' })).toEqual([
      `${at}.url: Invalid value: "http": 'https' is the only allowed URL scheme; desired format: https://host[/path]`,
      `${at}.url: Invalid value: "me": user information is not permitted in the URL`,
      `${at}.url: Invalid value: "c": fragments are not permitted in the URL`,
      `${at}.url: Invalid value: "b": query parameters are not permitted in the URL`,
    ]);
    expect(client({ service: { name: 'a', namespace: 'b', path: 'a//b', port: 0 } })).toEqual([
      `${at}.service.port: Invalid value: 0: port is not valid: must be between 1 and 65535, inclusive`,
      `${at}.service.path: Invalid value: "a//b": must start with a '/'`,
      `${at}.service.path: Invalid value: "a//b": segment[0] may not be empty`,
      `${at}.service.path: Invalid value: "a//b": segment[1] may not be empty`,
    ]);
  });

  it('has rules that do not say a thing twice', () => {
    const rule = (change: object) => refusals({ rules: [{ ...RULE, ...change }] });
    const at = 'webhooks[0].rules[0]';
    expect(rule({ operations: [] })).toEqual([`${at}.operations: Required value`]);
    expect(rule({ operations: ['*', 'CREATE'] })).toEqual([
      `${at}.operations: Invalid value: ["*","CREATE"]: if '*' is present, must not specify other operations`,
    ]);
    expect(rule({ resources: ['*', 'pods'] })).toEqual([
      `${at}.resources: Invalid value: ["*","pods"]: if '*' is present, must not specify other resources without subresources`,
    ]);
    expect(rule({ resources: ['pods/*', 'pods/status'] })).toEqual([
      `${at}.resources[1]: Invalid value: "pods/status": if 'pods/*' is present, must not specify pods/status`,
    ]);
    expect(rule({ scope: 'All' })).toEqual([
      `${at}.scope: Unsupported value: "All": supported values: "*", "Cluster", "Namespaced"`,
    ]);
  });

  it('waits for half a minute at most', () => {
    expect(refusals({ timeoutSeconds: 31 })).toEqual([
      'webhooks[0].timeoutSeconds: Invalid value: 31: the timeout value must be between 1 and 30 seconds',
    ]);
  });

  it('has match conditions with names', () => {
    const condition = { name: 'a', expression: 'true' };
    expect(refusals({ matchConditions: [condition, condition, { name: '', expression: ' ' }] })).toEqual([
      'webhooks[0].matchConditions[1].name: Duplicate value: "a"',
      'webhooks[0].matchConditions[2].expression: Required value',
      'webhooks[0].matchConditions[2].name: Required value',
    ]);
  });

  it('may keep what it was stored with', () => {
    const old = { ...WEBHOOK, sideEffects: 'Some' };
    const next = { webhooks: [{ ...old, timeoutSeconds: 5 }] };
    expect(validating.updateRefusals({ webhooks: [old] }, next)).toEqual([]);
    expect(validating.update({ webhooks: [old] }, next).metadata.generation).toBe(2);
    expect(validating.update({ webhooks: [old] }, { webhooks: [old] }).metadata.generation).toBe(1);
    expect(validating.cells({ webhooks: [WEBHOOK] })).toEqual(['x', 1, '60s']);
  });
});

const MATCH = { resourceRules: [RULE] };

describe('a validating admission policy', () => {
  const policies = new KindTester(validatingAdmissionPolicyKind);
  const SPEC = { matchConstraints: MATCH, validations: [{ expression: 'object.spec.replicas < 5' }] };
  const refusals = (change: object) => policies.refusals({ spec: { ...SPEC, ...change } });

  it('fails closed and looks everywhere unless told otherwise', () => {
    expect(policies.create({ spec: SPEC }).spec).toMatchObject({
      failurePolicy: 'Fail',
      matchConstraints: {
        matchPolicy: 'Equivalent',
        namespaceSelector: {},
        objectSelector: {},
        resourceRules: [{ scope: '*' }],
      },
    });
    expect(refusals({})).toEqual([]);
  });

  it('says what it is about and what it demands', () => {
    const none = 'Required value: validations or auditAnnotations must contain at least one item';
    expect(policies.refusals({ spec: {} })).toEqual([
      'spec.matchConstraints: Required value',
      `spec.validations: ${none}`,
      `spec.auditAnnotations: ${none}`,
    ]);
    expect(refusals({ matchConstraints: {} })).toEqual(['spec.matchConstraints.resourceRules: Required value']);
    expect(refusals({ validations: [{ expression: '', message: 'a\nb', reason: 'Because' }] })).toEqual([
      'spec.validations[0].expression: Required value: expression is not specified',
      'spec.validations[0].message: Invalid value: "a\\nb": message must not contain line breaks',
      'spec.validations[0].reason: Unsupported value: "Because": supported values: "Forbidden", "Invalid", "RequestEntityTooLarge"',
    ]);
  });

  it('names its variables, parameters and annotations', () => {
    expect(refusals({ variables: [{ name: 'if', expression: '1' }] })).toEqual([
      'spec.variables[0].name: Invalid value: "if": name is not a valid CEL identifier',
    ]);
    expect(refusals({ paramKind: { apiVersion: 'a/b/c', kind: '' } })).toEqual([
      'spec.paramKind.apiVersion: Invalid value: "a/b/c": unexpected GroupVersion string: a/b/c',
      'spec.paramKind.kind: Required value',
    ]);
    const annotation = { key: 'a', valueExpression: "'x'" };
    expect(refusals({ auditAnnotations: [annotation, annotation] })).toEqual([
      'spec.auditAnnotations[1].key: Duplicate value: "a"',
    ]);
  });

  it('shows what it counts and its parameters', () => {
    expect(policies.cells({ spec: SPEC })).toEqual(['x', 1, '<unset>', '60s']);
    const paramKind = { apiVersion: 'rules.example.com/v1', kind: 'Limit' };
    expect(policies.cells({ spec: { ...SPEC, paramKind } })[2]).toBe('rules.example.com/v1/Limit');
  });

  it('has conditions as conditions are', () => {
    const conditions = [{ type: 'Ready', status: 'Yes', reason: '1st', message: '', lastTransitionTime: '' }];
    const refused = policies.statusRefusals({ spec: SPEC }, { conditions });
    expect(refused.slice(0, 2)).toEqual([
      'status.conditions[0].status: Unsupported value: "Yes": supported values: "False", "True", "Unknown"',
      'status.conditions[0].lastTransitionTime: Required value: must be set',
    ]);
    expect(refused[2]).toContain('status.conditions[0].reason: Invalid value: "1st": a condition reason must start');
  });
});

describe('a binding of a policy', () => {
  const bindings = new KindTester(validatingAdmissionPolicyBindingKind);
  const SPEC = { policyName: 'limits', validationActions: ['Deny'] };
  const refusals = (change: object) => bindings.refusals({ spec: { ...SPEC, ...change } });

  it('names a policy, and one thing at least to do', () => {
    expect(refusals({})).toEqual([]);
    expect(bindings.refusals({ spec: {} })).toEqual([
      'spec.policyName: Required value',
      'spec.validationActions: Required value: at least one validation action is required',
    ]);
    expect(refusals({ validationActions: ['Deny', 'Warn', 'Deny'] })).toEqual([
      'spec.validationActions[2]: Duplicate value: "Deny"',
      'spec.validationActions: Invalid value: ["Deny","Warn","Deny"]: must not contain both Deny and Warn (repeating the same validation failure information in the API response and headers serves no purpose)',
    ]);
  });

  it('has its parameter by name or by selector', () => {
    expect(refusals({ paramRef: {} })).toEqual([
      'spec.paramRef: Required value: one of name or selector must be specified',
      'spec.paramRef.parameterNotFoundAction: Required value',
    ]);
    expect(refusals({ paramRef: { name: 'a', selector: {}, parameterNotFoundAction: 'Ask' } })).toEqual([
      'spec.paramRef.name: Forbidden: name and selector are mutually exclusive',
      'spec.paramRef.selector: Forbidden: name and selector are mutually exclusive',
      'spec.paramRef.parameterNotFoundAction: Unsupported value: "Ask": supported values: "Deny", "Allow"',
    ]);
  });

  it('shows its parameter', () => {
    const text = (paramRef?: object) => bindings.cells({ spec: { ...SPEC, paramRef } })[2];
    expect(text()).toBe('<unset>');
    expect(text({ name: 'a' })).toBe('*/a');
    expect(text({ name: 'a', namespace: 'b' })).toBe('b/a');
    expect(text({ selector: { matchLabels: { a: 'b' } } })).toBe(
      '&LabelSelector{MatchLabels:map[string]string{a: b,},MatchExpressions:[]LabelSelectorRequirement{},}',
    );
  });
});

describe('a mutating admission policy', () => {
  const policies = new KindTester(mutatingAdmissionPolicyKind);
  const MUTATION = { patchType: 'JSONPatch', jsonPatch: { expression: '[]' } };
  const SPEC = { matchConstraints: MATCH, mutations: [MUTATION], reinvocationPolicy: 'Never' };
  const refusals = (change: object) => policies.refusals({ spec: { ...SPEC, ...change } });

  it('changes something, in one way', () => {
    expect(refusals({})).toEqual([]);
    expect(refusals({ mutations: [], reinvocationPolicy: undefined })).toEqual([
      'spec.mutations: Required value: mutations must contain at least one item',
      'spec.reinvocationPolicy: Required value',
    ]);
    expect(
      refusals({ mutations: [{ patchType: 'JSONPatch', applyConfiguration: { expression: 'Object{}' } }] }),
    ).toEqual([
      'spec.mutations[0].jsonPatch: Required value: must be specified when patchType is JSONPatch',
      'spec.mutations[0].applyConfiguration: Invalid value: "{applyConfiguration}": must not be specified when patchType is JSONPatch',
    ]);
  });

  it('does not change what is deleted', () => {
    const matchConstraints = { resourceRules: [{ ...RULE, operations: ['DELETE'] }] };
    const refused = 'operations: Unsupported value: "DELETE": supported values: "*", "CONNECT", "CREATE", "UPDATE"';
    expect(refusals({ matchConstraints })).toEqual([`spec.matchConstraints.resourceRules.${refused}`]);
    const bindings = new KindTester(mutatingAdmissionPolicyBindingKind);
    expect(bindings.refusals({ spec: { policyName: 'a', matchResources: matchConstraints } })).toEqual([
      `spec.matchResources.resourceRules.${refused}`,
    ]);
  });
});
