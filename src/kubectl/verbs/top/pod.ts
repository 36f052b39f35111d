import { durationString, tryParseTime } from '../../../engine/apimachinery/index.ts';
import { CommandError, UsageError } from '../../cobra/errors.ts';
import type { Invocation } from '../../cobra/types.ts';
import { klogWarning } from '../../flags/index.ts';
import { sortGo } from '../../go-sort.ts';
import { inColumns, TABLE_STYLE } from '../../printers/index.ts';
import { corePath } from '../../rest/list-all.ts';
import type { Json } from '../../rest/types.ts';
import { checkSortBy } from './index.ts';
import {
  addUsage,
  greedier,
  metadataText,
  METRICS_PATH,
  metricsOf,
  requireMetrics,
  usageCells,
  usageOf,
  type Usage,
} from './metrics.ts';

/** How long a pod may be without metrics before that is an error. */
const CREATION_DELAY = 120_000_000;

interface Container {
  readonly name: string;
  readonly usage: Usage;
}

interface Measured {
  readonly name: string;
  readonly namespace: string;
  readonly containers: readonly Container[];
  readonly usage: Usage;
}

/** kubectl/pkg/cmd/top/top_pod.go */
export async function topPod(invocation: Invocation): Promise<void> {
  const { flags, args, factory, out, err } = invocation;
  if (args.length > 1) throw new UsageError('pod [NAME | -l label]');
  const [sortBy, selector, fields] = [
    flags.string('sort-by'),
    flags.string('selector'),
    flags.string('field-selector'),
  ];
  checkSortBy(sortBy);
  if (args.length > 0 && (selector !== '' || fields !== '')) {
    throw new CommandError('only one of NAME or selector can be provided');
  }
  await requireMetrics(factory);
  const { name: namespace } = await factory.namespace();
  const all = flags.bool('all-namespaces');
  const query = { labelSelector: selector || undefined, fieldSelector: fields || undefined };
  const path = all ? `${METRICS_PATH}/pods` : `${METRICS_PATH}/namespaces/${encodeURIComponent(namespace)}/pods`;
  const found = await metricsOf(factory, path, args[0], query);
  if (found.length > 0) {
    out(table(invocation, found.map(measured)));
    return;
  }
  const pods = await metricsOf(factory, corePath('pods', all ? '' : namespace), args[0], query);
  for (const pod of pods) checkAge(invocation, pod);
  if (pods.length > 0) throw new CommandError('metrics not available yet');
  err(all ? 'No resources found\n' : `No resources found in ${namespace} namespace.\n`);
}

function checkAge(invocation: Invocation, pod: Json): void {
  const created = tryParseTime(metadataText(pod, 'creationTimestamp')) ?? 0;
  const age = invocation.world.now() - created;
  if (age <= CREATION_DELAY) return;
  const which = `${metadataText(pod, 'namespace')}/${metadataText(pod, 'name')}`;
  const message = `Metrics not available for pod ${which}, age: ${durationString(age)}`;
  klogWarning(invocation, 'top_pod.go:274', message);
  throw new CommandError(message);
}

function measured(metrics: Json): Measured {
  const list = Array.isArray(metrics['containers']) ? (metrics['containers'] as readonly Json[]) : [];
  const containers = list.map((one) => ({ name: String(one['name'] ?? ''), usage: usageOf(one['usage']) }));
  return {
    name: metadataText(metrics, 'name'),
    namespace: metadataText(metrics, 'namespace'),
    containers,
    usage: addUsage(containers.map(({ usage }) => usage)),
  };
}

function table({ flags }: Invocation, pods: readonly Measured[]): string {
  const [sortBy, withNamespace] = [flags.string('sort-by'), flags.bool('all-namespaces')];
  const withContainers = flags.bool('containers');
  const sorted = sortGo(pods, (a, b) => {
    const other = withNamespace && a.namespace !== b.namespace;
    return greedier(a.usage, b.usage, sortBy) ?? (other ? a.namespace < b.namespace : a.name < b.name);
  });
  const header = [
    ...(withNamespace ? ['NAMESPACE'] : []),
    ...(withContainers ? ['POD'] : []),
    'NAME',
    'CPU(cores)',
    'MEMORY(bytes)',
  ];
  const rows = sorted.flatMap(({ name, namespace, containers, usage }) => {
    const first = withNamespace ? [namespace] : [];
    if (!withContainers) return [[...first, name, ...usageCells(usage)]];
    const ordered = sortGo(containers, (a, b) => greedier(a.usage, b.usage, sortBy) ?? a.name < b.name);
    return ordered.map((one) => [...first, name, one.name, ...usageCells(one.usage)]);
  });
  if (flags.bool('sum')) {
    const empty = header.slice(0, -2).map(() => '');
    rows.push([...empty, '________', '________'], [...empty, ...usageCells(addUsage(pods.map(({ usage }) => usage)))]);
  }
  const lines = flags.bool('no-headers') ? rows : [header, ...rows];
  // Every cell ends with a tab in kubectl, the last one too.
  return inColumns(
    lines.map((line) => [...line, '']),
    TABLE_STYLE,
  );
}
