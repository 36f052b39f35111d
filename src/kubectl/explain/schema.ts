import { isJSONObject } from '../../engine/apimachinery/index.ts';
import type { Json } from '../rest/types.ts';

/** An OpenAPI v3 document and the questions that explaining asks of it. */
export class Schemas {
  readonly #schemas: Json;

  constructor(document: Json) {
    const components = isJSONObject(document['components']) ? document['components'] : {};
    this.#schemas = isJSONObject(components['schemas']) ? components['schemas'] : {};
  }

  /** The schema of a kind; undefined: the document describes none. */
  ofKind(group: string, version: string, kind: string): Json | undefined {
    return Object.values(this.#schemas)
      .filter(isJSONObject)
      .find((schema) => {
        const kinds = schema['x-kubernetes-group-version-kind'];
        if (!Array.isArray(kinds)) return false;
        const fits = (one: Json) => one['group'] === group && one['version'] === version && one['kind'] === kind;
        return (kinds as readonly unknown[]).filter(isJSONObject).some(fits);
      });
  }

  /** What a reference points at; the schema itself when it is none. */
  resolved(schema: Json): Json {
    const target = refOf(schema);
    if (target === undefined || !Object.hasOwn(this.#schemas, target)) return schema;
    const found = this.#schemas[target];
    return isJSONObject(found) ? found : schema;
  }

  /** What a schema is made of beside its own fields: its items, its values, what it is combined with. */
  inner(schema: Json): readonly Json[] {
    const { items, additionalProperties, allOf } = this.resolved(schema);
    const combined = Array.isArray(allOf) ? (allOf as readonly unknown[]).filter(isJSONObject) : [];
    return [items, additionalProperties].filter(isJSONObject).concat(combined);
  }
}

/** The name behind `#/components/schemas/`. */
export function refOf(schema: Json): string | undefined {
  const ref = schema['$ref'];
  return typeof ref === 'string' ? ref.slice(ref.lastIndexOf('/') + 1) : undefined;
}

export function propertiesOf(schema: Json): Json {
  return isJSONObject(schema['properties']) ? schema['properties'] : {};
}

export function propertyOf(schema: Json, name: string): Json | undefined {
  const properties = propertiesOf(schema);
  const found = Object.hasOwn(properties, name) ? properties[name] : undefined;
  return isJSONObject(found) ? found : undefined;
}

export function requiredOf(schema: Json): readonly string[] {
  return Array.isArray(schema['required']) ? (schema['required'] as readonly string[]) : [];
}

export function descriptionOf(schema: Json): string {
  return typeof schema['description'] === 'string' ? schema['description'] : '';
}
