import {
  CelBytes,
  CelDouble,
  CelDuration,
  CelOpaque,
  CelOptional,
  CelTimestamp,
} from '../engine/apimachinery/index.ts';
import { durationOf, none, some } from './library-values.ts';

/** Objects of the engine never change, so what has been made of one is made once. */
const made = new WeakMap<object, unknown>();

/** A JSON value as the library wants it: whole numbers are integers unless somebody who knows better says otherwise. */
export function toCel(value: unknown): unknown {
  switch (typeof value) {
    case 'number':
      return Number.isInteger(value) ? BigInt(value) : value;
    case 'object':
      return value === null ? null : objectToCel(value);
    case 'undefined':
      return null;
    default:
      return value;
  }
}

function objectToCel(value: object): unknown {
  let found = made.get(value);
  if (found === undefined) made.set(value, (found = convert(value)));
  return found;
}

function convert(value: object): unknown {
  if (Array.isArray(value)) return value.map(toCel);
  if (value instanceof CelOpaque) return value.raw;
  if (value instanceof CelDouble) return value.value;
  if (value instanceof CelTimestamp) return new Date(value.text);
  if (value instanceof CelDuration) return durationOf(value.text);
  if (value instanceof CelBytes) return bytesOf(value.base64);
  if (value instanceof CelOptional) return value.value === undefined ? none() : some(toCel(value.value));
  // A Map takes every key for what it is.
  return new Map(Object.entries(value).map(([key, item]) => [key, toCel(item)]));
}

/** The other way, for messages and for what policies compute. */
export function fromCel(value: unknown): unknown {
  if (typeof value === 'bigint') return Number(value);
  if (Array.isArray(value)) return value.map(fromCel);
  if (!(value instanceof Map)) return value;
  const object: Record<string, unknown> = {};
  for (const [key, item] of value) {
    Object.defineProperty(object, String(key), {
      value: fromCel(item),
      enumerable: true,
      configurable: true,
      writable: true,
    });
  }
  return object;
}

function bytesOf(base64: string): Uint8Array {
  const binary = atob(base64);
  return Uint8Array.from(binary, (character) => character.charCodeAt(0));
}
