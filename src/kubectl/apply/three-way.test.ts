import { describe, expect, it } from 'vitest';
import {
  configurationOf,
  LAST_APPLIED,
  mergeRulesOf,
  PreconditionFailed,
  IDENTITY,
  threeWayMergePatch,
  threeWayStrategicPatch,
  twoWayStrategicPatch,
  withLastApplied,
} from './index.ts';

const DEPLOYMENT = mergeRulesOf('apps/v1', 'Deployment')!;

function deployment(containers: readonly object[], more: object = {}): Record<string, unknown> {
  return { spec: { template: { spec: { containers } }, ...more } };
}

describe('a strategic difference of three texts', () => {
  it('sets what differs, takes away what was said and is said no more, and leaves alone what others wrote', () => {
    expect(threeWayStrategicPatch({ a: 1, b: 2 }, { a: 1, c: 3 }, { a: 9, b: 2, d: 4 }, {})).toEqual({
      a: 1,
      b: null,
      c: 3,
    });
  });

  it('meets the items of a keyed list by their key, and says their order when there is a change', () => {
    const said = deployment([
      { name: 'a', image: 'a:1' },
      { name: 'gone', image: 'x' },
    ]);
    const live = deployment([
      { name: 'a', image: 'a:1', imagePullPolicy: 'Always' },
      { name: 'gone', image: 'x' },
    ]);
    const wanted = deployment([{ name: 'a', image: 'a:2' }]);
    expect(threeWayStrategicPatch(said, wanted, live, DEPLOYMENT)).toEqual({
      spec: {
        template: {
          spec: {
            containers: [
              { name: 'a', image: 'a:2' },
              { name: 'gone', $patch: 'delete' },
            ],
            '$setElementOrder/containers': [{ name: 'a' }],
          },
        },
      },
    });
  });

  it('is empty when nothing is to be done, whatever the server filled in', () => {
    const said = deployment([{ name: 'a', image: 'a:1' }]);
    const live = deployment([{ name: 'a', image: 'a:1', imagePullPolicy: 'Always' }], { replicas: 1 });
    expect(threeWayStrategicPatch(said, said, live, DEPLOYMENT)).toEqual({});
  });

  it('keeps only the keys that are said where the kind retains keys', () => {
    const live = { spec: { strategy: { type: 'RollingUpdate', rollingUpdate: { maxSurge: 1 } } } };
    expect(threeWayStrategicPatch({}, { spec: { strategy: { type: 'Recreate' } } }, live, DEPLOYMENT)).toEqual({
      spec: { strategy: { $retainKeys: ['type'], type: 'Recreate' } },
    });
  });

  it('deletes from lists of scalars by value', () => {
    const rules = mergeRulesOf('v1', 'Pod')!;
    const patch = twoWayStrategicPatch(
      { metadata: { finalizers: ['a/b', 'c/d'] } },
      { metadata: { finalizers: ['c/d'] } },
      rules,
    );
    expect(patch).toEqual({
      metadata: {
        '$deleteFromPrimitiveList/finalizers': ['a/b'],
        '$setElementOrder/finalizers': ['c/d'],
      },
    });
  });

  it('does not touch what an object is', () => {
    expect(() => twoWayStrategicPatch({ kind: 'Pod' }, { kind: 'Service' }, {}, IDENTITY)).toThrow(PreconditionFailed);
    expect(() => twoWayStrategicPatch({ metadata: { name: 'a' } }, { metadata: { name: 'b' } }, {}, IDENTITY)).toThrow(
      PreconditionFailed,
    );
  });

  it('treats __proto__ as a key like any other', () => {
    const wanted = JSON.parse('{"__proto__":{"polluted":true}}') as Record<string, unknown>;
    const patch = threeWayStrategicPatch({}, wanted, {}, {});
    expect(JSON.stringify(patch)).toBe('{"__proto__":{"polluted":true}}');
    expect(Object.keys(Object.prototype)).toEqual([]);
  });
});

describe('a JSON merge difference of three texts', () => {
  it('replaces lists, deletes by null, and keeps what others wrote', () => {
    const patch = threeWayMergePatch(
      { spec: { list: [1], old: true, same: 1 } },
      { spec: { list: [1, 2], same: 1 } },
      { spec: { list: [1], old: true, same: 1, theirs: 'x' }, status: {} },
    );
    expect(patch).toEqual({ spec: { list: [1, 2], old: null } });
  });
});

describe('what the annotation says', () => {
  it('is the object without the annotation in one line, keys in order, with annotations even when there are none', () => {
    const object = { kind: 'ConfigMap', apiVersion: 'v1', metadata: { name: 'a<b' } };
    expect(configurationOf(object)).toBe(
      '{"apiVersion":"v1","kind":"ConfigMap","metadata":{"annotations":{},"name":"a\\u003cb"}}\n',
    );
    const once = withLastApplied(object);
    expect(withLastApplied(once)).toEqual(once);
    expect(Object.keys((once['metadata'] as { annotations: object }).annotations)).toEqual([LAST_APPLIED]);
  });
});
