import { fieldsOf, type FieldKind } from '../../api/schema/fields.ts';
import { isAtomic, structureOf } from '../../api/schema/list-types.ts';
import { PATCH_STRATEGIES } from '../../api/schema/patch-strategies.ts';
import type { Documentation } from './documentation.ts';
import { definitionName, VALUES } from './names.ts';

/** A schema object of OpenAPI; version 2 and 3 differ in where references lead and how they stand beside other words. */
export type Schema = Record<string, unknown>;
export type Flavour = 'v2' | 'v3';

const SCALARS: Readonly<Record<string, Schema>> = {
  string: { type: 'string' },
  bool: { type: 'boolean' },
  int32: { type: 'integer', format: 'int32' },
  int64: { type: 'integer', format: 'int64' },
  float64: { type: 'number', format: 'double' },
  bytes: { type: 'string', format: 'byte' },
};

const QUANTITY = 'A fixed-point number such as 500m, 1.5Gi or 100: how much there is of something.';
const INT_OR_STRING = 'A number or a text: a port by number or name, a count or a percentage.';

/** Definitions of values that are one word on the wire. */
const VALUE_SCHEMAS: Readonly<Record<string, { readonly v2: Schema; readonly v3: Schema }>> = {
  quantity: {
    v2: { description: QUANTITY, type: 'string' },
    v3: { description: QUANTITY, oneOf: [{ type: 'string' }, { type: 'number' }] },
  },
  intOrString: {
    v2: { description: INT_OR_STRING, type: 'string', format: 'int-or-string' },
    v3: { description: INT_OR_STRING, format: 'int-or-string', oneOf: [{ type: 'integer' }, { type: 'string' }] },
  },
  time: same({ description: 'A time, in whole seconds.', type: 'string', format: 'date-time' }),
  microTime: same({ description: 'A time, with microseconds.', type: 'string', format: 'date-time' }),
};

/** Every object says what it is, in the same words. */
const TYPE_META: Readonly<Record<string, string>> = {
  apiVersion: 'Which version of which group of the API this object is written in.',
  kind: 'What sort of object this is, in CamelCase.',
};

function same(schema: Schema): { v2: Schema; v3: Schema } {
  return { v2: schema, v3: schema };
}

/** Puts together the definitions that one document needs, each once. */
export class Definitions {
  readonly all = new Map<string, Schema>();
  readonly #flavour: Flavour;
  readonly #documentation: Documentation;

  constructor(flavour: Flavour, documentation: Documentation = () => undefined) {
    this.#flavour = flavour;
    this.#documentation = documentation;
  }

  /** Makes sure that a type is defined, with all it refers to. Returns its name. */
  define(type: string): string {
    const name = definitionName(type);
    if (this.all.has(name)) return name;
    const words = this.#documentation(type);
    const properties: Record<string, Schema> = {};
    const definition: Schema = { ...(words?.text && { description: words.text }), type: 'object', properties };
    if (words && words.required.length > 0) definition.required = words.required;
    if (isAtomic(type)) definition['x-kubernetes-map-type'] = 'atomic';
    this.all.set(name, definition);
    const strategies = PATCH_STRATEGIES[type];
    for (const [field, kind] of [...fieldsOf(type)].sort(byName)) {
      const description = words?.fields[field] ?? TYPE_META[field];
      const schema = this.#schemaOf(kind, description);
      const choices = words?.enums[field];
      if (choices !== undefined) (kind.shape === 'list' ? (schema.items as Schema) : schema).enum = choices;
      const patch = strategies?.[field];
      if (patch?.mergeKey !== undefined) schema['x-kubernetes-patch-merge-key'] = patch.mergeKey;
      if (patch) schema['x-kubernetes-patch-strategy'] = patch.strategy;
      Object.assign(schema, structureOf(type, field, kind));
      properties[field] = schema;
    }
    return name;
  }

  /** Adds a definition that is not in the table. */
  add(name: string, schema: Schema): void {
    this.all.set(name, schema);
  }

  /** A reference to a definition, as it stands for itself. */
  ref(name: string): Schema {
    return { $ref: this.#flavour === 'v3' ? `#/components/schemas/${name}` : `#/definitions/${name}` };
  }

  #schemaOf(kind: FieldKind, description?: string): Schema {
    const words = description === undefined ? {} : { description };
    switch (kind.shape) {
      case 'struct':
        return this.#described(this.define(kind.text), words);
      case 'list':
        return { ...words, type: 'array', items: this.#schemaOf(kind.item!) };
      case 'map':
        return { ...words, type: 'object', additionalProperties: this.#schemaOf(kind.item!) };
      default:
        return this.#scalar(kind.text, words);
    }
  }

  #scalar(kind: string, words: Schema): Schema {
    const scalar = SCALARS[kind];
    if (scalar !== undefined) return { ...words, ...scalar };
    const value = VALUES[kind];
    // Anything at all: an object of a kind that is not known here.
    if (value === undefined) return { ...words, type: 'object' };
    if (!this.all.has(value)) this.all.set(value, VALUE_SCHEMAS[kind]![this.#flavour]);
    return this.#described(value, words);
  }

  /** In OpenAPI 3 nothing may stand beside a reference, so it is wrapped. */
  #described(name: string, words: Schema): Schema {
    const ref = this.ref(name);
    if (this.#flavour === 'v2') return { ...words, ...ref };
    return words.description === undefined ? ref : { allOf: [ref], ...words };
  }
}

function byName([a]: readonly [string, unknown], [b]: readonly [string, unknown]): number {
  return a < b ? -1 : 1;
}
