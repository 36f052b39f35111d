import { getNested, type Quantity } from '../../../engine/apimachinery/index.ts';
import { CommandError, UsageError } from '../../cobra/errors.ts';
import type { Invocation } from '../../cobra/types.ts';
import { sortGo } from '../../go-sort.ts';
import { inColumns, TABLE_STYLE } from '../../printers/index.ts';
import { checkSortBy } from './index.ts';
import { greedier, metadataText, METRICS_PATH, metricsOf, requireMetrics, usageCells, usageOf } from './metrics.ts';

const COLUMNS = ['NAME', 'CPU(cores)', 'CPU(%)', 'MEMORY(bytes)', 'MEMORY(%)'];

/** kubectl/pkg/cmd/top/top_node.go */
export async function topNode({ flags, args, factory, out }: Invocation): Promise<void> {
  if (args.length > 1) throw new UsageError('node [NAME | -l label]');
  const [sortBy, selector] = [flags.string('sort-by'), flags.string('selector')];
  checkSortBy(sortBy);
  if (args.length > 0 && selector !== '') throw new CommandError('only one of NAME or selector can be provided');
  await requireMetrics(factory);
  const query = { labelSelector: selector || undefined };
  const metrics = await metricsOf(factory, `${METRICS_PATH}/nodes`, args[0], query);
  if (metrics.length === 0) throw new CommandError('metrics not available yet');
  const nodes = await metricsOf(factory, '/api/v1/nodes', args[0], query);
  const kind = flags.bool('show-capacity') ? 'capacity' : 'allocatable';
  const available = new Map(
    nodes.map((node) => [metadataText(node, 'name'), usageOf(getNested(node, ['status', kind]))]),
  );
  const measured = metrics.map((one) => ({ name: metadataText(one, 'name'), usage: usageOf(one['usage']) }));
  const sorted = sortGo(measured, (a, b) => greedier(a.usage, b.usage, sortBy) ?? a.name < b.name);
  const rows = sorted.map(({ name, usage }) => {
    const has = available.get(name);
    available.delete(name);
    const [cpu, memory] = usageCells(usage);
    return [name, cpu, ...share(usage.cpu, has?.cpu), memory, ...share(usage.memory, has?.memory)];
  });
  for (const name of available.keys()) rows.push([name, '<unknown>', '<unknown>', '<unknown>', '<unknown>']);
  const lines = flags.bool('no-headers') ? rows : [COLUMNS, ...rows];
  // Every cell ends with a tab in kubectl, the last one too.
  out(
    inColumns(
      lines.map((line) => [...line, '']),
      TABLE_STYLE,
    ),
  );
}

function share(used: Quantity, available: Quantity | undefined): readonly string[] {
  if (available === undefined) return [];
  return [`${Math.trunc((used.milliValue() / available.milliValue()) * 100)}%`];
}
