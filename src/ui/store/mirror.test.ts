import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Observation } from '../../protocol/index.ts';
import { Grouping } from './grouping.ts';
import { Mirror } from './mirror.ts';
import { World } from './world.ts';

let revision = 0;

function seen(name: string, at: number, node?: string, resource = 'pods'): Observation {
  revision++;
  const metadata = { name, namespace: 'default', uid: name, resourceVersion: String(revision), creationTimestamp: '' };
  const object = node === undefined ? undefined : { apiVersion: 'v1', kind: 'Pod', metadata, spec: { nodeName: node } };
  return { resource, namespace: 'default', name, revision, at, object };
}

const nodeOf = (object: { readonly spec?: unknown } | undefined): unknown =>
  typeof object?.spec === 'object' && object.spec !== null && 'nodeName' in object.spec
    ? object.spec.nodeName
    : undefined;

describe('the mirror', () => {
  it('does not go through a world that is larger than its limit at every change', () => {
    const mirror = new Mirror(10);
    mirror.add(Array.from({ length: 40 }, (_, i) => seen(`p${i}`, 1, 'x')));
    let trims = 0;
    mirror.onChange(({ trimmed }) => void (trims += trimmed ? 1 : 0));
    for (let at = 2; at < 32; at++) mirror.add([seen('p0', at, 'y')]);
    expect(trims).toBe(0);
    for (let at = 32; at < 132; at++) mirror.add([seen('p0', at, 'y')]);
    expect(trims).toBeGreaterThan(0);
    expect(mirror.live('pods')).toHaveLength(40);
  });

  it('answers for any moment: before, between and after the versions, and after the end', () => {
    const mirror = new Mirror();
    mirror.add([seen('web', 10, ''), seen('web', 20, 'worker-1'), seen('web', 30)]);
    const at = (time: number): unknown => nodeOf(mirror.at('pods', 'default/web', time));
    expect([at(9), at(10), at(19), at(20), at(29), at(30)]).toEqual([
      undefined,
      '',
      '',
      'worker-1',
      'worker-1',
      undefined,
    ]);
  });

  it('lists what stood at a moment', () => {
    const mirror = new Mirror();
    mirror.add([seen('a', 1, 'x'), seen('b', 2, 'x'), seen('a', 3)]);
    const names = (time: number): string[] => mirror.list('pods', time).map(({ metadata }) => metadata.name);
    expect([names(1), names(2), names(3)]).toEqual([['a'], ['a', 'b'], ['b']]);
  });

  it('forgets the oldest history when it is full, and never what still stands', () => {
    const mirror = new Mirror(10);
    mirror.add([seen('old', 1, 'worker-9')]);
    for (let i = 2; i <= 40; i++) mirror.add([seen('busy', i, `worker-${i}`)]);
    expect(mirror.log('pods').versions.length).toBeLessThanOrEqual(11);
    expect(nodeOf(mirror.at('pods', 'default/old', 40))).toBe('worker-9');
    expect(nodeOf(mirror.at('pods', 'default/busy', 40))).toBe('worker-40');
  });
});

describe('the world at the playhead', () => {
  const history = [
    seen('a', 10, ''),
    seen('b', 12, ''),
    seen('a', 20, 'worker-1'),
    seen('b', 25, 'worker-1'),
    seen('a', 30),
    seen('a', 40, 'worker-2'),
  ];

  it('is the same whether it is reached forwards, backwards or at once', () => {
    const mirror = new Mirror();
    mirror.add(history);
    const wandering = new World(mirror);
    for (const time of [45, 11, 26, 5, 31, 20, 40, 12]) {
      wandering.seek(time);
      const fresh = new World(mirror);
      fresh.seek(time);
      const state = (world: World): unknown[] =>
        world
          .list('pods')
          .map((pod) => [pod.metadata.name, nodeOf(pod)])
          .sort();
      expect({ time, state: state(wandering) }).toEqual({ time, state: state(fresh) });
    }
  });

  it('keeps the identity of a list that does not change, and tells only what changed', () => {
    const mirror = new Mirror();
    mirror.add(history);
    const world = new World(mirror);
    world.seek(12);
    const told: (readonly string[])[] = [];
    world.onChange('pods', (keys) => told.push(keys));
    const before = world.list('pods');
    world.seek(15);
    expect(world.list('pods')).toBe(before);
    expect(told).toEqual([]);
    world.seek(20);
    expect(world.list('pods')).not.toBe(before);
    expect(told).toEqual([['default/a']]);
  });

  it('hears of new versions only when the playhead reaches them', () => {
    const mirror = new Mirror();
    const world = new World(mirror);
    expect(world.list('pods')).toEqual([]);
    mirror.add([seen('late', 100, 'worker-1')]);
    world.seek(99);
    expect(world.list('pods')).toEqual([]);
    world.seek(100);
    expect(world.list('pods')).toHaveLength(1);
  });

  it('sorts pods by node, and leaves groups that were not touched as they are', () => {
    const mirror = new Mirror();
    mirror.add(history);
    const world = new World(mirror);
    const groups = new Grouping(world, 'pods', (pod) => String(nodeOf(pod)));
    const names = (group: string): string[] => groups.list(group).map(({ metadata }) => metadata.name);
    world.seek(12);
    expect(names('')).toEqual(['a', 'b']);
    world.seek(25);
    expect([names(''), names('worker-1')]).toEqual([[], ['a', 'b']]);
    const first = groups.list('worker-1');
    world.seek(26);
    expect(groups.list('worker-1')).toBe(first);
    world.seek(40);
    expect([names('worker-1'), names('worker-2')]).toEqual([['b'], ['a']]);
    world.seek(10);
    expect([names(''), names('worker-1'), names('worker-2')]).toEqual([['a'], [], []]);
  });

  it('shows the same at a moment however one comes there, and tells of exactly what is another than before', () => {
    const mirror = new Mirror();
    const many: Observation[] = [];
    // Thirty pods that come, move and go, over more versions than lie between two keyframes.
    for (let at = 1; at <= 9_000; at++)
      many.push(seen(`p${(at * 7) % 31}`, at, (at * 13) % 11 === 0 ? undefined : `worker-${at % 5}`));
    mirror.add(many);
    const shown = (world: World): ReadonlyMap<string, unknown> =>
      new Map(world.list('pods').map((pod) => [pod.metadata.name, pod]));
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 9_100 }), { minLength: 2, maxLength: 12 }), (moments) => {
        const world = new World(mirror);
        const told: string[] = [];
        world.onChange('pods', (keys) => told.push(...keys));
        for (const moment of moments) {
          const before = shown(world);
          told.length = 0;
          world.seek(moment);
          const fresh = new World(mirror);
          fresh.time = moment;
          const now = shown(world);
          expect(new Map([...now].sort())).toEqual(new Map([...shown(fresh)].sort()));
          const others = new Set([...before.keys(), ...now.keys()]);
          const changed = [...others].filter((name) => before.get(name) !== now.get(name));
          expect(told.sort()).toEqual(changed.map((name) => `default/${name}`).sort());
        }
      }),
      { numRuns: 40 },
    );
  });

  it('reaches a far moment over few of the versions that lie between', () => {
    const mirror = new Mirror();
    mirror.add(Array.from({ length: 20_000 }, (_, i) => seen(`p${i % 10}`, i + 1, `worker-${i % 3}`)));
    const frame = mirror.log('pods').keyframeBefore(mirror.log('pods').countAt(10_000));
    expect(frame?.objects.size).toBe(10);
    expect(10_000 - frame!.position).toBeLessThan(2_100);
  });

  it('keeps an hour of what is done though heartbeats never end', () => {
    const mirror = new Mirror(30_000);
    mirror.add([seen('first', 1, 'x')]);
    for (let at = 2; at < 60_000; at += 100)
      mirror.add(Array.from({ length: 100 }, (_, i) => seen('n', at + i, 'x', 'leases.coordination.k8s.io')));
    expect(mirror.log('leases.coordination.k8s.io').versions.length).toBeLessThanOrEqual(20_001);
    expect(mirror.log('pods').versions).toHaveLength(1);
  });
});
