import { type Json, setOwn } from '../../apimachinery/index.ts';

/** The same object with each key's value passed through `change`; undefined leaves the key out. The same object when nothing changes. */
export function mapObject(object: Json, change: (value: unknown, key: string) => unknown): Json {
  let next: Record<string, unknown> | undefined;
  for (const key of Object.keys(object)) {
    const before = object[key];
    const after = change(before, key);
    if (after === before) continue;
    next ??= { ...object };
    if (after === undefined) delete next[key];
    else setOwn(next, key, after);
  }
  return next ?? object;
}

/** The same for a list. */
export function mapList(
  list: readonly unknown[],
  change: (item: unknown, index: number) => unknown,
): readonly unknown[] {
  let next: unknown[] | undefined;
  for (let i = 0; i < list.length; i++) {
    const after = change(list[i], i);
    if (after === list[i]) continue;
    next ??= [...list];
    next[i] = after;
  }
  return next ?? list;
}
