import type { Node, Taint } from '../../api/node/types.ts';
import type { LabelSet } from '../../apimachinery/index.ts';
import type { HostPort, PodInfo } from './pod-info.ts';
import { Resource } from './resource.ts';

const NO_TAINTS: readonly Taint[] = [];
const HOSTNAME = 'kubernetes.io/hostname';
const ZONE = 'topology.kubernetes.io/zone';
const WILDCARD = '0.0.0.0';

/** How many pods hold each host port, by `protocol/port/ip` and by `protocol/port`. */
class UsedPorts {
  readonly #held = new Map<string, number>();

  change({ hostIP, protocol, hostPort }: HostPort, by: 1 | -1): void {
    for (const key of [`${protocol}/${hostPort}`, `${protocol}/${hostPort}/${hostIP}`]) {
      const rest = (this.#held.get(key) ?? 0) + by;
      if (rest > 0) this.#held.set(key, rest);
      else this.#held.delete(key);
    }
  }

  /** 0.0.0.0 meets every address of the same port. */
  conflicts({ hostIP, protocol, hostPort }: HostPort): boolean {
    const port = `${protocol}/${hostPort}`;
    if (hostIP === WILDCARD) return this.#held.has(port);
    return this.#held.has(`${port}/${hostIP}`) || this.#held.has(`${port}/${WILDCARD}`);
  }

  clone(): UsedPorts {
    const copy = new UsedPorts();
    for (const [key, count] of this.#held) copy.#held.set(key, count);
    return copy;
  }
}

/** A node, the pods on it (assumed ones too) and their sums (framework/types.go, NodeInfo). */
export class NodeInfo {
  /** Absent while only its pods are known, or after the node has gone before its pods. */
  node: Node | undefined;
  readonly pods = new Map<string, PodInfo>();
  allocatable = new Resource();
  requested = new Resource();
  nonZeroMilliCPU = 0;
  nonZeroMemory = 0;
  /** Taints that keep pods out: NoSchedule and NoExecute. */
  hardTaints: readonly Taint[] = NO_TAINTS;
  /** Taints that only cost points: PreferNoSchedule. */
  softTaints: readonly Taint[] = NO_TAINTS;
  #usedPorts: UsedPorts | undefined;
  #hostname: string | undefined;
  #zone: string | undefined;

  constructor(readonly name: string) {}

  get labels(): LabelSet | undefined {
    return this.node?.metadata.labels;
  }

  /** A label's value; the two that every pod is spread by are kept at hand. */
  topologyValue(key: string): string | undefined {
    if (key === HOSTNAME) return this.#hostname;
    return key === ZONE ? this.#zone : this.node?.metadata.labels?.[key];
  }

  setNode(node: Node): void {
    if (this.node?.status.allocatable !== node.status.allocatable || this.node === undefined) {
      this.allocatable = new Resource().setList(node.status.allocatable);
    }
    this.node = node;
    this.#hostname = node.metadata.labels?.[HOSTNAME];
    this.#zone = node.metadata.labels?.[ZONE];
    const taints = node.spec.taints ?? NO_TAINTS;
    this.hardTaints = taints.filter(({ effect }) => effect === 'NoSchedule' || effect === 'NoExecute');
    this.softTaints = taints.filter(({ effect }) => effect === 'PreferNoSchedule');
  }

  addPod(pod: PodInfo): void {
    this.pods.set(pod.uid, pod);
    this.#count(pod, 1);
  }

  removePod(uid: string): PodInfo | undefined {
    const pod = this.pods.get(uid);
    if (!pod) return undefined;
    this.pods.delete(uid);
    this.#count(pod, -1);
    return pod;
  }

  portsConflict(ports: readonly HostPort[]): boolean {
    const used = this.#usedPorts;
    return used !== undefined && ports.some((port) => used.conflicts(port));
  }

  /** A copy that preemption may change. */
  clone(): NodeInfo {
    const copy = new NodeInfo(this.name);
    copy.node = this.node;
    copy.#hostname = this.#hostname;
    copy.#zone = this.#zone;
    for (const [uid, pod] of this.pods) copy.pods.set(uid, pod);
    copy.allocatable = this.allocatable;
    copy.requested = this.requested.clone();
    copy.nonZeroMilliCPU = this.nonZeroMilliCPU;
    copy.nonZeroMemory = this.nonZeroMemory;
    copy.hardTaints = this.hardTaints;
    copy.softTaints = this.softTaints;
    copy.#usedPorts = this.#usedPorts?.clone();
    return copy;
  }

  #count(pod: PodInfo, sign: 1 | -1): void {
    this.requested.add(pod.requests, sign);
    this.nonZeroMilliCPU += sign * pod.nonZeroMilliCPU;
    this.nonZeroMemory += sign * pod.nonZeroMemory;
    if (pod.hostPorts.length === 0) return;
    this.#usedPorts ??= new UsedPorts();
    for (const port of pod.hostPorts) this.#usedPorts.change(port, sign);
  }
}
