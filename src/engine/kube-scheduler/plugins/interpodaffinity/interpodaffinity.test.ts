import { describe, expect, it } from 'vitest';
import type { Affinity, Pod, PodAffinityTerm } from '../../../api/pod/types.ts';
import { filterAll, makeCache, makeNode, makePod, on, scoreAll } from '../../test-objects.ts';
import { InterPodAffinity } from './index.ts';

const zoned = (name: string, zone: string) => makeNode(name, { labels: { zone } });
const nodes = [zoned('a1', 'a'), zoned('a2', 'a'), zoned('b1', 'b')];
const near = (app: string, overrides: Partial<PodAffinityTerm> = {}): PodAffinityTerm => ({
  topologyKey: 'zone',
  labelSelector: { matchLabels: { app } },
  ...overrides,
});
const required = (terms: PodAffinityTerm[]) => ({ requiredDuringSchedulingIgnoredDuringExecution: terms });
const preferred = (weight: number, podAffinityTerm: PodAffinityTerm) => ({
  preferredDuringSchedulingIgnoredDuringExecution: [{ weight, podAffinityTerm }],
});
const pod = (name: string, app: string, affinity?: Affinity, namespace = 'default'): Pod =>
  makePod(name, { meta: { labels: { app }, namespace }, spec: affinity === undefined ? {} : { affinity } });

const NAMESPACES: Record<string, Record<string, string>> = { default: {}, prod: { tier: 'prod' } };
const pluginOf = (cache: ReturnType<typeof makeCache>) => new InterPodAffinity(cache, (name) => NAMESPACES[name]);
function verdicts(placed: readonly Pod[], incoming: Pod): Record<string, string> {
  const cache = makeCache(nodes, placed);
  return filterAll(pluginOf(cache), cache, incoming);
}

const AFFINITY = "node(s) didn't match pod affinity rules";
const ANTI = "node(s) didn't match pod anti-affinity rules";
const EXISTING = "node(s) didn't satisfy existing pods anti-affinity rules";

describe('required affinity', () => {
  const wantsDb = pod('incoming', 'web', { podAffinity: required([near('db')]) });

  it('goes to the zone of a pod it wants near', () => {
    expect(verdicts([on('a1', pod('db', 'db'))], wantsDb)).toEqual({ a1: 'fits', a2: 'fits', b1: AFFINITY });
  });

  it('goes nowhere when there is none', () => {
    expect(verdicts([], wantsDb)).toEqual({ a1: AFFINITY, a2: AFFINITY, b1: AFFINITY });
  });

  it('lets the first of a group that wants to be together go anywhere', () => {
    const first = pod('first', 'web', { podAffinity: required([near('web')]) });
    expect(verdicts([], first)).toEqual({ a1: 'fits', a2: 'fits', b1: 'fits' });
  });

  it('looks into its own namespace unless told otherwise', () => {
    const db = on('b1', pod('db', 'db', undefined, 'prod'));
    expect(verdicts([db], wantsDb)['b1']).toBe(AFFINITY);
    const named = pod('i', 'web', { podAffinity: required([near('db', { namespaces: ['prod'] })]) });
    expect(verdicts([db], named)['b1']).toBe('fits');
    const selector = { matchLabels: { tier: 'prod' } };
    const labelled = pod('i', 'web', { podAffinity: required([near('db', { namespaceSelector: selector })]) });
    expect(verdicts([db], labelled)['b1']).toBe('fits');
  });

  it('wants one pod that fulfils all terms, not one for each', () => {
    const both = pod('i', 'web', { podAffinity: required([near('db'), near('cache')]) });
    expect(verdicts([on('a1', pod('db', 'db')), on('a2', pod('cache', 'cache'))], both)['a1']).toBe(AFFINITY);
  });
});

describe('required anti-affinity', () => {
  const alone = (name: string) => pod(name, 'web', { podAntiAffinity: required([near('web')]) });

  it('keeps away from the zones of those it does not want', () => {
    expect(verdicts([on('a1', pod('x', 'web'))], alone('incoming'))).toEqual({ a1: ANTI, a2: ANTI, b1: 'fits' });
  });

  it('of placed pods keeps others away', () => {
    expect(verdicts([on('a1', alone('x'))], pod('incoming', 'web'))).toEqual({
      a1: EXISTING,
      a2: EXISTING,
      b1: 'fits',
    });
    expect(verdicts([on('a1', alone('x'))], pod('incoming', 'other'))['a1']).toBe('fits');
  });
});

describe('preferences', () => {
  const scores = (placed: readonly Pod[], incoming: Pod): Record<string, number> | undefined => {
    const cache = makeCache(nodes, placed);
    return scoreAll(pluginOf(cache), cache, incoming);
  };

  it('score zones by how many wanted pods they have', () => {
    const wants = pod('incoming', 'web', { podAffinity: preferred(10, near('db')) });
    const placed = [on('a1', pod('d1', 'db')), on('a2', pod('d2', 'db')), on('b1', pod('d3', 'db'))];
    expect(scores(placed, wants)).toEqual({ a1: 100, a2: 100, b1: 0 });
  });

  it('against others score the other way', () => {
    const shuns = pod('incoming', 'web', { podAntiAffinity: preferred(10, near('db')) });
    expect(scores([on('a1', pod('d', 'db'))], shuns)).toEqual({ a1: 0, a2: 0, b1: 100 });
  });

  it('of placed pods count too, as do their demands', () => {
    const wishing = on('a1', pod('x', 'db', { podAffinity: preferred(5, near('web')) }));
    expect(scores([wishing], pod('incoming', 'web'))).toEqual({ a1: 100, a2: 100, b1: 0 });
    const demanding = on('b1', pod('y', 'db', { podAffinity: required([near('web')]) }));
    expect(scores([demanding], pod('incoming', 'web'))).toEqual({ a1: 0, a2: 0, b1: 100 });
  });

  it('abstain when nobody has any', () => {
    expect(scores([on('a1', pod('d', 'db'))], pod('incoming', 'web'))).toBeUndefined();
  });
});
