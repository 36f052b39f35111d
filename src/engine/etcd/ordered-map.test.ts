import fc from 'fast-check';
import { expect, it } from 'vitest';
import { parseRegistryKey } from '../trace/index.ts';
import { KeyIndex } from './key-index.ts';
import { keyLabel } from './key-label.ts';
import { OrderedMap } from './ordered-map.ts';
import type { KeyValue } from './rpc.ts';

it('walks its keys in order whatever was put in and taken out', () => {
  const step = fc.tuple(fc.boolean(), fc.string({ maxLength: 3 }));
  fc.assert(
    fc.property(fc.array(step, { maxLength: 2000 }), fc.string({ maxLength: 2 }), (steps, from) => {
      const map = new OrderedMap<number>();
      const model = new Map<string, number>();
      steps.forEach(([add, key], i) => {
        if (add) {
          map.set(key, i);
          model.set(key, i);
        } else {
          expect(map.delete(key)).toBe(model.delete(key));
        }
      });
      const walked: [string, number][] = [];
      map.range(from, undefined, (value, key) => walked.push([key, value]) > 0);
      const expected = [...model].filter(([key]) => key >= from).sort(([a], [b]) => (a < b ? -1 : 1));
      expect(walked).toEqual(expected);
      expect(map.size).toBe(model.size);
    }),
    { seed: 1, numRuns: 50 },
  );
});

it('splits its chunks and still finds everything', () => {
  const map = new OrderedMap<number>();
  const keys = Array.from({ length: 3000 }, (_, i) => `k${(i * 7919) % 3000}`);
  keys.forEach((key, i) => map.set(key, i));
  const walked: string[] = [];
  map.range('k1', 'k2', (_, key) => walked.push(key) > 0);
  expect(walked).toEqual(keys.filter((key) => key >= 'k1' && key < 'k2').sort());
});

it('a key’s versions answer as its worked example says', () => {
  const version = (modRevision: number, nth: number) => ({ modRevision, version: nth }) as KeyValue;
  const index = new KeyIndex(version(2, 1));
  index.versions.push(version(5, 2), version(7, 0), version(9, 1));
  const at = (revision: number) => index.at(revision)?.modRevision;
  expect([1, 2, 4, 5, 6, 7, 8, 9, 99].map(at)).toEqual([undefined, 2, 2, 5, 5, undefined, undefined, 9, 9]);
  index.trim(6);
  expect(index.versions.map((v) => v.modRevision)).toEqual([5, 7, 9]);
  index.trim(8);
  expect(index.versions.map((v) => v.modRevision)).toEqual([9]);
});

it('messages about a key say what trace would say of it', () => {
  for (const key of ['/registry/pods/default/a', '/registry/nodes/a', '/registry/pods/', 'compact_rev_key', '/a']) {
    const { resource, namespace, name } = keyLabel('item', 'PUT', key, 1);
    expect({ resource, namespace, name }).toEqual(parseRegistryKey(key));
  }
});
