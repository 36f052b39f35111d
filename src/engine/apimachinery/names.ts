import { sortedKeys } from './compare.ts';

/** Where chance comes from: a component's own stream. */
export interface RandomSource {
  /** A whole number in [0, n). */
  int(n: number): number;
}

/** No vowels and no digits that look like them, so that no bad words come out. pkg/util/rand/rand.go */
const ALPHANUMS = 'bcdfghjklmnpqrstvwxz2456789';

export function randomString(random: RandomSource, length: number): string {
  let out = '';
  for (let i = 0; i < length; i++) out += ALPHANUMS.charAt(random.int(ALPHANUMS.length));
  return out;
}

const MAX_NAME_LENGTH = 63;
const RANDOM_LENGTH = 5;
export const MAX_GENERATED_NAME_LENGTH = MAX_NAME_LENGTH - RANDOM_LENGTH;

/** SimpleNameGenerator: the base, cut at 58 characters, and five of chance. apiserver/pkg/storage/names/generate.go */
export function generateName(random: RandomSource, base: string): string {
  return base.slice(0, MAX_GENERATED_NAME_LENGTH) + randomString(random, RANDOM_LENGTH);
}

/** rand.SafeEncodeString: any text in the alphabet of generated names. */
export function safeEncodeString(text: string): string {
  let out = '';
  for (const rune of text) out += ALPHANUMS.charAt((rune.codePointAt(0) ?? 0) % ALPHANUMS.length);
  return out;
}

const FNV_OFFSET = 0x811c9dc5;
const FNV_PRIME = 0x01000193;

/** 32-bit FNV-1a over UTF-8, fed in pieces. */
export class Fnv32a {
  #hash = FNV_OFFSET;

  byte(value: number): void {
    this.#hash = Math.imul(this.#hash ^ (value & 0xff), FNV_PRIME);
  }

  text(text: string): void {
    for (let i = 0; i < text.length; i++) {
      const unit = text.charCodeAt(i);
      if (unit < 0x80) {
        this.byte(unit);
        continue;
      }
      const point = text.codePointAt(i) ?? unit;
      if (point > 0xffff) i++;
      this.#wide(point);
    }
  }

  #wide(point: number): void {
    if (point < 0x800) {
      this.byte(0xc0 | (point >> 6));
    } else {
      if (point < 0x10000) {
        this.byte(0xe0 | (point >> 12));
      } else {
        this.byte(0xf0 | (point >> 18));
        this.byte(0x80 | ((point >> 12) & 0x3f));
      }
      this.byte(0x80 | ((point >> 6) & 0x3f));
    }
    this.byte(0x80 | (point & 0x3f));
  }

  sum32(): number {
    return this.#hash >>> 0;
  }
}

export function fnv32a(text: string): number {
  const hasher = new Fnv32a();
  hasher.text(text);
  return hasher.sum32();
}

function hashValue(hasher: Fnv32a, value: unknown): void {
  if (Array.isArray(value)) {
    hasher.text('[');
    for (const item of value) {
      hashValue(hasher, item);
      hasher.text(',');
    }
    hasher.text(']');
    return;
  }
  if (typeof value !== 'object' || value === null) {
    hasher.text(JSON.stringify(value) ?? 'null');
    return;
  }
  hasher.text('{');
  const fields = value as Readonly<Record<string, unknown>>;
  for (const key of sortedKeys(value)) {
    if (fields[key] === undefined) continue;
    hasher.text(`${JSON.stringify(key)}:`);
    hashValue(hasher, fields[key]);
    hasher.text(',');
  }
  hasher.text('}');
}

/**
 * controller.ComputeHash: the pod-template-hash. Upstream feeds FNV with Go's dump of the struct; here it is the value as JSON with
 * sorted keys, so hashes look alike and are as stable, but are not the same letters as in another cluster.
 */
export function computeHash(template: unknown, collisionCount?: number): string {
  const hasher = new Fnv32a();
  hashValue(hasher, template);
  if (collisionCount !== undefined) {
    for (let shift = 0; shift < 64; shift += 8) hasher.byte(shift < 32 ? collisionCount >>> shift : 0);
  }
  return safeEncodeString(String(hasher.sum32()));
}
