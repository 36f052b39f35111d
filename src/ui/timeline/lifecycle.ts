import { getNested, isJSONObject, type ApiObject } from '../../engine/apimachinery/index.ts';
import type { Mirror, Version } from '../store/index.ts';

export type LifeEvent = 'born' | 'ready' | 'notReady' | 'failed' | 'gone';

/** A turn in the life of a pod or a node. */
export interface LifeMark {
  readonly at: number;
  readonly resource: 'pods' | 'nodes';
  readonly namespace: string;
  readonly name: string;
  readonly event: LifeEvent;
}

/** What a version of an object changed about its life; undefined when it goes on as before. */
export function lifeEvent(now: ApiObject | undefined, before: ApiObject | undefined): LifeEvent | undefined {
  if (!now) return before ? 'gone' : undefined;
  if (!before) return 'born';
  if (phaseOf(now) === 'Failed' && phaseOf(before) !== 'Failed') return 'failed';
  const ready = isReady(now);
  if (ready === isReady(before)) return undefined;
  if (ready) return 'ready';
  // A pod that ends, or is being deleted, is not Ready either; that is no news of its own.
  return now.metadata.deletionTimestamp || phaseOf(now) === 'Succeeded' ? undefined : 'notReady';
}

function phaseOf(object: ApiObject): unknown {
  return getNested(object.status, ['phase']);
}

export function isReady(object: ApiObject): boolean {
  const conditions = getNested(object.status, ['conditions']);
  if (!Array.isArray(conditions)) return false;
  return conditions.some(
    (condition) => isJSONObject(condition) && condition['type'] === 'Ready' && condition['status'] === 'True',
  );
}

/** The turns in every pod's and node's life, in order of time, kept as versions arrive. */
export class Lifecycle {
  marks: LifeMark[] = [];
  version = 0;
  #seen = { pods: 0, nodes: 0 };

  constructor(readonly mirror: Mirror) {
    this.#takeIn('nodes');
    this.#takeIn('pods');
  }

  /** Returns how to stop following. */
  follow(): () => void {
    return this.mirror.onChange(({ resource, trimmed }) => {
      if (resource !== 'pods' && resource !== 'nodes') return;
      if (trimmed) this.#forget(resource);
      this.#takeIn(resource);
    });
  }

  /** The index of the first mark that is not before a moment. */
  before(time: number): number {
    let low = 0;
    let high = this.marks.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.marks[middle]!.at < time) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  #takeIn(resource: 'pods' | 'nodes'): void {
    const { versions } = this.mirror.log(resource);
    let added = false;
    for (let i = this.#seen[resource]; i < versions.length; i++) {
      const mark = markOf(resource, versions[i]!);
      if (!mark) continue;
      const last = this.marks[this.marks.length - 1];
      if (last && last.at > mark.at) this.marks.splice(this.before(mark.at), 0, mark);
      else this.marks.push(mark);
      added = true;
    }
    this.#seen[resource] = versions.length;
    if (added) this.version++;
  }

  #forget(resource: 'pods' | 'nodes'): void {
    this.marks = this.marks.filter((mark) => mark.resource !== resource);
    this.#seen[resource] = 0;
    this.version++;
  }
}

function markOf(resource: 'pods' | 'nodes', { key, at, object, previous }: Version): LifeMark | undefined {
  const event = lifeEvent(object, previous?.object);
  if (!event) return undefined;
  const slash = key.indexOf('/');
  return { at, resource, namespace: key.slice(0, slash), name: key.slice(slash + 1), event };
}
