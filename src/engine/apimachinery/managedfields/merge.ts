import { deepEqual } from '../compare.ts';
import { isJSONObject, type Json, setOwn } from '../unstructured.ts';
import { itemElement } from './path-element.ts';
import { deduce, typeOfEntry, type TypeDescription } from './type-description.ts';

/**
 * Lays an applied configuration over what is there: maps by key, associative lists by item, the rest replaced. Gives what
 * is there back when nothing changes. structured-merge-diff/typed/merge.go
 */
export function merge(live: unknown, config: unknown, type: TypeDescription): unknown {
  if (config === undefined || live === config) return live;
  if (live === undefined) return config;
  const is = deduce(type, config);
  if (is.shape === 'scalar' || is.atomic || (isEmpty(live) && isEmpty(config))) {
    return deepEqual(live, config) ? live : config;
  }
  if (is.shape === 'list') return mergeLists(live, config, is);
  return mergeMaps(live, config, is);
}

function isEmpty(value: unknown): boolean {
  if (value === null) return true;
  return typeof value === 'object' && Object.keys(value as object).length === 0;
}

function mergeMaps(live: unknown, config: unknown, type: TypeDescription): unknown {
  const was: Json = isJSONObject(live) ? live : {};
  if (!isJSONObject(config)) return live;
  let made: Record<string, unknown> | undefined;
  for (const key of Object.keys(config)) {
    const entry = typeOfEntry(type, key);
    if (entry === undefined) continue;
    const before = Object.hasOwn(was, key) ? was[key] : undefined;
    const after = merge(before, config[key], entry);
    if (after === before && before !== undefined) continue;
    made ??= { ...was };
    setOwn(made, key, after);
  }
  return made ?? live;
}

/** Items in the order of the configuration, and in between them, where they were, those it does not name. */
function mergeLists(live: unknown, config: unknown, type: TypeDescription): unknown {
  const was: readonly unknown[] = Array.isArray(live) ? (live as readonly unknown[]) : [];
  if (!Array.isArray(config)) return live;
  const wanted = config as readonly unknown[];
  const out = new ListMerge(type, was, wanted).merged();
  if (out.length === was.length && out.every((item, i) => item === was[i])) return live;
  return out;
}

class ListMerge {
  readonly #type: TypeDescription;
  readonly #was: readonly unknown[];
  readonly #wanted: readonly unknown[];
  readonly #wasElements: readonly string[];
  readonly #wantedElements: readonly string[];
  /** undefined where several items go by one key. */
  readonly #wasByElement: Map<string, unknown>;
  readonly #wantedByElement: Map<string, unknown>;
  /** The elements of both, in the order of the configuration. */
  readonly #shared: string[];
  readonly #taken = new Set<string>();
  readonly #out: unknown[] = [];

  constructor(type: TypeDescription, was: readonly unknown[], wanted: readonly unknown[]) {
    this.#type = type;
    this.#was = was;
    this.#wanted = wanted;
    this.#wasElements = was.map((item) => itemElement(type, item));
    this.#wantedElements = wanted.map((item) => itemElement(type, item));
    this.#wasByElement = byElement(this.#wasElements, was);
    this.#wantedByElement = byElement(this.#wantedElements, wanted);
    this.#shared = this.#wantedElements.filter((element) => this.#wasByElement.has(element));
  }

  merged(): readonly unknown[] {
    let next = this.#shared.shift();
    for (let l = 0, r = 0; l < this.#was.length || r < this.#wanted.length;) {
      const left = this.#wasElements[l];
      const right = this.#wantedElements[r];
      if (left !== undefined && right !== undefined) {
        if (left === right) {
          this.#take(right);
          l++;
          r++;
          next = this.#shared.shift();
          continue;
        }
        if (this.#wantedByElement.has(left) && next !== undefined && next !== left) {
          // The configuration wants this one later.
          l++;
          continue;
        }
      }
      if (left !== undefined) {
        if (!this.#wantedByElement.has(left)) {
          this.#out.push(this.#was[l]);
          l++;
          continue;
        }
        if (this.#taken.has(left)) l++;
      }
      if (right !== undefined) {
        this.#take(right);
        r++;
        if (next === right) next = this.#shared.shift();
      }
    }
    return this.#out;
  }

  #take(element: string): void {
    this.#taken.add(element);
    const item = merge(this.#wasByElement.get(element), this.#wantedByElement.get(element), this.#type.element!);
    if (item !== undefined) this.#out.push(item);
  }
}

function byElement(elements: readonly string[], items: readonly unknown[]): Map<string, unknown> {
  const found = new Map<string, unknown>();
  for (let i = 0; i < items.length; i++) {
    const element = elements[i]!;
    found.set(element, found.has(element) ? undefined : items[i]);
  }
  return found;
}
