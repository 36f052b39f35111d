import { describe, expect, it } from 'vitest';
import { makeCache, makeNode, makePod, on } from '../test-objects.ts';
import { newPodInfo } from './pod-info.ts';

const NODES = [makeNode('a'), makeNode('b')];
const pod = makePod('p', { requests: { cpu: '1', memory: '1Gi' }, meta: { labels: { app: 'web' } } });
const used = (cache: ReturnType<typeof makeCache>, node: string): number => cache.getNode(node)!.requested.milliCPU;

describe('assumed pods', () => {
  it('take their room at once, and once only when their binding is seen', () => {
    const cache = makeCache(NODES);
    cache.assumePod(newPodInfo(pod, cache.classes), 'a');
    expect([used(cache, 'a'), cache.isAssumed('uid-p')]).toEqual([1000, true]);
    cache.addPod(on('a', pod));
    expect([used(cache, 'a'), cache.isAssumed('uid-p')]).toEqual([1000, false]);
  });

  it('give their room back when they are forgotten; added ones cannot be', () => {
    const cache = makeCache(NODES);
    cache.assumePod(newPodInfo(pod, cache.classes), 'a');
    cache.forgetPod('uid-p');
    expect(used(cache, 'a')).toBe(0);
    cache.addPod(on('a', pod));
    cache.forgetPod('uid-p');
    expect(used(cache, 'a')).toBe(1000);
  });

  it('are where the API server says, not where they were assumed', () => {
    const cache = makeCache(NODES);
    cache.assumePod(newPodInfo(pod, cache.classes), 'a');
    cache.addPod(on('b', pod));
    expect([used(cache, 'a'), used(cache, 'b')]).toEqual([0, 1000]);
  });
});

describe('a pod that changes', () => {
  it('keeps what a status report leaves as it was', () => {
    const cache = makeCache(NODES, [on('a', pod)]);
    const running = { ...on('a', pod), status: { phase: 'Running' as const } };
    cache.updatePod({ ...running, spec: { ...running.spec, containers: pod.spec.containers } });
    expect(used(cache, 'a')).toBe(1000);
    expect([...cache.getNode('a')!.pods.values()][0]?.pod.status.phase).toBe('Running');
  });

  it('is counted anew when its requests, its labels or its end change', () => {
    const cache = makeCache(NODES, [on('a', pod)]);
    const a = cache.getNode('a')!;
    cache.updatePod(on('a', makePod('p', { requests: { cpu: '500m' }, meta: { labels: { app: 'db' } } })));
    expect(used(cache, 'a')).toBe(500);
    const classes = (): string[] => [...cache.classes.all()].map(({ labels }) => labels?.['app'] ?? '');
    expect(classes()).toEqual(['db']);
    const ending = makePod('p', { meta: { labels: { app: 'db' }, deletionTimestamp: '2026-01-01T00:00:00Z' } });
    cache.updatePod(on('a', ending));
    expect([...cache.classes.all()].map(({ terminating, counts }) => [terminating, counts.get(a)])).toEqual([
      [true, 1],
    ]);
  });

  it('leaves nothing behind when it goes', () => {
    const cache = makeCache(NODES, [on('a', pod)]);
    cache.removePod('uid-p');
    expect([used(cache, 'a'), cache.podCount(), [...cache.classes.all()].length]).toEqual([0, 0, 0]);
  });
});

describe('nodes', () => {
  it('of several zones are listed one zone after the other in turn', () => {
    const zoned = (name: string) => makeNode(name, { labels: { 'topology.kubernetes.io/zone': name[0]! } });
    const cache = makeCache(['a1', 'a2', 'a3', 'b1', 'c1'].map(zoned));
    expect(cache.list().map(({ name }) => name)).toEqual(['a1', 'b1', 'c1', 'a2', 'a3']);
  });

  it('that go before their pods are not listed, and are whole again when they come back', () => {
    const cache = makeCache(NODES, [on('a', pod)]);
    cache.removeNode('a');
    expect(cache.list().map(({ name }) => name)).toEqual(['b']);
    cache.addNode(NODES[0]!);
    expect(used(cache, 'a')).toBe(1000);
  });

  it('may be heard of after their pods', () => {
    const cache = makeCache([], [on('a', pod)]);
    expect(cache.list()).toEqual([]);
    cache.addNode(NODES[0]!);
    expect(used(cache, 'a')).toBe(1000);
  });
});
