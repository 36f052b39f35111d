import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Mirror } from '../../store/index.ts';
import { contains, overlaps, type Rect } from '../board/geometry.ts';
import { sharing } from './image-shelf.tsx';
import { CARD, cardAt, layoutNode, NodeWays } from './layout.ts';
import { Residents } from './residents.ts';

const windows = fc.record({ width: fc.integer({ min: 0, max: 3000 }), height: fc.integer({ min: 0, max: 1800 }) });

describe('a machine close up', () => {
  it('keeps its parts apart and inside, in any window', () => {
    fc.assert(
      fc.property(windows, (window) => {
        const { machine, door, registry, kubelet, proxy, pods, bridge, runtime, resources, images, events } =
          layoutNode(window);
        const inner = [kubelet, proxy, pods, bridge, runtime, resources, images, events];
        for (const part of inner) expect(contains(machine, part)).toBe(true);
        const all: Rect[] = [...inner, door, registry];
        for (const [i, a] of all.entries()) for (const b of all.slice(i + 1)) expect(overlaps(a, b)).toBe(false);
        for (const { height } of all) expect(height).toBeGreaterThan(20);
      }),
    );
  });

  it('gives no two places the same ground', () => {
    fc.assert(
      fc.property(fc.integer({ min: 180, max: 1500 }), fc.nat(120), fc.nat(120), (room, a, b) => {
        if (a === b) return;
        const rect = (place: number): Rect => ({ ...cardAt(place, room), height: CARD.height });
        expect(overlaps(rect(a), rect(b))).toBe(false);
        expect(rect(a).x + rect(a).width).toBeLessThanOrEqual(room);
      }),
    );
  });

  it('shows the messages of this machine and not of others', () => {
    const layout = layoutNode({ width: 1400, height: 650 });
    const ways = new NodeWays(layout, 'worker-1', (pod) => (pod === 'default/web' ? { x: 500, y: 400 } : undefined));
    const api = 'kube-apiserver@control-plane-1';
    expect(ways.pathOf(api, 'kubelet@worker-1')).toBeDefined();
    expect(ways.pathOf('kubelet@worker-1', 'containerd@worker-1')).toBeDefined();
    expect(ways.pathOf('containerd@worker-1', 'registry@internet')).toBeDefined();
    expect(ways.pathOf('kubelet@worker-1', 'default/web@worker-1')).toBeDefined();
    expect(ways.pathOf('default/other@worker-2', 'default/web@worker-1')).toBeDefined();
    expect(ways.pathOf(api, 'kubelet@worker-2')).toBeUndefined();
    expect(ways.pathOf('kube-scheduler@control-plane-1', api)).toBeUndefined();
    expect(ways.pathOf('kubelet@worker-2', 'containerd@worker-2')).toBeUndefined();
    const there = ways.pathOf(api, 'kubelet@worker-1')!;
    const back = ways.pathOf('kubelet@worker-1', api)!;
    expect(back.at(0)).toEqual(there.at(1));
  });
});

describe('the pods of a machine', () => {
  it('keep their places while others come and go, however the history is read', () => {
    const mirror = new Mirror();
    const residents = new Residents(mirror, 'worker-1');
    let revision = 0;
    const tell = (name: string, uid: string | undefined, nodeName = 'worker-1') => {
      const at = ++revision;
      const metadata = { name, namespace: 'default', uid, resourceVersion: String(at), creationTimestamp: '' };
      const object = uid === undefined ? undefined : { apiVersion: 'v1', kind: 'Pod', metadata, spec: { nodeName } };
      mirror.add([{ resource: 'pods', namespace: 'default', name, revision: at, at, object }]);
    };
    tell('a', 'a1');
    tell('b', 'b1');
    expect([...residents.berths()]).toEqual([
      ['a1', 0],
      ['b1', 1],
    ]);
    tell('a', undefined);
    tell('elsewhere', 'x1', 'worker-2');
    tell('c', 'c1');
    tell('a', 'a2');
    const expected = { b1: 1, c1: 0, a2: 2 };
    expect(Object.fromEntries(residents.berths())).toMatchObject(expected);
    expect(Object.fromEntries(new Residents(mirror, 'worker-1').berths())).toMatchObject(expected);
    expect(residents.berths().has('x1')).toBe(false);
  });
});

describe('images', () => {
  it('count a shared layer once, and mark it alike in each', () => {
    const layer = (digest: string, size: number) => ({ digest, size, name: digest });
    const { marks, bytes, layers } = sharing([
      { name: 'a', size: 15, layers: [layer('base', 10), layer('x', 5)] },
      { name: 'b', size: 17, layers: [layer('base', 10), layer('y', 7)] },
    ]);
    expect([...marks]).toEqual([['base', 'A']]);
    expect([bytes, layers]).toEqual([22, 3]);
  });
});
