import { kinds } from '../../../engine/api/index.ts';
import { parseRegistryKey, type Commit, type Trace } from '../../../engine/trace/index.ts';
import type { ObjectRef } from '../../store/index.ts';

/** Something that came of an apply: an object that was made, changed or deleted, and because of which other one. */
export interface Consequence {
  readonly id: number;
  readonly ref: ObjectRef;
  readonly kind: string;
  readonly operation: Commit['operation'];
  /** Virtual time. */
  readonly at: number;
  /** How far down the chain: 0 was applied itself. */
  readonly depth: number;
  /** The consequence that it came of. */
  readonly of: number | undefined;
}

/** Objects that say what happened, or that somebody is alive: not what somebody wants to hear of first. */
const QUIET: ReadonlySet<string> = new Set(['events', 'leases', 'serviceips', 'ranges']);

const KIND_OF = new Map(
  kinds.map(({ resource, group, kind }) => [
    resource,
    { kind, qualified: group === '' ? resource : `${resource}.${group}` },
  ]),
);

/** How many objects are told of one apply. */
const MOST = 200;

/**
 * Follows what an apply causes, as the trace grows. Begun before the requests are sent; of the person's requests after that,
 * those for which `isOurs` says so are the roots. Each record is looked at once.
 */
export class Consequences {
  /** Records that came of the apply → the consequence they came of; 0: of the request itself. */
  readonly #inside = new Map<number, number>();
  readonly #byKey = new Map<string, Consequence>();
  readonly #list: Consequence[] = [];
  #next: number;

  constructor(
    readonly trace: Trace,
    readonly isOurs: (request: string) => boolean,
  ) {
    this.#next = trace.next;
  }

  get list(): readonly Consequence[] {
    return this.#list;
  }

  /** Takes in what the trace has gained. True: there is more to tell. */
  update(): boolean {
    const before = this.#list.length;
    for (; this.#next < this.trace.next; this.#next++) {
      const record = this.trace.get(this.#next);
      if (!record) continue;
      if (record.type === 'span' && record.cause === 0) {
        if (record.operation === 'kubectl' && this.isOurs(record.key)) this.#inside.set(record.id, 0);
        continue;
      }
      const origin = this.#inside.get(record.cause);
      if (origin === undefined) continue;
      this.#inside.set(record.id, record.type === 'commit' ? this.#commit(record, origin) : origin);
    }
    return this.#list.length > before;
  }

  #commit(commit: Commit, origin: number): number {
    const { resource, namespace = '', name } = parseRegistryKey(commit.key);
    const known = KIND_OF.get(resource);
    if (QUIET.has(resource) || this.#list.length >= MOST) return origin;
    const key = `${commit.key} ${commit.operation === 'delete' ? 'gone' : ''}`;
    const before = this.#byKey.get(key);
    if (before) return before.id;
    // A status that is written because of it, on an object that was there before, is no news.
    if (commit.operation === 'update' && origin !== 0) return origin;
    const parent = this.#list.find(({ id }) => id === origin);
    const consequence: Consequence = {
      id: commit.id,
      ref: { resource: known?.qualified ?? resource, namespace, name },
      kind: known?.kind ?? resource,
      operation: commit.operation,
      at: commit.at,
      depth: parent ? parent.depth + 1 : 0,
      of: parent?.id,
    };
    this.#byKey.set(key, consequence);
    this.#list.push(consequence);
    return consequence.id;
  }
}

/** In the order of a tree: each below what it came of. */
export function asTree(list: readonly Consequence[]): readonly Consequence[] {
  const below = new Map<number | undefined, Consequence[]>();
  for (const one of list) {
    const siblings = below.get(one.of) ?? [];
    siblings.push(one);
    below.set(one.of, siblings);
  }
  const ordered: Consequence[] = [];
  const walk = (of: number | undefined): void => {
    for (const one of below.get(of) ?? []) {
      ordered.push(one);
      walk(one.id);
    }
  };
  walk(undefined);
  return ordered;
}
