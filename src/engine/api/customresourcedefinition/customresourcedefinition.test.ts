import { describe, expect, it } from 'vitest';
import { KindTester } from '../testing/kind-tester.ts';
import { customResourceDefinitionKind } from './index.ts';
import type { JSONSchemaProps } from './types.ts';

const tester = new KindTester(customResourceDefinitionKind);

const definition = (version: object = {}, spec: object = {}): object => ({
  metadata: { name: 'crontabs.stable.example.com' },
  spec: {
    group: 'stable.example.com',
    scope: 'Namespaced',
    names: { plural: 'crontabs', kind: 'CronTab' },
    versions: [
      { name: 'v1', served: true, storage: true, schema: { openAPIV3Schema: { type: 'object' } }, ...version },
    ],
    ...spec,
  },
});

const withSchema = (properties: Readonly<Record<string, JSONSchemaProps>>): object =>
  definition({ schema: { openAPIV3Schema: { type: 'object', properties } } });

describe('what is left out', () => {
  it('is filled in from what is there', () => {
    expect(tester.create(definition())).toMatchObject({
      metadata: { generation: 1 },
      spec: { names: { singular: 'crontab', listKind: 'CronTabList' }, conversion: { strategy: 'None' } },
      status: { conditions: [], acceptedNames: { plural: '', kind: '' }, storedVersions: ['v1'] },
    });
  });
});

const SCHEMA = 'spec.validation.openAPIV3Schema';

describe('a definition', () => {
  it.each([
    [definition(), []],
    [
      { ...definition(), metadata: { name: 'x.example.com' } },
      ['metadata.name: Invalid value: "x.example.com": must be spec.names.plural+"."+spec.group'],
    ],
    [
      definition({}, { group: 'example', names: { plural: 'crontabs', kind: 'CronTab' } }),
      [
        'metadata.name: Invalid value: "crontabs.stable.example.com": must be spec.names.plural+"."+spec.group',
        'spec.group: Invalid value: "example": should be a domain with at least one dot',
      ],
    ],
    [
      definition({}, { scope: 'Global' }),
      ['spec.scope: Unsupported value: "Global": supported values: "Cluster", "Namespaced"'],
    ],
    [
      definition({ schema: undefined }),
      ['spec.versions[0].schema.openAPIV3Schema: Required value: schemas are required'],
    ],
    [
      definition({ additionalPrinterColumns: [{ name: 'A', type: 'text', jsonPath: 'spec.a' }] }),
      [
        'spec.additionalPrinterColumns[0].type: Invalid value: "text": must be one of boolean,date,integer,number,string',
        'spec.additionalPrinterColumns[0].JSONPath: Invalid value: "spec.a": must be a simple json path starting with .',
      ],
    ],
    [
      definition({ subresources: { scale: { specReplicasPath: '.status.n', statusReplicasPath: '.status.n' } } }),
      ['spec.subresources.scale.specReplicasPath: Invalid value: ".status.n": should be a json path under .spec'],
    ],
    [
      definition({}, { conversion: { strategy: 'Webhook' } }),
      [
        'spec.conversion.webhookClientConfig: Required value: required when strategy is set to Webhook',
        'spec.conversion.conversionReviewVersions: Required value',
      ],
    ],
    [
      definition({ selectableFields: [{ jsonPath: '.spec.a' }] }),
      [
        'spec.selectableFields[0].jsonPath: Invalid value: ".spec.a": is an invalid path: does not refer to a valid field',
      ],
    ],
  ])('%# is told what is wrong', (crd, texts) => {
    expect(tester.refusals(crd)).toEqual(texts);
  });

  it.each<[Readonly<Record<string, JSONSchemaProps>>, readonly string[]]>([
    [{ spec: {} }, [`${SCHEMA}.properties[spec].type: Required value: must not be empty for specified object fields`]],
    [{ a: { type: 'array' } }, [`${SCHEMA}.properties[a].items: Required value: must be specified`]],
    [
      { a: { type: 'string', anyOf: [{ type: 'string' }] } },
      [`${SCHEMA}.properties[a].anyOf[0].type: Forbidden: must be empty to be structural`],
    ],
    [
      { a: { type: 'object', oneOf: [{ properties: { b: {} } }] } },
      [
        `${SCHEMA}.properties[a].properties[b]: Required value: because it is defined in ${SCHEMA}.properties[a].oneOf[0].properties[b]`,
      ],
    ],
    [{ a: { 'x-kubernetes-int-or-string': true, anyOf: [{ type: 'integer' }, { type: 'string' }] } }, []],
    [
      { a: { type: 'integer', default: 'x' } },
      [`${SCHEMA}.properties[a].default: Invalid value: "string":  in body must be of type integer: "string"`],
    ],
    [
      { a: { type: 'object', properties: { b: { type: 'string' } }, default: { c: 1 } } },
      [`${SCHEMA}.properties[a].default: Invalid value: {"c":1}: must not have unspecified fields`],
    ],
    [
      { metadata: { type: 'object', properties: { labels: { type: 'object' } } } },
      [
        `${SCHEMA}.properties[metadata]: Forbidden: must not specify anything other than name and generateName, but metadata is implicitly specified`,
      ],
    ],
    [
      { a: { type: 'object', properties: { b: { type: 'string' } }, additionalProperties: { type: 'string' } } },
      [
        `${SCHEMA}.properties[a].additionalProperties: Forbidden: additionalProperties and properties are mutual exclusive`,
      ],
    ],
    [
      {
        a: {
          type: 'array',
          items: { type: 'object', properties: { n: { type: 'string' } } },
          'x-kubernetes-list-type': 'map',
          'x-kubernetes-list-map-keys': ['n'],
        },
      },
      [
        `${SCHEMA}.properties[a].items.properties[n].default: Required value: this property is in x-kubernetes-list-map-keys, so it must have a default or be a required property`,
      ],
    ],
    [
      { a: { type: 'file' } },
      [
        `${SCHEMA}.properties[a].type: Unsupported value: "file": supported values: "array", "boolean", "integer", "number", "object", "string"`,
      ],
    ],
  ])('with the schema %j is told what is wrong', (properties, texts) => {
    expect(tester.refusals(withSchema(properties))).toEqual(texts);
  });

  it('of several versions is checked in each of them', () => {
    const schema = (type: string): object => ({ openAPIV3Schema: { type: 'object', properties: { a: { type } } } });
    const versions = [
      { name: 'v1', served: true, storage: true, schema: schema('file') },
      { name: 'v2', served: true, storage: true, schema: schema('string') },
    ];
    const texts = tester.refusals(definition({}, { versions }));
    expect(texts[0]).toContain('spec.versions[0].schema.openAPIV3Schema.properties[a].type: Unsupported value: "file"');
    expect(texts[1]).toContain('must have exactly one version marked as storage version');
  });

  it('may not lose a version in which objects are stored', () => {
    const before = definition();
    const after = definition({ name: 'v2' });
    expect(tester.updateRefusals(before, after)).toEqual([
      'status.storedVersions[0]: Invalid value: "v1": missing from spec.versions; v1 was previously a storage version, and must remain in spec.versions until a storage migration ensures no data remains persisted in v1 and removes v1 from status.storedVersions',
    ]);
  });
});
