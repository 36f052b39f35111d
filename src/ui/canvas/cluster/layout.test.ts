import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { contains, overlaps, type Rect } from '../board/geometry.ts';
import { layoutMap, type MapLayout } from './layout.ts';
import { Wiring } from './wires.ts';

function names(count: number): string[] {
  return Array.from({ length: count }, (_, i) => `worker-${i + 1}`);
}

function map(workers: number, height = 660, controlPlanes = 1): MapLayout {
  const planes = Array.from({ length: controlPlanes }, (_, i) => `control-plane-${i + 1}`);
  return layoutMap({ controlPlanes: planes, workers: names(workers), height });
}

function machines(layout: MapLayout): Rect[] {
  return [
    layout.user,
    layout.registry,
    layout.clients,
    ...layout.controlPlanes.map((p) => p.rect),
    ...layout.workers.map((w) => w.rect),
  ];
}

function firstOverlap(rects: readonly Rect[]): readonly [Rect, Rect] | undefined {
  for (const [i, a] of rects.entries()) for (const b of rects.slice(i + 1)) if (overlaps(a, b)) return [a, b];
  return undefined;
}

describe('the plate', () => {
  it.each([0, 1, 3, 4, 8, 12, 30, 100, 250])('nothing overlaps with %d workers, in low and high windows', (workers) => {
    for (const height of [480, 660, 900]) {
      const layout = map(workers, height);
      expect(firstOverlap(machines(layout))).toBeUndefined();
      const plate = { x: 0, y: 0, width: layout.width, height: layout.height };
      for (const rect of machines(layout)) expect(contains(plate, rect)).toBe(true);
    }
  });

  it('several control planes stand apart', () => {
    expect(firstOverlap(machines(map(3, 660, 3)))).toBeUndefined();
  });

  it('the parts of a machine lie inside it and beside each other', () => {
    for (const height of [480, 660, 900]) {
      const layout = map(3, height);
      for (const { rect, apiserver, etcd, scheduler, controllers, tray, base } of layout.controlPlanes) {
        const parts = [apiserver, etcd, scheduler, controllers, tray, base];
        expect(firstOverlap(parts)).toBeUndefined();
        for (const part of parts) expect(contains(rect, part)).toBe(true);
      }
      for (const { rect, kubelet, proxy, floor, room } of layout.workers) {
        expect(firstOverlap([kubelet, proxy, floor, room])).toBeUndefined();
        for (const part of [kubelet, proxy, floor, room]) expect(contains(rect, part)).toBe(true);
      }
    }
  });

  it('no machine moves, and none changes its size, because others join or leave', () => {
    fc.assert(
      fc.property(fc.array(fc.boolean(), { minLength: 1, maxLength: 40 }), fc.nat(39), (standing, gone) => {
        const workers = standing.map((stands, i) => (stands ? `worker-${i + 1}` : undefined));
        const all = layoutMap({ controlPlanes: ['control-plane-1'], workers, height: 660 });
        const fewer = workers.map((name, i) => (i === gone ? undefined : name));
        const less = layoutMap({ controlPlanes: ['control-plane-1'], workers: fewer, height: 660 });
        const more = layoutMap({ controlPlanes: ['control-plane-1'], workers: [...workers, 'worker-99'], height: 660 });
        for (const layout of [less, more]) {
          expect(layout.controlPlanes).toEqual(all.controlPlanes);
          expect([layout.user, layout.shelf]).toEqual([all.user, all.shelf]);
          for (const { name, rect } of layout.workers) {
            const before = all.workers.find((worker) => worker.name === name);
            if (before) expect(rect).toEqual(before.rect);
          }
        }
      }),
    );
  });

  it('three workers at 1440 × 900 are drawn at very nearly full size', () => {
    const { width } = map(3);
    expect((1440 - 28) / width).toBeGreaterThan(0.93);
  });
});

describe('the wires', () => {
  const wiring = new Wiring(map(3));
  const api = 'kube-apiserver@control-plane-1';

  it.each([
    ['kubectl@user', api],
    [api, 'etcd@control-plane-1'],
    [api, 'kube-scheduler@control-plane-1'],
    [api, 'kube-controller-manager@control-plane-1'],
    ['kubelet@worker-2', api],
    ['kube-proxy@worker-3', api],
    ['kubelet@worker-1', 'containerd@worker-1'],
    ['containerd@worker-1', 'registry@internet'],
    ['kubelet@control-plane-1', api],
    ['coredns@control-plane-1', api],
    ['client@outside', 'netfilter@worker-2'],
    ['netfilter@worker-2', 'default/web@worker-2'],
    ['kubelet@worker-2', 'default/web@worker-2'],
    ['default/web@worker-2', 'default/db@worker-1'],
  ])('a message from %s to %s starts at the one and ends at the other, and back again', (from, to) => {
    const there = wiring.pathOf(from, to)!;
    const back = wiring.pathOf(to, from)!;
    const near = (point: { x: number; y: number }, process: string): boolean => {
      const { x, y, width, height } = wiring.placeOf(process)!;
      return overlaps(
        { x: x - 12, y: y - 12, width: width + 24, height: height + 24 },
        { ...point, width: 1, height: 1 },
      );
    };
    expect([near(there.at(0), from), near(there.at(1), to)]).toEqual([true, true]);
    expect([near(back.at(0), to), near(back.at(1), from)]).toEqual([true, true]);
    expect(there.at(0.3).x).toBeCloseTo(back.at(0.7).x, 3);
  });

  it('a bead moves along its wire at an even pace', () => {
    const path = wiring.pathOf(api, 'kubelet@worker-1')!;
    const steps = Array.from({ length: 100 }, (_, i) => {
      const a = path.at(i / 100);
      const b = path.at((i + 1) / 100);
      return Math.hypot(b.x - a.x, b.y - a.y);
    });
    expect(Math.max(...steps)).toBeLessThanOrEqual(path.length / 100 + 0.01);
  });

  it('knows no way to what is not on the map', () => {
    expect(wiring.pathOf(api, 'kubelet@worker-99')).toBeUndefined();
  });
});
