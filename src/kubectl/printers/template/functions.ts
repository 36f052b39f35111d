import {
  byteLength,
  bytesFromBase64,
  compareStrings,
  decodeUTF8,
  getOwn,
  isJSONObject,
} from '../../../engine/apimachinery/index.ts';
import { PrintError } from '../types.ts';
import { isInteger, isTrue, sprint, sprintf, typeName, valueText, type Value } from './values.ts';

export interface TemplateFunction {
  readonly least: number;
  /** Left out: as many as there are. */
  readonly most?: number;
  /** Places at which only a string is taken. */
  readonly strings?: readonly number[];
  readonly call: (args: readonly Value[]) => Value;
}

const HTML = new Map([
  ['"', '&#34;'],
  ["'", '&#39;'],
  ['&', '&amp;'],
  ['<', '&lt;'],
  ['>', '&gt;'],
  ['\0', '\ufffd'],
]);

const JS = new Map([
  ['\\', '\\\\'],
  ["'", "\\'"],
  ['"', '\\"'],
  ['<', '\\u003C'],
  ['>', '\\u003E'],
  ['&', '\\u0026'],
  ['=', '\\u003D'],
]);

/** What templates may call: text/template's own and kubectl's two. `and` and `or` are the evaluator's, which may stop early. */
export const FUNCTIONS: ReadonlyMap<string, TemplateFunction> = new Map<string, TemplateFunction>([
  ['and', { least: 1, call: (args) => args.find((arg) => !isTrue(arg)) ?? args.at(-1) }],
  ['or', { least: 1, call: (args) => args.find(isTrue) ?? args.at(-1) }],
  ['not', { least: 1, most: 1, call: ([value]) => !isTrue(value) }],
  ['len', { least: 1, most: 1, call: ([value]) => length(value) }],
  ['index', { least: 1, call: ([value, ...indices]) => indices.reduce(index, value) }],
  ['slice', { least: 1, most: 4, call: slice }],
  ['print', { least: 0, call: sprint }],
  ['println', { least: 0, call: (args) => `${args.map(valueText).join(' ')}\n` }],
  ['printf', { least: 1, strings: [0], call: ([format, ...args]) => sprintf(String(format), args) }],
  ['html', { least: 0, call: (args) => sprint(args).replace(/["'&<>\0]/g, (c) => HTML.get(c) ?? c) }],
  ['js', { least: 0, call: (args) => sprint(args).replace(/[\\'"<>&=]/g, (c) => JS.get(c) ?? c) }],
  ['urlquery', { least: 0, call: (args) => encodeURIComponent(sprint(args)).replaceAll('%20', '+') }],
  ['call', { least: 1, call: ([value]) => fail(`non-function ${valueText(value)} of type ${typeName(value)}`) }],
  ['eq', { least: 1, call: ([first, ...rest]) => equalToAny(first, rest) }],
  ['ne', { least: 2, most: 2, call: ([a, b]) => !equal(a, b) }],
  ['lt', { least: 2, most: 2, call: ([a, b]) => less(a, b) }],
  ['le', { least: 2, most: 2, call: ([a, b]) => less(a, b) || equal(a, b) }],
  ['gt', { least: 2, most: 2, call: ([a, b]) => !less(a, b) && !equal(a, b) }],
  ['ge', { least: 2, most: 2, call: ([a, b]) => !less(a, b) }],
  ['exists', { least: 1, call: exists }],
  ['base64decode', { least: 1, most: 1, strings: [0], call: ([text]) => base64decode(String(text)) }],
]);

function fail(message: string): never {
  throw new PrintError(message);
}

function length(value: Value): bigint {
  if (typeof value === 'string') return BigInt(byteLength(value));
  if (Array.isArray(value)) return BigInt(value.length);
  if (isJSONObject(value)) return BigInt(Object.keys(value).length);
  if (value === null || value === undefined) return fail('len of nil pointer');
  return fail(`len of type ${typeName(value)}`);
}

function place(at: Value, size: number): number {
  if (!isInteger(at)) {
    return at == null
      ? fail('cannot index slice/array with nil')
      : fail(`cannot index slice/array with type ${typeName(at)}`);
  }
  if (at < 0 || at > size) return fail(`index out of range: ${at}`);
  return Number(at);
}

function index(value: Value, at: Value): Value {
  if (value === null || value === undefined) return fail('index of untyped nil');
  if (Array.isArray(value) || typeof value === 'string') {
    const i = place(at, value.length);
    if (i === value.length) return fail(`index out of range: ${i}`);
    return typeof value === 'string' ? BigInt(value.charCodeAt(i)) : (value as readonly Value[])[i];
  }
  if (!isJSONObject(value)) return fail(`can't index item of type ${typeName(value)}`);
  if (at == null) return fail('value is nil; should be of type string');
  if (typeof at !== 'string') return fail(`value has type ${typeName(at)}; should be string`);
  return getOwn(value, at);
}

function slice([value, ...bounds]: readonly Value[]): Value {
  if (typeof value !== 'string' && !Array.isArray(value)) {
    return value == null ? fail('slice of untyped nil') : fail(`can't slice item of type ${typeName(value)}`);
  }
  const [from = 0, to = value.length] = bounds.map((bound) => place(bound, value.length));
  if (from > to) fail(`invalid slice index: ${from} > ${to}`);
  return value.slice(from, to);
}

function kindOf(value: Value): string {
  return typeof value === 'object' ? 'other' : isInteger(value) ? 'int' : typeof value;
}

const INCOMPATIBLE = 'incompatible types for comparison';

function equal(a: Value, b: Value): boolean {
  if (a == null || b == null) return a == null && b == null;
  if (kindOf(a) !== kindOf(b)) return fail(INCOMPATIBLE);
  if (kindOf(a) === 'other') {
    return fail(`non-comparable type ${valueText(a)}: ${typeName(a)}`);
  }
  // An integer of the template and one of the object are spelled in two ways.
  return kindOf(a) === 'int' ? BigInt(a as number) === BigInt(b as number) : a === b;
}

function equalToAny(first: Value, rest: readonly Value[]): boolean {
  if (rest.length === 0) return fail('missing argument for comparison');
  return rest.some((value) => equal(first, value));
}

function less(a: Value, b: Value): boolean {
  const kind = kindOf(a);
  if (a == null || b == null || kind === 'boolean' || kind === 'other') return fail('invalid type for comparison');
  if (kind !== kindOf(b)) return fail(INCOMPATIBLE);
  return kind === 'string' ? compareStrings(String(a), String(b)) < 0 : (a as number) < (b as number);
}

/** Whether indices lead somewhere (cli-runtime/pkg/printers/template.go). */
function exists([item, ...indices]: readonly Value[]): boolean {
  let value = item;
  for (const at of indices) {
    if (Array.isArray(value)) {
      const i = isInteger(at) ? Number(at) : -1;
      if (i < 0 || i >= value.length) return false;
      value = (value as readonly Value[])[i];
    } else if (isJSONObject(value) && typeof at === 'string') value = getOwn(value, at);
    else return false;
    if (value === undefined || value === null) return false;
  }
  return true;
}

const BASE64 = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/;

function base64decode(text: string): string {
  const plain = text.replace(/[\r\n]/g, '');
  if (BASE64.test(plain)) return decodeUTF8(bytesFromBase64(plain));
  const wrong = plain.search(/[^A-Za-z0-9+/]/);
  return fail(
    `base64 decode failed: illegal base64 data at input byte ${wrong < 0 ? plain.length - (plain.length % 4) : wrong}`,
  );
}
