import { getOwn, goQuote, sortedKeys } from '../../engine/apimachinery/index.ts';

/** strconv.FormatFloat(x, 'g', -1, 64), and an integer as the int64 it was decoded to. */
export function goFloat(x: number): string {
  return Number.isInteger(x) && Math.abs(x) < 1e21 ? BigInt(x).toString() : goFloatG(x);
}

/** fmt's %v of a float64: an exponent from a million on. */
export function goFloatG(x: number): string {
  if (!Number.isFinite(x)) return Number.isNaN(x) ? 'NaN' : x > 0 ? '+Inf' : '-Inf';
  const [mantissa = '', power = '0'] = x.toExponential().split('e');
  const exponent = Number(power);
  if (exponent >= -4 && exponent < 6) return decimal(x);
  const digits = String(Math.abs(exponent)).padStart(2, '0');
  return `${mantissa}e${exponent < 0 ? '-' : '+'}${digits}`;
}

function decimal(x: number): string {
  const text = String(x);
  return text.includes('e') ? x.toFixed(20).replace(/0+$/, '') : text;
}

/** fmt's %#v of a decoded JSON value, as errors quote the object that they could not print. */
export function goSyntax(value: unknown): string {
  if (value === null || value === undefined) return 'interface {}(nil)';
  if (typeof value === 'string') return goQuote(value);
  if (typeof value === 'number') return goFloat(value);
  if (Array.isArray(value)) return `[]interface {}{${value.map(goSyntax).join(', ')}}`;
  if (typeof value !== 'object') return String(value);
  const pairs = sortedKeys(value).map((key) => `${goQuote(key)}:${goSyntax(getOwn(value, key))}`);
  return `map[string]interface {}{${pairs.join(', ')}}`;
}

/** reflect's name for the type of a decoded JSON value. */
export function goType(value: unknown): string {
  if (typeof value === 'string') return 'string';
  if (typeof value === 'boolean') return 'bool';
  if (typeof value === 'number') return Number.isInteger(value) ? 'int64' : 'float64';
  if (Array.isArray(value)) return '[]interface {}';
  return value === null || value === undefined ? '<nil>' : 'map[string]interface {}';
}

/** fmt's %v of a decoded JSON value. */
export function goFormatValue(value: unknown): string {
  if (value === null || value === undefined) return '<nil>';
  if (typeof value === 'number') return goFloat(value);
  if (typeof value === 'bigint') return value.toString();
  if (Array.isArray(value)) return `[${value.map(goFormatValue).join(' ')}]`;
  if (typeof value !== 'object') return String(value);
  return `map[${sortedKeys(value)
    .map((key) => `${key}:${goFormatValue(getOwn(value, key))}`)
    .join(' ')}]`;
}
