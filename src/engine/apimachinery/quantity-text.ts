import { ParseError } from './parse-error.ts';

export type QuantityFormat = 'DecimalSI' | 'BinarySI' | 'DecimalExponent';

const ERR_FORMAT_WRONG = "quantities must match the regular expression '^([+-]?[0-9.]+)([eEinumkKMGTP]*[-+]?[0-9]*)$'";
const ERR_SUFFIX = "unable to parse quantity's suffix";

/** A written exponent past this is refused: the number could not be printed, only exhaust memory. */
const MAX_EXPONENT = 1000;

export interface ScannedQuantity {
  readonly negative: boolean;
  readonly num: string;
  readonly denom: string;
  /** Of ten, or of two for BinarySI. */
  readonly exponent: number;
  readonly format: QuantityFormat;
}

const DECIMAL: ReadonlyMap<string, number> = new Map([
  ['n', -9],
  ['u', -6],
  ['m', -3],
  ['', 0],
  ['k', 3],
  ['M', 6],
  ['G', 9],
  ['T', 12],
  ['P', 15],
  ['E', 18],
]);

const BINARY: ReadonlyMap<string, number> = new Map([
  ['Ki', 10],
  ['Mi', 20],
  ['Gi', 30],
  ['Ti', 40],
  ['Pi', 50],
  ['Ei', 60],
]);

const SHAPE = /^([+-]?)(\d*)(?:\.(\d*))?([eEinumkKMGTP]*[-+]?\d*)$/;

/** pkg/api/resource/quantity.go parseQuantityString, and suffix.go interpret. */
export function scanQuantity(text: string): ScannedQuantity {
  const match = text === '' ? null : SHAPE.exec(text);
  if (match === null) throw new ParseError(ERR_FORMAT_WRONG);
  const [, sign, digits = '', denom = '', suffix = ''] = match;
  const num = digits.replace(/^0+/, '') || '0';
  const negative = sign === '-';
  const decimal = DECIMAL.get(suffix);
  if (decimal !== undefined) return { negative, num, denom, exponent: decimal, format: 'DecimalSI' };
  const binary = BINARY.get(suffix);
  if (binary !== undefined) return { negative, num, denom, exponent: binary, format: 'BinarySI' };
  const written = /^[eE]([-+]?\d+)$/.exec(suffix)?.[1];
  const exponent = Number(written);
  if (written === undefined || Math.abs(exponent) > MAX_EXPONENT) throw new ParseError(ERR_SUFFIX);
  return { negative, num, denom, exponent, format: 'DecimalExponent' };
}

const POWERS: bigint[] = Array.from({ length: 31 }, (_, i) => 10n ** BigInt(i));

export function bigPow10(exponent: number): bigint {
  return POWERS[exponent] ?? 10n ** BigInt(exponent);
}

export function divideAwayFromZero(n: bigint, by: bigint): bigint {
  const quotient = n / by;
  if (quotient * by === n) return quotient;
  return n < 0n ? quotient - 1n : quotient + 1n;
}
