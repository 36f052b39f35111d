import type { ApiObject } from '../../../engine/apimachinery/index.ts';
import type { ResourceLog, Version } from '../../store/index.ts';

/**
 * The berths of board/berths.ts, for so many lives that they are read from the log as it grows instead of all at once: whoever
 * comes takes the lowest free berth of its group and keeps it for life. What was read stays known, even when the log forgets.
 */
export class LogBerths {
  readonly #berths = new Map<string, number>();
  /** Who lies in each berth of a group; '' for nobody. */
  readonly #groups = new Map<string, string[]>();
  readonly #groupOf = new Map<string, string>();
  /** How many berths the largest group ever needed at once. */
  largest = 0;
  #read = 0;
  #last: Version | undefined;

  constructor(
    readonly log: ResourceLog,
    /** The group an object belongs to; undefined while it has none. */
    readonly group: (object: ApiObject) => string | undefined,
  ) {}

  /** Takes in what the log gained. */
  read(): void {
    const { versions } = this.log;
    if (versions.length === 0) this.#forget();
    // The log forgot its beginning: whoever is known already is passed over.
    else if (this.#last !== undefined && versions[this.#read - 1]?.revision !== this.#last.revision) this.#read = 0;
    for (; this.#read < versions.length; this.#read++) this.#take(versions[this.#read]!);
    this.#last = versions[versions.length - 1];
  }

  berthOf(object: ApiObject): number | undefined {
    return this.#berths.get(idOf(object));
  }

  /** Groups in the order in which they were first seen. */
  get groups(): readonly string[] {
    return [...this.#groups.keys()];
  }

  /** How many berths a group ever needed at once. */
  sizeOf(group: string): number {
    return this.#groups.get(group)?.length ?? 0;
  }

  #take({ object, previous }: Version): void {
    if (!object) {
      if (previous?.object) this.#leave(idOf(previous.object));
      return;
    }
    const id = idOf(object);
    // One of the same name took its place in a single step.
    if (previous?.object && idOf(previous.object) !== id) this.#leave(idOf(previous.object));
    const group = this.group(object);
    if (group === undefined || this.#groupOf.get(id) === group) return;
    this.#leave(id);
    let berths = this.#groups.get(group);
    if (!berths) this.#groups.set(group, (berths = []));
    const free = berths.indexOf('');
    const berth = free < 0 ? berths.length : free;
    berths[berth] = id;
    this.largest = Math.max(this.largest, berths.length);
    this.#berths.set(id, berth);
    this.#groupOf.set(id, group);
  }

  /** Its berth falls free; it is remembered where it lay, for those who look back. */
  #leave(id: string): void {
    const group = this.#groupOf.get(id);
    const berth = this.#berths.get(id);
    if (group === undefined || berth === undefined) return;
    const berths = this.#groups.get(group)!;
    if (berths[berth] === id) berths[berth] = '';
  }

  #forget(): void {
    this.#berths.clear();
    this.#groups.clear();
    this.#groupOf.clear();
    this.largest = 0;
    this.#read = 0;
    this.#last = undefined;
  }
}

function idOf({ metadata }: ApiObject): string {
  return metadata.uid;
}
