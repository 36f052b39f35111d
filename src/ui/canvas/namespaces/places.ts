import type { Mirror, Version } from '../../store/index.ts';
import { berthsOf, type Life } from '../board/berths.ts';
import type { Plot } from '../graph/index.ts';

interface Lived extends Life {
  died: number | undefined;
}

interface Known {
  readonly versions: readonly Version[];
  readonly count: number;
  readonly places: ReadonlyMap<string, number>;
}

const known = new WeakMap<Mirror, Map<string, Known>>();

/**
 * The place of every object of a resource, by uid, among those of its group: for life, from the whole history that is kept. The
 * group of a key is what `groupOf` says.
 */
export function placesIn(
  mirror: Mirror,
  resource: string,
  groupOf: (key: string) => string,
): ReadonlyMap<string, number> {
  const { versions } = mirror.log(resource);
  let mine = known.get(mirror);
  if (!mine) known.set(mirror, (mine = new Map()));
  const before = mine.get(resource);
  if (before?.versions === versions && before.count === versions.length) return before.places;
  const places = new Map<string, number>();
  for (const lives of livesOf(versions, groupOf).values())
    for (const [uid, place] of berthsOf(lives)) places.set(uid, place);
  mine.set(resource, { versions, count: versions.length, places });
  return places;
}

function livesOf(versions: readonly Version[], groupOf: (key: string) => string): ReadonlyMap<string, readonly Life[]> {
  const groups = new Map<string, Lived[]>();
  const living = new Map<string, Lived>();
  for (const { key, at, object } of versions) {
    const alive = living.get(key);
    const uid = object?.metadata.uid;
    if (alive && alive.id === uid) continue;
    if (alive) alive.died = at;
    living.delete(key);
    if (uid === undefined) continue;
    const life: Lived = { id: uid, born: at, died: undefined };
    living.set(key, life);
    const group = groupOf(key);
    const lives = groups.get(group) ?? [];
    lives.push(life);
    groups.set(group, lives);
  }
  return groups;
}

const placed = new WeakMap<readonly Plot[], ReadonlyMap<string, number>>();

/** The place of every tree among those of its namespace, by the tree's id. */
export function treePlaces(plots: readonly Plot[]): ReadonlyMap<string, number> {
  let places = placed.get(plots);
  if (!places) placed.set(plots, (places = makeTreePlaces(plots)));
  return places;
}

function makeTreePlaces(plots: readonly Plot[]): ReadonlyMap<string, number> {
  const groups = new Map<string, Life[]>();
  for (const { id, namespace, from, to } of plots) {
    const lives = groups.get(namespace) ?? [];
    lives.push({ id, born: from, died: to });
    groups.set(namespace, lives);
  }
  const places = new Map<string, number>();
  for (const lives of groups.values()) for (const [id, place] of berthsOf(lives)) places.set(id, place);
  return places;
}
