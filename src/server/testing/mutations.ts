import type { Random } from '../../engine/sim/index.ts';

type Json = unknown;

/** Keys that have a meaning in JavaScript and none in Kubernetes. */
const POISON = ['__proto__', 'constructor', 'prototype', 'toString', 'hasOwnProperty', 'valueOf', '$ref', ''];
const SCALARS: readonly Json[] = [
  null,
  true,
  false,
  0,
  -1,
  1.5,
  1e300,
  2 ** 53,
  '',
  'true',
  '-1',
  'NaN',
  '\u0000',
  '\ud800',
  '한글',
  '<script>alert(1)</script>',
  '../../etc/passwd',
  [],
  {},
  [[[]]],
  [null],
  { a: { b: null } },
];

export function pick<T>(random: Random, items: readonly T[]): T {
  return items[random.int(items.length)]!;
}

/** Changes a copy of the document at one place chosen by chance. */
export function mutate(document: Json, random: Random): Json {
  const copy = structuredClone(document);
  const places = placesIn(copy);
  if (places.length === 0) return pick(random, SCALARS);
  const { holder, key } = pick(random, places);
  const act = pick(random, ACTIONS);
  act(holder, key, random);
  return copy;
}

interface Place {
  readonly holder: Record<string, Json>;
  readonly key: string;
}

function placesIn(value: Json, found: Place[] = []): Place[] {
  if (typeof value !== 'object' || value === null) return found;
  for (const key of Object.keys(value)) {
    const holder = value as Record<string, Json>;
    found.push({ holder, key });
    placesIn(holder[key], found);
  }
  return found;
}

type Action = (holder: Record<string, Json>, key: string, random: Random) => void;

const ACTIONS: readonly Action[] = [
  (holder, key, random) => (holder[key] = pick(random, SCALARS)),
  (holder, key, random) => (holder[key] = pick(random, SCALARS)),
  (holder, key) => delete holder[key],
  (holder, key) => (holder[key] = [holder[key]]),
  (holder, key) => (holder[key] = { [key]: holder[key] }),
  (holder, key) => (holder[key] = JSON.stringify(holder[key])),
  (holder, key) => (holder[key] = 'x'.repeat(70_000)),
  (holder, key) => (holder[key] = DEEP),
  (holder, key) => (holder[key] = Array.from({ length: 300 }, () => holder[key])),
  (holder, key, random) => {
    Object.defineProperty(holder, pick(random, POISON), {
      value: { polluted: 'yes', [key]: pick(random, SCALARS) },
      enumerable: true,
      configurable: true,
      writable: true,
    });
  },
  (holder, key, random) => {
    holder[`${key}${String(random.int(10))}`] = holder[key];
  },
  (holder, key) => {
    holder[key.toUpperCase()] = holder[key];
  },
];

/** Stands for something nested deeper than a program can write with functions that call themselves. */
const DEEP = '@deep@';
const DEPTHS = [100, 9_000, 200_000];

/** The document as text. */
export function written(document: Json, random: Random): string {
  const text = JSON.stringify(document) ?? '';
  if (!text.includes(DEEP)) return text;
  const depth = pick(random, DEPTHS);
  const deep = random.chance(0.5)
    ? '['.repeat(depth) + ']'.repeat(depth)
    : `${'{"a":'.repeat(depth)}1${'}'.repeat(depth)}`;
  return text.replace(`"${DEEP}"`, () => deep);
}

/** Changes the text itself: cut short, bytes changed, closed too often. */
export function mutateText(text: string, random: Random): string {
  const at = random.int(Math.max(1, text.length));
  switch (random.int(6)) {
    case 0:
      return text.slice(0, at);
    case 1:
      return text.slice(0, at) + String.fromCharCode(random.int(256)) + text.slice(at + 1);
    case 2:
      return `${text.slice(0, at)}}]${text.slice(at)}`;
    case 3:
      return text.replace('{', `{"${pick(random, POISON)}":1,"${pick(random, POISON)}":{"x":1},`);
    case 4:
      return text + text;
    default:
      return text.slice(0, at) + text.slice(at + 1 + random.int(20));
  }
}

/** What calls itself protobuf. */
export function mutateBytes(random: Random): string {
  const bytes = Array.from({ length: random.int(300) }, () => String.fromCharCode(random.int(256))).join('');
  return random.chance(0.7) ? `k8s\u0000${bytes}` : bytes;
}
