import { CelBytes, CelDouble, CelDuration, CelTimestamp, isObject } from '../../apimachinery/index.ts';
import { schemaOfKey, type Structural } from './structural.ts';
import { mapList, mapObject } from './walk.ts';

/** Words of the language itself, and those kept for later, which are no names of fields. apiserver/pkg/cel/escaping.go */
const RESERVED = new Set(
  'true false null in as break const continue else for function if import let loop package namespace return var void while'.split(
    ' ',
  ),
);

/** The name by which an expression selects a field; undefined when it cannot be selected at all. */
export function escapedName(name: string): string | undefined {
  if (RESERVED.has(name)) return `__${name}__`;
  if (!/^[a-zA-Z_.\-/][a-zA-Z0-9_.\-/]*$/.test(name)) return undefined;
  if (!/__|[.\-/]/.test(name)) return name;
  return name
    .replaceAll('__', '__underscores__')
    .replaceAll('.', '__dot__')
    .replaceAll('-', '__dash__')
    .replaceAll('/', '__slash__');
}

const made = new WeakMap<object, unknown>();

/**
 * The value as expressions see it: numbers, times and bytes of the type that the schema says, and fields under names that can
 * be written in an expression. What is as it should be stays as it is.
 */
export function typedValue(value: unknown, structural: Structural): unknown {
  if (typeof value === 'number') return structural.type === 'number' ? new CelDouble(value) : value;
  if (typeof value === 'string') return typedText(value, structural);
  if (typeof value !== 'object' || value === null) return value;
  let found = made.get(value);
  if (found === undefined) made.set(value, (found = typedParts(value, structural)));
  return found;
}

function typedText(value: string, { schema }: Structural): unknown {
  switch (schema.format) {
    case 'date-time':
      return new CelTimestamp(value);
    case 'date':
      return new CelTimestamp(`${value}T00:00:00Z`);
    case 'duration':
      return new CelDuration(value);
    case 'byte':
      return new CelBytes(value);
    default:
      return value;
  }
}

function typedParts(value: object, structural: Structural): unknown {
  if (Array.isArray(value)) {
    const { items } = structural;
    return items === undefined ? value : mapList(value, (item) => typedValue(item, items));
  }
  if (!isObject(value)) return value;
  const typed = mapObject(value, (item, key) => {
    const schema = schemaOfKey(structural, key);
    return schema === undefined ? item : typedValue(item, schema);
  });
  let escaped: Record<string, unknown> | undefined;
  for (const key of Object.keys(typed)) {
    if (!structural.properties.has(key)) continue;
    const name = escapedName(key);
    if (name !== undefined && name !== key) (escaped ??= { ...typed })[name] = typed[key];
  }
  return escaped ?? typed;
}
