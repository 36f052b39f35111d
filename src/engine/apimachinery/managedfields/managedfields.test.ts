import { describe, expect, it } from 'vitest';
import { StatusError } from '../status.ts';
import { compare, ZERO } from './compare.ts';
import { FieldManager } from './field-manager.ts';
import { difference, fieldSet, intersection, parseFieldsV1, pathTexts, union } from './fields-v1.ts';
import { managerFromUserAgent } from './managers.ts';
import { merge } from './merge.ts';
import { parentEntries, scaleEntries } from './scale-handler.ts';
import { toFieldSet } from './to-field-set.ts';
import {
  ANY_DEDUCED,
  listType,
  mapType,
  NUMERIC,
  STRING,
  structType,
  UNTYPED,
  type FieldDescription,
  type TypeDescription,
} from './type-description.ts';
import { validate } from './validate.ts';

const field = (type: TypeDescription, zero?: FieldDescription['zero'], nobodys = false): FieldDescription => ({
  type,
  zero,
  nobodys,
});
const port = structType(
  new Map([
    ['name', field(STRING)],
    ['port', field(NUMERIC)],
    ['protocol', field(STRING)],
  ]),
);
const container = structType(
  new Map([
    ['name', field(STRING)],
    ['image', field(STRING)],
    ['args', field(listType(STRING, 'atomic'))],
    [
      'ports',
      field(
        listType(port, [
          { name: 'port', default: undefined },
          { name: 'protocol', default: 'TCP' },
        ]),
      ),
    ],
  ]),
);
const selector = structType(new Map([['matchLabels', field(mapType(STRING, false))]]), { atomic: true });
const spec = structType(
  new Map([
    ['replicas', field(NUMERIC)],
    ['selector', field(selector)],
    ['containers', field(listType(container, [{ name: 'name', default: undefined }]), 'null')],
    ['limits', field(mapType(UNTYPED, false))],
    ['free', field(ANY_DEDUCED)],
  ]),
);
const metadata = structType(
  new Map([
    ['name', field(STRING, undefined, true)],
    ['managedFields', field(listType(ANY_DEDUCED, 'atomic'), undefined, true)],
    ['annotations', field(mapType(STRING, false))],
    ['labels', field(mapType(STRING, false))],
    ['finalizers', field(listType(STRING, 'set'))],
  ]),
);
const web = structType(
  new Map([
    ['apiVersion', field(STRING)],
    ['kind', field(STRING)],
    ['metadata', field(metadata, 'struct')],
    ['spec', field(spec, 'struct')],
    ['status', field(ANY_DEDUCED, 'struct')],
  ]),
);

const fields = new FieldManager(
  {
    own: { apiVersion: 'v1', type: web, convert: (object) => object },
    at: () => undefined,
    ignored: fieldSet('status'),
  },
  'Web',
  '',
);

interface Web {
  readonly metadata: Readonly<Record<string, unknown>>;
  readonly spec: Readonly<Record<string, unknown>>;
}
const T = '2026-01-01T00:00:00Z';
const LATER = '2026-01-01T01:00:00Z';
const of = (specification: object, meta: object = {}): Web =>
  ({ apiVersion: 'v1', kind: 'Web', metadata: { name: 'web', ...meta }, spec: specification }) as Web;
const managersOf = (object: unknown) =>
  (object as { metadata: { managedFields?: { manager: string; operation: string; fieldsV1: never; time?: string }[] } })
    .metadata.managedFields ?? [];
const owns = (object: unknown, manager: string): readonly string[] =>
  pathTexts(managersOf(object).find((entry) => entry.manager === manager)?.fieldsV1);
const applyBy = (manager: string, live: unknown, config: object, force = false): Web =>
  fields.applied(live as Web | undefined, config, manager, force, T) as Web;
const updateBy = (manager: string, live: Web, next: Web): Web => ({
  ...next,
  metadata: { ...next.metadata, managedFields: fields.updated(live, next, undefined, manager, LATER) },
});
const createBy = (manager: string, object: Web): Web => ({
  ...object,
  metadata: { ...object.metadata, managedFields: fields.created(object, manager, T) },
});
const refusal = (act: () => unknown): StatusError['status'] => {
  try {
    act();
  } catch (error) {
    if (error instanceof StatusError) return error.status;
    throw error;
  }
  throw new Error('nothing was refused');
};

describe('a set of fields', () => {
  const a = fieldSet('spec.replicas', 'metadata.labels', 'metadata.labels.app');
  const b = fieldSet('spec.replicas', 'metadata.labels.tier');

  it('unites, subtracts and intersects path by path', () => {
    expect(pathTexts(union(a, b))).toEqual([
      '.metadata.labels',
      '.metadata.labels.app',
      '.metadata.labels.tier',
      '.spec.replicas',
    ]);
    expect(pathTexts(difference(a, b))).toEqual(['.metadata.labels', '.metadata.labels.app']);
    expect(pathTexts(intersection(a, b))).toEqual(['.spec.replicas']);
    expect(difference(b, union(a, b))).toBeUndefined();
  });

  it('is itself where nothing is gained or lost', () => {
    expect(union(a, fieldSet('spec.replicas'))).toBe(a);
    expect(difference(a, fieldSet('spec.paused'))).toBe(a);
    expect(intersection(a, a)).toBe(a);
  });

  it('is read into the order it is written in', () => {
    const read = parseFieldsV1({
      'v:"b"': {},
      'k:{"port":80}': { 'f:port': {}, '.': {} },
      'k:{"port":9}': {},
      'f:b': {},
      'f:a': {},
    });
    const texts = [
      '"f:a":{}',
      '"f:b":{}',
      '"k:{\\"port\\":9}":{}',
      '"k:{\\"port\\":80}":{".":{},"f:port":{}}',
      '"v:\\"b\\"":{}',
    ];
    expect(JSON.stringify(read?.set)).toBe(`{${texts.join(',')}}`);
    expect(parseFieldsV1({ 'x:b': {} })).toBeUndefined();
    expect(parseFieldsV1({ 'f:b': 1 })).toBeUndefined();
  });
});

describe('what an applied configuration takes charge of', () => {
  it('is its leaves, items and keys of maps, not the structs on the way', () => {
    const config = of(
      {
        replicas: 1,
        selector: { matchLabels: { a: 'b' } },
        containers: [{ name: 'c', image: 'i', args: ['x'], ports: [{ port: 80 }] }],
        limits: {},
      },
      { labels: { app: 'web' }, finalizers: ['f'] },
    );
    expect(pathTexts(toFieldSet(config, web)).sort()).toEqual(
      [
        '.apiVersion',
        '.kind',
        '.metadata.finalizers[="f"]',
        '.metadata.labels.app',
        '.metadata.name',
        '.spec.containers[name="c"]',
        '.spec.containers[name="c"].args',
        '.spec.containers[name="c"].image',
        '.spec.containers[name="c"].name',
        '.spec.containers[name="c"].ports[port=80,protocol="TCP"]',
        '.spec.containers[name="c"].ports[port=80,protocol="TCP"].port',
        '.spec.limits',
        '.spec.replicas',
        '.spec.selector',
      ].sort(),
    );
  });
});

describe('a comparison', () => {
  const paths = (before: unknown, after: unknown) => {
    const found = compare(before, after, web);
    return [found?.added, found?.modified, found?.removed].map((set) => pathTexts(set).sort());
  };

  it('tells what was added, modified and removed', () => {
    const before = of({ replicas: 1, limits: { cpu: 1 }, containers: [{ name: 'a', image: 'i' }] });
    const after = of({ replicas: 2, limits: { memory: 1 }, containers: [{ name: 'b' }], free: { x: [1] } });
    expect(paths(before, after)).toEqual([
      [
        '.spec.containers[name="b"]',
        '.spec.containers[name="b"].name',
        '.spec.free',
        '.spec.free.x',
        '.spec.limits.memory',
      ],
      ['.spec.replicas'],
      [
        '.spec.containers[name="a"]',
        '.spec.containers[name="a"].image',
        '.spec.containers[name="a"].name',
        '.spec.limits.cpu',
      ],
    ]);
  });

  it('with nothing at all counts no struct that is always there, nor a scalar that is zero', () => {
    const object = of({ replicas: 0, containers: [{ name: 'c' }], limits: { cpu: 1 } }, { labels: {} });
    expect(pathTexts(compare(ZERO, object, web)?.added).sort()).toEqual(
      [
        '.apiVersion',
        '.kind',
        '.metadata.labels',
        '.spec.containers[name="c"]',
        '.spec.containers[name="c"].name',
        '.spec.limits',
        '.spec.limits.cpu',
      ].sort(),
    );
  });

  it('takes items of one key for one value', () => {
    const twice = of({
      containers: [
        { name: 'a', image: '1' },
        { name: 'a', image: '2' },
      ],
    });
    const other = of({
      containers: [
        { name: 'a', image: '1' },
        { name: 'a', image: '3' },
      ],
    });
    expect(paths(twice, other)).toEqual([[], ['.spec.containers[name="a"]'], []]);
    expect(paths(twice, of({ containers: [] }))[2]).toEqual(['.spec.containers[name="a"]']);
  });

  it('sees null and nothing as different', () => {
    expect(paths(of({ limits: null }), of({ limits: {} }))[1]).toEqual(['.spec.limits']);
  });
});

describe('merging', () => {
  const names = (live: string, config: string) =>
    (
      merge(
        of({ containers: [...live].map((name) => ({ name })) }),
        of({ containers: [...config].map((name) => ({ name })) }),
        web,
      ) as { spec: { containers: { name: string }[] } }
    ).spec.containers
      .map(({ name }) => name)
      .join('');

  it.each([
    ['abc', 'b', 'abc'],
    ['abc', 'cba', 'cba'],
    ['abc', 'cxa', 'bcxa'],
    ['ab', 'bca', 'bca'],
    ['abcd', 'da', 'bcda'],
    ['', 'ab', 'ab'],
    ['ab', 'xy', 'abxy'],
  ])('orders %s with %s applied as %s', (live, config, expected) => {
    expect(names(live, config)).toBe(expected);
  });

  it('replaces what is atomic, and gives the object itself where it says the same', () => {
    const live = of({ selector: { matchLabels: { a: '1' } }, replicas: 1 });
    expect(merge(live, of({ selector: { matchLabels: { b: '1' } } }), web)).toMatchObject({
      spec: { selector: { matchLabels: { b: '1' } }, replicas: 1 },
    });
    expect(merge(live, of({ replicas: 1 }), web)).toBe(live);
  });

  it('keeps keys that name an object’s own machinery as plain keys', () => {
    const config = JSON.parse('{"spec":{"limits":{"__proto__":{"a":1},"constructor":1}}}') as object;
    const merged = merge(of({}), config, web) as Web;
    expect(JSON.stringify(merged.spec)).toBe('{"limits":{"__proto__":{"a":1},"constructor":1}}');
    expect(({} as { a?: number }).a).toBeUndefined();
  });
});

describe('validation', () => {
  it.each<[object, string]>([
    [{ replicas: '3' }, '.spec.replicas: expected numeric (int or float), got string'],
    [{ nope: 1 }, '.spec.nope: field not declared in schema'],
    [{ containers: [{ name: 'a' }, { name: 'a' }] }, '.spec.containers: duplicate entries for key [name="a"]'],
    [
      { containers: [{ image: 'a' }] },
      '.spec.containers: element 0: associative list with keys has an element that omits all key fields ["name"] (and doesn\'t have default values for any key fields)',
    ],
    [
      { containers: [{ name: 'a', image: 1 }] },
      '.spec.containers[name="a"].image: expected string, got &value.valueUnstructured{Value:1}',
    ],
    [{ containers: {} }, '.spec.containers: expected list, got &{map[]}'],
    [{ limits: ['x'] }, '.spec.limits: expected map, got &{[x]}'],
    [
      { replicas: true, limits: 1 },
      'errors:\n  .spec.replicas: expected numeric (int or float), got bool\n  .spec.limits: expected map, got &{1}',
    ],
  ])('of %j says what is wrong', (specification, text) => {
    expect(validate(of(specification), web)).toBe(text);
  });
});

describe('updates', () => {
  it('give the fields of a new object to its author', () => {
    const made = createBy('kubectl', of({ replicas: 1, containers: [{ name: 'c' }] }, { labels: { app: 'x' } }));
    expect(managersOf(made)).toEqual([
      {
        manager: 'kubectl',
        operation: 'Update',
        apiVersion: 'v1',
        time: T,
        fieldsType: 'FieldsV1',
        fieldsV1: {
          'f:metadata': { 'f:labels': { '.': {}, 'f:app': {} } },
          'f:spec': {
            'f:containers': { 'k:{"name":"c"}': { '.': {}, 'f:name': {} } },
            'f:replicas': {},
          },
        },
      },
    ]);
  });

  it('take fields from whoever had them, and forget who has none left', () => {
    const made = createBy('a', of({ replicas: 1, limits: { cpu: 1 } }));
    const scaled = updateBy('b', made, of({ replicas: 2, limits: { cpu: 1 } }, made.metadata));
    expect(owns(scaled, 'a')).toEqual(['.spec.limits', '.spec.limits.cpu']);
    expect(owns(scaled, 'b')).toEqual(['.spec.replicas']);
    const cleared = updateBy('c', scaled, of({ replicas: 2 }, scaled.metadata));
    expect(managersOf(cleared).map(({ manager }) => manager)).toEqual(['b']);
  });

  it('that change nothing change no entry, and those that set the same fields anew only the time', () => {
    const made = createBy('a', of({ replicas: 1, limits: { cpu: 1 } }));
    const same = updateBy('a', made, of({ replicas: 1, limits: { cpu: 1 } }, made.metadata));
    expect(managersOf(same)).toBe(managersOf(made));
    const again = updateBy('a', made, of({ replicas: 3, limits: { cpu: 1 } }, made.metadata));
    expect(managersOf(again)[0]!.fieldsV1).toBe(managersOf(made)[0]!.fieldsV1);
    expect(managersOf(again)[0]!.time).toBe(LATER);
  });

  it('of what the server puts back give nobody anything', () => {
    const made = createBy('a', of({ replicas: 1 }));
    const next = { ...of({ replicas: 1 }, made.metadata), status: { phase: 'x' } };
    expect(managersOf(updateBy('b', made, next))).toBe(managersOf(made));
  });

  it('of an object that nobody keeps account of keep none', () => {
    expect(fields.updated(of({ replicas: 1 }), of({ replicas: 2 }), undefined, 'a', T)).toBeUndefined();
    const made = createBy('a', of({ replicas: 1 }));
    expect(fields.updated(made, of({ replicas: 2 }), [], 'a', T)).toBeUndefined();
    expect(fields.updated(made, of({ replicas: 2 }), [{}], 'a', T)).toBeUndefined();
  });

  it('remember ten authors, and the older ones as one', () => {
    let object = createBy('m0', of({ limits: { k0: 1 } }));
    for (let i = 1; i <= 12; i++) {
      const limits = { ...(object.spec['limits'] as object), [`k${i}`]: 1 };
      const managedFields = fields.updated(
        object,
        of({ limits }, object.metadata),
        undefined,
        `m${i}`,
        `2026-01-0${1 + Math.floor(i / 4)}T00:00:00Z`,
      );
      object = of({ limits }, { managedFields });
    }
    const managers = managersOf(object);
    expect(managers).toHaveLength(10);
    expect(managers[0]!.manager).toBe('ancient-changes');
    expect(owns(object, 'ancient-changes')).toEqual([
      '.spec.limits',
      '.spec.limits.k0',
      '.spec.limits.k1',
      '.spec.limits.k2',
      '.spec.limits.k3',
    ]);
  });
});

describe('apply', () => {
  it('makes an object whose applier owns what it says and nothing else', () => {
    const made = applyBy('one', undefined, of({ replicas: 1 }, { labels: { a: '1' } }));
    expect(made.spec).toEqual({ replicas: 1 });
    expect(owns(made, 'one')).toEqual(['.metadata.labels.a', '.spec.replicas']);
  });

  it('conflicts with who owns a field that is to change, in upstream’s words', () => {
    const made = createBy('kubectl', of({ replicas: 1, containers: [{ name: 'c', image: '1' }] }));
    const one = refusal(() => applyBy('one', made, of({ replicas: 2 })));
    expect(one).toMatchObject({ code: 409, reason: 'Conflict' });
    expect(one.message).toBe('Apply failed with 1 conflict: conflict with "kubectl" using v1: .spec.replicas');
    expect(one.details?.causes).toEqual([
      { reason: 'FieldManagerConflict', message: 'conflict with "kubectl" using v1', field: '.spec.replicas' },
    ]);
    const applied = applyBy('two', made, of({ limits: { cpu: 1 } }));
    const several = of({ replicas: 2, containers: [{ name: 'c', image: '2' }], limits: { cpu: 2 } });
    expect(refusal(() => applyBy('one', applied, several)).message).toBe(
      'Apply failed with 3 conflicts: conflicts with "kubectl" using v1:\n- .spec.replicas\n- .spec.containers[name="c"].image\n' +
        'conflicts with "two":\n- .spec.limits.cpu',
    );
  });

  it('by force takes what is in conflict', () => {
    const made = createBy('kubectl', of({ replicas: 1, limits: { cpu: 1 } }));
    const forced = applyBy('one', made, of({ replicas: 2 }), true);
    expect(forced.spec['replicas']).toBe(2);
    expect(owns(forced, 'one')).toEqual(['.spec.replicas']);
    expect(owns(forced, 'kubectl')).toEqual(['.spec.limits', '.spec.limits.cpu']);
  });

  it('of the same value shares a field', () => {
    const nothing = { apiVersion: 'v1', kind: 'Web', metadata: { name: 'web' } };
    const made = applyBy('one', undefined, of({ replicas: 1 }));
    const shared = applyBy('two', made, of({ replicas: 1 }));
    expect([owns(shared, 'one'), owns(shared, 'two')]).toEqual([['.spec.replicas'], ['.spec.replicas']]);
    const left = applyBy('one', shared, nothing);
    expect(left.spec['replicas']).toBe(1);
    expect(managersOf(left).map(({ manager }) => manager)).toEqual(['two']);
    expect(JSON.stringify(applyBy('two', left, nothing))).not.toContain('replicas":');
  });

  it('takes away what is no longer applied, unless another owns it', () => {
    const made = applyBy(
      'one',
      undefined,
      of({ containers: [{ name: 'a', image: '1', args: ['x'] }, { name: 'b' }], limits: { cpu: 1, memory: 1 } }),
    );
    const other = updateBy('two', made, {
      ...made,
      spec: { ...made.spec, limits: { cpu: 1, memory: 2, disk: 3 } },
    });
    const next = applyBy('one', other, of({ containers: [{ name: 'a', image: '1' }] }));
    expect(next.spec).toEqual({ containers: [{ name: 'a', image: '1' }], limits: { memory: 2, disk: 3 } });
  });

  it('of nothing new is no change', () => {
    const made = applyBy('one', undefined, of({ replicas: 1 }));
    const again = fields.applied(made, of({ replicas: 1 }), 'one', false, LATER);
    expect(managersOf(again)).toEqual(managersOf(made));
  });

  it('finds in an object nobody kept account of somebody who came before', () => {
    const applied = applyBy('one', of({ replicas: 1, limits: { cpu: 1 } }), of({ replicas: 1 }));
    expect(owns(applied, 'before-first-apply')).toEqual(['.spec.limits', '.spec.replicas', '.spec.limits.cpu']);
    expect(() => applyBy('one', of({ replicas: 1 }), of({ replicas: 2 }))).toThrow(
      'conflict with "before-first-apply" using v1: .spec.replicas',
    );
  });

  it('refuses another type, managedFields, and what the schema does not know', () => {
    expect(refusal(() => applyBy('one', undefined, { ...of({}), kind: 'Other' })).message).toBe(
      'invalid object type: /v1, Kind=Other',
    );
    expect(refusal(() => applyBy('one', undefined, of({}, { managedFields: [] }))).message).toBe(
      'metadata.managedFields must be nil',
    );
    expect(refusal(() => applyBy('one', undefined, of({ x: 1 }, { namespace: 'd' })))).toMatchObject({
      code: 500,
      message:
        'failed to create typed patch object (d/web; /v1, Kind=Web): errors:\n  .metadata.namespace: field not declared in schema\n  .spec.x: field not declared in schema',
    });
  });
});

describe('kubectl, coming from client-side apply', () => {
  const ANNOTATION = 'kubectl.kubernetes.io/last-applied-configuration';
  const live = (() => {
    const config = of({ replicas: 1, limits: { cpu: 1 } });
    return createBy(
      'kubectl-client-side-apply',
      of(config.spec, { annotations: { [ANNOTATION]: JSON.stringify(config) } }),
    );
  })();

  it('takes over what it applied, and keeps the annotation up to date', () => {
    const next = applyBy('kubectl', live, of({ replicas: 2, limits: { cpu: 1 } }));
    expect(next.spec['replicas']).toBe(2);
    expect((next.metadata['annotations'] as Record<string, string>)[ANNOTATION]).toBe(
      '{"apiVersion":"v1","kind":"Web","metadata":{"name":"web"},"spec":{"limits":{"cpu":1},"replicas":2}}\n',
    );
  });

  it('does not take what others have changed since', () => {
    const scaled = updateBy('hpa', live, { ...live, spec: { ...live.spec, replicas: 5 } });
    expect(() => applyBy('kubectl', scaled, of({ replicas: 2, limits: { cpu: 3 } }))).toThrow(
      'Apply failed with 1 conflict: conflict with "hpa" using v1: .spec.replicas',
    );
    expect(() => applyBy('other', live, of({ replicas: 2 }))).toThrow(
      'conflict with "kubectl-client-side-apply" using v1',
    );
  });
});

describe('a Scale', () => {
  it('shows who manages the replicas, and gives them to whom it says', () => {
    const made = applyBy('one', undefined, of({ replicas: 1, limits: { cpu: 1 } }));
    const parent = managersOf(made) as never;
    const shown = scaleEntries(parent);
    expect(shown).toMatchObject([
      { manager: 'one', apiVersion: 'autoscaling/v1', fieldsV1: { 'f:spec': { 'f:replicas': {} } } },
    ]);
    expect(parentEntries(parent, shown, 'v1')).toEqual(parent);
    const taken = [{ ...shown[0]!, manager: 'hpa', operation: 'Update' as const, subresource: 'scale' }];
    expect(parentEntries(parent, taken, 'v1')).toMatchObject([
      { manager: 'one', fieldsV1: { 'f:spec': { 'f:limits': { 'f:cpu': {} } } } },
      { manager: 'hpa', apiVersion: 'v1', subresource: 'scale', fieldsV1: { 'f:spec': { 'f:replicas': {} } } },
    ]);
  });
});

describe('the name of who writes', () => {
  it('is the program in the User-Agent', () => {
    expect(managerFromUserAgent('kubectl/v1.33.0 (linux/amd64)')).toBe('kubectl');
    expect(managerFromUserAgent('a\nb')).toBe('a\uFFFDb');
    expect(managerFromUserAgent('x'.repeat(200))).toHaveLength(128);
  });
});
