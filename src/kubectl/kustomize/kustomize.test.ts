import { describe, expect, it } from 'vitest';
import { hashOf } from './hash.ts';
import { resourcesIn } from './loader.ts';
import { mergeStrategic } from './merge.ts';
import { inLegacyOrder } from './order.ts';

describe('kustomize', () => {
  it('ends the names of generated objects as kustomize 5.6.0 does', () => {
    const data = { A: '1', B: 'x y', 'a.txt': 'hello\nworld\n' };
    expect(hashOf({ kind: 'ConfigMap', metadata: { name: 'cfg' }, data })).toBe('g9gdgbgh47');
    expect(hashOf({ kind: 'Secret', metadata: { name: 's' }, type: 'Opaque', data: { p: 'cQ==' } })).toBe('hb2dth72f6');
  });

  it('puts what a patch brings to a keyed list before what was there', () => {
    const pod = { apiVersion: 'v1', kind: 'Pod', spec: { containers: [{ name: 'a' }, { name: 'b', image: 'x' }] } };
    const patch = { spec: { containers: [{ name: 'c' }, { name: 'b', tty: true }, { name: 'a', $patch: 'delete' }] } };
    expect(mergeStrategic(pod, patch)).toEqual({
      apiVersion: 'v1',
      kind: 'Pod',
      spec: { containers: [{ name: 'c' }, { name: 'b', image: 'x', tty: true }] },
    });
  });

  it('reads text where YAML 1.1 reads truth', () => {
    const [res] = resourcesIn('apiVersion: v1\nkind: ConfigMap\nmetadata: {name: y}\ndata: {a: on}\n');
    expect(res?.object['data']).toEqual({ a: 'on' });
    expect(res?.id.name).toBe('y');
  });

  it('treats __proto__ as a key like any other', () => {
    const patch = JSON.parse('{"__proto__":{"polluted":true}}') as Record<string, unknown>;
    expect(Object.hasOwn(mergeStrategic({ kind: 'X' }, patch)!, '__proto__')).toBe(true);
    expect(Object.keys(Object.prototype)).toEqual([]);
  });

  it('orders what others need first', () => {
    const resources = ['Deployment', 'Service', 'Namespace', 'Ingress'].flatMap((kind) =>
      resourcesIn(`apiVersion: v1\nkind: ${kind}\nmetadata: {name: a}\n`),
    );
    const kinds = inLegacyOrder(resources).map(({ id }) => id.kind);
    expect(kinds).toEqual(['Namespace', 'Service', 'Deployment', 'Ingress']);
  });
});
