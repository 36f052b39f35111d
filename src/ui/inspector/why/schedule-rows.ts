import type { Scheduling } from './scheduling.ts';

/** One node as the scheduler saw it. */
export interface ScheduleRow {
  readonly node: string;
  /** Why it was turned down, and by which plugins; undefined: it would do. */
  readonly verdict: { readonly reason: string; readonly plugin: string } | undefined;
  /** Score times weight, plugin by plugin; undefined where it was not scored. */
  readonly weighted: readonly (number | undefined)[];
  readonly total: number | undefined;
}

/** A column to sort by: the node's name, the total, or a plugin by its position. */
export type SortBy = 'node' | 'total' | number;

/** A row for every node that the trace names: those that were scored, then those that were turned down. */
export function rowsOf({ nodes, plugins, totals, filtered }: Scheduling): readonly ScheduleRow[] {
  const rows = new Map<string, ScheduleRow>();
  for (const [i, node] of nodes.entries())
    rows.set(node, {
      node,
      verdict: undefined,
      weighted: plugins.map(({ weight, values }) => weight * (values[i] ?? 0)),
      total: totals[i],
    });
  for (const { reason, plugin, nodes: names } of filtered)
    for (const node of names) {
      const known = rows.get(node)?.verdict;
      const verdict = known ? { reason: `${known.reason}, ${reason}`, plugin: known.plugin } : { reason, plugin };
      rows.set(node, { node, verdict, weighted: plugins.map(() => undefined), total: undefined });
    }
  return [...rows.values()];
}

/** How many nodes the trace only counts. */
export function unnamed({ evaluated, nodes, feasible, filtered }: Scheduling): number {
  const told = filtered.reduce((most, { count, nodes: names }) => most + count - names.length, 0);
  return Math.max(0, told) + Math.max(0, Math.min(feasible, evaluated) - nodes.length);
}

/** Best first for scores, by name for nodes; what has no score comes last either way. `worker-2` stands before `worker-10`. */
export function sorted(rows: readonly ScheduleRow[], by: SortBy, down: boolean): readonly ScheduleRow[] {
  const sign = down ? -1 : 1;
  return [...rows].sort((a, b) => {
    if (by === 'node') return sign * byName(a.node, b.node);
    const [left, right] = by === 'total' ? [a.total, b.total] : [a.weighted[by], b.weighted[by]];
    if (left === undefined || right === undefined)
      return Number(left === undefined) - Number(right === undefined) || byName(a.node, b.node);
    return sign * (left - right) || byName(a.node, b.node);
  });
}

const NAMES = new Intl.Collator('en', { numeric: true });

function byName(a: string, b: string): number {
  return NAMES.compare(a, b);
}
