import { containerStats } from '../containerd/index.ts';
import type { Store } from '../etcd/index.ts';
import { nodeUsage } from '../kubelet/index.ts';
import { MILLISECOND, MINUTE, SECOND, type Micros, type Process } from '../sim/index.ts';
import type { FactPart, FactVersion, Sample } from '../trace/index.ts';
import type { Cluster } from './cluster.ts';
import type { Machine } from './machine.ts';

/** What was seen since the last time somebody asked. */
export interface Told {
  readonly samples: readonly Sample[];
  readonly facts: readonly FactVersion[];
}

/** How closely one looks, by how many machines there are: the more there are, the less is said of each. */
interface Closeness {
  readonly upTo: number;
  /** Between two looks at what programs know, and at what machines use. */
  readonly facts: Micros;
  readonly usage: Micros;
  readonly nodeFacts: boolean;
  readonly containerUsage: boolean;
}

const CLOSENESS: readonly Closeness[] = [
  { upTo: 10, facts: 100 * MILLISECOND, usage: SECOND, nodeFacts: true, containerUsage: true },
  { upTo: 50, facts: SECOND, usage: 5 * SECOND, nodeFacts: true, containerUsage: true },
  { upTo: 200, facts: 5 * SECOND, usage: 15 * SECOND, nodeFacts: true, containerUsage: false },
  { upTo: Infinity, facts: 10 * SECOND, usage: MINUTE, nodeFacts: false, containerUsage: false },
];

const PERIOD = 100 * MILLISECOND;
/** Of what was written between two looks, so many versions are measured; the rest is taken to be like them. */
const MEASURED = 16;

/**
 * What no object says: numbers as /metrics has them, and what programs would tell at their debug endpoints. An observer that looks
 * between events; it draws no chance, writes no record and wakes nobody, so that the history is the same with it and without.
 * Of everything only what has changed is told.
 */
export class Gauges {
  #samples: Sample[] = [];
  #facts: FactVersion[] = [];
  readonly #values = new Map<string, Sample>();
  readonly #rows = new Map<
    string,
    { readonly rows: readonly unknown[]; readonly text: string; readonly process: string }
  >();
  readonly #turns = new Map<string, number>();
  readonly #alive = new Map<string, Process>();
  #nextFacts: Micros = 0;
  #nextUsage: Micros = 0;
  readonly #sizes = { revision: 0, bytes: 0, measured: 0, count: 0 };

  constructor(readonly cluster: Cluster) {
    cluster.sim.observe(PERIOD, (at) => this.#look(at));
  }

  /** What has changed since the last call. */
  drain(): Told {
    const told = { samples: this.#samples, facts: this.#facts };
    this.#samples = [];
    this.#facts = [];
    return told;
  }

  #look(at: Micros): void {
    if (at < this.#nextFacts && at < this.#nextUsage) return;
    const machines = [...this.cluster.machines.values()].filter(isNode);
    const closeness = CLOSENESS.find(({ upTo }) => machines.length <= upTo)!;
    if (at >= this.#nextFacts) {
      this.#nextFacts = at + closeness.facts;
      this.#bury(at);
      for (const machine of machines) {
        if (machine.role === 'control-plane' || closeness.nodeFacts) this.#lookInto(machine, at);
      }
    }
    if (at < this.#nextUsage) return;
    this.#nextUsage = at + closeness.usage;
    this.#measureStore(at);
    for (const machine of machines) this.#measure(machine, closeness.containerUsage, at);
  }

  /** Processes that have died tell nothing any more. */
  #bury(at: Micros): void {
    for (const [id, process] of this.#alive) {
      if (process.state !== 'dead') continue;
      this.#alive.delete(id);
      this.#turns.delete(process.host.name);
      for (const [key, { process: owner }] of this.#rows) {
        if (owner !== id) continue;
        this.#rows.delete(key);
        this.#facts.push({ process: id, part: key.slice(id.length + 1) as FactPart, at, rows: undefined });
      }
      for (const [key, sample] of this.#values) {
        if (sample.process !== id) continue;
        this.#values.delete(key);
        this.#samples.push({ ...sample, at, value: NaN });
      }
    }
  }

  /** All processes of a machine, unless none of them has done anything since. */
  #lookInto({ host, components }: Machine, at: Micros): void {
    if (this.#turns.get(host.name) === host.turns) return;
    this.#turns.set(host.name, host.turns);
    for (const component of components) {
      const process = host.processes.get(component);
      if (!process) continue;
      this.#alive.set(process.id, process);
      const parts = new Map<string, unknown[]>();
      for (const { part, rows, metrics } of process.expositions) {
        metrics?.((metric, labels, value) => this.#sample(process.id, metric, labels, at, value));
        if (part === undefined || !rows) continue;
        const list = parts.get(part);
        if (list) list.push(...rows());
        else parts.set(part, [...rows()]);
      }
      for (const [part, rows] of parts) this.#fact(process.id, part as FactPart, at, rows);
    }
  }

  #fact(process: string, part: FactPart, at: Micros, rows: readonly unknown[]): void {
    const key = `${process} ${part}`;
    const text = JSON.stringify(rows);
    if (this.#rows.get(key)?.text === text) return;
    this.#rows.set(key, { rows, text, process });
    this.#facts.push({ process, part, at, rows });
  }

  #sample(process: string, metric: string, labels: string, at: Micros, value: number): void {
    const key = `${process} ${metric} ${labels}`;
    if (this.#values.get(key)?.value === value) return;
    const sample: Sample = { process, metric, labels, at, value };
    this.#values.set(key, sample);
    this.#samples.push(sample);
  }

  /** As the kubelet's /metrics/resource. */
  #measure({ host, disks, role }: Machine, containers: boolean, at: Micros): void {
    const kubelet = host.processes.get('kubelet');
    const { runtime } = disks;
    if (!kubelet || !runtime) return;
    this.#alive.set(kubelet.id, kubelet);
    const stats = containerStats(runtime, this.cluster.sim.epoch + at);
    const { usageCoreNanoSeconds, workingSetBytes } = nodeUsage(stats, at, role === 'control-plane');
    this.#sample(kubelet.id, 'node_cpu_usage_seconds_total', '', at, usageCoreNanoSeconds / 1e9);
    this.#sample(kubelet.id, 'node_memory_working_set_bytes', '', at, workingSetBytes);
    if (!containers) return;
    for (const one of stats) {
      const labels = `container="${one.name}",namespace="${one.pod.namespace}",pod="${one.pod.name}"`;
      this.#sample(kubelet.id, 'container_cpu_usage_seconds_total', labels, at, one.usageCoreNanoSeconds / 1e9);
      this.#sample(kubelet.id, 'container_memory_working_set_bytes', labels, at, one.workingSetBytes);
    }
  }

  #measureStore(at: Micros): void {
    for (const { host, disks } of this.cluster.machines.values()) {
      const etcd = host.processes.get('etcd');
      if (!etcd || !disks.etcd) continue;
      const { store } = disks.etcd;
      this.#alive.set(etcd.id, etcd);
      this.#sample(etcd.id, 'etcd_debugging_mvcc_current_revision', '', at, store.revision);
      this.#sample(etcd.id, 'etcd_debugging_mvcc_keys_total', '', at, store.keys);
      this.#sample(etcd.id, 'etcd_mvcc_db_total_size_in_bytes', '', at, this.#sizeOf(store));
    }
  }

  /** About: objects are not bytes here, and only some of them are written out to see how long they would be. */
  #sizeOf(store: Store): number {
    const sizes = this.#sizes;
    let written = 0;
    for (const { value, key } of store.since(sizes.revision + 1)) {
      if (written++ >= MEASURED) continue;
      sizes.measured += key.length + (value === undefined ? 0 : JSON.stringify(value).length);
      sizes.count++;
    }
    sizes.revision = store.revision;
    if (sizes.count > 0) sizes.bytes += Math.round((written * sizes.measured) / sizes.count);
    return sizes.bytes;
  }
}

function isNode({ role }: Machine): boolean {
  return role === 'control-plane' || role === 'worker';
}
