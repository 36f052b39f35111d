import type { NodeRuntime } from '../containerd/index.ts';
import type { KubeProxy } from '../kube-proxy/index.ts';
import type { EtcdDisk } from '../etcd/index.ts';
import { Host, Process, type Network, type Sim } from '../sim/index.ts';

/** What a machine is for. `user` and `internet` stand outside the cluster. */
export type Role = 'control-plane' | 'worker' | 'user' | 'internet';

/** Starts a component's goroutines in a fresh process. Called at boot and again after every crash or power cut. */
export type Start = (process: Process, machine: Machine) => void;

/** What outlives a process: the machine's disks. */
export interface Disks {
  etcd?: EtcdDisk;
  runtime?: NodeRuntime;
}

/** A host with its disks and the components that its init system keeps on it. */
export class Machine {
  readonly host: Host;
  readonly disks: Disks = {};
  /** The rules in its kernel; they stay when kube-proxy dies. */
  proxy: KubeProxy | undefined;
  readonly #starts = new Map<string, Start>();

  constructor(
    readonly sim: Sim,
    readonly network: Network,
    readonly name: string,
    readonly role: Role,
    /** 1 for `worker-1`: decides addresses. */
    readonly index: number,
  ) {
    this.host = new Host(name);
  }

  get components(): readonly string[] {
    return [...this.#starts.keys()];
  }

  process(component: string): Process | undefined {
    return this.host.processes.get(component);
  }

  /** Puts a component on the machine and starts it. */
  run(component: string, start: Start): void {
    this.#starts.set(component, start);
    this.start(component);
  }

  /** Starts a component that is on the machine and not running. */
  start(component: string): void {
    const start = this.#starts.get(component);
    if (!start || !this.host.up || this.process(component)) return;
    start(new Process(this.sim, component, this.host), this);
  }

  /** Takes a component off the machine. */
  remove(component: string): void {
    this.#starts.delete(component);
    this.process(component)?.kill();
  }

  powerOn(): void {
    this.network.powerOn(this.host);
    for (const component of this.#starts.keys()) this.start(component);
  }

  powerOff(): void {
    this.network.powerOff(this.host);
  }
}
