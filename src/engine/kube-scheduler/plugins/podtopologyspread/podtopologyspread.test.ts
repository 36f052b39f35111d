import { describe, expect, it } from 'vitest';
import type { Pod, TopologySpreadConstraint } from '../../../api/pod/types.ts';
import type { ReplicaSet } from '../../../api/replicaset/types.ts';
import type { Service } from '../../../api/service/types.ts';
import type { Cache } from '../../cache/cache.ts';
import { newPodInfo } from '../../cache/pod-info.ts';
import { CycleState } from '../../framework/cycle-state.ts';
import { filterAll, makeCache, makeNode, makePod, on, scoreAll } from '../../test-objects.ts';
import type { WorkloadLister } from './default-selector.ts';
import { PodTopologySpread } from './index.ts';

const NO_WORKLOADS: WorkloadLister = {
  version: 0,
  services: () => [],
  replicationController: () => undefined,
  replicaSet: () => undefined,
};
const LABELS = { app: 'web' };
const zoned = (name: string, zone: string) => makeNode(name, { labels: { zone } });
const spread = (overrides: Partial<TopologySpreadConstraint> = {}): TopologySpreadConstraint => ({
  maxSkew: 1,
  topologyKey: 'zone',
  whenUnsatisfiable: 'DoNotSchedule',
  labelSelector: { matchLabels: LABELS },
  ...overrides,
});
const web = (name: string, constraints: readonly TopologySpreadConstraint[] = []): Pod =>
  makePod(name, { meta: { labels: LABELS }, spec: { topologySpreadConstraints: constraints } });
const webOn = (node: string, count: number): Pod[] =>
  Array.from({ length: count }, (_, i) => on(node, web(`${node}-${i}`)));

const SKEWED = "node(s) didn't match pod topology spread constraints";
const LABEL_MISSING = `${SKEWED} (missing required label)`;

function verdicts(cache: Cache, constraint: TopologySpreadConstraint): Record<string, string> {
  return filterAll(new PodTopologySpread(cache, NO_WORKLOADS), cache, web('incoming', [constraint]));
}

describe('constraints that must hold', () => {
  const nodes = [zoned('a1', 'a'), zoned('a2', 'a'), zoned('b1', 'b')];

  it('keep every domain within maxSkew of the emptiest', () => {
    const cache = makeCache(nodes, [...webOn('a1', 1), ...webOn('a2', 1), ...webOn('b1', 1)]);
    expect(verdicts(cache, spread())).toEqual({ a1: SKEWED, a2: SKEWED, b1: 'fits' });
    expect(verdicts(cache, spread({ maxSkew: 2 }))).toEqual({ a1: 'fits', a2: 'fits', b1: 'fits' });
  });

  it('leave out nodes without the label', () => {
    const cache = makeCache([...nodes, makeNode('unzoned')]);
    expect(verdicts(cache, spread())['unzoned']).toBe(LABEL_MISSING);
  });

  it('do not count pods that are ending, nor those of other namespaces', () => {
    const ending = on('a1', makePod('e', { meta: { labels: LABELS, deletionTimestamp: '2026-01-01T00:00:00Z' } }));
    const foreign = on('a1', makePod('f', { meta: { labels: LABELS, namespace: 'other' } }));
    expect(verdicts(makeCache(nodes, [ending, foreign]), spread())['a1']).toBe('fits');
  });

  it('take too few domains for an emptiest of 0 with minDomains', () => {
    const cache = makeCache(nodes, [...webOn('a1', 1), ...webOn('b1', 1)]);
    expect(verdicts(cache, spread())['b1']).toBe('fits');
    expect(verdicts(cache, spread({ minDomains: 3 }))['b1']).toBe(SKEWED);
  });

  it('honour the node affinity of the pod when they count domains', () => {
    const cache = makeCache([zoned('a', 'a'), zoned('b', 'b')], webOn('b', 1));
    const pod = (policy: 'Honor' | 'Ignore') => {
      const base = web('incoming', [spread({ nodeAffinityPolicy: policy })]);
      return { ...base, spec: { ...base.spec, nodeSelector: { zone: 'b' } } };
    };
    const plugin = new PodTopologySpread(cache, NO_WORKLOADS);
    expect(filterAll(plugin, cache, pod('Honor'))['b']).toBe('fits');
    expect(filterAll(plugin, cache, pod('Ignore'))['b']).toBe(SKEWED);
  });

  it('look only at pods of the same revision with matchLabelKeys', () => {
    const old = on('a', makePod('old', { meta: { labels: { ...LABELS, hash: '1' } } }));
    const cache = makeCache([zoned('a', 'a'), zoned('b', 'b')], [old]);
    const incoming = makePod('new', {
      meta: { labels: { ...LABELS, hash: '2' } },
      spec: { topologySpreadConstraints: [spread({ matchLabelKeys: ['hash'] })] },
    });
    expect(filterAll(new PodTopologySpread(cache, NO_WORKLOADS), cache, incoming)['a']).toBe('fits');
  });

  it('follow pods that preemption takes away and gives back in thought', () => {
    const cache = makeCache([zoned('a', 'a'), zoned('b', 'b')], webOn('a', 1));
    const plugin = new PodTopologySpread(cache, NO_WORKLOADS);
    const incoming = newPodInfo(web('incoming', [spread()]), cache.classes);
    const state = new CycleState();
    plugin.preFilter(state, incoming, cache.list());
    const a = cache.getNode('a')!;
    const placed = [...a.pods.values()][0]!;
    expect(plugin.filter(state, incoming, a)?.message).toBe(SKEWED);
    const copy = state.clone();
    plugin.removePod(copy, incoming, placed, a);
    expect(plugin.filter(copy, incoming, a)).toBeUndefined();
    plugin.addPod(copy, incoming, placed, a);
    expect(plugin.filter(copy, incoming, a)?.message).toBe(SKEWED);
    expect(plugin.filter(state, incoming, a)?.message).toBe(SKEWED);
  });
});

describe('constraints that should hold', () => {
  const anyway = spread({ whenUnsatisfiable: 'ScheduleAnyway', topologyKey: 'kubernetes.io/hostname' });

  it('score the emptiest highest', () => {
    const nodes = ['a', 'b', 'c'].map((name) => makeNode(name));
    const cache = makeCache(nodes, [...webOn('a', 2), ...webOn('b', 1)]);
    const plugin = new PodTopologySpread(cache, NO_WORKLOADS);
    // Raw scores 3, 2, 0 (count × ln 5, rounded); 100 × (3 + 0 − score) / 3.
    expect(scoreAll(plugin, cache, web('incoming', [anyway]))).toEqual({ a: 0, b: 33, c: 100 });
  });

  it('give nothing to nodes without the label', () => {
    const cache = makeCache([zoned('a', 'a'), makeNode('unzoned')]);
    const plugin = new PodTopologySpread(cache, NO_WORKLOADS);
    const incoming = web('incoming', [spread({ whenUnsatisfiable: 'ScheduleAnyway' })]);
    expect(scoreAll(plugin, cache, incoming)).toEqual({ a: 100, unzoned: 0 });
  });
});

describe('pods without constraints of their own', () => {
  const metadata = {
    name: 'web',
    namespace: 'default',
    uid: 'u',
    resourceVersion: '1',
    creationTimestamp: '2026-01-01T00:00:00Z',
  };
  const service: Service = {
    apiVersion: 'v1',
    kind: 'Service',
    metadata,
    spec: { selector: LABELS, type: 'ClusterIP', sessionAffinity: 'None' },
    status: { loadBalancer: {} },
  };
  const replicaSet: ReplicaSet = {
    apiVersion: 'apps/v1',
    kind: 'ReplicaSet',
    metadata,
    spec: { replicas: 3, selector: { matchLabels: LABELS }, template: { metadata: {}, spec: web('t').spec } },
    status: { replicas: 3 },
  };
  const nodes = ['a', 'b'].map((name) => makeNode(name));

  it('are spread with those that share their Service', () => {
    const cache = makeCache(nodes, webOn('a', 3));
    const plugin = new PodTopologySpread(cache, { ...NO_WORKLOADS, services: () => [service] });
    // Raw scores: 3 × ln 4 + (maxSkew 3 − 1) = 6, and 2; the system's maxSkew makes it a mild wish.
    expect(scoreAll(plugin, cache, web('incoming'))).toEqual({ a: 33, b: 100 });
  });

  it('are spread with those of their ReplicaSet', () => {
    const cache = makeCache(nodes, webOn('b', 3));
    const lister = { ...NO_WORKLOADS, replicaSet: () => replicaSet };
    const base = web('incoming');
    const owner = { apiVersion: 'apps/v1', kind: 'ReplicaSet', name: 'web', uid: 'u', controller: true };
    const owned = { ...base, metadata: { ...base.metadata, ownerReferences: [owner] } };
    expect(scoreAll(new PodTopologySpread(cache, lister), cache, owned)).toEqual({ a: 100, b: 33 });
  });

  it('are asked nothing when they belong to nobody', () => {
    const cache = makeCache(nodes, webOn('a', 3));
    expect(scoreAll(new PodTopologySpread(cache, NO_WORKLOADS), cache, web('incoming'))).toBeUndefined();
  });
});
