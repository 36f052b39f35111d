import { describe, expect, it } from 'vitest';
import type { CertificateSigningRequest } from '../api/certificatesigningrequest/types.ts';
import type { ClusterRole } from '../api/clusterrole/types.ts';
import type { PersistentVolumeClaim } from '../api/persistentvolumeclaim/types.ts';
import { CLUSTER_ROLES, PERSISTENT_VOLUME_CLAIMS, PODS } from '../api/refs.ts';
import { parseTime } from '../apimachinery/index.ts';
import { SECOND } from '../sim/index.ts';
import { World, template } from '../testing/control-plane-world.ts';
import { base64, wrap } from './certificates/encoding.ts';
import { certificateFor, isExpired } from './certificates/index.ts';

describe('clusterrole-aggregation-controller', () => {
  it('gives a role the rules of all that carry its label, and takes them away with it', () => {
    const world = new World();
    const edit = (): ClusterRole => world.get<ClusterRole>(CLUSTER_ROLES, 'edit')!;
    expect(edit().rules?.length).toBeGreaterThan(0);
    const labels = { 'rbac.authorization.k8s.io/aggregate-to-edit': 'true' };
    const rules = [{ apiGroups: ['example.com'], resources: ['widgets'], verbs: ['create'] }];
    world.create(CLUSTER_ROLES, { metadata: { name: 'widgets', labels }, rules });
    world.advance(2 * SECOND);
    expect(edit().rules).toContainEqual(rules[0]);
    world.delete(CLUSTER_ROLES, 'widgets');
    world.advance(2 * SECOND);
    expect(edit().rules).not.toContainEqual(rules[0]);
  });
});

describe('ephemeral-volume-controller', () => {
  it('makes a claim that goes with its pod', () => {
    const world = new World();
    world.addNode('worker-1');
    const claim = { spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Gi' } } } };
    const { spec } = template('web', 'nginx') as { spec: object };
    const volumes = [{ name: 'scratch', ephemeral: { volumeClaimTemplate: claim } }];
    world.create(PODS, { metadata: { name: 'web' }, spec: { ...spec, volumes } });
    world.advance(2 * SECOND);
    const [made] = world.list<PersistentVolumeClaim>(PERSISTENT_VOLUME_CLAIMS);
    expect(made!.metadata.name).toBe('web-scratch');
    expect(made!.metadata.ownerReferences?.[0]).toMatchObject({ kind: 'Pod', name: 'web', controller: true });
    world.delete(PODS, 'web');
    world.advance(10 * SECOND);
    expect(world.list(PERSISTENT_VOLUME_CLAIMS)).toEqual([]);
  });
});

describe('certificate signing requests', () => {
  const at = '2026-01-01T00:00:00Z';
  const request = (types: readonly string[], certificate?: string): CertificateSigningRequest => ({
    apiVersion: 'certificates.k8s.io/v1',
    kind: 'CertificateSigningRequest',
    metadata: { name: 'jane', uid: 'u', resourceVersion: '1', creationTimestamp: at },
    spec: { request: base64([48, 0]), signerName: 'kubernetes.io/kube-apiserver-client', usages: ['client auth'] },
    status: {
      conditions: types.map((type) => ({ type, status: 'True', lastUpdateTime: at })),
      ...(certificate !== undefined && { certificate }),
    },
  });

  it('are signed once they are approved, and not when they are denied', () => {
    expect(certificateFor(request([]))).toBeUndefined();
    expect(certificateFor(request(['Denied']))).toBeUndefined();
    expect(certificateFor(request(['Approved']))).toMatch(/^LS0tLS1CRUdJTiBDRVJUSUZJQ0FURS0tLS0t/);
    expect(certificateFor(request(['Approved'], 'x'))).toBeUndefined();
    expect(wrap([1, 2])).toEqual([48, 2, 1, 2]);
  });

  it('go an hour after they were answered, or after a day without an answer', () => {
    const after = (hours: number): number => parseTime(at) + hours * 3600 * SECOND;
    expect(isExpired(request(['Denied']), after(2))).toBe(true);
    expect(isExpired(request([]), after(2))).toBe(false);
    expect(isExpired(request(['Approved']), after(2))).toBe(false);
    expect(isExpired(request(['Approved'], 'x'), after(2))).toBe(true);
    expect(isExpired(request([]), after(25))).toBe(true);
  });
});
