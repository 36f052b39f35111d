/**
 * Objects as kubectl's Go code writes them after it has held them in types of its own: the fields in the order of the struct,
 * with those that Go cannot leave out (`creationTimestamp: null`, `status: {}`, `resources: {}`). What comes from a typed client
 * (create, run, autoscale, set, rollout) is printed so; what is kept as it came (get, apply) is not.
 *
 * It differs in this: a field that the table does not know stands behind those that it knows, where Go would have dropped it.
 */
import { getOwn, isJSONObject, setOwn, sortedKeys } from '../../engine/apimachinery/index.ts';
import { annotationsOf, LAST_APPLIED, withAnnotations } from '../apply/index.ts';
import { marshalJSON } from '../printers/index.ts';
import type { Json } from '../rest/types.ts';
import { STRUCTS } from './structs.ts';

interface Field {
  readonly name: string;
  readonly struct: string | undefined;
  readonly shape: 'plain' | 'pointer' | 'always' | 'list' | 'map';
  readonly zero: unknown;
}

const SHAPES = { ':': 'pointer', '!': 'always', '[': 'list', '{': 'map' } as const;
const FIELD = /^(\w+)(?:([:![{])(\w*))?(?:=("[^"]*"|\w+))?(?:\[(\w+))?$/;

function readField(text: string): Field {
  const match = FIELD.exec(text);
  if (match === null) throw new Error(`no field: ${text}`);
  const [, name = '', sign, struct, zero, listOf] = match;
  const shape = listOf !== undefined ? 'list' : sign === undefined ? 'plain' : SHAPES[sign as keyof typeof SHAPES];
  return {
    name,
    struct: listOf ?? (struct === '' ? undefined : struct),
    shape,
    zero: zero === undefined ? undefined : (JSON.parse(zero) as unknown),
  };
}

const read = new Map<string, readonly Field[]>();

function fieldsOf(struct: string): readonly Field[] | undefined {
  const known = read.get(struct);
  if (known !== undefined) return known;
  if (!Object.hasOwn(STRUCTS, struct)) return undefined;
  const fields = (STRUCTS[struct] ?? '').split(' ').map(readField);
  read.set(struct, fields);
  return fields;
}

function sortedMap(value: object, struct: string | undefined): Record<string, unknown> {
  const out: Record<string, unknown> = {};
  for (const key of sortedKeys(value)) {
    const entry = getOwn(value, key);
    setOwn(out, key, struct === undefined ? entry : written(entry, struct));
  }
  return out;
}

function fieldValue(field: Field, value: unknown): unknown {
  if (value === undefined || value === null) {
    if (field.shape === 'always') return written({}, field.struct ?? '');
    return field.zero;
  }
  if (field.shape === 'map') return isJSONObject(value) ? sortedMap(value, field.struct) : value;
  if (field.struct === undefined) return value;
  const struct = field.struct;
  if (field.shape !== 'list') return written(value, struct);
  return Array.isArray(value) ? value.map((item: unknown) => written(item, struct)) : value;
}

function written(value: unknown, struct: string): unknown {
  const fields = fieldsOf(struct);
  if (!isJSONObject(value) || fields === undefined) return value;
  const out: Record<string, unknown> = {};
  for (const field of fields) {
    const found = fieldValue(field, getOwn(value, field.name));
    if (found !== undefined) out[field.name] = found;
  }
  for (const key of Object.keys(value))
    if (!Object.hasOwn(out, key) && value[key] !== undefined) setOwn(out, key, value[key]);
  return out;
}

/** The object as Go would write it; a kind that is not in the table stays as it is. */
export function typed(object: Json): Json {
  const kind = typeof object['kind'] === 'string' ? object['kind'] : '';
  const { kind: _kind, apiVersion, ...bare } = object;
  const fields = written(bare, kind) as Record<string, unknown>;
  return { kind, apiVersion, ...fields };
}

/** The object with what `--save-config` keeps of it in its annotation (util/apply.go, CreateOrUpdateAnnotation). */
export function withSavedConfig(object: Json): Json {
  const annotations = annotationsOf(object);
  delete annotations[LAST_APPLIED];
  const kept = Object.keys(annotations).length === 0 ? undefined : annotations;
  const saved = `${marshalJSON(typed(withAnnotations(object, kept)), { ownOrder: true })}\n`;
  return withAnnotations(object, { ...annotations, [LAST_APPLIED]: saved });
}
