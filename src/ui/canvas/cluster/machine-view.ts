import type { INode, IPod } from 'kubernetes-models/v1';
import type { ApiObject } from '../../../engine/apimachinery/index.ts';

export type NodeShape = 'ready' | 'not-ready' | 'cordoned';

export interface MachineView {
  readonly shape: NodeShape;
  /** The text kubectl prints in STATUS: `Ready`, `NotReady,SchedulingDisabled`. */
  readonly status: string;
  readonly cpu: Gauge;
  readonly memory: Gauge;
}

export interface Gauge {
  readonly used: number;
  readonly total: number;
}

/** pkg/printers/internalversion/printers.go printNode */
export function nodeStatus(node: ApiObject): string {
  const conditions = (node.status as INode['status'])?.conditions ?? [];
  const ready = conditions.find((condition) => condition.type === 'Ready');
  const word = ready === undefined ? 'Unknown' : ready.status === 'True' ? 'Ready' : 'NotReady';
  return (node.spec as INode['spec'])?.unschedulable === true ? `${word},SchedulingDisabled` : word;
}

export function isControlPlane(node: ApiObject): boolean {
  return (
    node.metadata.labels?.['node-role.kubernetes.io/control-plane'] !== undefined ||
    node.metadata.name.startsWith('control-plane')
  );
}

export function machineView(node: ApiObject, pods: readonly ApiObject[]): MachineView {
  const status = nodeStatus(node);
  const allocatable = (node.status as INode['status'])?.allocatable ?? {};
  let cpu = 0;
  let memory = 0;
  for (const pod of pods) {
    if (!countsOnNode(pod)) continue;
    for (const container of (pod.spec as IPod['spec'])?.containers ?? []) {
      cpu += amount(container.resources?.requests?.['cpu']);
      memory += amount(container.resources?.requests?.['memory']);
    }
  }
  return {
    status,
    shape: !status.startsWith('Ready') ? 'not-ready' : status === 'Ready' ? 'ready' : 'cordoned',
    cpu: { used: cpu, total: amount(allocatable['cpu']) },
    memory: { used: memory, total: amount(allocatable['memory']) },
  };
}

/** Finished pods hold no resources. */
function countsOnNode(pod: ApiObject): boolean {
  const phase = (pod.status as IPod['status'])?.phase;
  return phase !== 'Succeeded' && phase !== 'Failed';
}

const SCALE: Readonly<Record<string, number>> = {
  n: 1e-9,
  u: 1e-6,
  m: 1e-3,
  '': 1,
  k: 1e3,
  M: 1e6,
  G: 1e9,
  T: 1e12,
  Ki: 1024,
  Mi: 1024 ** 2,
  Gi: 1024 ** 3,
  Ti: 1024 ** 4,
};

/** A quantity as a plain number: a gauge needs no more exactness. */
function amount(quantity: string | number | undefined): number {
  if (quantity === undefined) return 0;
  const match = /^([\d.]+(?:[eE][+-]?\d+)?)([a-zA-Z]*)$/.exec(String(quantity));
  return match ? Number(match[1]) * (SCALE[match[2] ?? ''] ?? 1) : 0;
}
