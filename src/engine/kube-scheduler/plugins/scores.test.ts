import { describe, expect, it } from 'vitest';
import { makeCache, makeNode, makePod, on, scoreAll } from '../test-objects.ts';
import { ImageLocality, normalizedImageName } from './imagelocality/index.ts';
import { NodeAffinity } from './nodeaffinity/index.ts';
import { BalancedAllocation } from './noderesources/balanced-allocation.ts';
import { Fit } from './noderesources/fit.ts';
import { defaultNormalizeScore } from './normalize-score.ts';
import { TaintToleration } from './tainttoleration/index.ts';

describe('NodeResourcesFit scores by what is left', () => {
  it('gives the mean of the free fractions of CPU and memory', () => {
    const nodes = [
      makeNode('empty', { allocatable: { cpu: '4', memory: '10000' } }),
      makeNode('busy', { allocatable: { cpu: '6', memory: '10000' } }),
    ];
    const cache = makeCache(nodes, [on('busy', makePod('p', { requests: { cpu: '3', memory: '5000' } }))]);
    // empty: (4-3)/4 = 25 %, (10000-5000)/10000 = 50 %; busy: 0 % and 0 %.
    expect(scoreAll(new Fit(), cache, makePod('q', { requests: { cpu: '3', memory: '5000' } }))).toEqual({
      empty: 37,
      busy: 0,
    });
  });

  it('counts a pod that asks for nothing as a tenth of a CPU and 200 MB', () => {
    const nodes = [makeNode('a', { allocatable: { cpu: '1', memory: '1000Mi' } })];
    expect(scoreAll(new Fit(), makeCache(nodes), makePod('p'))).toEqual({ a: (90 + 80) / 2 });
  });
});

describe('NodeResourcesBalancedAllocation', () => {
  it('likes CPU and memory to fill up together', () => {
    const node = makeNode('n', { allocatable: { cpu: '10', memory: '1000' } });
    const score = (cpu: string, memory: string): number | undefined =>
      scoreAll(new BalancedAllocation(), makeCache([node]), makePod('p', { requests: { cpu, memory } }))?.['n'];
    expect(score('5', '500')).toBe(100);
    expect(score('10', '500')).toBe(75);
    expect(score('10', '0')).toBe(50);
  });

  it('abstains for pods that ask for nothing', () => {
    expect(scoreAll(new BalancedAllocation(), makeCache([makeNode('n')]), makePod('p'))).toBeUndefined();
  });
});

describe('TaintToleration', () => {
  it('prefers the node with the fewest soft taints it would have to bear', () => {
    const soft = (...keys: string[]) => ({
      spec: { taints: keys.map((key) => ({ key, effect: 'PreferNoSchedule' as const })) },
    });
    const cache = makeCache([makeNode('none'), makeNode('one', soft('a')), makeNode('two', soft('a', 'b'))]);
    expect(scoreAll(new TaintToleration(), cache, makePod('p'))).toEqual({ none: 100, one: 50, two: 0 });
    const tolerations = [{ key: 'a', operator: 'Exists' as const }];
    expect(scoreAll(new TaintToleration(), cache, makePod('p', { spec: { tolerations } }))).toEqual({
      none: 100,
      one: 100,
      two: 0,
    });
  });
});

describe('NodeAffinity', () => {
  const preferring = (...wishes: [number, string][]) =>
    makePod('p', {
      spec: {
        affinity: {
          nodeAffinity: {
            preferredDuringSchedulingIgnoredDuringExecution: wishes.map(([weight, key]) => ({
              weight,
              preference: { matchExpressions: [{ key, operator: 'Exists' as const }] },
            })),
          },
        },
      },
    });

  it('adds up the weights of the wishes a node fulfils', () => {
    const cache = makeCache([
      makeNode('both', { labels: { ssd: '', gpu: '' } }),
      makeNode('ssd', { labels: { ssd: '' } }),
      makeNode('neither'),
    ]);
    expect(scoreAll(new NodeAffinity(), cache, preferring([30, 'ssd'], [10, 'gpu']))).toEqual({
      both: 100,
      ssd: 75,
      neither: 0,
    });
  });

  it('abstains when there are no wishes', () => {
    expect(scoreAll(new NodeAffinity(), makeCache([makeNode('n')]), makePod('p'))).toBeUndefined();
  });
});

describe('ImageLocality', () => {
  const withImage = (name: string, sizeBytes: number) =>
    makeNode(name, { status: { images: [{ names: ['docker.io/library/nginx:1.25'], sizeBytes }] } });

  it('prefers nodes that have the image, by its size, and by how many have it', () => {
    const megabyte = 1024 * 1024;
    const pod = makePod('p', { container: { image: 'docker.io/library/nginx:1.25' } });
    const one = makeCache([withImage('has', 1000 * megabyte), makeNode('has-not')]);
    // Half of the nodes have it, so it counts half: (500 - 23) / (1000 - 23).
    expect(scoreAll(new ImageLocality(one), one, pod)).toEqual({ has: 48, 'has-not': 0 });
    const all = makeCache([withImage('a', 1000 * megabyte), withImage('b', 1000 * megabyte)]);
    expect(scoreAll(new ImageLocality(all), all, pod)).toEqual({ a: 100, b: 100 });
    const tiny = makeCache([withImage('has', 10 * megabyte)]);
    expect(scoreAll(new ImageLocality(tiny), tiny, pod)).toEqual({ has: 0 });
  });

  it('forgets the images of a node that has gone', () => {
    const cache = makeCache([withImage('a', 1e9)]);
    cache.removeNode('a');
    expect(cache.images.get('docker.io/library/nginx:1.25')).toBeUndefined();
  });

  it('takes a name without a tag for its latest', () => {
    expect(normalizedImageName('nginx')).toBe('nginx:latest');
    expect(normalizedImageName('localhost:5000/nginx')).toBe('localhost:5000/nginx:latest');
    expect(normalizedImageName('nginx:1.25')).toBe('nginx:1.25');
  });
});

describe('normalizing', () => {
  const normalized = (scores: number[], reverse: boolean): number[] => {
    defaultNormalizeScore(scores, reverse);
    return scores;
  };
  it('stretches to 100 and cuts fractions', () => {
    expect(normalized([1, 2, 3], false)).toEqual([33, 66, 100]);
    expect(normalized([1, 2, 3], true)).toEqual([67, 34, 0]);
  });
  it('gives all the same when all are 0', () => {
    expect(normalized([0, 0], false)).toEqual([0, 0]);
    expect(normalized([0, 0], true)).toEqual([100, 100]);
  });
});
