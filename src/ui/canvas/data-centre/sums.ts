import type { ApiObject } from '../../../engine/apimachinery/index.ts';
import { matches, type Filter } from '../../store/index.ts';
import { ObjectFacts } from '../search/facts.ts';
import type { Hall, Tile } from './hall.ts';
import { groupOf, STATES, stepOf, type Shade } from './shades.ts';

const ORDER: readonly string[] = STATES;

/** So many pods of a tile that are drawn alike. */
export interface Run {
  readonly group: string;
  /** Whether they are what the person looks for. */
  readonly found: boolean;
  readonly count: number;
}

/** What a tile is drawn from, from afar. */
export interface Sum {
  /** What is looked for first, then what needs a person first. */
  readonly runs: readonly Run[];
  readonly pods: number;
  readonly found: number;
  /** The machine itself is what the person looks for. */
  readonly self: boolean;
}

interface Kept {
  readonly version: number;
  readonly sum: Sum;
}

/** Amounts per tile and over all, for one shade and one filter; a tile that was not touched is not counted again. */
export class Sums {
  readonly #kept = new WeakMap<Tile, Kept>();
  readonly #zoneOf = (node: string): string => this.hall.tiles.get(node)?.zone ?? '';

  constructor(
    readonly hall: Hall,
    readonly shade: Shade,
    readonly filter: Filter,
  ) {}

  finds(object: ApiObject): boolean {
    return this.filter.terms.length === 0 || matches(this.filter, new ObjectFacts(object, this.#zoneOf));
  }

  /** What a pod is drawn as. */
  groupOf(tile: Tile, pod: ApiObject): string {
    if (this.shade === 'zone') return tile.zone;
    if (this.shade === 'use') return this.#use(tile);
    return groupOf(this.shade, pod);
  }

  of(tile: Tile): Sum {
    const kept = this.#kept.get(tile);
    if (kept?.version === tile.version) return kept.sum;
    const sum = this.#count(tile);
    this.#kept.set(tile, { version: tile.version, sum });
    return sum;
  }

  /** How many there are of each group, and how many of them are found. */
  totals(): ReadonlyMap<string, { readonly all: number; readonly found: number }> {
    const totals = new Map<string, { all: number; found: number }>();
    for (const tile of this.hall.tiles.values())
      for (const { group, found, count } of this.of(tile).runs) {
        let total = totals.get(group);
        if (!total) totals.set(group, (total = { all: 0, found: 0 }));
        total.all += count;
        if (found) total.found += count;
      }
    return totals;
  }

  #use(tile: Tile): string {
    const { cpu, memory } = this.hall.viewOf(tile);
    return stepOf(
      Math.max(cpu.total === 0 ? 0 : cpu.used / cpu.total, memory.total === 0 ? 0 : memory.used / memory.total),
    );
  }

  #count(tile: Tile): Sum {
    const counts = new Map<string, { group: string; found: boolean; count: number }>();
    let found = 0;
    const pods = this.hall.podsOf(tile);
    const self = this.filter.terms.length > 0 && this.finds(tile.node);
    for (const pod of pods) {
      const group = this.groupOf(tile, pod);
      const finds = self || this.finds(pod);
      if (finds) found++;
      const key = finds ? group : `\n${group}`;
      const run = counts.get(key);
      if (run) run.count++;
      else counts.set(key, { group, found: finds, count: 1 });
    }
    const runs = [...counts.values()].sort(
      (a, b) => Number(b.found) - Number(a.found) || this.#order(a.group, b.group),
    );
    return { runs, pods: pods.length, found, self };
  }

  #order(a: string, b: string): number {
    if (this.shade === 'state') return ORDER.indexOf(a) - ORDER.indexOf(b);
    return a < b ? -1 : a > b ? 1 : 0;
  }
}
