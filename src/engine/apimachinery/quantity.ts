import { ParseError } from './parse-error.ts';
import { bigPow10, divideAwayFromZero, scanQuantity, type QuantityFormat } from './quantity-text.ts';

/** `-9` nano, `-3` milli, `0` whole units, `3` kilo … a power of ten. */
export type Scale = number;

const NANO: Scale = -9;
const MAX_INT64 = (1n << 63n) - 1n;

function normal(big: bigint): number | bigint {
  const n = Number(big);
  return Number.isSafeInteger(n) ? n : big;
}

function digitsOf(mantissa: number | bigint): string {
  return mantissa < 0 ? String(mantissa).slice(1) : String(mantissa);
}

const DECIMAL_SUFFIX: Readonly<Record<number, string>> = {
  [-9]: 'n',
  [-6]: 'u',
  [-3]: 'm',
  0: '',
  3: 'k',
  6: 'M',
  9: 'G',
  12: 'T',
  15: 'P',
  18: 'E',
};

const BINARY_SUFFIX = ['', 'Ki', 'Mi', 'Gi', 'Ti', 'Pi', 'Ei'] as const;

/**
 * An exact amount: mantissa × 10^scale, the mantissa a safe integer wherever it fits and a bigint otherwise. Immutable, and
 * shared freely. It remembers how it was written (decimal, binary, exponent) and prints itself the same way.
 * pkg/api/resource/quantity.go
 *
 * `1.5Gi` is 1610612736 × 10^0, BinarySI, and prints `1536Mi`; `0.1` is 1 × 10^-1, DecimalSI, and prints `100m`.
 */
export class Quantity {
  readonly mantissa: number | bigint;
  readonly scale: Scale;
  readonly format: QuantityFormat;
  #text: string | undefined;

  constructor(mantissa: number | bigint, scale: Scale, format: QuantityFormat, text?: string) {
    this.mantissa = mantissa;
    this.scale = scale;
    this.format = format;
    this.#text = text;
  }

  isZero(): boolean {
    return !this.mantissa;
  }

  sign(): -1 | 0 | 1 {
    return this.mantissa < 0 ? -1 : this.mantissa > 0 ? 1 : 0;
  }

  /** ceil(q / 10^scale), away from zero. Past 2^53 the nearest double. */
  scaledValue(scale: Scale): number {
    const { mantissa } = this;
    const shift = this.scale - scale;
    if (shift === 0) return Number(mantissa);
    if (typeof mantissa === 'number') {
      const factor = 10 ** Math.abs(shift);
      if (shift > 0) {
        const product = mantissa * factor;
        if (Number.isSafeInteger(product)) return product;
      } else if (factor <= 1e15) {
        const rest = mantissa % factor;
        return (mantissa - rest) / factor + Math.sign(rest);
      }
    }
    return Number(this.#bigAt(scale));
  }

  /** Whole units, rounded up: bytes of memory, pods. */
  value(): number {
    return this.scaledValue(0);
  }

  /** Thousandths, rounded up: how CPU is counted. */
  milliValue(): number {
    return this.scaledValue(-3);
  }

  asApproximateFloat64(): number {
    return Number(this.mantissa) * 10 ** this.scale;
  }

  #bigAt(scale: Scale): bigint {
    const shift = this.scale - scale;
    const big = BigInt(this.mantissa);
    return shift >= 0 ? big * bigPow10(shift) : divideAwayFromZero(big, bigPow10(-shift));
  }

  cmp(other: Quantity): -1 | 0 | 1 {
    if (this.scale === other.scale) {
      return this.mantissa < other.mantissa ? -1 : this.mantissa > other.mantissa ? 1 : 0;
    }
    const scale = Math.min(this.scale, other.scale);
    const a = this.#bigAt(scale);
    const b = other.#bigAt(scale);
    return a < b ? -1 : a > b ? 1 : 0;
  }

  equal(other: Quantity): boolean {
    return this.cmp(other) === 0;
  }

  /** The sum, in this one's format; a zero takes over the other's. */
  add(other: Quantity): Quantity {
    const format = this.isZero() ? other.format : this.format;
    if (this.scale === other.scale && typeof this.mantissa === 'number' && typeof other.mantissa === 'number') {
      const sum = this.mantissa + other.mantissa;
      if (Number.isSafeInteger(sum)) return new Quantity(sum, this.scale, format);
    }
    const scale = Math.min(this.scale, other.scale);
    return new Quantity(normal(this.#bigAt(scale) + other.#bigAt(scale)), scale, format);
  }

  sub(other: Quantity): Quantity {
    return this.add(other.neg());
  }

  neg(): Quantity {
    return this.isZero() ? this : new Quantity(-this.mantissa, this.scale, this.format);
  }

  mul(factor: number): Quantity {
    return new Quantity(normal(BigInt(this.mantissa) * BigInt(factor)), this.scale, this.format);
  }

  /** Rounded away from zero to the scale: what defaulting does to resource lists, at milli. */
  roundUp(scale: Scale): Quantity {
    return this.scale >= scale ? this : new Quantity(normal(this.#bigAt(scale)), scale, this.format);
  }

  /** The canonical form, or the text it was read from where that is canonical enough for upstream. */
  toString(): string {
    return (this.#text ??= this.#canonical());
  }

  toJSON(): string {
    return this.toString();
  }

  #canonical(): string {
    if (this.isZero()) return '0';
    if (this.format === 'BinarySI') {
      const binary = this.#canonicalBinary();
      if (binary !== undefined) return binary;
    }
    let digits = digitsOf(this.mantissa);
    let exponent = this.scale;
    const stripped = digits.replace(/0+$/, '');
    exponent += digits.length - stripped.length;
    const over = ((exponent % 3) + 3) % 3;
    digits = stripped + '0'.repeat(over);
    exponent -= over;
    const sign = this.mantissa < 0 ? '-' : '';
    const suffix = this.format === 'DecimalExponent' ? undefined : DECIMAL_SUFFIX[exponent];
    return sign + digits + (suffix ?? (exponent === 0 ? '' : `e${exponent}`));
  }

  /** Undefined where binary would lose precision or hide a small number: those print as decimals. */
  #canonicalBinary(): string | undefined {
    let whole = this.#bigAt(0);
    if (this.scale < 0 && whole * bigPow10(-this.scale) !== BigInt(this.mantissa)) return undefined;
    if (whole > -1024n && whole < 1024n) return undefined;
    let times = 0;
    while (whole % 1024n === 0n && times < BINARY_SUFFIX.length - 1) {
      whole /= 1024n;
      times++;
    }
    return `${whole}${BINARY_SUFFIX[times] ?? ''}`;
  }
}

/** Manifests repeat the same few amounts, so what was read is remembered, up to a limit. */
const REMEMBERED = 4096;
const remembered = new Map<string, Quantity>();

/** ParseQuantity. Throws ParseError with upstream's text. JSON numbers are accepted as their decimal text. */
export function parseQuantity(text: string | number): Quantity {
  const key = typeof text === 'string' ? text : String(text);
  const known = remembered.get(key);
  if (known !== undefined) return known;
  const quantity = readQuantity(key.trim());
  if (remembered.size >= REMEMBERED) remembered.clear();
  remembered.set(key, quantity);
  return quantity;
}

export function tryParseQuantity(text: string | number): Quantity | undefined {
  try {
    return parseQuantity(text);
  } catch (error) {
    if (error instanceof ParseError) return undefined;
    throw error;
  }
}

/** The text as the server stores it: `1000m` becomes `1`. */
export function canonicalQuantity(text: string | number): string {
  return parseQuantity(text).toString();
}

export function newQuantity(value: number, format: QuantityFormat = 'DecimalSI'): Quantity {
  return new Quantity(value, 0, format);
}

export function newMilliQuantity(value: number, format: QuantityFormat = 'DecimalSI'): Quantity {
  return new Quantity(value, -3, format);
}

export const ZERO_QUANTITY = new Quantity(0, 0, 'DecimalSI', '0');

function readQuantity(text: string): Quantity {
  if (text === '0') return ZERO_QUANTITY;
  const { negative, num, denom, exponent, format } = scanQuantity(text);
  let big = BigInt(num + denom);
  let scale = -denom.length;
  if (format === 'BinarySI') big <<= BigInt(exponent);
  else scale += exponent;
  if (scale < NANO) {
    // A wish for very little is still a wish for something, so it rounds up to the smallest amount there is.
    big = divideAwayFromZero(big, bigPow10(NANO - scale));
    scale = NANO;
  }
  let kept = format;
  if (format === 'BinarySI') {
    const one = bigPow10(-scale);
    if (big > MAX_INT64 * one) [big, scale] = [MAX_INT64, 0];
    if (big > 0n && big < one) kept = 'DecimalSI';
  }
  if (negative) big = -big;
  const keep = keepsText(num, denom, exponent, format) ? text : undefined;
  // A positive scale is folded into the mantissa where it fits, so that counting in units stays a plain number.
  if (scale > 0 && scale <= 18) {
    const unscaled = normal(big * bigPow10(scale));
    if (typeof unscaled === 'number') return new Quantity(unscaled, 0, kept, keep);
  }
  return new Quantity(normal(big), scale, kept, keep);
}

/** Where upstream takes the text for canonical without looking closer, its oddities (`1.500`, `05`) kept. */
function keepsText(num: string, denom: string, exponent: number, format: QuantityFormat): boolean {
  const shifted = num + denom;
  if (format === 'BinarySI') {
    const precision = 15 - num.length - Math.trunc((exponent * 3) / 10) - 1;
    return denom === '' && precision >= 0 && exponent % 10 === 0 && (Number(shifted) & 7) !== 0;
  }
  const scale = exponent - denom.length;
  if (shifted.length > 18 || scale < NANO) return false;
  return scale % 3 === 0 && !shifted.endsWith('000') && !shifted.startsWith('0');
}
