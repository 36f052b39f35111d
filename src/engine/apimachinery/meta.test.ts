import { describe, expect, it } from 'vitest';
import {
  apiVersionOf,
  getControllerOf,
  groupKindString,
  groupResourceString,
  gvkOf,
  gvkString,
  isControlledBy,
  keyOf,
  newControllerRef,
  objectKey,
  parseGroupVersion,
  splitKey,
} from './index.ts';

describe('keys', () => {
  it('go there and back', () => {
    expect(objectKey('default', 'web')).toBe('default/web');
    expect(objectKey('', 'node-1')).toBe('node-1');
    expect(keyOf({ metadata: { name: 'a', namespace: 'b' } })).toBe('b/a');
    expect(splitKey('default/web')).toEqual({ namespace: 'default', name: 'web' });
    expect(splitKey('node-1')).toEqual({ namespace: '', name: 'node-1' });
    expect(() => splitKey('a/b/c')).toThrow('unexpected key format: "a/b/c"');
  });
});

describe('owners', () => {
  it('that control are found by uid, not by name', () => {
    const set = { metadata: { name: 'web', uid: 'u1' } };
    const ref = newControllerRef(set, { apiVersion: 'apps/v1', kind: 'ReplicaSet' });
    const plain = { apiVersion: 'v1', kind: 'Node', name: 'n', uid: 'u2' };
    const pod = { metadata: { ownerReferences: [plain, ref] } };
    expect(getControllerOf(pod)).toBe(ref);
    expect(isControlledBy(pod, set)).toBe(true);
    expect(isControlledBy(pod, { metadata: { uid: 'u2' } })).toBe(false);
    expect(isControlledBy({ metadata: {} }, set)).toBe(false);
    expect(ref).toMatchObject({ controller: true, blockOwnerDeletion: true });
  });
});

describe('groups, versions and kinds', () => {
  it('print as Go prints them', () => {
    expect(gvkString(gvkOf('apps/v1', 'Deployment'))).toBe('apps/v1, Kind=Deployment');
    expect(gvkString(gvkOf('v1', 'Pod'))).toBe('/v1, Kind=Pod');
    expect(groupKindString({ group: 'apps', kind: 'Deployment' })).toBe('Deployment.apps');
    expect(groupResourceString({ group: '', resource: 'pods' })).toBe('pods');
    expect(apiVersionOf(parseGroupVersion('events.k8s.io/v1'))).toBe('events.k8s.io/v1');
    expect(() => parseGroupVersion('a/b/c')).toThrow('unexpected GroupVersion string: a/b/c');
  });
});
