import { describe, expect, test } from 'vitest';
import { STRUCTS } from './structs.ts';
import { typed, withSavedConfig } from './index.ts';

describe('what Go writes of a typed object', () => {
  test('fields stand in the order of the struct, kind first, with those that are never left out', () => {
    const service = {
      apiVersion: 'v1',
      spec: { type: 'ClusterIP', ports: [{ port: 80 }] },
      metadata: { labels: { b: '1', a: '2' }, name: 'web' },
      kind: 'Service',
    };
    expect(JSON.stringify(typed(service))).toBe(
      '{"kind":"Service","apiVersion":"v1","metadata":{"name":"web","creationTimestamp":null,"labels":{"a":"2","b":"1"}},' +
        '"spec":{"ports":[{"port":80,"targetPort":0}],"type":"ClusterIP"},"status":{"loadBalancer":{}}}',
    );
  });

  test('a list that Go writes as null when it is empty', () => {
    expect(typed({ apiVersion: 'rbac.authorization.k8s.io/v1', kind: 'Role', metadata: {} })['rules']).toBeNull();
  });

  test('an object of a kind that the table does not know stays as it is', () => {
    const request = { apiVersion: 'authentication.k8s.io/v1', kind: 'TokenRequest', spec: {} };
    expect(typed(request)).toEqual(request);
  });

  test('a key named __proto__ is a key like any other', () => {
    const data = JSON.parse('{"__proto__":"x"}') as Record<string, unknown>;
    const text = JSON.stringify(typed({ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'c' }, data }));
    expect(text).toContain('"data":{"__proto__":"x"}');
  });

  test('the saved configuration leaves itself out and ends its line', () => {
    const once = withSavedConfig({ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'c' } });
    const saved = (once['metadata'] as { annotations: Record<string, string> }).annotations;
    expect(Object.values(saved)).toEqual([
      '{"kind":"ConfigMap","apiVersion":"v1","metadata":{"name":"c","creationTimestamp":null}}\n',
    ]);
    expect(withSavedConfig(once)).toEqual(once);
  });

  test('keys that are numbers stand where Go sorts them', () => {
    const data = { 9: 'y', 10: 'x', a: 'b' };
    const saved = withSavedConfig({ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'c' }, data });
    expect(JSON.stringify(saved)).toContain(String.raw`\"data\":{\"10\":\"x\",\"9\":\"y\",\"a\":\"b\"}`);
  });

  test('every struct that a field names is in the table', () => {
    const named = Object.values(STRUCTS).flatMap((fields) =>
      [...fields.matchAll(/[:![{](\w+)/g)].map((match) => match[1] ?? ''),
    );
    expect(named.filter((name) => !Object.hasOwn(STRUCTS, name))).toEqual([]);
  });
});
