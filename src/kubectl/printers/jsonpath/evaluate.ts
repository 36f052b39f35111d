import { getOwn, sortedKeys } from '../../../engine/apimachinery/index.ts';
import { goFormatValue, goType } from '../go-values.ts';
import { PrintError } from '../types.ts';
import type { Bound, Node } from './parse.ts';

/** A value that was found; `undefined` stands for Go's invalid reflect.Value, which an empty range is walked with. */
type Values = readonly unknown[];

/** Evaluates a template on objects (client-go/util/jsonpath/jsonpath.go). */
export class Evaluation {
  readonly #nodes: readonly Node[];
  readonly #allowMissingKeys: boolean;
  #beginRange = 0;
  #inRange = 0;
  #endRange = 0;
  #lastEnd = -1;

  constructor(nodes: readonly Node[], allowMissingKeys: boolean) {
    this.#nodes = nodes;
    this.#allowMissingKeys = allowMissingKeys;
  }

  /** What each text and action came to, those of a range once for each value. */
  findResults(data: unknown, start = 0): Values[] {
    const results: Values[] = [];
    for (let i = start; i < this.#nodes.length; i++) {
      const found = this.#walk([data], this.#nodes[i]!);
      if (this.#endRange > 0 && this.#endRange <= this.#inRange) {
        this.#endRange--;
        this.#lastEnd = i;
        break;
      }
      if (this.#beginRange === 0) {
        results.push(found);
        continue;
      }
      this.#beginRange--;
      this.#inRange++;
      for (const value of found) results.push(...this.findResults(value, i + 1));
      // A range over nothing is walked all the same, so that its end is found.
      if (found.length === 0) this.findResults(undefined, i + 1);
      this.#inRange--;
      if (this.#lastEnd > i) i = this.#lastEnd;
    }
    return results;
  }

  #list(values: Values, nodes: readonly Node[]): Values {
    return nodes.reduce((found, node) => this.#walk(found, node), values);
  }

  #walk(values: Values, node: Node): Values {
    switch (node.kind) {
      case 'list':
        return this.#list(values, node.nodes);
      case 'text':
        return [node.text];
      case 'value':
        return values.map(() => node.value);
      case 'field':
        return this.#field(values, node.name);
      case 'array':
        return evaluateArray(values, node.bounds);
      case 'filter':
        return this.#filter(values, node);
      case 'wildcard':
        return values.flatMap(children);
      case 'recursive':
        return descend(values);
      case 'union':
        return node.lists.flatMap((list) => this.#list(values, list));
      case 'identifier':
        return this.#identifier(values, node.name);
    }
  }

  #identifier(values: Values, name: string): Values {
    if (name === 'range') {
      this.#beginRange++;
      return values;
    }
    if (name !== 'end') throw new PrintError(`unrecognized identifier ${name}`);
    if (this.#inRange === 0) throw new PrintError('not in range, nothing to end');
    this.#endRange++;
    return [];
  }

  #field(values: Values, name: string): Values {
    if (values.length === 0) return [];
    const found = values.flatMap((value) => {
      if (typeof value !== 'object' || value === null || Array.isArray(value)) return [];
      const own = getOwn(value, name);
      return own === undefined ? [] : [own];
    });
    if (found.length === 0 && !this.#allowMissingKeys) throw new PrintError(`${name} is not found`);
    return found;
  }

  #filter(values: Values, filter: Extract<Node, { kind: 'filter' }>): Values {
    return values.flatMap((value) => {
      if (!Array.isArray(value)) {
        throw new PrintError(`${goFormatValue(value)} is not array or slice and cannot be filtered`);
      }
      return (value as readonly unknown[]).filter((item) => this.#passes(item, filter));
    });
  }

  #passes(item: unknown, { left, right, operator }: Extract<Node, { kind: 'filter' }>): boolean {
    if (operator === 'exists') return this.#exists(item, left);
    const lefts = this.#list([item], left);
    if (lefts.length === 0) return false;
    if (lefts.length > 1) throw new PrintError('can only compare one element at a time');
    const rights = this.#list([item], right);
    if (rights.length === 0) return false;
    if (rights.length > 1) throw new PrintError('can only compare one element at a time');
    return compare(lefts[0], rights[0], operator);
  }

  /** What could not be found for an error is not there either. */
  #exists(item: unknown, left: readonly Node[]): boolean {
    try {
      return this.#list([item], left).length > 0;
    } catch (error) {
      if (error instanceof PrintError) return false;
      throw error;
    }
  }
}

function children(value: unknown): Values {
  if (typeof value === 'string') return [...value].map((rune) => rune.codePointAt(0));
  if (Array.isArray(value)) return value as readonly unknown[];
  if (typeof value !== 'object' || value === null) return [];
  return sortedKeys(value).map((key) => getOwn(value, key));
}

function descend(values: Values): Values {
  return values.flatMap((value) => {
    const inner = typeof value === 'string' ? [] : children(value);
    return inner.length === 0 ? [] : [value, ...descend(inner)];
  });
}

function evaluateArray(values: Values, bounds: readonly [Bound, Bound, Bound]): Values {
  const result: unknown[] = [];
  for (const value of values) {
    if (value === null) continue;
    if (!Array.isArray(value)) throw new PrintError(`${goType(value)} is not array or slice`);
    const list: readonly unknown[] = value;
    const { length } = list;
    let from = bounds[0].value ?? 0;
    if (from < 0) from += length;
    let to = bounds[1].value ?? length;
    if (to < 0 || (to === 0 && bounds[1].derived === true)) to += length;
    if (from === to) return result;
    const outside = (index: number): PrintError =>
      new PrintError(`array index out of bounds: index ${index}, length ${length}`);
    if (from >= length || from < 0) throw outside(from);
    if (to > length || to < 0) throw outside(to - 1);
    if (from > to) throw new PrintError(`starting index ${from} is greater than ending index ${to}`);
    const step = bounds[2].value ?? 1;
    if (step <= 0) throw new PrintError('step must be > 0');
    for (let i = from; i < to; i += step) result.push(list[i]);
  }
  return result;
}

function basicKind(value: unknown): string {
  if (typeof value === 'number') return Number.isInteger(value) ? 'int' : 'float';
  if (typeof value === 'string' || typeof value === 'boolean') return typeof value;
  throw new PrintError('invalid type for comparison');
}

const NEGATED = new Map([
  ['!=', '=='],
  ['>', '<='],
  ['>=', '<'],
]);

/** third_party/forked/golang/template/funcs.go: numbers with numbers of the same kind, texts with texts. */
function compare(left: unknown, right: unknown, operator: string): boolean {
  const negated = NEGATED.get(operator);
  if (negated !== undefined) return !compare(left, right, negated);
  if (operator === '<=') return compare(left, right, '<') || compare(left, right, '==');
  if (operator !== '==' && operator !== '<') throw new PrintError(`unrecognized filter operator ${operator}`);
  const kind = basicKind(left);
  if (kind !== basicKind(right)) throw new PrintError('incompatible types for comparison');
  if (operator === '==') return left === right;
  if (kind === 'boolean') throw new PrintError('invalid type for comparison');
  return (left as number) < (right as number);
}
