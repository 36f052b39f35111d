import { goQuote } from './go-text.ts';
import { ParseError } from './parse-error.ts';

/** A number, or a string such as `25%` or a port's name. pkg/util/intstr/intstr.go */
export type IntOrString = number | string;

function atoi(text: string): number {
  if (/^[+-]?\d+$/.test(text)) return Number(text);
  throw new ParseError(`strconv.Atoi: parsing ${goQuote(text)}: invalid syntax`);
}

interface Amount {
  readonly value: number;
  readonly isPercent: boolean;
}

function intOrPercentValue(value: IntOrString): Amount {
  if (typeof value === 'number') return { value, isPercent: false };
  if (!value.endsWith('%')) throw new ParseError('invalid type: string is not a percentage');
  try {
    return { value: atoi(value.slice(0, -1)), isPercent: true };
  } catch (error) {
    if (error instanceof ParseError) throw new ParseError(`invalid value ${goQuote(value)}: ${error.message}`);
    throw error;
  }
}

/** GetScaledValueFromIntOrPercent: a percentage of the total, rounded up or down; a number is itself. Throws ParseError. */
export function getScaledValueFromIntOrPercent(
  intOrPercent: IntOrString | undefined,
  total: number,
  roundUp: boolean,
): number {
  if (intOrPercent === undefined) throw new ParseError('nil value for IntOrString');
  let amount: Amount;
  try {
    amount = intOrPercentValue(intOrPercent);
  } catch (error) {
    if (error instanceof ParseError) throw new ParseError(`invalid value for IntOrString: ${error.message}`);
    throw error;
  }
  if (!amount.isPercent) return amount.value;
  const scaled = (amount.value * total) / 100;
  return roundUp ? Math.ceil(scaled) : Math.floor(scaled);
}

/** intstr.Parse: digits become a number. */
export function parseIntOrString(text: string): IntOrString {
  if (!/^[+-]?\d+$/.test(text)) return text;
  const n = Number(text);
  return n >= -0x80000000 && n <= 0x7fffffff ? n : text;
}

/** IntValue: the number, the number a string spells, or 0. */
export function intValue(value: IntOrString): number {
  if (typeof value === 'number') return value;
  return /^[+-]?\d+$/.test(value) ? Number(value) : 0;
}
