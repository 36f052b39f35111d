import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ApiObject } from '../../../engine/apimachinery/index.ts';
import { contains, overlaps, type Rect } from '../board/geometry.ts';
import { placePods } from './place-pods.ts';

const ROOM = { width: 320, height: 116 };

function pod(uid: string): ApiObject {
  const metadata = { name: uid, namespace: 'default', uid, resourceVersion: '1', creationTimestamp: '' };
  return { apiVersion: 'v1', kind: 'Pod', metadata };
}

/** Pods with berths of their own, some of which are empty. */
const rooms = fc
  .uniqueArray(fc.nat(70), { maxLength: 40 })
  .map((berths) => berths.map((berth) => ({ berth, pod: pod(`p${berth}`) })));

function place(all: readonly { readonly berth: number; readonly pod: ApiObject }[]) {
  const berths = new Map(all.map(({ berth, pod: { metadata } }) => [metadata.uid, berth]));
  return placePods(
    all.map((each) => each.pod),
    ({ metadata }) => berths.get(metadata.uid)!,
    ROOM,
  );
}

describe('pods in a room', () => {
  it('stand apart and inside, however many there are and whatever berths are empty', () => {
    fc.assert(
      fc.property(rooms, (all) => {
        const { size, places } = place(all);
        if (size === 'dots') return;
        expect(places.size).toBe(all.length);
        const rects: Rect[] = [...places.values()];
        const room = { x: 0, y: 0, ...ROOM };
        for (const [i, rect] of rects.entries()) {
          expect(contains(room, rect)).toBe(true);
          for (const other of rects.slice(i + 1)) expect(overlaps(rect, other)).toBe(false);
        }
      }),
    );
  });

  it('stay where they are when one leaves or comes, as long as the room draws them as large', () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.nat(3), { minLength: 2, maxLength: 4 }), (berths) => {
        const all = berths.map((berth) => ({ berth, pod: pod(`p${berth}`) }));
        const before = place(all);
        const after = place(all.slice(1));
        expect(after.size).toBe(before.size);
        for (const [uid, rect] of after.places) expect(rect).toEqual(before.places.get(uid));
      }),
    );
  });
});
