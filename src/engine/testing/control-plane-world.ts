import { kinds } from '../api/index.ts';
import { EVENTS, LEASES, NODES, PODS } from '../api/refs.ts';
import type { Event } from '../api/event/types.ts';
import type { Lease } from '../api/lease/types.ts';
import type { Node } from '../api/node/types.ts';
import type { Pod } from '../api/pod/types.ts';
import { formatMicroTime, formatTime, isNotFound, type ApiObject } from '../apimachinery/index.ts';
import { Client, SharedInformerFactory, type ResourceRef } from '../client-go/index.ts';
import { EtcdDisk, startEtcd } from '../etcd/index.ts';
import { startKubeAPIServer } from '../kube-apiserver/index.ts';
import { Host, Network, Process, SECOND, Sim, type Task } from '../sim/index.ts';
import { TraceRecorder } from '../trace/index.ts';
import { targetNodeName } from '../kube-controller-manager/daemonset/pod-template.ts';
import { startKubeControllerManager, type KubeControllerManagerConfig } from '../kube-controller-manager/index.ts';

const credentials = { clientCertificate: { commonName: 'admin', organizations: ['system:masters'] } };

/** etcd, an API server and the controllers for real; nodes that are played: pods are bound at once and run when they are. */
export class World {
  readonly trace = new TraceRecorder();
  readonly sim = new Sim({ seed: 7, recorder: this.trace });
  readonly network = new Network(this.sim);
  readonly master = new Host('control-plane-1');
  readonly client: Client;
  readonly silent = new Set<string>();
  readonly nodes: string[] = [];
  manager: Process;
  readonly apiserver: Process;
  broken = false;
  /** False: a scheduler does it. */
  bindsPods = true;

  constructor(config: KubeControllerManagerConfig = {}) {
    const { sim, network, master } = this;
    const disk = new EtcdDisk();
    startEtcd(new Process(sim, 'etcd', master), network, { disk, recorder: this.trace });
    this.apiserver = new Process(sim, 'kube-apiserver', master);
    startKubeAPIServer(this.apiserver, network, { kinds, disk });
    this.manager = this.startManager(config);
    const user = new Process(sim, 'kubectl', new Host('laptop'));
    this.client = new Client(user, network, { credentials, userAgent: 'kubectl', qps: -1 });
    this.advance(2 * SECOND);
    this.#playNodes();
  }

  startManager(config: KubeControllerManagerConfig = {}): Process {
    const process = new Process(this.sim, 'kube-controller-manager', this.master);
    startKubeControllerManager(process, this.network, config);
    return process;
  }

  advance(duration: number): void {
    this.sim.runUntil(this.sim.now + duration);
  }

  run<T>(task: Task<T>): T {
    const answers: ({ value: T } | { error: unknown })[] = [];
    this.client.process.go(
      'test',
      (function* () {
        try {
          answers.push({ value: yield* task });
        } catch (error) {
          answers.push({ error });
        }
      })(),
    );
    this.advance(SECOND / 2);
    const [answer] = answers;
    if (!answer) throw new Error('no answer within half a second');
    if ('error' in answer) throw answer.error;
    return answer.value;
  }

  list<T extends ApiObject>(ref: ResourceRef, namespace = 'default'): readonly T[] {
    return this.run(this.client.resource<T>(ref).list(ref.namespaced ? namespace : undefined)).items;
  }

  get<T extends ApiObject>(ref: ResourceRef, name: string, namespace = 'default'): T | undefined {
    try {
      return this.run(this.client.resource<T>(ref).get(ref.namespaced ? namespace : undefined, name));
    } catch (error) {
      if (isNotFound(error)) return undefined;
      throw error;
    }
  }

  create<T extends ApiObject>(ref: ResourceRef, object: object, namespace = 'default'): T {
    const apiVersion = ref.group === '' ? ref.version : `${ref.group}/${ref.version}`;
    const target = ref.namespaced ? namespace : undefined;
    return this.run(this.client.resource<T>(ref).create(target, { apiVersion, kind: ref.kind, ...object }));
  }

  patch(ref: ResourceRef, name: string, patch: object, namespace = 'default'): void {
    const target = ref.namespaced ? namespace : undefined;
    this.run(this.client.resource(ref).patch(target, name, 'application/merge-patch+json', patch));
  }

  delete(ref: ResourceRef, name: string, options = {}): void {
    this.run(this.client.resource(ref).delete(ref.namespaced ? 'default' : undefined, name, options));
  }

  /** What a kubelet reports when a pod's only container has ended. */
  finish(name: string, exitCode = 0): void {
    const at = formatTime(this.sim.wallClock());
    const terminated = { exitCode, startedAt: at, finishedAt: at };
    const containerStatuses = [
      { name: 'main', image: '', imageID: '', ready: false, restartCount: 0, state: { terminated } },
    ];
    const conditions = [{ type: 'Ready', status: 'False', lastTransitionTime: at }];
    const status = { phase: exitCode === 0 ? 'Succeeded' : 'Failed', containerStatuses, conditions };
    const pods = this.client.resource<Pod>(PODS);
    this.run(pods.patch('default', name, 'application/strategic-merge-patch+json', { status }, 'status'));
  }

  messages(reason: string): string[] {
    return this.list<Event>(EVENTS).flatMap((event) => (event.reason === reason ? [event.message ?? ''] : []));
  }

  addNode(name: string): void {
    const at = formatTime(this.sim.wallClock());
    const ready = { type: 'Ready', status: 'True', reason: 'KubeletReady', message: 'kubelet is posting ready status' };
    const conditions = [{ ...ready, lastHeartbeatTime: at, lastTransitionTime: at }];
    this.create<Node>(NODES, { metadata: { name } });
    const nodes = this.client.resource<Node>(NODES);
    this.run(
      nodes.patch(undefined, name, 'application/strategic-merge-patch+json', { status: { conditions } }, 'status'),
    );
    this.nodes.push(name);
    const renewTime = formatMicroTime(this.sim.wallClock());
    const spec = { holderIdentity: name, leaseDurationSeconds: 40, renewTime };
    this.create(LEASES, { metadata: { name }, spec }, 'kube-node-lease');
    this.client.process.every(`lease ${name}`, 10 * SECOND, () => this.#renew(name));
  }

  *#renew(name: string): Task {
    if (this.silent.has(name)) return;
    const leases = this.client.resource<Lease>(LEASES);
    const renewTime = formatMicroTime(this.sim.wallClock());
    yield* leases.patch('kube-node-lease', name, 'application/merge-patch+json', { spec: { renewTime } });
  }

  #playNodes(): void {
    const informers = new SharedInformerFactory(this.client);
    let turn = 0;
    const alive = (): string[] => this.nodes.filter((name) => !this.silent.has(name));
    informers.informer<Pod>(PODS).addEventHandler({
      onAdd: (pod) => {
        const [next] = alive().slice(turn++ % Math.max(1, alive().length));
        const target = targetNodeName(pod) ?? next;
        if (this.bindsPods && target && !pod.spec.nodeName) this.client.process.go('bind', this.#bind(pod, target));
      },
      onUpdate: (old, pod) => {
        const { deletionTimestamp, name, namespace } = pod.metadata;
        if (!this.bindsPods && pod.spec.nodeName && !old.spec.nodeName) {
          this.client.process.go('start', this.#start(pod));
        }
        const going = deletionTimestamp !== undefined && old.metadata.deletionTimestamp === undefined;
        if (!going || this.silent.has(pod.spec.nodeName ?? '')) return;
        this.client.process.go('end', this.#end(namespace, name));
      },
    });
    informers.start();
  }

  /** What a kubelet does when the containers have stopped; somebody else may have been quicker. */
  *#end(namespace: string | undefined, name: string): Task {
    try {
      yield* this.client.resource<Pod>(PODS).delete(namespace, name, { gracePeriodSeconds: 0 });
    } catch (error) {
      if (!isNotFound(error)) throw error;
    }
  }

  *#bind(pod: Pod, target: string): Task {
    const { namespace, name } = pod.metadata;
    const pods = this.client.resource<Pod>(PODS);
    const binding = { apiVersion: 'v1', kind: 'Binding', metadata: { name }, target: { kind: 'Node', name: target } };
    yield* pods.createSubresource(namespace, name, 'binding', binding);
    yield* this.#start(pod);
  }

  *#start(pod: Pod): Task {
    if (this.broken) return;
    const { namespace, name } = pod.metadata;
    const pods = this.client.resource<Pod>(PODS);
    const at = formatTime(this.sim.wallClock());
    const ip = `10.244.0.${2 + Number(BigInt(this.sim.steps) % 200n)}`;
    const condition = { type: 'Ready', status: 'True', lastTransitionTime: at };
    const status = { phase: 'Running', startTime: at, podIP: ip, podIPs: [{ ip }], conditions: [condition] };
    yield* pods.patch(namespace, name, 'application/strategic-merge-patch+json', { status }, 'status');
  }
}

export function template(app: string, image: string): object {
  return { metadata: { labels: { app } }, spec: { containers: [{ name: 'main', image }] } };
}

export function deployment(replicas: number, image = 'nginx:1', more = {}): object {
  const selector = { matchLabels: { app: 'web' } };
  return { metadata: { name: 'web' }, spec: { replicas, selector, template: template('web', image), ...more } };
}
