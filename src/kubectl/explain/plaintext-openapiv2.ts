import { isJSONObject, sortedKeys } from '../../engine/apimachinery/index.ts';
import type { Json } from '../rest/types.ts';
import { follow, NoSuchField } from './plaintext.ts';
import { descriptionOf, propertiesOf, propertyOf, requiredOf, type Schemas } from './schema.ts';

const WIDTH = 80;
const TEXT_INDENT = 5;
const FIELD_INDENT = 3;

/** The layout that kubectl had before 1.27 (kubectl/pkg/explain/model_printer.go). */
export function plaintextOpenAPIV2(schemas: Schemas, root: Json, path: readonly string[], recursive: boolean): string {
  const field = follow(schemas, root, path);
  if (field === undefined) throw new NoSuchField(path);
  const object = objectBelow(schemas, field);
  const type = typeName(schemas, field);
  const title = object === undefined ? 'FIELD:   ' : 'RESOURCE:';
  const head = path.length === 0 ? '' : `${title} ${path.at(-1)!} <${type}>\n\n`;
  const texts = descriptions(schemas, field);
  const told = texts.length === 0 ? ['<empty>'] : texts;
  const description = told.map((text) => wrapped(text, TEXT_INDENT)).join('\n\n');
  const fields =
    object === undefined ? '' : `\nFIELDS:\n${fieldLines(schemas, object, FIELD_INDENT, recursive, new Set())}`;
  return `${head}DESCRIPTION:\n${description}\n${fields}`;
}

/** The object that a field is, or that its items or values are. */
function objectBelow(schemas: Schemas, schema: Json): Json | undefined {
  const resolved = schemas.resolved(schema);
  if (Object.keys(propertiesOf(resolved)).length > 0) return resolved;
  for (const inner of schemas.inner(schema)) {
    const found = objectBelow(schemas, inner);
    if (found !== undefined) return found;
  }
  return undefined;
}

function descriptions(schemas: Schemas, schema: Json): readonly string[] {
  const own = descriptionOf(schemas.resolved(schema));
  return [own, ...schemas.inner(schema).flatMap((inner) => descriptions(schemas, inner))].filter((text) => text !== '');
}

function fieldLines(
  schemas: Schemas,
  object: Json,
  margin: number,
  recursive: boolean,
  above: ReadonlySet<Json>,
): string {
  if (above.has(object)) return '';
  const within = new Set([...above, object]);
  return sortedKeys(propertiesOf(object))
    .map((name) => {
      const field = propertyOf(object, name) ?? {};
      const required = requiredOf(object).includes(name) && !recursive ? ' -required-' : '';
      const line = `${' '.repeat(margin)}${name}\t<${typeName(schemas, field)}>${required}\n`;
      if (!recursive) return `${line}${wrapped(descriptionOf(field) || '<no description>', margin + 2)}\n\n`;
      const below = objectBelow(schemas, field);
      return line + (below === undefined ? '' : fieldLines(schemas, below, margin + FIELD_INDENT, recursive, within));
    })
    .join('');
}

/** Names of types are not told: an object is an object. */
function typeName(schemas: Schemas, schema: Json): string {
  const { items, additionalProperties, allOf } = schema;
  if (isJSONObject(items)) return `[]${typeName(schemas, items)}`;
  if (isJSONObject(additionalProperties)) return `map[string]${typeName(schemas, additionalProperties)}`;
  if (Array.isArray(allOf) && allOf.length === 1 && isJSONObject(allOf[0])) return typeName(schemas, allOf[0]);
  const resolved = schemas.resolved(schema);
  const type = typeof resolved['type'] === 'string' ? resolved['type'] : '';
  if (type !== '' && type !== 'object') return type;
  if (Array.isArray(resolved['oneOf'])) return 'string';
  return Object.keys(propertiesOf(resolved)).length > 0 || type === '' ? 'Object' : 'map[string]';
}

/** Words in lines; lists, code and paragraphs begin lines of their own (kubectl/pkg/explain/formatter.go). */
function wrapped(text: string, margin: number): string {
  const out: string[] = [];
  let line = '';
  const flush = () => {
    if (line !== '') out.push(line);
    line = '';
  };
  for (const source of text.split('\n')) {
    if (source.startsWith('    ') || source.startsWith('>')) {
      flush();
      out.push(source);
      continue;
    }
    if (source.trim() === '' && (out.length > 0 || line !== '')) {
      flush();
      out.push('');
      continue;
    }
    if (line.endsWith(':') || BULLET.test(source.trim())) flush();
    for (const word of source.split(/\s+/).filter((one) => one !== '')) {
      if (line !== '' && line.length + 1 + word.length + margin > WIDTH) flush();
      line = line === '' ? word : `${line} ${word}`;
    }
  }
  flush();
  return out.map((one) => (one === '' ? '' : ' '.repeat(margin) + one)).join('\n');
}

const BULLET = /^(\d+\.?|-|\*)\s/;
