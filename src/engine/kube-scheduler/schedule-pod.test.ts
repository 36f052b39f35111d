import { describe, expect, it } from 'vitest';
import type { Node } from '../api/node/types.ts';
import { SeededRandom } from '../sim/index.ts';
import { newPodInfo } from './cache/pod-info.ts';
import { EXPLAINED_NODES } from './explanation.ts';
import type { Plugin } from './framework/interface.ts';
import { Framework, type WeightedPlugin } from './framework/runtime.ts';
import { Fit } from './plugins/noderesources/fit.ts';
import { PrioritySort } from './plugins/queuesort/index.ts';
import { Nominator } from './queue/nominator.ts';
import { PodScheduler, numFeasibleNodesToFind, type ScheduleResult } from './schedule-pod.ts';
import { makeCache, makeNode, makePod, type PodOptions } from './test-objects.ts';

const sort: WeightedPlugin = { plugin: new PrioritySort(), weight: 1 };

function schedulerOf(nodes: readonly Node[], plugins: readonly WeightedPlugin[], seed = 1) {
  const cache = makeCache(nodes);
  const nominator = new Nominator();
  const framework = new Framework('default-scheduler', [sort, ...plugins]);
  const scheduler = new PodScheduler(framework, cache, nominator, new SeededRandom(seed, 'kube-scheduler'));
  const place = (name: string, options: PodOptions = {}): ScheduleResult => {
    const info = newPodInfo(makePod(name, options), cache.classes);
    const result = scheduler.schedulePod(info);
    if (result.kind !== 'scheduled') throw new Error(`${name}: ${result.kind}`);
    cache.assumePod(info, result.suggestedHost);
    return result;
  };
  return { cache, nominator, scheduler, place };
}

const nodes = (count: number): Node[] => Array.from({ length: count }, (_, i) => makeNode(`n${i}`));
const scoring = (name: string, scores: Record<string, number>): Plugin => ({
  name,
  score: (_state, _pod, node) => scores[node.name] ?? 0,
});

describe('how many nodes are looked at', () => {
  it('is all of a small cluster and a falling share of a large one', () => {
    expect([1, 99, 100, 250, 1000, 5000, 10000].map((n) => numFeasibleNodesToFind(n))).toEqual([
      1, 99, 100, 120, 420, 500, 500,
    ]);
  });

  it('goes on where the last search stopped, so that each node has its turn', () => {
    const scores = Object.fromEntries(nodes(300).map(({ metadata }, i) => [metadata.name, i]));
    const { place } = schedulerOf(nodes(300), [{ plugin: scoring('A', scores), weight: 1 }]);
    // 144 of 300 are enough: first 0 to 143, then 144 to 287, then the rest and again from the beginning.
    const results = [place('p1'), place('p2'), place('p3')];
    expect(results.map(({ evaluatedNodes }) => evaluatedNodes)).toEqual([144, 144, 144]);
    expect(results.map(({ suggestedHost }) => suggestedHost)).toEqual(['n143', 'n287', 'n299']);
  });
});

describe('choosing among nodes', () => {
  it('adds up weighted scores', () => {
    const plugins = [
      { plugin: scoring('A', { n0: 100, n1: 40 }), weight: 1 },
      { plugin: scoring('B', { n0: 0, n1: 30 }), weight: 3 },
    ];
    const { scores, suggestedHost } = schedulerOf(nodes(2), plugins).place('p');
    expect(suggestedHost).toBe('n1');
    expect(scores).toEqual({
      nodes: ['n1', 'n0'],
      plugins: [
        { name: 'A', weight: 1, values: [40, 100] },
        { name: 'B', weight: 3, values: [30, 0] },
      ],
      totals: [130, 100],
    });
  });

  it('breaks ties by chance, each of the equals having its share, and the same seed the same way', () => {
    const draw = (seed: number): string[] => {
      const { place } = schedulerOf(nodes(4), [{ plugin: scoring('A', { n0: 1 }), weight: 0 }], seed);
      return Array.from({ length: 400 }, (_, i) => place(`p${i}`).suggestedHost);
    };
    const hosts = draw(3);
    expect(draw(3)).toEqual(hosts);
    expect(draw(4)).not.toEqual(hosts);
    for (const node of ['n0', 'n1', 'n2', 'n3']) {
      expect(hosts.filter((host) => host === node).length).toBeGreaterThan(60);
    }
  });

  it('does not score when only one node is left', () => {
    const { place } = schedulerOf(
      [makeNode('small', { allocatable: { cpu: '1' } }), makeNode('large')],
      [{ plugin: new Fit(), weight: 1 }],
    );
    const result = place('p', { requests: { cpu: '2' } });
    expect(result).toMatchObject({ suggestedHost: 'large', feasibleNodes: 1, evaluatedNodes: 2, scores: undefined });
    expect(result.filtered).toEqual([
      { reason: 'Insufficient cpu', plugin: 'NodeResourcesFit', count: 1, nodes: ['small'] },
    ]);
  });

  it('explains few nodes in full, and of many the winner and the runners-up', () => {
    const scores = Object.fromEntries(nodes(40).map(({ metadata }, i) => [metadata.name, i]));
    const plugins = [{ plugin: scoring('A', scores), weight: 1 }];
    expect(schedulerOf(nodes(EXPLAINED_NODES), plugins).place('p').scores?.nodes).toHaveLength(EXPLAINED_NODES);
    expect(schedulerOf(nodes(40), plugins).place('p').scores).toMatchObject({
      nodes: ['n39', 'n38', 'n37', 'n36', 'n35'],
      totals: [39, 38, 37, 36, 35],
    });
  });
});

describe('a pod for which room was made', () => {
  it('has its room kept from lesser and equal pods, and is not in the way of greater ones', () => {
    const { cache, nominator, scheduler } = schedulerOf(nodes(1), [{ plugin: new Fit(), weight: 1 }]);
    const info = (name: string, value: number) =>
      newPodInfo(makePod(name, { requests: { cpu: '3' }, spec: { priority: value } }), cache.classes);
    nominator.add(info('nominated', 5), 'n0');
    expect(scheduler.schedulePod(info('lesser', 1)).kind).toBe('noFit');
    expect(scheduler.schedulePod(info('equal', 5)).kind).toBe('noFit');
    expect(scheduler.schedulePod(info('greater', 9)).kind).toBe('scheduled');
    expect(scheduler.schedulePod(info('nominated', 5)).kind).toBe('scheduled');
  });
});
