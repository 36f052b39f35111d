import {
  canonicalQuantity,
  goQuote,
  type Json,
  ParseError,
  parseQuantity,
  parseTime,
} from '../../apimachinery/index.ts';
import { fieldKind, fieldsOf, type FieldKind, type Fields } from './fields.ts';
import { bareName, goType } from './go-types.ts';
import { unconverted } from './unconverted.ts';

/**
 * Reads a JSON value as Go's decoder would read it into a struct of k8s.io/api (sigs.k8s.io/json): the first wrong type is
 * the error, unknown fields are noted and dropped, null is the same as nothing. What needs no change is returned as it is.
 */
export class Decoder {
  /** Text of the first wrong type. */
  error: string | undefined;
  /** `unknown field "spec.foo"`, in the order of the document. */
  readonly strict: string[] = [];
  /** Field names without indices, which is how Go names the place. */
  readonly #fields: string[] = [];
  #struct = '';
  readonly #unstructured: boolean;

  /** `unstructured`: complain as the converter does that reads what a strategic merge patch made, and not as the JSON decoder. */
  constructor(unstructured = false) {
    this.#unstructured = unstructured;
  }

  decode(value: unknown, type: string): unknown {
    return this.#value(value, fieldKind(type), '');
  }

  /** The same for a part of a document that stands at `at`. */
  decodeField(value: unknown, type: string, at: string): unknown {
    this.#fields.push(at);
    const decoded = this.#value(value, fieldKind(type), at);
    this.#fields.pop();
    return decoded;
  }

  #mismatch(value: unknown, kind: string, what = typeName(value)): undefined {
    const name = this.#fields[this.#fields.length - 1] ?? '';
    const target = goType(kind, this.#struct, name);
    if (this.#unstructured) this.error ??= unconverted(value, fieldKind(kind), target);
    this.error ??=
      this.#fields.length === 0
        ? `json: cannot unmarshal ${what} into Go value of type ${target}`
        : `json: cannot unmarshal ${what} into Go struct field ${bareName(this.#struct)}.${this.#fields.join('.')} of type ${target}`;
    return undefined;
  }

  #value(value: unknown, kind: FieldKind, at: string): unknown {
    switch (kind.shape) {
      case 'list':
        return this.#list(value, kind, at);
      case 'map':
        return this.#map(value, kind, at);
      case 'struct':
        return this.#readStruct(value, kind.text, at);
      default:
        return this.#scalar(value, kind.text);
    }
  }

  #readStruct(value: unknown, type: string, at: string): unknown {
    if (type.startsWith(SCHEMA_OR)) return this.#schemaOr(value, type.slice(SCHEMA_OR.length), at);
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return this.#mismatch(value, type);
    if (type === 'PodSpec' && known.has(value)) return value;
    const outer = this.#struct;
    const [errorBefore, strictBefore] = [this.error, this.strict.length];
    this.#struct = type;
    const next = this.#readFields(value as Json, fieldsOf(type), at);
    this.#struct = outer;
    if (type === 'PodSpec' && next === value && this.error === errorBefore && this.strict.length === strictBefore) {
      known.add(value);
    }
    return next;
  }

  /** A schema, or in its place a boolean, a list of schemas or a list of strings. apiextensions/v1/marshal.go */
  #schemaOr(value: unknown, or: string, at: string): unknown {
    if (or === 'Bool' && typeof value === 'boolean') return value;
    if (or === 'Array' && Array.isArray(value)) return this.#value(value, fieldKind(`[]${SCHEMA}`), at);
    if (or === 'StringArray' && Array.isArray(value)) return this.#value(value, fieldKind('[]string'), at);
    return this.#readStruct(value, SCHEMA, at);
  }

  #readFields(value: Json, fields: Fields, at: string): Json {
    let next: Record<string, unknown> | undefined;
    for (const name in value) {
      const before = value[name];
      const kind = fields.get(name);
      let after: unknown;
      if (kind === undefined) this.strict.push(`unknown field ${goQuote(join(at, name))}`);
      else if (before !== null && before !== undefined) {
        this.#fields.push(name);
        // A scalar has no fields to name, so its path is not put together.
        after = kind.shape === 'scalar' ? this.#scalar(before, kind.text) : this.#value(before, kind, join(at, name));
        this.#fields.pop();
      }
      if (after === before && before !== undefined) continue;
      next ??= { ...value };
      if (after === undefined) delete next[name];
      else next[name] = after;
    }
    return next ?? value;
  }

  #list(value: unknown, kind: FieldKind, at: string): unknown {
    if (!Array.isArray(value)) return this.#mismatch(value, kind.text);
    const item = kind.item ?? kind;
    const list: readonly unknown[] = value;
    let next: unknown[] | undefined;
    for (let i = 0; i < list.length; i++) {
      const before = list[i];
      const after = before === null ? zeroOf(item) : this.#value(before, item, `${at}[${i}]`);
      if (after === before) continue;
      next ??= [...list];
      next[i] = after;
    }
    return next ?? list;
  }

  #map(value: unknown, kind: FieldKind, at: string): unknown {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) {
      return this.#mismatch(value, kind.text);
    }
    const item = kind.item ?? kind;
    const map = value as Json;
    let next: Record<string, unknown> | undefined;
    for (const key in map) {
      const before = map[key];
      // Go does not name the key, and names the map's field with the type of its values.
      const after = before === null ? zeroOf(item) : this.#value(before, item, at);
      if (after === before) continue;
      next ??= { ...map };
      // A key from outside may be `__proto__`, which an assignment would take for something else.
      Object.defineProperty(next, key, { value: after, configurable: true, enumerable: true, writable: true });
    }
    return next ?? map;
  }

  #scalar(value: unknown, kind: string): unknown {
    switch (kind) {
      case 'any':
        return value;
      case 'string':
        return typeof value === 'string' ? value : this.#mismatch(value, kind);
      case 'bool':
        return typeof value === 'boolean' ? value : this.#mismatch(value, kind);
      case 'int32':
      case 'int64':
      case 'float64':
        return this.#number(value, kind);
      case 'intOrString':
        return this.#intOrString(value);
      case 'quantity':
        return this.#custom(value, quantityText);
      case 'bytes':
        return typeof value === 'string' ? this.#bytes(value) : this.#mismatch(value, kind);
      default:
        return this.#custom(value, timeText);
    }
  }

  #number(value: unknown, kind: string): unknown {
    if (typeof value !== 'number') return this.#mismatch(value, kind);
    if (kind === 'float64') return value;
    const fits = kind === 'int32' ? value >= -0x80000000 && value <= 0x7fffffff : Math.abs(value) < 2 ** 63;
    return Number.isInteger(value) && fits ? value : this.#mismatch(value, kind, `number ${value}`);
  }

  #intOrString(value: unknown): unknown {
    if (typeof value === 'string') return value;
    if (typeof value === 'number') return this.#number(value, 'int32');
    this.error ??= `json: cannot unmarshal ${typeName(value)} into Go value of type int32`;
    return undefined;
  }

  /** Types that read themselves report without saying where. */
  #custom(value: unknown, read: (value: unknown) => unknown): unknown {
    try {
      return read(value);
    } catch (error) {
      if (!(error instanceof ParseError)) throw error;
      this.error ??= error.message;
      return undefined;
    }
  }

  #bytes(text: string): string {
    const wrong = /[^A-Za-z0-9+/=\r\n]/.exec(text);
    const odd = text.replace(/[\r\n]/g, '').length % 4 !== 0;
    if (wrong !== null || odd)
      this.error ??= `illegal base64 data at input byte ${wrong?.index ?? text.length - (text.length % 4)}`;
    return text;
  }
}

const SCHEMA = 'apiextensions.JSONSchemaProps';
const SCHEMA_OR = `${SCHEMA}Or`;

function join(at: string, name: string): string {
  return at === '' ? name : `${at}.${name}`;
}

/** Pod specs that were read without remark: the pods of one template bring one and the same. */
const known = new WeakSet<object>();

function typeName(value: unknown): string {
  if (Array.isArray(value)) return 'array';
  return typeof value === 'boolean' ? 'bool' : typeof value;
}

function zeroOf({ shape, text }: FieldKind): unknown {
  if (shape === 'list') return [];
  if (shape !== 'scalar') return {};
  if (text === 'bool') return false;
  return text === 'int32' || text === 'int64' || text === 'float64' ? 0 : '';
}

function quantityText(value: unknown): string {
  if (typeof value === 'string') return canonicalQuantity(value);
  return parseQuantity(typeof value === 'number' ? value : JSON.stringify(value)).toString();
}

function timeText(value: unknown): string {
  if (typeof value !== 'string') {
    throw new ParseError(`json: cannot unmarshal ${typeName(value)} into Go value of type string`);
  }
  parseTime(value);
  return value;
}
