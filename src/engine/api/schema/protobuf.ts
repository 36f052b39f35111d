import { bytesToBase64, formatMicroTime, formatTime, ParseError } from '../../apimachinery/index.ts';
import { fieldsOf, type FieldKind } from './fields.ts';
import { FIELD_NUMBERS } from './generated/protobuf.ts';
import { ROOTS } from './generated/schemas.ts';
import { WireReader } from './wire-reader.ts';

/** What stands in front of every message: apimachinery/pkg/runtime/serializer/protobuf. */
const MAGIC = [0x6b, 0x38, 0x73, 0x00];

type Json = Record<string, unknown>;

/** One field of a message: what JSON calls it, and what Go would do with its zero. */
interface ProtoField {
  readonly name: string;
  /** A pointer in Go, so that zero is something else than nothing. */
  readonly pointer: boolean;
  readonly required: boolean;
  /** A struct that Go embeds: its fields are its owner's. */
  readonly embedded: string | undefined;
}

const fieldsByType = new Map<string, ReadonlyMap<number, ProtoField>>();

function protoFieldsOf(type: string): ReadonlyMap<number, ProtoField> {
  const known = fieldsByType.get(type);
  if (known !== undefined) return known;
  const fields = new Map<number, ProtoField>();
  for (const entry of (FIELD_NUMBERS[type] ?? '').split(' ')) {
    const [, number, name = '', mark] = /^(\d+):([^?!]+)([?!]?)$/.exec(entry) ?? [];
    if (number === undefined) continue;
    const embedded = name.startsWith('*') ? name : undefined;
    fields.set(Number(number), { name, embedded, pointer: mark === '?', required: mark === '!' });
  }
  fieldsByType.set(type, fields);
  return fields;
}

/**
 * Reads a body in `application/vnd.kubernetes.protobuf` (runtime.Unknown behind a magic number) as the JSON that a client
 * would have sent in its place: what encoding/json leaves out of an object is left out here. Throws ParseError.
 */
export function decodeProtobuf(bytes: Uint8Array): unknown {
  if (!MAGIC.every((byte, i) => bytes[i] === byte)) {
    const text = `provided data does not appear to be a protobuf message, expected prefix [${MAGIC.join(' ')}]`;
    throw new ParseError(text);
  }
  const reader = new WireReader(bytes, MAGIC.length);
  let typeMeta = { apiVersion: '', kind: '' };
  let raw = new WireReader(bytes, bytes.length);
  while (reader.more) {
    const tag = reader.integer();
    if (tag === 0x0a) typeMeta = readTypeMeta(reader.inside());
    else if (tag === 0x12) raw = reader.inside();
    else reader.skip(tag & 7);
  }
  const { apiVersion, kind } = typeMeta;
  // metav1's options are registered in every group version.
  const type = kind === 'DeleteOptions' ? kind : rootOf(`${apiVersion}/${kind}`);
  if (type === undefined || FIELD_NUMBERS[type] === undefined) {
    throw new ParseError(`no kind ${JSON.stringify(kind)} is registered for version ${JSON.stringify(apiVersion)}`);
  }
  return { ...(kind !== '' && { kind }), ...(apiVersion !== '' && { apiVersion }), ...readMessage(raw, type) };
}

function rootOf(gvk: string): string | undefined {
  return Object.hasOwn(ROOTS, gvk) ? ROOTS[gvk] : undefined;
}

function readTypeMeta(reader: WireReader): { apiVersion: string; kind: string } {
  const typeMeta = { apiVersion: '', kind: '' };
  while (reader.more) {
    const tag = reader.integer();
    if (tag === 0x0a) typeMeta.apiVersion = reader.inside().text();
    else if (tag === 0x12) typeMeta.kind = reader.inside().text();
    else reader.skip(tag & 7);
  }
  return typeMeta;
}

function readMessage(reader: WireReader, type: string): Json {
  const into: Json = {};
  readFields(reader, type, type, into);
  return into;
}

/** `type` says what the fields hold, `message` under which numbers they stand; the two differ for what Go embeds. */
function readFields(reader: WireReader, type: string, message: string, into: Json): void {
  const fields = protoFieldsOf(message);
  const kinds = fieldsOf(type);
  while (reader.more) {
    const tag = reader.integer();
    const field = fields.get(tag >>> 3);
    if (field === undefined) {
      reader.skip(tag & 7);
      continue;
    }
    const kind = kinds.get(field.name);
    if (field.embedded !== undefined) readFields(reader.inside(), type, field.embedded, into);
    else if (kind === undefined) reader.skip(tag & 7);
    else readField(reader, tag & 7, field, kind, into);
  }
}

function readField(reader: WireReader, wire: number, field: ProtoField, kind: FieldKind, into: Json): void {
  const { name } = field;
  if (kind.shape === 'list') {
    const list = (into[name] ??= []) as unknown[];
    const item = kind.item!;
    // Numbers may be packed; the generated code reads both.
    if (wire === 2 && isNumber(item)) for (const packed = reader.inside(); packed.more;) list.push(packed.integer());
    else list.push(readValue(reader, wire, item));
  } else if (kind.shape === 'map') {
    readEntry(reader.inside(), kind.item!, (into[name] ??= {}) as Json);
  } else {
    const value = readValue(reader, wire, kind);
    if (value === undefined) return;
    const zero = value === '' || value === 0 || value === false;
    if (!zero || field.pointer || field.required || kind.text === 'intOrString') into[name] = value;
  }
}

function readEntry(reader: WireReader, kind: FieldKind, into: Json): void {
  let key = '';
  let value: unknown;
  while (reader.more) {
    const tag = reader.integer();
    if (tag >>> 3 === 1) key = reader.inside().text();
    else if (tag >>> 3 === 2) value = readValue(reader, tag & 7, kind);
    else reader.skip(tag & 7);
  }
  // A key from outside may be `__proto__`, which an assignment would take for something else.
  const entry = { value: value ?? zeroOf(kind), configurable: true, enumerable: true, writable: true };
  Object.defineProperty(into, key, entry);
}

function zeroOf({ shape, text }: FieldKind): unknown {
  if (shape === 'list') return [];
  return shape !== 'scalar' ? {} : text === 'quantity' ? '0' : '';
}

function isNumber({ text }: FieldKind): boolean {
  return text === 'int32' || text === 'int64';
}

function readValue(reader: WireReader, wire: number, kind: FieldKind): unknown {
  if (kind.shape === 'struct') return readMessage(reader.inside(), kind.text);
  // What is a list in a map or in a list travels in a message of its own, ExtraValue{items}.
  if (kind.shape === 'list') return readItems(reader.inside(), kind.item!);
  switch (kind.text) {
    case 'string':
      return reader.inside().text();
    case 'bool':
      return reader.integer() !== 0;
    case 'int32':
      return reader.integer() | 0;
    case 'int64':
      return reader.integer();
    case 'float64':
      return reader.double();
    case 'bytes':
      return bytesToBase64(reader.inside().rest());
    case 'quantity':
      return readOne(reader.inside(), 1) ?? '0';
    case 'intOrString':
      return readIntOrString(reader.inside());
    case 'time':
    case 'microTime':
      return readTime(reader.inside(), kind.text);
    case 'any':
      return readRaw(reader.inside());
    default:
      return reader.skip(wire);
  }
}

function readItems(reader: WireReader, item: FieldKind): unknown[] {
  const items: unknown[] = [];
  while (reader.more) {
    const tag = reader.integer();
    if (tag >>> 3 === 1) items.push(readValue(reader, tag & 7, item));
    else reader.skip(tag & 7);
  }
  return items;
}

/** The text of the one field that matters. */
function readOne(reader: WireReader, number: number): string | undefined {
  let text: string | undefined;
  while (reader.more) {
    const tag = reader.integer();
    if (tag >>> 3 === number) text = reader.inside().text();
    else reader.skip(tag & 7);
  }
  return text;
}

function readIntOrString(reader: WireReader): number | string {
  let isString = false;
  let number = 0;
  let text = '';
  while (reader.more) {
    const tag = reader.integer();
    if (tag === 0x08) isString = reader.integer() === 1;
    else if (tag === 0x10) number = reader.integer() | 0;
    else if (tag === 0x1a) text = reader.inside().text();
    else reader.skip(tag & 7);
  }
  return isString ? text : number;
}

/** An empty Timestamp is Go's zero time, which JSON writes as null. */
function readTime(reader: WireReader, kind: string): string | undefined {
  if (!reader.more) return undefined;
  let seconds = 0;
  let nanos = 0;
  while (reader.more) {
    const tag = reader.integer();
    if (tag === 0x08) seconds = reader.integer();
    else if (tag === 0x10) nanos = reader.integer();
    else reader.skip(tag & 7);
  }
  const micros = seconds * 1_000_000 + Math.floor(nanos / 1000);
  return kind === 'microTime' ? formatMicroTime(micros) : formatTime(micros);
}

/** RawExtension and FieldsV1 carry JSON text in their first field. */
function readRaw(reader: WireReader): unknown {
  const text = readOne(reader, 1);
  if (text === undefined || text === '') return undefined;
  try {
    return JSON.parse(text) as unknown;
  } catch {
    throw new ParseError('a raw extension holds no JSON');
  }
}
