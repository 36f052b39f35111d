import { describe, expect, it } from 'vitest';
import {
  applyJSONPatch,
  applyMergePatch,
  applyStrategicMergePatch,
  decodeJSONPatch,
  PatchError,
  type Operation,
  PatchSchema,
} from './index.ts';

function freeze<T>(value: T): T {
  if (typeof value === 'object' && value !== null) {
    Object.freeze(value);
    Object.values(value).forEach(freeze);
  }
  return value;
}

const DOCUMENT = freeze({ a: { b: [1, 2, 3], 'c/d': 'x', n: null }, e: { f: 1 } });

describe('JSON patch', () => {
  it.each<[Operation[], unknown]>([
    [[{ op: 'add', path: '/a/b/-', value: 4 }], { ...DOCUMENT, a: { ...DOCUMENT.a, b: [1, 2, 3, 4] } }],
    [[{ op: 'add', path: '/a/b/0', value: 0 }], { ...DOCUMENT, a: { ...DOCUMENT.a, b: [0, 1, 2, 3] } }],
    [[{ op: 'remove', path: '/a/b/-1' }], { ...DOCUMENT, a: { ...DOCUMENT.a, b: [1, 2] } }],
    [[{ op: 'replace', path: '/a/c~1d', value: 'y' }], { ...DOCUMENT, a: { ...DOCUMENT.a, 'c/d': 'y' } }],
    [[{ op: 'replace', path: '/new', value: 1 }], { ...DOCUMENT, new: 1 }],
    [[{ op: 'move', from: '/e/f', path: '/g' }], { ...DOCUMENT, e: {}, g: 1 }],
    [[{ op: 'copy', from: '/e', path: '/g' }], { ...DOCUMENT, g: { f: 1 } }],
    [[{ op: 'test', path: '/e', value: { f: 1 } }], DOCUMENT],
    [[{ op: 'test', path: '/absent', value: null }], DOCUMENT],
    [[{ op: 'replace', path: '', value: { z: 1 } }], { z: 1 }],
  ])('%j', (patch, result) => {
    expect(applyJSONPatch(DOCUMENT, patch)).toEqual(result);
  });

  it.each<[Operation, string]>([
    [{ op: 'add', path: '/x/y', value: 1 }, 'add operation does not apply: doc is missing path: "/x/y": missing value'],
    [
      { op: 'remove', path: '/x' },
      "error in remove for path: '/x': Unable to remove nonexistent key: x: missing value",
    ],
    [
      { op: 'remove', path: '/a/b/7' },
      "error in remove for path: '/a/b/7': Unable to access invalid index: 7: invalid index referenced",
    ],
    [
      { op: 'add', path: '/a/b/x', value: 1 },
      "error in add for path: '/a/b/x': value was not a proper array index: 'x': strconv.Atoi: parsing \"x\": invalid syntax",
    ],
    [
      { op: 'replace', path: '/a/b/9', value: 1 },
      'replace operation does not apply: doc is missing key: /a/b/9: missing value',
    ],
    [{ op: 'test', path: '/e/f', value: 2 }, 'testing value /e/f failed: test failed'],
    [{ op: 'remove' }, 'remove operation failed to decode path: missing value'],
    [{ op: 'hop', path: '/a' }, 'Unexpected kind: hop'],
  ])('%j is refused', (operation, message) => {
    expect(() => applyJSONPatch(DOCUMENT, [operation])).toThrow(new PatchError(message));
  });

  it('shares what it does not touch, and leaves prototypes alone', () => {
    const patched = applyJSONPatch(DOCUMENT, [{ op: 'add', path: '/e/g', value: 2 }]) as typeof DOCUMENT;
    expect(patched.a).toBe(DOCUMENT.a);
    const sly = applyJSONPatch({}, [{ op: 'add', path: '/__proto__', value: { polluted: true } }]);
    expect(Object.hasOwn(sly as object, '__proto__')).toBe(true);
    expect(Reflect.get(sly as object, 'polluted')).toBeUndefined();
    expect(() => applyJSONPatch({}, [{ op: 'add', path: '/constructor/prototype/x', value: 1 }])).toThrow(PatchError);
  });

  it('must be a list of objects', () => {
    expect(() => decodeJSONPatch({})).toThrow('json: cannot unmarshal object into Go value of type jsonpatch.Patch');
    expect(() => decodeJSONPatch([1])).toThrow(
      'json: cannot unmarshal number into Go value of type jsonpatch.Operation',
    );
  });
});

describe('JSON merge patch', () => {
  // RFC 7386, appendix A, where evanphx agrees with it.
  it.each([
    [{ a: 'b' }, { a: 'c' }, { a: 'c' }],
    [{ a: 'b' }, { b: 'c' }, { a: 'b', b: 'c' }],
    [{ a: 'b', b: 'c' }, { a: null }, { b: 'c' }],
    [{ a: ['b'] }, { a: 'c' }, { a: 'c' }],
    [{ a: { b: 'c' } }, { a: { b: 'd', c: null } }, { a: { b: 'd' } }],
    [{ a: [{ b: 'c' }] }, { a: [1] }, { a: [1] }],
    [{ e: null }, { a: 1 }, { e: null, a: 1 }],
    [{}, { a: { bb: { ccc: null } } }, { a: { bb: {} } }],
  ])('%j with %j is %j', (document, patch, result) => {
    expect(applyMergePatch(freeze(document), freeze(patch))).toEqual(result);
  });

  it('gives the same object back when nothing changes, and never pollutes', () => {
    expect(applyMergePatch(DOCUMENT, { e: { f: 1 } })).toBe(DOCUMENT);
    const sly = applyMergePatch({}, JSON.parse('{"__proto__":{"polluted":1}}')) as object;
    expect(Reflect.get(sly, 'polluted')).toBeUndefined();
    expect(Reflect.get({}, 'polluted')).toBeUndefined();
  });
});

const META: Readonly<Record<string, { strategy: string; mergeKey?: string }>> = {
  'spec.containers': { strategy: 'merge', mergeKey: 'name' },
  'spec.containers.ports': { strategy: 'merge', mergeKey: 'containerPort' },
  'spec.volumes': { strategy: 'merge,retainKeys', mergeKey: 'name' },
  'spec.strategy': { strategy: 'retainKeys' },
  'metadata.finalizers': { strategy: 'merge' },
};
const SCHEMA = new PatchSchema(META);

describe('strategic merge patch', () => {
  const pod = freeze({
    metadata: { finalizers: ['a/1', 'b/2'], labels: { app: 'web' } },
    spec: {
      containers: [
        { name: 'x', image: 'x:1', ports: [{ containerPort: 80 }, { containerPort: 81 }], args: ['a', 'b'] },
        { name: 'y', image: 'y:1' },
      ],
      strategy: { type: 'RollingUpdate', rollingUpdate: { maxSurge: 1 } },
    },
  });
  const names = (result: unknown): unknown =>
    (result as typeof pod).spec.containers.map((container) => container.name).join();

  it('merges lists by their key, and replaces those without', () => {
    const patch = {
      spec: { containers: [{ name: 'x', image: 'x:2', args: ['c'], ports: [{ containerPort: 82 }] }, { name: 'z' }] },
    };
    const result = applyStrategicMergePatch(pod, freeze(patch), SCHEMA) as typeof pod;
    expect(result.spec.containers).toEqual([
      {
        name: 'x',
        image: 'x:2',
        args: ['c'],
        ports: [{ containerPort: 82 }, { containerPort: 80 }, { containerPort: 81 }],
      },
      { name: 'z' },
      { name: 'y', image: 'y:1' },
    ]);
    expect(result.metadata).toBe(pod.metadata);
  });

  it('obeys $patch in maps and lists', () => {
    const gone = { spec: { containers: [{ name: 'x', $patch: 'delete' }] } };
    expect(names(applyStrategicMergePatch(pod, gone, SCHEMA))).toBe('y');
    const only = { spec: { containers: [{ name: 'q' }, { $patch: 'replace' }] } };
    expect(names(applyStrategicMergePatch(pod, only, SCHEMA))).toBe('q');
    const labels = { metadata: { labels: { $patch: 'replace', tier: 'db' } } };
    expect(applyStrategicMergePatch(pod, labels, SCHEMA)).toMatchObject({ metadata: { labels: { tier: 'db' } } });
    expect(() => applyStrategicMergePatch(pod, { metadata: { $patch: 'shuffle' } }, SCHEMA)).toThrow(
      'unknown patch type: shuffle in map: map[$patch:shuffle]',
    );
  });

  it('obeys $setElementOrder, $deleteFromPrimitiveList and $retainKeys', () => {
    const order = {
      spec: {
        '$setElementOrder/containers': [{ name: 'y' }, { name: 'x' }],
        containers: [{ name: 'x', image: 'x:3' }],
      },
    };
    expect(names(applyStrategicMergePatch(pod, order, SCHEMA))).toBe('y,x');
    const finalizers = {
      metadata: {
        '$deleteFromPrimitiveList/finalizers': ['a/1'],
        '$setElementOrder/finalizers': ['c/3', 'b/2'],
        finalizers: ['c/3'],
      },
    };
    expect(applyStrategicMergePatch(pod, finalizers, SCHEMA)).toMatchObject({
      metadata: { finalizers: ['c/3', 'b/2'] },
    });
    const strategy = { spec: { strategy: { $retainKeys: ['type'], type: 'Recreate' } } };
    const result = applyStrategicMergePatch(pod, strategy, SCHEMA) as typeof pod;
    expect(result.spec.strategy).toEqual({ type: 'Recreate' });
    expect(() =>
      applyStrategicMergePatch(pod, { spec: { strategy: { $retainKeys: ['x'], type: 'y' } } }, SCHEMA),
    ).toThrow('invalid patch format of retainKeys');
  });

  it('explains what it cannot merge', () => {
    expect(() => applyStrategicMergePatch(pod, { spec: { containers: [{ image: 'q' }] } }, SCHEMA)).toThrow(
      'map: map[image:q] does not contain declared merge key: name',
    );
  });

  it('adds what was not there without its directives', () => {
    const patch = { spec: { volumes: [{ name: 'v', $retainKeys: ['name'], emptyDir: null }] }, n: { a: null, b: 1 } };
    expect(applyStrategicMergePatch({ spec: {} }, patch, SCHEMA)).toEqual({
      spec: { volumes: [{ name: 'v' }] },
      n: { b: 1 },
    });
  });
});
