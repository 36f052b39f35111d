import type { INode } from 'kubernetes-models/v1/Node';
import type { IPod } from 'kubernetes-models/v1/Pod';
import { compareStrings, ZERO_QUANTITY, type Quantity } from '../../engine/apimachinery/index.ts';
import { since } from '../../engine/api/columns.ts';
import {
  aggregateContainers,
  isHugePages,
  limitsOf,
  requestsOf,
  type Totals,
} from '../../engine/api/pod/resource-totals.ts';
import type { PodSpec, ResourceRequirements } from '../../engine/api/pod/types.ts';
import type { PrefixWriter } from './prefix-writer.ts';
import { quantity } from './text.ts';

/** Resources that every container may ask for, and that are therefore not listed as extended. */
const STANDARD = new Set(['cpu', 'memory', 'ephemeral-storage', 'pods', 'storage']);

interface Asked {
  readonly requests: Totals;
  readonly limits: Totals;
}

function sum(into: Totals, more: Iterable<readonly [string, Quantity]>): Totals {
  for (const [name, amount] of more) into.set(name, (into.get(name) ?? ZERO_QUANTITY).add(amount));
  return into;
}

/** PodRequestsAndLimits: an overhead counts towards limits only where there is one. */
function askedBy({ spec }: IPod): Asked {
  const stored = spec as unknown as PodSpec;
  const containers = <T>(all: readonly T[] | undefined): T[] =>
    (all ?? []).map((container) => ({
      ...container,
      resources: (container as { resources?: object }).resources ?? {},
    }));
  const plain = {
    containers: containers(stored.containers),
    initContainers: containers(stored.initContainers),
  };
  const level = spec?.resources as ResourceRequirements | undefined;
  const overhead = Object.entries(spec?.overhead ?? {}).map(([name, amount]) => [name, quantity(amount)] as const);
  const requests = aggregateContainers(plain, requestsOf);
  const limits = aggregateContainers(plain, limitsOf);
  for (const [name, amount] of Object.entries(level?.requests ?? {})) requests.set(name, quantity(amount));
  for (const [name, amount] of Object.entries(level?.limits ?? {})) limits.set(name, quantity(amount));
  const limited = overhead.filter(([name]) => limits.has(name));
  return { requests: sum(requests, overhead), limits: sum(limits, limited) };
}

/** `250m (6%)`, of what pods may have. Nothing to have is no share at all for a sum, and a wild one for a single pod. */
function share(amount: Quantity, whole: Quantity, milli: boolean): string {
  const [part, all] = milli ? [amount.milliValue(), whole.milliValue()] : [amount.value(), whole.value()];
  return `${amount.toString()} (${all === 0 ? 0 : Math.trunc((part / all) * 100)}%)`;
}

/** describeNodeResource. */
export function describeNodePods(pods: readonly IPod[], { status }: INode, w: PrefixWriter, now: number): void {
  w.line(0, `Non-terminated Pods:\t(${pods.length} in total)`);
  w.line(1, 'Namespace\tName\t\tCPU Requests\tCPU Limits\tMemory Requests\tMemory Limits\tAge');
  w.line(1, '---------\t----\t\t------------\t----------\t---------------\t-------------\t---');
  const given = Object.keys(status?.allocatable ?? {}).length > 0 ? status?.allocatable : status?.capacity;
  const allocatable = new Map(Object.entries(given ?? {}).map(([name, amount]) => [name, quantity(amount)]));
  const requests: Totals = new Map();
  const limits: Totals = new Map();
  const text = (totals: Totals, name: string): string =>
    share(totals.get(name) ?? ZERO_QUANTITY, allocatable.get(name) ?? ZERO_QUANTITY, name === 'cpu');
  for (const pod of pods) {
    const asked = askedBy(pod);
    sum(requests, asked.requests);
    sum(limits, asked.limits);
    const cells = ['cpu', 'memory'].flatMap((name) => [text(asked.requests, name), text(asked.limits, name)]);
    const { namespace, name, creationTimestamp } = pod.metadata ?? {};
    w.line(1, `${namespace ?? ''}\t${name ?? ''}\t\t${cells.join('\t')}\t${since(creationTimestamp, now)}`);
  }
  w.line(0, 'Allocated resources:\n  (Total limits may be over 100 percent, i.e., overcommitted.)');
  w.line(1, 'Resource\tRequests\tLimits');
  w.line(1, '--------\t--------\t------');
  const names = [...allocatable.keys()].sort(compareStrings);
  for (const name of ['cpu', 'memory', 'ephemeral-storage', ...names.filter(isHugePages)]) {
    w.line(1, `${name}\t${text(requests, name)}\t${text(limits, name)}`);
  }
  for (const name of names.filter((other) => !isHugePages(other) && !STANDARD.has(other))) {
    const [request, limit] = [requests.get(name) ?? ZERO_QUANTITY, limits.get(name) ?? ZERO_QUANTITY];
    w.line(1, `${name}\t${request.toString()}\t${limit.toString()}`);
  }
}
