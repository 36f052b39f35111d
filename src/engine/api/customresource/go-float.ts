/** With the fewest digits that will do, Go writes an exponent from here on. strconv/ftoa.go */
const EXPONENT_FROM = 6;

/** fmt's %v of a float64: `1`, `0.5`, `1e+06`. */
export function goFloat(value: number): string {
  if (!Number.isFinite(value)) return Number.isNaN(value) ? 'NaN' : value > 0 ? '+Inf' : '-Inf';
  if (value === 0) return '0';
  const [digits = '', power = '0'] = value.toExponential().split('e');
  const exponent = Number(power);
  if (exponent < -4 || exponent >= EXPONENT_FROM) return withExponent(digits, exponent);
  return String(value);
}

function withExponent(digits: string, exponent: number): string {
  const sign = exponent < 0 ? '-' : '+';
  return `${digits}e${sign}${String(Math.abs(exponent)).padStart(2, '0')}`;
}
