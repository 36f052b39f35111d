import type { ApiObject } from '../../engine/apimachinery/index.ts';
import { diffObjects, tellingChanges, type FieldChange } from '../inspector/diff.ts';
import { refKey, type ObjectRef, type World } from '../store/index.ts';

/** An object that is not the same in two worlds. */
export interface Difference {
  readonly ref: ObjectRef;
  readonly kind: string;
  /** Where it is: only in the left one, only in the right one, or in both and not alike. */
  readonly where: 'left' | 'right' | 'both';
  /** What differs, clocks and counters aside; empty unless it is in both. */
  readonly changes: readonly FieldChange[];
}

export interface KindDifferences {
  readonly resource: string;
  readonly kind: string;
  readonly differences: readonly Difference[];
}

/** Clocks that only say that somebody lives: they differ always and mean nothing. */
const HEARTBEATS = new Set(['leases.coordination.k8s.io']);
/** What follows from the rest comes last. */
const LAST = ['endpointslices.discovery.k8s.io', 'endpoints', 'controllerrevisions.apps', 'events'];
const MOST_FIELDS = 40;

/** What a world is asked for here. */
export type Looked = Pick<World, 'list'>;

/**
 * What differs between two worlds, kind by kind: between two moments of one history, or between two histories at one moment. Asked
 * again, it compares only the kinds in which something has changed since, and only the objects that are others.
 */
export class Differences {
  readonly #known = new Map<
    string,
    { left: readonly ApiObject[]; right: readonly ApiObject[]; answer: KindDifferences | undefined }
  >();
  readonly #pairs = new WeakMap<ApiObject, WeakMap<ApiObject, readonly FieldChange[]>>();

  between(left: Looked, right: Looked, resources: Iterable<string>): readonly KindDifferences[] {
    const answers: KindDifferences[] = [];
    for (const resource of new Set(resources)) {
      if (HEARTBEATS.has(resource)) continue;
      const answer = this.#ofKind(resource, left.list(resource), right.list(resource));
      if (answer) answers.push(answer);
    }
    return answers.sort((a, b) => place(a.resource) - place(b.resource));
  }

  #ofKind(resource: string, left: readonly ApiObject[], right: readonly ApiObject[]): KindDifferences | undefined {
    const known = this.#known.get(resource);
    if (known && known.left === left && known.right === right) return known.answer;
    const differences: Difference[] = [];
    const others = new Map(right.map((object) => [keyOf(object), object]));
    for (const object of left) {
      const other = others.get(keyOf(object));
      others.delete(keyOf(object));
      if (!other) differences.push(difference(resource, object, 'left'));
      else if (other !== object) {
        const changes = this.#changes(object, other);
        if (changes.length > 0) differences.push({ ...difference(resource, object, 'both'), changes });
      }
    }
    for (const object of others.values()) differences.push(difference(resource, object, 'right'));
    const answer = differences.length === 0 ? undefined : { resource, kind: differences[0]!.kind, differences };
    this.#known.set(resource, { left, right, answer });
    return answer;
  }

  #changes(left: ApiObject, right: ApiObject): readonly FieldChange[] {
    let mine = this.#pairs.get(left);
    if (!mine) this.#pairs.set(left, (mine = new WeakMap()));
    let changes = mine.get(right);
    if (!changes) mine.set(right, (changes = tellingChanges(diffObjects(left, right), MOST_FIELDS)));
    return changes;
  }
}

function difference(resource: string, { kind, metadata }: ApiObject, where: Difference['where']): Difference {
  const { namespace = '', name } = metadata;
  return { ref: { resource, namespace, name }, kind: kind ?? resource, where, changes: [] };
}

function keyOf({ metadata: { namespace = '', name } }: ApiObject): string {
  return refKey(namespace, name);
}

function place(resource: string): number {
  return LAST.indexOf(resource);
}
