import { isJSONObject, sortedKeys } from '../../engine/apimachinery/index.ts';
import type { Json } from '../rest/types.ts';
import { descriptionOf, propertiesOf, propertyOf, refOf, requiredOf, type Schemas } from './schema.ts';
import { indent, wrap } from './wrap.ts';

const WIDTH = 78;
/** So many values of an enum stand in a list of fields. */
const MOST_VALUES = 4;

/** No such field: the last of those that were named. */
export class NoSuchField extends Error {
  constructor(path: readonly string[]) {
    super(`field "${path.at(-1)!}" does not exist`);
  }
}

/** What is said of a type or a field (kubectl/pkg/explain/v2/templates/plaintext.tmpl). */
export function plaintext(schemas: Schemas, root: Json, path: readonly string[], recursive: boolean): string {
  if (path.length === 0) return describe(schemas, root, recursive);
  const field = follow(schemas, root, path);
  if (field === undefined) throw new NoSuchField(path);
  const values = enumOf(schemas, field);
  const list = values.length === 0 ? '' : `ENUM:\n${values.map((value) => `    ${value}`).join('\n')}`;
  const line = `FIELD: ${path.at(-1)!} <${typeGuess(schemas, field)}>\n`;
  return `${line}${list}\n\n${describe(schemas, field, recursive)}`;
}

/** Finds a field through lists, maps and what schemas are combined of. */
export function follow(schemas: Schemas, schema: Json, path: readonly string[]): Json | undefined {
  const [name, ...rest] = path;
  if (name === undefined) return schema;
  const field = propertyOf(schemas.resolved(schema), name);
  if (field !== undefined) return follow(schemas, field, rest);
  for (const inner of schemas.inner(schema)) {
    const found = follow(schemas, inner, path);
    if (found !== undefined) return found;
  }
  return undefined;
}

function describe(schemas: Schemas, schema: Json, recursive: boolean): string {
  const description = wholeDescription(schemas, schema) || '<empty>';
  const fields = fieldList(schemas, schema, 1, recursive, new Set());
  const listed = fields === '' ? '' : `FIELDS:\n${fields}`;
  return `DESCRIPTION:\n${indent(wrap(description, WIDTH - 2), 4)}\n${listed}\n`;
}

/** A field's own words, then those of what it is made of. */
function wholeDescription(schemas: Schemas, schema: Json): string {
  const own = descriptionOf(schemas.resolved(schema));
  const inner = schemas.inner(schema).map((one) => wholeDescription(schemas, one));
  return (own === '' ? '' : `${own}\n`) + inner.join('');
}

function fieldList(
  schemas: Schemas,
  schema: Json,
  level: number,
  recursive: boolean,
  above: ReadonlySet<string>,
): string {
  const ref = refOf(schema);
  // A type that holds itself is told once.
  if (ref !== undefined && above.has(ref)) return '';
  const within = ref === undefined ? above : new Set([...above, ref]);
  const resolved = schemas.resolved(schema);
  const own = sortedKeys(propertiesOf(resolved))
    .map((name) => fieldDetail(schemas, resolved, name, level, recursive, within))
    .join('');
  return (
    own +
    schemas
      .inner(schema)
      .map((inner) => fieldList(schemas, inner, level, recursive, within))
      .join('')
  );
}

function fieldDetail(
  schemas: Schemas,
  schema: Json,
  name: string,
  level: number,
  recursive: boolean,
  above: ReadonlySet<string>,
): string {
  const field = propertyOf(schema, name) ?? {};
  const margin = level * 2;
  const required = requiredOf(schema).includes(name) ? ' -required-' : '';
  const line = `${indent(name, margin)}\t<${typeGuess(schemas, field)}>${required}\n`;
  const values = enumOf(schemas, field);
  const shown = values.length > MOST_VALUES ? [...values.slice(0, MOST_VALUES), '....'] : values;
  const enumLine = values.length === 0 ? '' : `${indent(`enum: ${shown.join(', ')}`, margin)}\n`;
  if (recursive) return line + enumLine + fieldList(schemas, field, level + 1, recursive, above);
  const description = descriptionOf(field) || '<no description>';
  return `${line}${enumLine}${indent(wrap(description, WIDTH - margin), margin + 2)}\n\n`;
}

/** Only a field's own values: those of a list's items are not told. */
function enumOf(schemas: Schemas, field: Json): readonly string[] {
  const values = schemas.resolved(field)['enum'] ?? field['enum'];
  return Array.isArray(values)
    ? (values as readonly unknown[]).map((value) => (value === '' ? '""' : String(value)))
    : [];
}

/** `[]Container`, `map[string]string`, `ObjectMeta`, `integer`. */
function typeGuess(schemas: Schemas, schema: Json): string {
  const { items, additionalProperties, allOf } = schema;
  if (isJSONObject(items)) return `[]${typeGuess(schemas, items)}`;
  if (isJSONObject(additionalProperties)) return `map[string]${typeGuess(schemas, additionalProperties)}`;
  if (Array.isArray(allOf) && allOf.length === 1 && isJSONObject(allOf[0]) && schema['properties'] === undefined) {
    return typeGuess(schemas, allOf[0]);
  }
  const ref = refOf(schema);
  const resolved = schemas.resolved(schema);
  const type = typeof resolved['type'] === 'string' ? resolved['type'] : '';
  if (ref !== undefined && (type === '' || type === 'object')) return ref.slice(ref.lastIndexOf('.') + 1);
  return type === '' || type === 'object' ? 'Object' : type;
}
