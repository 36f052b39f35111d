import { formatTime, isConflict, type Micros } from '../../apimachinery/index.ts';
import type { Node, Taint } from '../../api/node/types.ts';
import type { ResourceClient } from '../../client-go/index.ts';
import { MILLISECOND, sleep, type Process, type Task } from '../../sim/index.ts';

export const NOT_READY = 'node.kubernetes.io/not-ready';
export const UNREACHABLE = 'node.kubernetes.io/unreachable';
const UNSCHEDULABLE = 'node.kubernetes.io/unschedulable';

/** Which taint a condition of a node stands for. nodeConditionToTaintKeyStatusMap */
const CONDITION_TAINTS: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  Ready: { False: NOT_READY, Unknown: UNREACHABLE },
  MemoryPressure: { True: 'node.kubernetes.io/memory-pressure' },
  DiskPressure: { True: 'node.kubernetes.io/disk-pressure' },
  NetworkUnavailable: { True: 'node.kubernetes.io/network-unavailable' },
  PIDPressure: { True: 'node.kubernetes.io/pid-pressure' },
};
const CONDITION_KEYS = new Set([UNSCHEDULABLE, ...Object.values(CONDITION_TAINTS).flatMap(Object.values)]);

export interface TaintChange {
  readonly add: readonly Taint[];
  readonly remove: readonly Taint[];
}

export function isSameTaint(a: Taint, b: Taint): boolean {
  return a.key === b.key && a.effect === b.effect;
}

export function hasTaint({ spec }: Node, taint: Taint): boolean {
  return spec.taints?.some((known) => isSameTaint(known, taint)) === true;
}

export function noExecute(key: string): Taint {
  return { key, effect: 'NoExecute' };
}

/** What must change so that the NoSchedule taints say what the conditions say. doNoScheduleTaintingPass, as data. */
export function conditionTaintChange(node: Node): TaintChange {
  const wanted: Taint[] = [];
  for (const { type, status } of node.status.conditions ?? []) {
    const key = CONDITION_TAINTS[type]?.[status];
    if (key !== undefined) wanted.push({ key, effect: 'NoSchedule' });
  }
  if (node.spec.unschedulable) wanted.push({ key: UNSCHEDULABLE, effect: 'NoSchedule' });
  const present = (node.spec.taints ?? []).filter(
    ({ key, effect }) => effect === 'NoSchedule' && CONDITION_KEYS.has(key),
  );
  return {
    add: wanted.filter((taint) => !present.some((known) => isSameTaint(known, taint))),
    remove: present.filter((taint) => !wanted.some((other) => isSameTaint(other, taint))),
  };
}

/** The node's taints with one kind of change made; the very same list when there is nothing to do. */
export function addTaints(taints: readonly Taint[], add: readonly Taint[], now: Micros): readonly Taint[] {
  const missing = add.filter((taint) => !taints.some((known) => isSameTaint(known, taint)));
  if (missing.length === 0) return taints;
  const timeAdded = formatTime(now);
  return [...taints, ...missing.map((taint) => ({ ...taint, timeAdded }))];
}

export function removeTaints(taints: readonly Taint[], remove: readonly Taint[]): readonly Taint[] {
  const kept = taints.filter((known) => !remove.some((taint) => isSameTaint(known, taint)));
  return kept.length === taints.length ? taints : kept;
}

const RETRIES = 5;
const RETRY_DELAY = 100 * MILLISECOND;

/** Adds, then removes, each as one patch of the list it was made from. SwapNodeControllerTaint of controller/util/node. */
export function* swapTaints(
  process: Process,
  nodes: ResourceClient<Node>,
  name: string,
  { add, remove }: TaintChange,
): Task {
  const { sim } = process;
  if (add.length > 0) yield* patchTaints(process, nodes, name, (taints) => addTaints(taints, add, sim.wallClock()));
  if (remove.length > 0) yield* patchTaints(process, nodes, name, (taints) => removeTaints(taints, remove));
}

function* patchTaints(
  process: Process,
  nodes: ResourceClient<Node>,
  name: string,
  change: (taints: readonly Taint[]) => readonly Taint[],
): Task {
  for (let attempt = 1; ; attempt++) {
    const node = yield* nodes.get(undefined, name, { resourceVersion: attempt === 1 ? '0' : '' });
    const known = node.spec.taints ?? [];
    const taints = change(known);
    if (taints === known) return;
    const patch = {
      metadata: { resourceVersion: node.metadata.resourceVersion },
      spec: { taints: taints.length > 0 ? taints : null },
    };
    try {
      yield* nodes.patch(undefined, name, 'application/strategic-merge-patch+json', patch);
      return;
    } catch (error) {
      if (!isConflict(error) || attempt >= RETRIES) throw error;
    }
    yield* sleep(process.sim, RETRY_DELAY);
  }
}
