import type { NodeInfo } from './cache/node-info.ts';
import type { PluginScores } from './framework/runtime.ts';
import type { NodeToStatus } from './framework/node-to-status.ts';

/** Up to this many nodes are kept in full; of more, only the best few, so that a trace of thousands of pods stays small. */
export const EXPLAINED_NODES = 16;
const EXPLAINED_RUNNERS_UP = 5;

/** Nodes × plugins, for the "why there?" of the trace. Node i has `plugins[p].values[i]` (0 … 100) and `totals[i]`. */
export interface ScoreTable {
  readonly nodes: readonly string[];
  readonly plugins: readonly { readonly name: string; readonly weight: number; readonly values: readonly number[] }[];
  readonly totals: readonly number[];
}

/** One reason for turning nodes down; `nodes` names at most the first sixteen. */
export interface Filtered {
  readonly reason: string;
  readonly plugin: string;
  readonly count: number;
  readonly nodes: readonly string[];
}

/** Best first. */
export function scoreTable(
  nodes: readonly NodeInfo[],
  scores: readonly PluginScores[],
  totals: readonly number[],
  winner: number,
): ScoreTable {
  const kept = bestOf(totals, winner, nodes.length <= EXPLAINED_NODES ? nodes.length : EXPLAINED_RUNNERS_UP);
  return {
    nodes: kept.map((i) => nodes[i]!.name),
    plugins: scores.map(({ plugin, weight, values }) => ({
      name: plugin,
      weight,
      values: kept.map((i) => values[i] ?? 0),
    })),
    totals: kept.map((i) => totals[i] ?? 0),
  };
}

/** Indices of the `count` highest totals, the winner first; one pass, for there may be many nodes. */
function bestOf(totals: readonly number[], winner: number, count: number): number[] {
  const kept = [winner];
  for (let i = 0; i < totals.length; i++) {
    if (i === winner) continue;
    const total = totals[i] as number;
    if (kept.length === count && total <= (totals[kept[count - 1] as number] as number)) continue;
    let place = kept.length;
    while (place > 1 && (totals[kept[place - 1] as number] as number) < total) place--;
    kept.splice(place, 0, i);
    if (kept.length > count) kept.pop();
  }
  return kept;
}

const NONE: readonly Filtered[] = [];

export function filteredTable(nodeToStatus: NodeToStatus, numAllNodes: number): readonly Filtered[] {
  if (nodeToStatus.size === 0 && nodeToStatus.absent.reasons.length === 0) return NONE;
  const rows = new Map<string, { reason: string; plugin: string; count: number; nodes: string[] }>();
  const count = (reason: string, plugin: string, times: number, node?: string): void => {
    let row = rows.get(reason);
    if (!row) rows.set(reason, (row = { reason, plugin, count: 0, nodes: [] }));
    row.count += times;
    if (node !== undefined && row.nodes.length < EXPLAINED_NODES) row.nodes.push(node);
  };
  for (const [node, { reasons, plugin }] of nodeToStatus.explicit) {
    for (const reason of reasons) count(reason, plugin, 1, node);
  }
  const unasked = numAllNodes - nodeToStatus.size;
  for (const reason of nodeToStatus.absent.reasons) if (unasked > 0) count(reason, nodeToStatus.absent.plugin, unasked);
  return [...rows.values()];
}
