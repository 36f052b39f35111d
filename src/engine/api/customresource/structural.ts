import type { JSONSchemaProps, ValidationRule } from '../customresourcedefinition/types.ts';

/**
 * A schema taken apart once: the skeleton that says where fields are, apart from what their values must be.
 * apiextensions-apiserver/pkg/apiserver/schema/structural.go
 */
export interface Structural {
  readonly schema: JSONSchemaProps;
  /** '' when nothing is said. */
  readonly type: string;
  readonly properties: ReadonlyMap<string, Structural>;
  readonly items: Structural | undefined;
  /** false: no other keys than the properties. */
  readonly additional: Structural | boolean;
  readonly nullable: boolean;
  readonly default: unknown;
  /** A default stands here or somewhere below. */
  readonly hasDefaults: boolean;
  readonly preserveUnknownFields: boolean;
  readonly embeddedResource: boolean;
  readonly intOrString: boolean;
  readonly listType: string;
  readonly listMapKeys: readonly string[];
  readonly mapType: string;
  readonly rules: readonly ValidationRule[];
  /** A rule stands here or somewhere below. */
  readonly hasRules: boolean;
  /** A list of unique items stands here or somewhere below, or a resource in the resource. */
  readonly hasUniqueLists: boolean;
  readonly hasEmbedded: boolean;
}

const known = new WeakMap<JSONSchemaProps, Structural>();

export function structuralOf(schema: JSONSchemaProps): Structural {
  let structural = known.get(schema);
  if (structural === undefined) known.set(schema, (structural = build(schema)));
  return structural;
}

function build(schema: JSONSchemaProps): Structural {
  const properties = new Map<string, Structural>();
  for (const [name, property] of Object.entries(schema.properties ?? {})) properties.set(name, structuralOf(property));
  const items = isSchema(schema.items) ? structuralOf(schema.items) : undefined;
  const { additionalProperties } = schema;
  const additional = isSchema(additionalProperties)
    ? structuralOf(additionalProperties)
    : additionalProperties === true;
  const parts = [...properties.values()];
  if (items) parts.push(items);
  if (typeof additional === 'object') parts.push(additional);
  const listType = schema['x-kubernetes-list-type'] ?? '';
  const rules = schema['x-kubernetes-validations'] ?? [];
  const embeddedResource = schema['x-kubernetes-embedded-resource'] === true;
  return {
    schema,
    type: schema.type ?? '',
    properties,
    items,
    additional,
    nullable: schema.nullable === true,
    default: schema.default,
    hasDefaults: schema.default !== undefined || parts.some((part) => part.hasDefaults),
    preserveUnknownFields: schema['x-kubernetes-preserve-unknown-fields'] === true,
    embeddedResource,
    intOrString: schema['x-kubernetes-int-or-string'] === true,
    listType,
    listMapKeys: schema['x-kubernetes-list-map-keys'] ?? [],
    mapType: schema['x-kubernetes-map-type'] ?? '',
    rules,
    hasRules: rules.length > 0 || parts.some((part) => part.hasRules),
    hasUniqueLists: listType === 'map' || listType === 'set' || parts.some((part) => part.hasUniqueLists),
    hasEmbedded: embeddedResource || parts.some((part) => part.hasEmbedded),
  };
}

/** Not a boolean and not a list, which may stand in the place of a schema. */
export function isSchema(value: unknown): value is JSONSchemaProps {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The schema of a key of an object; undefined when nothing is known of it. */
export function schemaOfKey(structural: Structural, key: string): Structural | undefined {
  const property = structural.properties.get(key);
  if (property !== undefined) return property;
  return typeof structural.additional === 'object' ? structural.additional : undefined;
}
