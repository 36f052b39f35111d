import { describe, expect, it } from 'vitest';
import { managerFromUserAgent } from './managers.ts';
import { parentEntries, scaleEntries } from './scale-handler.ts';
import { applyBy, createBy, fields, LATER, managersOf, of, owns, refusal, T, updateBy } from './testing.ts';

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
    const parent = managersOf(made);
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
