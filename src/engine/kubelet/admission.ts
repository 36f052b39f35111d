import { aggregateContainers, requestsOf } from '../api/pod/resource-totals.ts';
import type { Pod } from '../api/pod/types.ts';
import { parseQuantity } from '../apimachinery/index.ts';

export interface Rejection {
  readonly reason: string;
  readonly message: string;
}

export interface NodeOffer {
  /** Allocatable, as quantities. */
  readonly allocatable: Readonly<Record<string, string>>;
  readonly labels: Readonly<Record<string, string>>;
}

interface Requests {
  readonly milliCPU: number;
  readonly memory: number;
  readonly storage: number;
}

/** Container lists are shared between the pods of one template. */
const requestsOfContainers = new WeakMap<Pod['spec']['containers'], Requests>();

export function podRequests(pod: Pod): Requests {
  let known = requestsOfContainers.get(pod.spec.containers);
  if (known) return known;
  const totals = aggregateContainers(pod.spec, requestsOf);
  known = {
    milliCPU: totals.get('cpu')?.milliValue() ?? 0,
    memory: totals.get('memory')?.value() ?? 0,
    storage: totals.get('ephemeral-storage')?.value() ?? 0,
  };
  requestsOfContainers.set(pod.spec.containers, known);
  return known;
}

/**
 * Whether a pod that was bound to this node may run here beside the others: the kubelet's own look at what the scheduler
 * already looked at (pkg/kubelet/lifecycle/predicate.go). Undefined: it may.
 */
export function admitPod(pod: Pod, others: readonly Pod[], offer: NodeOffer): Rejection | undefined {
  const { nodeSelector } = pod.spec;
  if (nodeSelector && Object.entries(nodeSelector).some(([key, value]) => offer.labels[key] !== value)) {
    const message = "Predicate NodeAffinity failed: node(s) didn't match Pod's node affinity/selector";
    return { reason: 'NodeAffinity', message };
  }
  const ports = hostPorts(pod);
  if (ports.length > 0 && others.some((other) => hostPorts(other).some((port) => ports.includes(port)))) {
    const message = "Predicate NodePorts failed: node(s) didn't have free ports for the requested pod ports";
    return { reason: 'NodePorts', message };
  }
  return admitResources(pod, others, offer);
}

interface Capacity extends Requests {
  readonly pods: number;
}

/** What a node offers is read once, not for each pod. */
const capacities = new WeakMap<NodeOffer['allocatable'], Capacity>();

function capacityOf(allocatable: NodeOffer['allocatable']): Capacity {
  let known = capacities.get(allocatable);
  if (known) return known;
  const amount = (name: string) => parseQuantity(allocatable[name] ?? '0');
  known = {
    pods: amount('pods').value(),
    milliCPU: amount('cpu').milliValue(),
    memory: amount('memory').value(),
    storage: amount('ephemeral-storage').value(),
  };
  capacities.set(allocatable, known);
  return known;
}

function admitResources(pod: Pod, others: readonly Pod[], { allocatable }: NodeOffer): Rejection | undefined {
  const { pods, milliCPU: cpu, memory, storage } = capacityOf(allocatable);
  if (others.length + 1 > pods) return outOf('pods', 1, others.length, pods);
  const asked = podRequests(pod);
  if (asked.milliCPU === 0 && asked.memory === 0 && asked.storage === 0) return undefined;
  const used = { milliCPU: 0, memory: 0, storage: 0 };
  for (const other of others) {
    const requests = podRequests(other);
    used.milliCPU += requests.milliCPU;
    used.memory += requests.memory;
    used.storage += requests.storage;
  }
  if (asked.milliCPU > 0 && asked.milliCPU + used.milliCPU > cpu)
    return outOf('cpu', asked.milliCPU, used.milliCPU, cpu);
  if (asked.memory > 0 && asked.memory + used.memory > memory)
    return outOf('memory', asked.memory, used.memory, memory);
  if (asked.storage > 0 && asked.storage + used.storage > storage) {
    return outOf('ephemeral-storage', asked.storage, used.storage, storage);
  }
  return undefined;
}

function outOf(resource: string, requested: number, used: number, capacity: number): Rejection {
  return {
    reason: `OutOf${resource}`,
    message: `Node didn't have enough resource: ${resource}, requested: ${requested}, used: ${used}, capacity: ${capacity}`,
  };
}

const NO_PORTS: readonly string[] = [];

function hostPorts(pod: Pod): readonly string[] {
  let ports: string[] | undefined;
  for (const container of pod.spec.containers) {
    for (const port of container.ports ?? []) {
      if (port.hostPort) (ports ??= []).push(`${port.protocol}/${port.hostIP ?? '0.0.0.0'}:${port.hostPort}`);
    }
  }
  return ports ?? NO_PORTS;
}
