import { describe, expect, it } from 'vitest';
import { kinds } from '../../api/index.ts';
import { ROOTS, TYPES } from '../../api/schema/generated/schemas.ts';
import { PATCH_STRATEGIES, patchMetaOf } from '../../api/schema/patch-strategies.ts';
import { Discovery } from '../handlers/discovery.ts';
import { OpenAPI } from './index.ts';

type Json = Record<string, unknown>;
interface Document {
  readonly paths: Record<string, Record<string, Json>>;
  readonly components: { readonly schemas: Record<string, Json & { properties: Record<string, Json> }> };
}

const openapi = new OpenAPI(new Discovery(kinds), undefined);
const index = openapi.answer('/openapi/v3', '')!.body as {
  paths: Record<string, { serverRelativeURL: string }>;
};
const read = (path: string) => JSON.parse(openapi.answer(path, '')!.body as string) as Document;

/** Every reference in a document. */
function refsIn(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(refsIn);
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inside]) =>
    key === '$ref' && typeof inside === 'string' ? [inside] : refsIn(inside),
  );
}

describe('the index', () => {
  it('leads to a document for every group and version, by its hash', () => {
    const versions = new Set(kinds.flatMap((kind) => [kind, ...(kind.versions ?? [])]));
    for (const { group, version } of versions) {
      const root = group === '' ? `api/${version}` : `apis/${group}/${version}`;
      const { serverRelativeURL } = index.paths[root]!;
      expect(serverRelativeURL).toMatch(new RegExp(`^/openapi/v3/${root}\\?hash=[0-9A-F]{32}$`));
      const { headers } = openapi.answer(`/openapi/v3/${root}`, '')!;
      expect(`/openapi/v3/${root}?hash=${headers?.etag?.slice(1, -1) ?? ''}`).toBe(serverRelativeURL);
    }
  });

  it('does not send again what the client has', () => {
    const { headers } = openapi.answer('/openapi/v3/api/v1', '')!;
    expect(openapi.answer('/openapi/v3/api/v1', '', headers!.etag)).toMatchObject({ code: 304, body: '' });
    expect(openapi.answer('/openapi/v3/api/v1', '', '"other"')).toMatchObject({ code: 200 });
  });

  it('knows nothing that is not served', () => {
    expect(openapi.answer('/openapi/v3/apis/nowhere/v1', '')).toBeUndefined();
  });

  it('has another hash where another kind is served', () => {
    const fewer = new OpenAPI(new Discovery(kinds.filter(({ kind }) => kind !== 'Secret')), undefined);
    const other = fewer.answer('/openapi/v3', '')!.body as typeof index;
    expect(other.paths['api/v1']).not.toEqual(index.paths['api/v1']);
    expect(other.paths['apis/apps/v1']).toEqual(index.paths['apis/apps/v1']);
  });
});

describe.each(Object.keys(index.paths))('the document of %s', (root) => {
  const document = read(`/openapi/v3/${root}`);

  it('defines whatever it refers to', () => {
    const wanted = new Set(refsIn(document).map((ref) => ref.replace('#/components/schemas/', '')));
    expect([...wanted].filter((name) => !(name in document.components.schemas))).toEqual([]);
  });

  it('says which kind each patch is of, and that the server checks fields', () => {
    const patches = Object.values(document.paths).flatMap((item) => (item.patch ? [item.patch] : []));
    for (const patch of patches) {
      expect(patch['x-kubernetes-group-version-kind']).toMatchObject({ kind: expect.any(String) });
      expect((patch.parameters as Json[]).map(({ name }) => name)).toContain('fieldValidation');
    }
  });
});

it('gives version 2 the same kinds in one document', () => {
  const swagger = JSON.parse(openapi.answer('/openapi/v2', '')!.body as string) as Json & {
    definitions: Record<string, Json>;
  };
  expect(swagger.swagger).toBe('2.0');
  const gvks = Object.values(swagger.definitions).flatMap(
    (one) => (one['x-kubernetes-group-version-kind'] ?? []) as Json[],
  );
  for (const { group, version, kind } of kinds) expect(gvks).toContainEqual({ group, version, kind });
  expect(refsIn(swagger).filter((ref) => !(ref.replace('#/definitions/', '') in swagger.definitions))).toEqual([]);
});

describe('version 2 in protobuf', () => {
  const asked = 'application/com.github.proto-openapi.spec.v2@v1.0+protobuf';
  const { body, headers } = openapi.answer('/openapi/v2', asked)!;

  it('is bytes under another name than the JSON', () => {
    expect(headers!['content-type']).toContain('protobuf');
    expect(headers!.etag).not.toBe(openapi.answer('/openapi/v2', '')!.headers!.etag);
    expect(openapi.answer('/openapi/v2', '', headers!.etag)).toMatchObject({ code: 200 });
    expect([...(body as string)].every((character) => character <= '\u00ff')).toBe(true);
  });

  it('is a Document: lengths lead from field to field to the end', () => {
    const bytes = Buffer.from(body as string, 'latin1');
    const seen: number[] = [];
    let at = 0;
    const varint = () => {
      let value = 0;
      for (let shift = 1; ; shift *= 128) {
        const byte = bytes[at++]!;
        value += (byte & 127) * shift;
        if (byte < 128) return value;
      }
    };
    while (at < bytes.length) {
      seen.push(varint() >> 3);
      const length = varint();
      at += length;
    }
    expect([at, seen]).toEqual([bytes.length, [1, 2, 8, 9]]);
    expect(bytes.toString('latin1')).toContain('io.k8s.api.core.v1.PodSpec');
  });
});

it('tells what several writers may each have of a field', () => {
  const { schemas } = read('/openapi/v3/api/v1').components;
  const of = (type: string) => schemas[`io.k8s.api.core.v1.${type}`]!;
  expect(of('Container').properties.ports).toMatchObject({
    'x-kubernetes-list-type': 'map',
    'x-kubernetes-list-map-keys': ['containerPort', 'protocol'],
  });
  expect(of('Container').properties.command).toMatchObject({ 'x-kubernetes-list-type': 'atomic' });
  expect(of('NodeSpec').properties.podCIDRs).toMatchObject({ 'x-kubernetes-list-type': 'set' });
  expect(of('PodSpec').properties.nodeSelector).toMatchObject({ 'x-kubernetes-map-type': 'atomic' });
  expect(of('PersistentVolumeSpec').properties.claimRef).toMatchObject({ 'x-kubernetes-map-type': 'granular' });
  expect(of('SecretKeySelector')['x-kubernetes-map-type']).toBe('atomic');
  expect(of('PodSpec')['x-kubernetes-map-type']).toBeUndefined();
});

it('tells how lists are patched', () => {
  const { schemas } = read('/openapi/v3/api/v1').components;
  expect(schemas['io.k8s.api.core.v1.PodSpec']!.properties.containers).toMatchObject({
    type: 'array',
    'x-kubernetes-patch-strategy': 'merge',
    'x-kubernetes-patch-merge-key': 'name',
  });
});

describe('patch strategies', () => {
  it('are of fields that there are', () => {
    for (const [type, fields] of Object.entries(PATCH_STRATEGIES)) {
      for (const field of Object.keys(fields)) expect(TYPES[type], `${type}.${field}`).toHaveProperty(field);
    }
  });

  it.each(kinds.map((kind) => [kind.kind, kind] as const))('of %s are the same here and in its kind', (_, kind) => {
    const { group, version } = kind;
    const root = ROOTS[`${group === '' ? '' : `${group}/`}${version}/${kind.kind}`]!;
    expect(kind.patchMeta).toEqual(patchMetaOf(root));
  });
});
