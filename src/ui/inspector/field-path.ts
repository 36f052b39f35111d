import type { Version } from '../store/index.ts';
import { isRecord } from './diff.ts';

/** Fields by which the items of a list are named in a path. */
const NAMES = ['type', 'name', 'uid', 'key', 'ip', 'containerPort', 'port'] as const;

/**
 * The value at a path as diff.ts writes it. An item of a list is meant by its name, a taint by key and effect, and by its
 * position where it has no name: `status.conditions[Ready].status`, `spec.containers[0].image`.
 */
export function valueAt(object: unknown, path: string): unknown {
  if (path === '') return object;
  if (Array.isArray(object)) {
    const match = /^\[([^\]]*)\](?:\.|$|(?=\[))/.exec(path);
    return match ? valueAt(itemOf(object, match[1]!), path.slice(match[0].length)) : undefined;
  }
  if (!isRecord(object)) return undefined;
  // Names of labels have dots in them: the longest name that fits is meant.
  const name = Object.keys(object)
    .filter((key) => path.startsWith(key) && /^($|\.|\[)/.test(path.slice(key.length)))
    .sort((a, b) => b.length - a.length)[0];
  return name === undefined ? undefined : valueAt(object[name], path.slice(name.length).replace(/^\./, ''));
}

function itemOf(list: readonly unknown[], name: string): unknown {
  const named = list.find(
    (one) =>
      isRecord(one) &&
      NAMES.some((key) => String(one[key]) === name || `${String(one['key'])}:${String(one['effect'])}` === name),
  );
  return named ?? (/^\d+$/.test(name) ? list[Number(name)] : undefined);
}

/** The version that gave a field the value it has: the newest before which the field had another, or was not there. */
export function setterOf(version: Version, path: string): Version {
  const value = JSON.stringify(valueAt(version.object, path));
  let setter = version;
  while (setter.previous?.object && JSON.stringify(valueAt(setter.previous.object, path)) === value)
    setter = setter.previous;
  return setter;
}

/**
 * The paths of the lines of an object's YAML, as yamlText prints it: keys at two spaces a level, lists not indented. A line that
 * is no field of its own (a part of a longer text) has the path of the field it belongs to.
 *
 * Worked example: ['status:', '  conditions:', '  - type: Ready'] → ['status', 'status.conditions', 'status.conditions[0].type'].
 */
export function pathsOf(lines: readonly string[]): readonly string[] {
  const open: { indent: number; path: string; items: number }[] = [];
  let last = '';
  return lines.map((line) => {
    const match = /^( *)((?:- )*)(?:("[^"]*"|[^\s"'#-][^:]*?|-[^\s:][^:]*?):(?: |$))?/.exec(line);
    let indent = match?.[1]!.length ?? 0;
    const key = match?.[3]?.replace(/^"|"$/g, '');
    const marks = (match?.[2]?.length ?? 0) / 2;
    if (key === undefined && marks === 0) return last;
    for (let mark = 0; mark < marks; mark++) {
      // A list stands at the level of its own key: what is deeper than it is over.
      while (open.length > 0 && open.at(-1)!.indent > indent) open.pop();
      const list = open.at(-1);
      const base = list && list.indent === indent ? list : undefined;
      const path = `${base?.path ?? ''}[${base ? base.items++ : 0}]`;
      indent += 2;
      open.push({ indent: indent - 1, path, items: 0 });
    }
    if (key === undefined) return (last = open.at(-1)!.path);
    while (open.length > 0 && open.at(-1)!.indent >= indent) open.pop();
    const above = open.at(-1)?.path ?? '';
    last = above === '' ? key : `${above}.${key}`;
    open.push({ indent, path: last, items: 0 });
    return last;
  });
}
