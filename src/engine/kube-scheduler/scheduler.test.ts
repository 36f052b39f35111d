import { describe, expect, it } from 'vitest';
import { EVENTS, kinds, NODES, PODS, SERVICE_ACCOUNTS, SERVICES } from '../api/index.ts';
import type { Event } from '../api/event/types.ts';
import type { Node } from '../api/node/types.ts';
import type { Pod } from '../api/pod/types.ts';
import { Client } from '../client-go/index.ts';
import { EtcdDisk, startEtcd } from '../etcd/index.ts';
import { startKubeAPIServer } from '../kube-apiserver/index.ts';
import { Host, MINUTE, Network, NetworkError, Process, SECOND, Sim, type Task } from '../sim/index.ts';
import { TraceRecorder, type Span } from '../trace/index.ts';
import { startKubeScheduler } from './index.ts';
import { makeNode, makePod, type NodeOptions, type PodOptions } from './test-objects.ts';

const ADMIN = { clientCertificate: { commonName: 'kubernetes-admin', organizations: ['system:masters'] } };

/** etcd, an API server and the scheduler; nodes are objects without a kubelet. */
class SmallCluster {
  readonly trace = new TraceRecorder();
  readonly sim: Sim;
  readonly network: Network;
  readonly client: Client;
  readonly apiServer: Process;
  readonly #host = new Host('control-plane-1');
  readonly #user: Process;
  readonly #disk = new EtcdDisk();

  constructor(seed = 1) {
    this.sim = new Sim({ seed, recorder: this.trace });
    this.network = new Network(this.sim);
    startEtcd(new Process(this.sim, 'etcd', this.#host), this.network, { disk: this.#disk, recorder: this.trace });
    this.apiServer = this.startApiServer();
    this.#user = new Process(this.sim, 'kubectl', new Host('user'));
    this.client = new Client(this.#user, this.network, { credentials: ADMIN, userAgent: 'test', qps: -1 });
    this.run(2 * SECOND);
    const account = { apiVersion: 'v1', kind: 'ServiceAccount', metadata: { name: 'default', namespace: 'default' } };
    this.do(this.client.resource(SERVICE_ACCOUNTS).create('default', account));
  }

  startApiServer(): Process {
    const process = new Process(this.sim, 'kube-apiserver', this.#host);
    startKubeAPIServer(process, this.network, { kinds, disk: this.#disk });
    return process;
  }

  startScheduler(): Process {
    const process = new Process(this.sim, 'kube-scheduler', this.#host);
    startKubeScheduler(process, this.network);
    return process;
  }

  run(duration: number): void {
    this.sim.runUntil(this.sim.now + duration);
  }

  do<T>(task: Task<T>): T {
    let result: { value: T } | undefined;
    this.#user.go(
      'test',
      (function* (): Task {
        result = { value: yield* task };
      })(),
    );
    this.run(100_000);
    if (!result) throw new Error('the request is not over after 100 ms');
    return result.value;
  }

  node(name: string, options: NodeOptions = {}): void {
    const nodes = this.client.resource<Node>(NODES);
    const node = makeNode(name, options);
    const stored = this.do(nodes.create(undefined, strip(node)));
    // The API server taints new nodes until a controller has seen them ready; there is none here.
    const ready = { ...stored, spec: { ...stored.spec, taints: options.spec?.taints ?? [] } };
    const untainted = this.do(nodes.update(ready));
    this.do(nodes.updateStatus({ ...untainted, status: { ...untainted.status, ...node.status } }));
  }

  pod(name: string, options: PodOptions = {}): Pod {
    return this.do(this.client.resource<Pod>(PODS).create('default', strip(makePod(name, options))));
  }

  /** Sends it, without waiting; the answer may never come. */
  create(name: string, options: PodOptions): void {
    const { client } = this;
    this.#user.go(
      'create',
      (function* (): Task {
        try {
          yield* client.resource<Pod>(PODS).create('default', strip(makePod(name, options)));
        } catch (error) {
          if (!(error instanceof NetworkError)) throw error;
        }
      })(),
    );
  }

  get(name: string): Pod {
    return this.do(this.client.resource<Pod>(PODS).get('default', name));
  }

  nodeOf(name: string): string | undefined {
    return this.get(name).spec.nodeName;
  }

  events(name: string): readonly Event[] {
    const { items } = this.do(this.client.resource<Event>(EVENTS).list('default'));
    return items.filter(({ involvedObject }) => involvedObject.name === name);
  }

  spans(operation: string): Span[] {
    const found: Span[] = [];
    for (let id = this.trace.first; id < this.trace.next; id++) {
      const record = this.trace.get(id);
      if (record?.type === 'span' && record.operation === operation) found.push(record);
    }
    return found;
  }
}

/** What the server sets is not the creator's to send. */
function strip<T extends Node | Pod>(object: T): unknown {
  const { name, namespace, labels, ownerReferences } = object.metadata;
  return { ...object, metadata: { name, namespace, labels, ownerReferences } };
}

function clusterOf(nodes: number, seed = 1): SmallCluster {
  const cluster = new SmallCluster(seed);
  for (let i = 1; i <= nodes; i++) cluster.node(`worker-${i}`);
  return cluster;
}

describe('a pod is created', () => {
  it('is bound to a node, says so in an event, and leaves a span that explains the choice', () => {
    const cluster = clusterOf(3);
    cluster.startScheduler();
    cluster.pod('web', { requests: { cpu: '100m' } });
    cluster.run(1 * SECOND);
    const node = cluster.nodeOf('web');
    expect(node).toMatch(/^worker-[123]$/);
    expect(cluster.events('web').map(({ type, reason, message, action }) => [type, reason, action, message])).toEqual([
      ['Normal', 'Scheduled', 'Binding', `Successfully assigned default/web to ${node}`],
    ]);
    const [cycle] = cluster.spans('Scheduling');
    expect(cycle?.key).toBe('default/web');
    expect(cycle?.outcome).toBe('ok');
    expect(cycle?.detail).toMatchObject({ node, feasible: 3, evaluated: 3, attempts: 1 });
    const scores = cycle?.detail?.['scores'] as { nodes: string[]; plugins: { name: string }[]; totals: number[] };
    expect(scores.nodes).toHaveLength(3);
    expect(scores.nodes[0]).toBe(node);
    expect(scores.plugins.map(({ name }) => name)).toContain('NodeResourcesFit');
    const [binding] = cluster.spans('Binding');
    expect(binding?.cause).toBe(cycle?.id);
  });

  it('goes where there are fewest pods of its kind and most room', () => {
    const cluster = clusterOf(3);
    cluster.startScheduler();
    for (let i = 0; i < 9; i++) cluster.pod(`web-${i}`, { requests: { cpu: '100m', memory: '100Mi' } });
    cluster.run(2 * SECOND);
    const nodes = Array.from({ length: 9 }, (_, i) => cluster.nodeOf(`web-${i}`));
    for (const worker of ['worker-1', 'worker-2', 'worker-3']) {
      expect(nodes.filter((node) => node === worker)).toHaveLength(3);
    }
  });

  it('is left alone when another scheduler is to place it', () => {
    const cluster = clusterOf(1);
    cluster.startScheduler();
    cluster.pod('theirs', { spec: { schedulerName: 'mine' } });
    cluster.run(10 * SECOND);
    expect(cluster.nodeOf('theirs')).toBeUndefined();
    expect(cluster.spans('Scheduling')).toEqual([]);
  });
});

describe('a pod that fits nowhere', () => {
  it('says why in an event and in its condition, in v1.36 words', () => {
    const cluster = clusterOf(2);
    cluster.node('control-plane-1', {
      spec: { taints: [{ key: 'node-role.kubernetes.io/control-plane', effect: 'NoSchedule' }] },
    });
    cluster.startScheduler();
    cluster.pod('big', { requests: { cpu: '64' } });
    cluster.run(5 * SECOND);
    const message =
      '0/3 nodes are available: 1 node(s) had untolerated taint(s), 2 Insufficient cpu. ' +
      'preemption: 0/3 nodes are available: 3 Preemption is not helpful for scheduling.';
    expect(cluster.events('big').map(({ type, reason, message: text }) => [type, reason, text])).toEqual([
      ['Warning', 'FailedScheduling', message],
    ]);
    const condition = cluster.get('big').status.conditions?.find(({ type }) => type === 'PodScheduled');
    expect(condition).toMatchObject({ status: 'False', reason: 'Unschedulable', message });
    const filtered = cluster.spans('Scheduling')[0]?.detail?.['filtered'];
    expect(filtered).toContainEqual({
      reason: 'Insufficient cpu',
      plugin: 'NodeResourcesFit',
      count: 2,
      nodes: ['worker-1', 'worker-2'],
    });
  });

  it('names the missing claim', () => {
    const cluster = clusterOf(3);
    cluster.startScheduler();
    cluster.pod('pvc', { spec: { volumes: [{ name: 'v', persistentVolumeClaim: { claimName: 'nope' } }] } });
    cluster.run(1 * SECOND);
    expect(cluster.events('pvc')[0]?.message).toBe(
      '0/3 nodes are available: persistentvolumeclaim "nope" not found. ' +
        'preemption: 0/3 nodes are available: 3 Preemption is not helpful for scheduling.',
    );
  });

  it('waits, untried, until a node comes that could hold it', () => {
    const cluster = clusterOf(1);
    cluster.startScheduler();
    cluster.pod('big', { requests: { cpu: '8' } });
    cluster.run(20 * SECOND);
    expect(cluster.spans('Scheduling')).toHaveLength(1);
    cluster.node('small', { allocatable: { cpu: '2' } });
    cluster.run(5 * SECOND);
    expect(cluster.spans('Scheduling')).toHaveLength(1);
    cluster.node('large', { allocatable: { cpu: '16' } });
    cluster.run(5 * SECOND);
    expect(cluster.nodeOf('big')).toBe('large');
  });

  it('is tried again when a pod that took the room goes', () => {
    const cluster = clusterOf(1);
    cluster.startScheduler();
    cluster.pod('first', { requests: { cpu: '3' } });
    cluster.run(1 * SECOND);
    cluster.pod('second', { requests: { cpu: '3' } });
    cluster.run(30 * SECOND);
    expect(cluster.nodeOf('second')).toBeUndefined();
    cluster.do(cluster.client.resource<Pod>(PODS).delete('default', 'first', { gracePeriodSeconds: 0 }));
    cluster.run(5 * SECOND);
    expect(cluster.nodeOf('second')).toBe('worker-1');
  });

  it('is tried on suspicion after five minutes', () => {
    const cluster = clusterOf(1);
    cluster.startScheduler();
    cluster.pod('big', { requests: { cpu: '8' } });
    cluster.run(5 * MINUTE + 31 * SECOND);
    expect(cluster.spans('Scheduling')).toHaveLength(2);
  });

  it('without any node backs off and tries again, and is placed by the first node', () => {
    const cluster = clusterOf(0);
    cluster.startScheduler();
    cluster.pod('early');
    cluster.run(10 * SECOND);
    expect(cluster.events('early')[0]?.message).toBe('no nodes available to schedule pods');
    const tries = cluster.spans('Scheduling').map(({ start }) => start);
    expect(tries.length).toBeGreaterThan(2);
    expect(tries.length).toBeLessThan(6);
    cluster.node('worker-1');
    cluster.run(11 * SECOND);
    expect(cluster.nodeOf('early')).toBe('worker-1');
  });
});

describe('scheduling gates', () => {
  it('keep a pod untried until the last is removed', () => {
    const cluster = clusterOf(1);
    cluster.startScheduler();
    const gated = cluster.pod('gated', { spec: { schedulingGates: [{ name: 'example.com/wait' }] } });
    cluster.run(6 * MINUTE);
    expect(cluster.spans('Scheduling')).toEqual([]);
    const { schedulingGates: _, ...spec } = gated.spec;
    const current = cluster.get('gated');
    cluster.do(cluster.client.resource<Pod>(PODS).update({ ...current, spec }));
    cluster.run(1 * SECOND);
    expect(cluster.nodeOf('gated')).toBe('worker-1');
  });
});

describe('preemption', () => {
  it('evicts the lesser pod, keeps the room for the nominated one, and places it there', () => {
    const cluster = clusterOf(2);
    cluster.startScheduler();
    const requests = { cpu: '3' };
    cluster.pod('low-1', { requests });
    cluster.pod('low-2', { requests });
    cluster.run(1 * SECOND);
    cluster.pod('high', { requests, spec: { priorityClassName: 'system-node-critical' } });
    cluster.run(1 * SECOND);
    const { nominatedNodeName } = cluster.get('high').status;
    expect(nominatedNodeName).toMatch(/^worker-[12]$/);
    const pods = cluster.do(cluster.client.resource<Pod>(PODS).list('default')).items;
    const victim = pods.find(({ metadata }) => metadata.deletionTimestamp !== undefined);
    expect(victim?.spec.nodeName).toBe(nominatedNodeName);
    expect(victim?.status.conditions?.find(({ type }) => type === 'DisruptionTarget')).toMatchObject({
      status: 'True',
      reason: 'PreemptionByScheduler',
      message: 'default-scheduler: preempting to accommodate a higher priority pod',
    });
    expect(cluster.events(victim?.metadata.name ?? '').map(({ reason }) => reason)).toContain('Preempted');
    cluster.do(
      cluster.client.resource<Pod>(PODS).delete('default', victim?.metadata.name ?? '', { gracePeriodSeconds: 0 }),
    );
    cluster.run(5 * SECOND);
    expect(cluster.nodeOf('high')).toBe(nominatedNodeName);
  });
});

describe('a scheduler that dies', () => {
  it('is followed by one that counts what the first has placed', () => {
    const cluster = clusterOf(1);
    const first = cluster.startScheduler();
    cluster.pod('a', { requests: { cpu: '3' } });
    cluster.run(1 * SECOND);
    first.kill();
    cluster.pod('b', { requests: { cpu: '3' } });
    cluster.run(5 * SECOND);
    expect(cluster.nodeOf('b')).toBeUndefined();
    cluster.startScheduler();
    cluster.run(5 * SECOND);
    expect(cluster.nodeOf('a')).toBe('worker-1');
    expect(cluster.nodeOf('b')).toBeUndefined();
    expect(cluster.events('b')[0]?.message).toContain('1 Insufficient cpu');
  });
});

describe('an API server that dies while pods are being bound', () => {
  it('costs time, but no pod is lost and no node gets more than it can hold', () => {
    const cluster = clusterOf(3);
    cluster.startScheduler();
    for (let i = 0; i < 15; i++) cluster.pod(`early-${i}`, { requests: { cpu: '400m' } });
    for (let i = 0; i < 15; i++) cluster.create(`late-${i}`, { requests: { cpu: '400m' } });
    cluster.run(4_000);
    cluster.apiServer.kill();
    cluster.run(3 * SECOND);
    cluster.startApiServer();
    cluster.run(2 * MINUTE);
    const pods = cluster.do(cluster.client.resource<Pod>(PODS).list('default')).items;
    const late = pods.filter(({ metadata }) => metadata.name.startsWith('late-'));
    expect(late.length).toBeGreaterThan(0);
    expect(pods.filter(({ spec }) => spec.nodeName === undefined)).toEqual([]);
    for (const worker of ['worker-1', 'worker-2', 'worker-3']) {
      expect(pods.filter(({ spec }) => spec.nodeName === worker).length).toBeLessThanOrEqual(10);
    }
    const failed = cluster.spans('Binding').filter(({ outcome }) => outcome === 'error');
    expect(failed.length).toBeGreaterThan(0);
  });
});

describe('one seed, one history', () => {
  const history = (seed: number): string => {
    const cluster = clusterOf(4, seed);
    cluster.startScheduler();
    cluster.do(
      cluster.client.resource(SERVICES).create('default', {
        apiVersion: 'v1',
        kind: 'Service',
        metadata: { name: 'web', namespace: 'default' },
        spec: { selector: { app: 'web' }, ports: [{ port: 80 }] },
      }),
    );
    for (let i = 0; i < 8; i++) cluster.pod(`p-${i}`, { meta: { labels: { app: 'web' } } });
    cluster.run(5 * SECOND);
    return Array.from({ length: 8 }, (_, i) => cluster.nodeOf(`p-${i}`)).join(' ');
  };

  it('gives the same placements, and another seed may give others', () => {
    expect(history(7)).toBe(history(7));
    expect(new Set([1, 2, 3, 4].map(history)).size).toBeGreaterThan(1);
  });
});
