import type { CustomResourceDefinition, JSONSchemaProps } from '../../../engine/api/customresourcedefinition/types.ts';
import { ANYTHING, NO_FIELDS, scalar, type Field, type Schema } from './schema.ts';

/** The schemas that a CustomResourceDefinition brings, by apiVersion. */
export function customSchemas(
  crd: CustomResourceDefinition,
  metadata: Schema,
): readonly { readonly apiVersion: string; readonly kind: string; readonly schema: Schema }[] {
  const { group, names, versions = [] } = crd.spec;
  return versions
    .filter(({ served }) => served)
    .map(({ name, schema }) => ({
      apiVersion: `${group}/${name}`,
      kind: names.kind,
      schema: rooted(convert(schema?.openAPIV3Schema), names.kind, metadata),
    }));
}

/** What every object has, whether its schema says so or not. */
function rooted(schema: Schema, kind: string, metadata: Schema): Schema {
  const word = scalar('string');
  const fields = new Map<string, Field>(schema.fields);
  fields.set('apiVersion', { name: 'apiVersion', schema: word, description: '', required: true });
  fields.set('kind', { name: 'kind', schema: word, description: '', required: true });
  fields.set('metadata', { name: 'metadata', schema: metadata, description: '', required: true });
  return { ...schema, shape: 'object', type: kind, fields, closed: schema.closed };
}

/** How deep a definition may go before it is taken for anything at all. */
const DEEPEST = 32;

function convert(schema: JSONSchemaProps | undefined, depth = 0): Schema {
  if (!schema || depth > DEEPEST) return ANYTHING;
  const description = schema.description ?? '';
  if (schema['x-kubernetes-int-or-string'] === true) return scalar('intOrString', [], description);
  const choices = (schema.enum ?? []).filter((one) => typeof one === 'string' || typeof one === 'number').map(String);
  switch (schema.type) {
    case 'string':
      return scalar('string', choices, description);
    case 'boolean':
      return scalar('bool', ['true', 'false'], description);
    case 'integer':
      return scalar('int64', choices, description);
    case 'number':
      return scalar('float64', choices, description);
    case 'array': {
      const { items } = schema;
      const item = convert(Array.isArray(items) ? items[0] : (items as JSONSchemaProps | undefined), depth + 1);
      return {
        shape: 'list',
        type: `[]${item.type}`,
        description,
        item,
        fields: NO_FIELDS,
        choices: [],
        closed: false,
      };
    }
    case 'object':
      return struct(schema, description, depth);
    default:
      return { ...ANYTHING, description };
  }
}

function struct(schema: JSONSchemaProps, description: string, depth: number): Schema {
  const { properties, additionalProperties } = schema;
  if (!properties && typeof additionalProperties === 'object') {
    const item = convert(additionalProperties, depth + 1);
    return { shape: 'map', type: `{}${item.type}`, description, item, fields: NO_FIELDS, choices: [], closed: false };
  }
  const fields = new Map<string, Field>();
  for (const [name, property] of Object.entries(properties ?? {})) {
    const inner = convert(property, depth + 1);
    const required = schema.required?.includes(name) ?? false;
    fields.set(name, { name, schema: inner, description: inner.description, required });
  }
  const closed = properties !== undefined && schema['x-kubernetes-preserve-unknown-fields'] !== true;
  return { shape: 'object', type: 'object', description, fields, choices: [], closed };
}
