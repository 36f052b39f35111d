import type { INode, IPod } from 'kubernetes-models/v1';
import { tryParseQuantity, type ApiObject } from '../../../engine/apimachinery/index.ts';

export type Resource = 'cpu' | 'memory';

/** What the pods of a machine ask for, may use at most, and what it has for them. Cores and bytes. */
export interface Amounts {
  readonly requested: number;
  /** Undefined: a container has no limit, so that the pods together have none. */
  readonly limited: number | undefined;
  readonly allocatable: number;
  readonly capacity: number;
}

export function amountsOf(node: ApiObject, pods: readonly ApiObject[], resource: Resource): Amounts {
  const status = node.status as INode['status'];
  let requested = 0;
  let limited: number | undefined = 0;
  for (const pod of pods) {
    const phase = (pod.status as IPod['status'])?.phase;
    // What has ended holds nothing.
    if (phase === 'Succeeded' || phase === 'Failed') continue;
    for (const { resources } of (pod.spec as IPod['spec'])?.containers ?? []) {
      const limit = amount(resources?.limits?.[resource]);
      requested += amount(resources?.requests?.[resource]) ?? limit ?? 0;
      limited = limit === undefined || limited === undefined ? undefined : limited + limit;
    }
  }
  const allocatable = amount(status?.allocatable?.[resource]) ?? 0;
  return { requested, limited, allocatable, capacity: amount(status?.capacity?.[resource]) ?? allocatable };
}

function amount(quantity: string | number | undefined): number | undefined {
  return quantity === undefined ? undefined : tryParseQuantity(quantity)?.asApproximateFloat64();
}

export function bytesText(bytes: number): string {
  if (bytes >= 1e9) return `${round(bytes / 1e9)} GB`;
  if (bytes >= 1e6) return `${round(bytes / 1e6)} MB`;
  return `${Math.round(bytes / 1e3)} kB`;
}

function round(value: number): string {
  return value >= 10 ? String(Math.round(value)) : String(Math.round(value * 10) / 10);
}
