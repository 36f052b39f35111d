import { describe, expect, it } from 'vitest';
import { SECOND } from '../sim/index.ts';
import { Cluster } from './index.ts';

describe('a cluster whose components hold leases', () => {
  const holder = (cluster: Cluster, name: string): string => {
    const url = `/apis/coordination.k8s.io/v1/namespaces/kube-system/leases/${name}`;
    const { body } = cluster.observe({ method: 'GET', url, headers: {} });
    return (JSON.parse(body) as { spec?: { holderIdentity?: string } }).spec?.holderIdentity ?? '';
  };

  it('goes on by itself after its API server was away for longer than a leader may be silent', () => {
    const cluster = new Cluster({ seed: 1, workers: 1, leaderElect: true });
    cluster.runUntilReady();
    const machine = cluster.machines.get('control-plane-1')!;
    const before = ['kube-controller-manager', 'kube-scheduler'].map((name) => holder(cluster, name));
    expect(before.every((name) => name.startsWith('control-plane-1_'))).toBe(true);
    machine.process('kube-apiserver')!.kill();
    cluster.advance(30 * SECOND);
    machine.start('kube-apiserver');
    cluster.advance(60 * SECOND);
    const after = ['kube-controller-manager', 'kube-scheduler'].map((name) => holder(cluster, name));
    expect(after.every((name) => name.startsWith('control-plane-1_'))).toBe(true);
    expect(after.filter((name) => before.includes(name))).toEqual([]);
  });
});
