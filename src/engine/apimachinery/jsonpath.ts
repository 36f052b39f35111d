import { getOwn } from './unstructured.ts';

/**
 * The paths by which columns, scales and kubectl find a value: `.spec.replicas`, `.status.conditions[?(@.type=="Ready")].status`,
 * `.spec.list[0]`, `[*]`, `['a.b']`, `.a\.b`. client-go/util/jsonpath, without ranges and text around it.
 */
type Step =
  | { readonly kind: 'field'; readonly name: string }
  | {
      readonly kind: 'index';
      readonly from: number | undefined;
      readonly to: number | undefined;
      readonly one: boolean;
    }
  | { readonly kind: 'all' }
  | { readonly kind: 'deep' }
  | { readonly kind: 'filter'; readonly left: Operand; readonly operator: string; readonly right: Operand | undefined };

type Operand = { readonly path: JSONPath } | { readonly value: unknown };

export class JSONPath {
  readonly #steps: readonly Step[];

  constructor(steps: readonly Step[]) {
    this.#steps = steps;
  }

  /** Every value found, in order. */
  find(root: unknown): unknown[] {
    let found: unknown[] = [root];
    for (const step of this.#steps) {
      if (found.length === 0) return found;
      found = found.flatMap((value) => take(value, step));
    }
    return found;
  }
}

function take(value: unknown, step: Step): unknown[] {
  switch (step.kind) {
    case 'field':
      return fieldOf(value, step.name);
    case 'all':
      return children(value);
    case 'deep':
      return [value, ...children(value).flatMap((child) => take(child, step))];
    case 'index': {
      if (!Array.isArray(value)) return [];
      const list: readonly unknown[] = value;
      const place = (n: number): number => (n < 0 ? n + list.length : n);
      const from = place(step.from ?? 0);
      if (step.one) return from >= 0 && from < list.length ? [list[from]] : [];
      return list.slice(Math.max(0, from), step.to === undefined ? undefined : place(step.to));
    }
    case 'filter':
      return children(value).filter((child) => passes(child, step));
  }
}

function fieldOf(value: unknown, name: string): unknown[] {
  if (typeof value !== 'object' || value === null) return [];
  if (Array.isArray(value)) return [];
  const found = getOwn(value, name);
  return found === undefined ? [] : [found];
}

function children(value: unknown): unknown[] {
  return typeof value === 'object' && value !== null ? Object.values(value) : [];
}

function passes(value: unknown, { left, operator, right }: Step & { kind: 'filter' }): boolean {
  const lefts = valuesOf(left, value);
  if (right === undefined) return lefts.length > 0;
  const rights = valuesOf(right, value);
  const [a, b] = [lefts[0], rights[0]];
  if (lefts.length !== 1 || rights.length !== 1) return false;
  switch (operator) {
    case '==':
      return a === b;
    case '!=':
      return a !== b;
    default:
      return ordered(a, b, operator);
  }
}

function ordered(a: unknown, b: unknown, operator: string): boolean {
  const comparable =
    (typeof a === 'number' && typeof b === 'number') || (typeof a === 'string' && typeof b === 'string');
  if (!comparable) return false;
  const [x, y] = [a as number, b as number];
  if (operator === '<') return x < y;
  if (operator === '>') return x > y;
  return operator === '<=' ? x <= y : x >= y;
}

function valuesOf(operand: Operand, value: unknown): unknown[] {
  return 'path' in operand ? operand.path.find(value) : [operand.value];
}

/** Reads a path; undefined when it is not one. */
export function parseJSONPath(text: string): JSONPath | undefined {
  const steps: Step[] = [];
  let at = text.startsWith('$') || text.startsWith('@') ? 1 : 0;
  while (at < text.length) {
    const rest = text.slice(at);
    const read = rest.startsWith('[') ? readBracket(rest) : readField(rest);
    if (read === undefined) return undefined;
    steps.push(...read.steps);
    at += read.length;
  }
  return new JSONPath(steps);
}

interface Read {
  readonly steps: readonly Step[];
  readonly length: number;
}

const FIELD = /^\.?((?:\\.|[^.[\]\\\s])+)/;

function readField(text: string): Read | undefined {
  if (text.startsWith('..')) return { steps: [{ kind: 'deep' }], length: text[2] === '[' ? 2 : 1 };
  if (text === '.') return { steps: [], length: 1 };
  const found = FIELD.exec(text);
  if (found === null) return text.startsWith('.[') ? { steps: [], length: 1 } : undefined;
  const name = (found[1] ?? '').replace(/\\(.)/g, '$1');
  return { steps: [name === '*' ? { kind: 'all' } : { kind: 'field', name }], length: found[0].length };
}

function readBracket(text: string): Read | undefined {
  const end = closing(text);
  if (end < 0) return undefined;
  const inside = text.slice(1, end).trim();
  const step = bracketStep(inside);
  return step && { steps: [step], length: end + 1 };
}

/** Where the bracket closes, past those in quotes and within. */
function closing(text: string): number {
  let depth = 0;
  let quote = '';
  for (let i = 0; i < text.length; i++) {
    const c = text.charAt(i);
    if (quote !== '') {
      if (c === '\\') i++;
      else if (c === quote) quote = '';
    } else if (c === '"' || c === "'") quote = c;
    else if (c === '[') depth++;
    else if (c === ']' && --depth === 0) return i;
  }
  return -1;
}

function bracketStep(inside: string): Step | undefined {
  if (inside === '*') return { kind: 'all' };
  const quoted = /^(['"])(.*)\1$/.exec(inside);
  if (quoted !== null) return { kind: 'field', name: (quoted[2] ?? '').replace(/\\(.)/g, '$1') };
  const slice = /^(-?\d+)?(:(-?\d+)?)?$/.exec(inside);
  if (slice !== null && inside !== '') {
    const number = (part: string | undefined): number | undefined => (part === undefined ? undefined : Number(part));
    return { kind: 'index', from: number(slice[1]), to: number(slice[3]), one: slice[2] === undefined };
  }
  const filter = /^\?\(\s*(.*?)\s*(?:(==|!=|<=|>=|<|>)\s*(.*?)\s*)?\)$/.exec(inside);
  if (filter === null) return undefined;
  const left = operand(filter[1] ?? '');
  const right = filter[3] === undefined ? undefined : operand(filter[3]);
  if (left === undefined || (filter[2] !== undefined && right === undefined)) return undefined;
  return { kind: 'filter', left, operator: filter[2] ?? '', right };
}

function operand(text: string): Operand | undefined {
  if (text.startsWith('@')) {
    const path = parseJSONPath(text);
    return path && { path };
  }
  const quoted = /^(['"])(.*)\1$/.exec(text);
  if (quoted !== null) return { value: (quoted[2] ?? '').replace(/\\(.)/g, '$1') };
  if (text === 'true' || text === 'false') return { value: text === 'true' };
  return /^-?\d+(?:\.\d+)?$/.test(text) ? { value: Number(text) } : undefined;
}
