import { beforeEach, describe, expect, it } from 'vitest';
import { createCel } from '../../../cel/index.ts';
import {
  createCronTab,
  cronTab,
  define,
  definition,
  getCronTab,
  redefine,
  schemaOf,
  updateCronTab,
} from '../testing/custom-resources.ts';
import { RawBody } from '../raw-body.ts';
import { TestServer } from '../testing/test-server.ts';

const cel = createCel();
let server: TestServer;
beforeEach(() => {
  server = new TestServer({ cel });
});

const spec = (properties: object, more: object = {}): object => cronTab({ properties, ...more });
const INVALID = 'CronTab.stable.example.com "my" is invalid: ';

describe('a definition', () => {
  it('has its names accepted, is established, and its objects are served', () => {
    const { status } = define(server, spec({ replicas: { type: 'integer', default: 1 } }));
    expect(status.conditions).toMatchObject([
      { type: 'NamesAccepted', status: 'True', reason: 'NoConflicts', message: 'no conflicts found' },
      {
        type: 'Established',
        status: 'True',
        reason: 'InitialNamesAccepted',
        message: 'the initial names have been accepted',
      },
    ]);
    expect(status.acceptedNames).toEqual({
      plural: 'crontabs',
      singular: 'crontab',
      kind: 'CronTab',
      listKind: 'CronTabList',
      shortNames: ['ct'],
    });
    createCronTab(server, {});
    expect(getCronTab(server)).toMatchObject({ metadata: { generation: 1 }, spec: { replicas: 1 } });
  });

  it('waits for names that another of its group has', () => {
    define(server, spec({}));
    const other = { ...(cronTab({}) as { spec: object }) };
    const names = { plural: 'tabs', singular: 'tab', kind: 'CronTab', shortNames: ['ct'] };
    const { status } = define(server, {
      ...other,
      metadata: { name: 'tabs.stable.example.com' },
      spec: { ...other.spec, names },
    });
    expect(status.conditions).toMatchObject([
      {
        type: 'NamesAccepted',
        status: 'False',
        reason: 'ListKindConflict',
        message: '"CronTabList" is already in use',
      },
      { type: 'Established', status: 'False', reason: 'NotAccepted', message: 'not all names are accepted' },
    ]);
    expect(() => server.object({ verb: 'list', resource: 'tabs', group: 'stable.example.com' })).toThrow(
      'the server could not find the requested resource',
    );
  });

  it('takes its objects along when it goes', () => {
    define(server, spec({}));
    createCronTab(server, {});
    const gone = server.object({
      verb: 'delete',
      group: 'apiextensions.k8s.io',
      resource: 'customresourcedefinitions',
      name: 'crontabs.stable.example.com',
    });
    expect(gone).toMatchObject({
      metadata: { finalizers: ['customresourcecleanup.apiextensions.k8s.io'] },
      status: { conditions: [{}, {}, { type: 'Terminating', reason: 'InstanceDeletionPending' }] },
    });
    server.advance(10_000_000);
    expect(() => definition(server)).toThrow('not found');
    expect(() => getCronTab(server)).toThrow('the server could not find the requested resource');
    const { store } = server.disk;
    expect(store.range({ key: '/registry/crontabs', end: '/registry/crontabt' }).kvs).toEqual([]);
  });

  it('serves several versions of one object', () => {
    const crd = cronTab({ properties: { image: { type: 'string' } } }) as { spec: { versions: object[] } };
    const older = {
      name: 'v1beta1',
      served: true,
      storage: false,
      deprecated: true,
      schema: schemaOf({ spec: { type: 'object', 'x-kubernetes-preserve-unknown-fields': true } }),
      additionalPrinterColumns: [{ name: 'Image', type: 'string', jsonPath: '.spec.image' }],
    };
    define(server, { ...crd, spec: { ...crd.spec, versions: [...crd.spec.versions, older] } });
    createCronTab(server, { image: 'a' });
    expect(getCronTab(server, 'v1beta1')).toMatchObject({ apiVersion: 'stable.example.com/v1beta1' });
    const asked = { group: 'stable.example.com', version: 'v1beta1', resource: 'crontabs', as: 'Table' } as const;
    const { body, warnings } = server.ask({ ...asked, verb: 'list', namespace: 'default' });
    expect(body).toMatchObject({
      columnDefinitions: [{ name: 'Name' }, { name: 'Image' }],
      rows: [{ cells: ['my', 'a'] }],
    });
    expect(warnings).toEqual(['stable.example.com/v1beta1 CronTab is deprecated; use stable.example.com/v1 CronTab']);
  });

  it('fills in a default that came after the object, and writes it with the next update', () => {
    const crd = define(server, spec({ image: { type: 'string' } }));
    createCronTab(server, { image: 'a' });
    const version = {
      ...crd.spec.versions[0]!,
      schema: schemaOf({ spec: { type: 'object', properties: { size: { type: 'integer', default: 3 } } } }),
    };
    redefine(server, { ...crd, spec: { ...crd.spec, versions: [version] } } as typeof crd);
    expect(getCronTab(server).spec).toEqual({ size: 3 });
    const before = getCronTab(server).metadata.resourceVersion;
    expect(updateCronTab(server, { size: 3 }).metadata.resourceVersion).not.toBe(before);
  });

  it('ends the watches of what it no longer serves', () => {
    const crd = define(server, spec({}));
    const watched = server.watch({ group: 'stable.example.com', resource: 'crontabs' });
    server.advance(1_000_000);
    createCronTab(server, {});
    server.advance(1_000_000);
    expect(watched.events.map(({ type }) => type)).toEqual(['ADDED']);
    const version = { ...crd.spec.versions[0]!, schema: schemaOf({ spec: { type: 'object' } }) };
    redefine(server, { ...crd, spec: { ...crd.spec, versions: [version] } } as typeof crd);
    expect(watched.ended()).toBe(true);
    expect(getCronTab(server)).toMatchObject({ metadata: { name: 'my' } });
  });
});

describe('an object', () => {
  const refuse = (properties: object, value: object): string => {
    define(server, spec(properties));
    try {
      createCronTab(server, value);
    } catch (error) {
      return (error as Error).message.replace(INVALID, '');
    }
    return '';
  };

  it.each([
    [{ type: 'integer' }, 'x', 'spec.a: Invalid value: "string": spec.a in body must be of type integer: "string"'],
    [{ type: 'string' }, 1, 'spec.a: Invalid value: "integer": spec.a in body must be of type string: "integer"'],
    [
      { type: 'integer', minimum: 1 },
      0,
      'spec.a: Invalid value: 0: spec.a in body should be greater than or equal to 1',
    ],
    [{ type: 'string', enum: ['a', 'b'] }, 'x', 'spec.a: Unsupported value: "x": supported values: "a", "b"'],
    [{ type: 'string', pattern: '^a+$' }, 'b', 'spec.a: Invalid value: "b": spec.a in body should match \'^a+$\''],
    [{ type: 'string', format: 'ipv4' }, 'b', 'spec.a: Invalid value: "b": spec.a in body must be of type ipv4: "b"'],
    [{ type: 'string', maxLength: 2 }, 'abc', 'spec.a: Too long: may not be more than 2 bytes'],
    [
      { type: 'array', items: { type: 'string' }, maxItems: 1 },
      ['a', 'b'],
      'spec.a: Too many: 2: must have at most 1 items',
    ],
    [{ type: 'object', properties: {}, required: ['b'] }, {}, 'spec.a.b: Required value'],
    [
      { 'x-kubernetes-int-or-string': true },
      true,
      'spec.a: Invalid value: "boolean": spec.a in body must be of type integer,string: "boolean"',
    ],
    [
      { type: 'array', 'x-kubernetes-list-type': 'set', items: { type: 'string' } },
      ['a', 'b', 'a'],
      'spec.a[2]: Duplicate value: "a"',
    ],
    [
      { type: 'integer', oneOf: [{ minimum: 5 }, { maximum: 3 }] },
      4,
      '[<nil>: Invalid value: "": "spec.a" must validate one and only one schema (oneOf). Found none valid, spec.a: Invalid value: 4: spec.a in body should be greater than or equal to 5]',
    ],
  ])('of the schema %j refuses %j', (schema, value, text) => {
    expect(refuse({ a: schema }, { a: value })).toBe(text);
  });

  it('is read at once, whatever the pattern', { timeout: 3_000 }, () => {
    const a = `${'a'.repeat(10_000)}!`;
    const text = `spec.a: Invalid value: "${a}": spec.a in body should match '^(a+)+$'`;
    expect(refuse({ a: { type: 'string', pattern: '^(a+)+$' } }, { a })).toBe(text);
  });

  it('has no schema with a pattern that is none', () => {
    expect(() => define(server, spec({ a: { type: 'array', items: { type: 'string', pattern: '+' } } }))).toThrow(
      'properties[spec].properties[a].items.pattern: Invalid value: "+": must be a valid regular expression, but isn\'t: error parsing regexp: missing argument to repetition operator: `+`',
    );
  });

  it('may leave out null where null may not be', () => {
    expect(refuse({ a: { type: 'string' } }, { a: null })).toBe('');
    expect(getCronTab(server).spec).toEqual({});
  });

  it('is refused with a field that nobody knows', () => {
    expect(refuse({ a: { type: 'string' } }, { b: 1, a: 'x' })).toBe(
      'CronTab in version "v1" cannot be handled as a CronTab: strict decoding error: unknown field "spec.b"',
    );
  });

  it('may keep what was wrong before, and not make it worse', () => {
    const crd = define(server, spec({ a: { type: 'string' }, b: { type: 'string' } }));
    createCronTab(server, { a: 'long' });
    const properties = { a: { type: 'string', maxLength: 2 }, b: { type: 'string' } };
    const version = { ...crd.spec.versions[0]!, schema: schemaOf({ spec: { type: 'object', properties } }) };
    redefine(server, { ...crd, spec: { ...crd.spec, versions: [version] } } as typeof crd);
    expect(updateCronTab(server, { a: 'long', b: 'x' }).spec).toEqual({ a: 'long', b: 'x' });
    expect(() => updateCronTab(server, { a: 'longer' })).toThrow('spec.a: Too long: may not be more than 2 bytes');
  });

  it('keeps keys that mean something to JavaScript as the data they are', () => {
    define(server, spec({}, { 'x-kubernetes-preserve-unknown-fields': true }));
    createCronTab(server, JSON.parse('{"__proto__": {"polluted": true}, "constructor": 1}'));
    const stored = getCronTab(server).spec as object;
    expect(Object.keys(stored)).toEqual(['__proto__', 'constructor']);
    expect(({} as { polluted?: boolean }).polluted).toBeUndefined();
  });

  it('counts generations by its spec, and has a status of its own', () => {
    define(server, cronTab({ properties: { n: { type: 'integer' } } }, { subresources: { status: {} } }));
    createCronTab(server, { n: 1 }, { status: { seen: 1 } });
    expect(getCronTab(server).status).toBeUndefined();
    expect(updateCronTab(server, { n: 2 }).metadata.generation).toBe(2);
    const where = { group: 'stable.example.com', resource: 'crontabs', subresource: 'status' } as const;
    const updated = server.update('crontabs', { ...getCronTab(server), spec: { n: 9 }, status: { seen: 2 } }, where);
    expect(updated).toMatchObject({ metadata: { generation: 2 }, spec: { n: 2 }, status: { seen: 2 } });
  });

  it('is applied by several managers, item by item, as its schema says', () => {
    const items = {
      type: 'array',
      'x-kubernetes-list-type': 'map',
      'x-kubernetes-list-map-keys': ['name'],
      items: {
        type: 'object',
        required: ['name'],
        properties: { name: { type: 'string' }, size: { type: 'integer' } },
      },
    };
    define(server, spec({ items }));
    const apply = (fieldManager: string, list: object[]) => {
      const document = {
        apiVersion: 'stable.example.com/v1',
        kind: 'CronTab',
        metadata: { name: 'my' },
        spec: { items: list },
      };
      const where = { group: 'stable.example.com', resource: 'crontabs', namespace: 'default', name: 'my' } as const;
      const patchType = 'application/apply-patch+yaml';
      const body = new RawBody(JSON.stringify(document), 'application/json');
      return server.ask({ ...where, verb: 'patch', patchType, options: { fieldManager }, body });
    };
    expect(apply('one', [{ name: 'a', size: 1 }])).toMatchObject({ code: 201 });
    expect(apply('two', [{ name: 'b', size: 2 }])).toMatchObject({ code: 200 });
    expect(getCronTab(server).spec).toEqual({
      items: [
        { name: 'a', size: 1 },
        { name: 'b', size: 2 },
      ],
    });
    expect(apply('two', [{ name: 'a', size: 3 }])).toMatchObject({
      code: 409,
      body: { message: 'Apply failed with 1 conflict: conflict with "one": .spec.items[name="a"].size' },
    });
  });

  it('knows no strategic merge patch', () => {
    define(server, spec({}));
    createCronTab(server, {});
    const where = { group: 'stable.example.com', resource: 'crontabs', namespace: 'default', name: 'my' } as const;
    const patchType = 'application/strategic-merge-patch+json';
    expect(server.ask({ ...where, verb: 'patch', patchType, body: {} })).toMatchObject({
      code: 415,
      body: {
        message:
          'the body of the request was in an unknown format - accepted media types include: application/json-patch+json, application/merge-patch+json, application/apply-patch+yaml',
      },
    });
  });

  it('is not created while its definition goes', () => {
    define(server, spec({}));
    createCronTab(server, {}, { metadata: { name: 'held', finalizers: ['example.com/hold'] } });
    const name = 'crontabs.stable.example.com';
    server.object({ verb: 'delete', group: 'apiextensions.k8s.io', resource: 'customresourcedefinitions', name });
    expect(() => createCronTab(server, {})).toThrow(
      'create not allowed while custom resource definition is terminating',
    );
  });
});
