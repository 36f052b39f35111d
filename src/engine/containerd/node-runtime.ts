import { NodeDisk, RuntimeActivity, type CriRequests, type PodNetwork, type PodSandbox } from '../cri-api/index.ts';
import { Process, type Host, type Network, type Random, type Sim } from '../sim/index.ts';
import type { Container, ProbeKind } from './container.ts';
import { ImageStore } from './image-store.ts';
import { Sandbox } from './sandbox.ts';
import { NO_SERVICES, type Services } from './service.ts';

/**
 * What of containerd outlives its process: the disk with images, and the sandboxes and containers themselves, whose shims
 * run on without it. One per host, given to every containerd started there. Its methods beside `activity` are hands for
 * whoever breaks things.
 */
export class NodeRuntime {
  readonly images = new ImageStore();
  /** What takes connections out of its pods; without one they go as they are. */
  podNetwork: PodNetwork | undefined;
  readonly disk = new NodeDisk();
  readonly activity = new RuntimeActivity();
  readonly sandboxes = new Map<string, Sandbox>();
  readonly containers = new Map<string, Container>();
  readonly sim: Sim;
  readonly network: Network;
  readonly host: Host;
  readonly nodeIP: string;
  podCIDR: string | undefined;
  /** Parts of the cluster that images name. */
  services: Services = NO_SERVICES;
  readonly #random: Random;
  #range: AddressRange | undefined;
  #lastAddress = 1;
  readonly #addresses = new Set<string>();

  constructor(sim: Sim, network: Network, host: Host, nodeIP: string) {
    this.sim = sim;
    this.network = network;
    this.host = host;
    this.nodeIP = nodeIP;
    this.#random = sim.random(`containerd/${host.name}`);
  }

  newId(): string {
    const words: string[] = [];
    for (let i = 0; i < 8; i++) {
      const word = this.#random.int(2 ** 32).toString(16);
      words.push(word.padStart(8, '0'));
    }
    // Joined, an id is one piece in memory for all its life; added up, it is eight.
    return words.join('');
  }

  addSandbox(request: CriRequests['RunPodSandbox']): Sandbox | string {
    const { pod, attempt, hostNetwork } = request;
    const ip = hostNetwork ? this.nodeIP : this.#allocate();
    if (ip === undefined)
      return 'plugin type="ptp" failed (add): failed to allocate for range 0: no IP addresses available in range set';
    const record: PodSandbox = {
      id: this.newId(),
      pod,
      attempt,
      state: 'SANDBOX_READY',
      createdAt: this.sim.wallClock(),
      ip,
      hostNetwork,
    };
    const process = new Process(this.sim, `${pod.namespace}/${pod.name}`, this.host);
    const sandbox = new Sandbox(record, process, this.network, this, request, this.#release);
    this.sandboxes.set(record.id, sandbox);
    this.activity.changed();
    return sandbox;
  }

  removeSandbox(id: string): void {
    const sandbox = this.sandboxes.get(id);
    if (!sandbox) return;
    sandbox.stop();
    for (const container of sandbox.containers) this.containers.delete(container.record.id);
    this.sandboxes.delete(id);
    this.activity.changed();
  }

  readonly #release = (ip: string): void => void this.#addresses.delete(ip);

  /** host-local IPAM: the next free address after the last one given, from .2 on. */
  #allocate(): string | undefined {
    if (this.podCIDR === undefined) return undefined;
    if (this.#range?.cidr !== this.podCIDR) this.#range = rangeOf(this.podCIDR);
    const { start, size } = this.#range;
    for (let i = 0; i < size; i++) {
      this.#lastAddress = this.#lastAddress >= size + 1 ? 2 : this.#lastAddress + 1;
      const ip = dotted(start + this.#lastAddress);
      if (this.#addresses.has(ip)) continue;
      this.#addresses.add(ip);
      return ip;
    }
    return undefined;
  }

  /** Kills a container's first process, as `kill -9` or a bug would. */
  crashContainer(namespace: string, pod: string, container: string, exitCode = 1, reason?: string): boolean {
    const found = this.#find(namespace, pod, container);
    found?.exit(exitCode, reason);
    return found !== undefined;
  }

  /** Makes probes of a kind fail, or succeed again, for the container that runs now. */
  failProbe(namespace: string, pod: string, container: string, probe: ProbeKind, failing: boolean): boolean {
    const found = this.#find(namespace, pod, container);
    if (!found) return false;
    const kinds = new Set(found.failing);
    if (failing) kinds.add(probe);
    else kinds.delete(probe);
    found.failing = kinds.size > 0 ? kinds : undefined;
    return true;
  }

  #find(namespace: string, pod: string, name: string): Container | undefined {
    for (const sandbox of this.sandboxes.values()) {
      if (sandbox.record.pod.name !== pod || sandbox.record.pod.namespace !== namespace) continue;
      const found = sandbox.containers.findLast((container) => container.running && container.config.name === name);
      if (found) return found;
    }
    return undefined;
  }
}

interface AddressRange {
  readonly cidr: string;
  readonly start: number;
  readonly size: number;
}

function rangeOf(cidr: string): AddressRange {
  const [base, bits] = cidr.split('/') as [string, string];
  const start = base.split('.').reduce((sum, part) => sum * 256 + Number(part), 0);
  return { cidr, start, size: 2 ** (32 - Number(bits)) - 3 };
}

function dotted(address: number): string {
  return `${address >>> 24}.${(address >>> 16) & 255}.${(address >>> 8) & 255}.${address & 255}`;
}
