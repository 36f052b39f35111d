import { getNested, parseQuantity, ZERO_QUANTITY, type Quantity } from '../../../engine/apimachinery/index.ts';
import { CommandError } from '../../cobra/errors.ts';
import type { Factory, Json } from '../../rest/types.ts';

export interface Usage {
  readonly cpu: Quantity;
  readonly memory: Quantity;
}

export const METRICS_PATH = '/apis/metrics.k8s.io/v1beta1';

/** Throws when nobody serves metrics. */
export async function requireMetrics(factory: Factory): Promise<void> {
  const groups = await factory.mapper.groupVersions();
  if (groups.some(({ group, versions }) => group === 'metrics.k8s.io' && versions.includes('v1beta1'))) return;
  throw new CommandError('Metrics API not available');
}

/** One of them by its name, or all that the selectors mean. */
export async function metricsOf(
  { rest }: Factory,
  path: string,
  name: string | undefined,
  query: Readonly<Record<string, string | undefined>>,
): Promise<readonly Json[]> {
  if (name !== undefined) return [await rest.get(`${path}/${encodeURIComponent(name)}`)];
  const { items } = await rest.get(path, { query });
  return Array.isArray(items) ? (items as readonly Json[]) : [];
}

export function usageOf(value: unknown): Usage {
  const quantity = (key: string): Quantity => {
    const text = getNested(value, [key]);
    return typeof text === 'string' || typeof text === 'number' ? parseQuantity(text) : ZERO_QUANTITY;
  };
  return { cpu: quantity('cpu'), memory: quantity('memory') };
}

export function addUsage(all: readonly Usage[]): Usage {
  return all.reduce((sum, one) => ({ cpu: sum.cpu.add(one.cpu), memory: sum.memory.add(one.memory) }), {
    cpu: ZERO_QUANTITY,
    memory: ZERO_QUANTITY,
  });
}

/** `12m`, `34Mi`. */
export function usageCells({ cpu, memory }: Usage): readonly [cpu: string, memory: string] {
  return [`${cpu.milliValue()}m`, `${Math.trunc(memory.value() / (1024 * 1024))}Mi`];
}

/** Whether one comes before the other; undefined: not by what they use. */
export function greedier(a: Usage, b: Usage, sortBy: string): boolean | undefined {
  if (sortBy === 'cpu') return a.cpu.milliValue() > b.cpu.milliValue();
  return sortBy === 'memory' ? a.memory.value() > b.memory.value() : undefined;
}

export function metadataText(object: unknown, key: string): string {
  const text = getNested(object, ['metadata', key]);
  return typeof text === 'string' ? text : '';
}
