import type { Node } from '../api/node/types.ts';
import type { Pod } from '../api/pod/types.ts';
import { NODES, PODS } from '../api/refs.ts';
import { deepEqual } from '../apimachinery/index.ts';
import { Client, EventRecorder, SharedInformerFactory, type Informer } from '../client-go/index.ts';
import type { Network, Process, Task } from '../sim/index.ts';
import { admitPod } from './admission.ts';
import { NODE_STATUS_UPDATE_FREQUENCY, type KubeletConfig } from './config.ts';
import { KubeletContext } from './context.ts';
import { CriClient } from '../cri-api/index.ts';
import { ImageManager } from './images.ts';
import { NodeReporter } from './node.ts';
import { nodeAllocatable, nodeLabels } from './node-status.ts';
import { ObjectCache } from './objects.ts';
import { Pleg } from './pleg.ts';
import { PodWorker, rowOf } from './pod-worker.ts';
import { PodWorkers } from './pod-workers.ts';
import { Prober } from './prober/prober.ts';
import { RuntimeManager } from './runtime-manager.ts';
import type { RuntimePodStatus } from './runtime-status.ts';
import { StatusManager } from './status/status-manager.ts';
import { factsOf, MOST_ROWS } from '../trace/index.ts';
import { serveKubelet } from './server/server.ts';

/** Starts the kubelet of the process's host: registers the node, then runs the pods that are bound to it. */
export function startKubelet(process: Process, network: Network, config: KubeletConfig): void {
  const name = process.host.name;
  const credentials = {
    clientCertificate: { commonName: `system:node:${name}`, organizations: ['system:nodes'] },
  };
  const userAgent = 'kubelet/v1.36.0 (linux/amd64) kubernetes';
  const client = new Client(process, network, {
    credentials,
    userAgent,
    qps: config.qps ?? 50,
    burst: config.burst ?? 100,
  });
  // As upstream: events and heartbeats have clients of their own, so that neither waits for the other; a heartbeat that
  // is not answered until the next one is due is given up (cmd/kubelet/app/server.go).
  const eventClient = new Client(process, network, {
    credentials,
    userAgent,
    qps: config.qps ?? 50,
    burst: config.burst ?? 100,
  });
  const heartbeatClient = new Client(process, network, {
    credentials,
    userAgent,
    qps: -1,
    timeout: NODE_STATUS_UPDATE_FREQUENCY,
  });
  const recorder = new EventRecorder(eventClient, { component: 'kubelet', host: name });
  const cri = new CriClient(process, network);
  const context = new KubeletContext(process, network, config, client, recorder, cri, heartbeatClient);
  new Kubelet(context).start();
}

class Kubelet {
  readonly #context: KubeletContext;
  readonly #factory: SharedInformerFactory;
  readonly #pods: Informer<Pod>;
  readonly #nodes: Informer<Node>;
  readonly #workers: PodWorkers;
  readonly #statuses: StatusManager;
  readonly #pleg: Pleg;
  readonly #prober: Prober;
  readonly #images: ImageManager;
  readonly #runtime: RuntimeManager;
  readonly #node: NodeReporter;
  /** Pods on their way off the node that the API server no longer knows. */
  readonly #orphans = new Set<string>();

  constructor(context: KubeletContext) {
    this.#context = context;
    this.#factory = new SharedInformerFactory(context.client);
    const { nodeName } = context;
    this.#pods = this.#factory.informer<Pod>(PODS, { fieldSelector: `spec.nodeName=${nodeName}` });
    this.#nodes = this.#factory.informer<Node>(NODES, { fieldSelector: `metadata.name=${nodeName}` });
    this.#statuses = new StatusManager(context, this.#pods.store);
    this.#pleg = new Pleg(context, (uid, status, old) => this.#onRuntimeChange(uid, status, old));
    this.#images = new ImageManager(context);
    const objects = new ObjectCache(context);
    this.#runtime = new RuntimeManager(context, this.#images, objects);
    this.#prober = new Prober(
      context,
      (uid) => this.#workers.workers.get(uid)?.pod,
      (pod, _container, kind) => this.#onProbeResult(pod, kind),
    );
    const parts = { context, pleg: this.#pleg, runtime: this.#runtime, statuses: this.#statuses };
    this.#workers = new PodWorkers({ ...parts, prober: this.#prober, objects });
    this.#node = new NodeReporter(context, () => this.#images.list);
    this.#wire();
  }

  #wire(): void {
    this.#runtime.onSandboxReady = (pod) => {
      const worker = this.#workers.workers.get(pod.metadata.uid);
      if (worker) this.#sandboxReady(worker);
    };
    this.#runtime.onStartResult = (uid, container, error) => {
      const worker = this.#workers.workers.get(uid);
      if (!worker) return;
      if (error) (worker.failures ??= new Map()).set(container, { reason: error.reason, message: error.message });
      else if (worker.failures?.delete(container) && worker.failures.size === 0) worker.failures = undefined;
    };
    this.#workers.onFinished = (worker) => {
      if (!this.#pods.store.get(worker.key) || this.#orphans.has(worker.pod.metadata.uid)) this.#forget(worker);
    };
    this.#nodes.addEventHandler({
      onAdd: (node) => this.#onNode(node),
      onUpdate: (_old, node) => this.#onNode(node),
    });
  }

  start(): void {
    const { process } = this.#context;
    this.#factory.start();
    this.#pleg.start();
    this.#statuses.start();
    this.#node.start();
    serveKubelet(this.#context, this.#pleg, this.#pods.store);
    const workers = () => [...this.#workers.workers.values()].slice(0, MOST_ROWS);
    process.expose(factsOf('pod-workers', () => workers().map(rowOf)));
    process.expose(factsOf('probes', () => this.#prober.rows()));
    process.go('syncLoop', this.#syncLoop());
    const { podCIDR } = this.#context.config;
    if (podCIDR !== undefined) process.go('network', this.#node.configureNetwork(podCIDR));
  }

  /** Pods are looked at only when it is known what of them is running already. */
  *#syncLoop(): Task {
    yield* this.#pods.waitForCacheSync();
    yield* this.#pleg.waitNewerThan(-1);
    yield* this.#images.loadList();
    this.#pods.addEventHandler({
      onAdd: (pod) => this.#onAdd(pod),
      onUpdate: (old, pod) => this.#onUpdate(old, pod),
      onDelete: (pod) => this.#onDelete(pod),
    });
    for (const uid of this.#pleg.uids()) this.#killOrphan(uid);
  }

  #onNode(node: Node): void {
    const before = this.#context.node?.spec.podCIDR;
    this.#context.node = node;
    const { podCIDR } = node.spec;
    if (podCIDR === undefined || podCIDR === before || this.#context.config.podCIDR !== undefined) return;
    this.#context.process.go('network', this.#node.configureNetwork(podCIDR));
  }

  #onAdd(pod: Pod): void {
    const { uid } = pod.metadata;
    if (this.#workers.workers.has(uid)) return;
    const worker = new PodWorker(pod);
    this.#workers.workers.set(uid, worker);
    if (pod.metadata.deletionTimestamp !== undefined) {
      this.#workers.terminate(worker, pod.metadata.deletionGracePeriodSeconds);
      return;
    }
    if (pod.status.phase === 'Failed' || pod.status.phase === 'Succeeded') {
      this.#workers.terminate(worker);
      return;
    }
    if (this.#pleg.get(uid).sandboxes.length === 0 && !this.#admit(worker)) return;
    this.#workers.dispatch(worker);
  }

  /** Turns a pod away that does not fit: it fails, for good. */
  #admit(worker: PodWorker): boolean {
    const { config, node, nodeName } = this.#context;
    const others: Pod[] = [];
    for (const other of this.#workers.workers.values()) {
      if (other !== worker && other.state !== 'finished' && !other.rejected) others.push(other.pod);
    }
    const labels = node?.metadata.labels ?? nodeLabels(nodeName, config);
    const rejection = admitPod(worker.pod, others, {
      allocatable: (this.#allocatable ??= nodeAllocatable(config)),
      labels,
    });
    if (!rejection) return true;
    const { pod } = worker;
    this.#context.podEvent(pod, 'Warning', rejection.reason, rejection.message);
    const { conditions, qosClass } = pod.status;
    this.#statuses.setPodStatus(pod, {
      ...(conditions && { conditions }),
      phase: 'Failed',
      reason: rejection.reason,
      message: `Pod was rejected: ${rejection.message}`,
      ...(qosClass !== undefined && { qosClass }),
      ...(pod.metadata.generation !== undefined && { observedGeneration: pod.metadata.generation }),
    });
    worker.rejected = true;
    this.#workers.terminate(worker);
    return false;
  }

  #allocatable: Readonly<Record<string, string>> | undefined;

  #onUpdate(old: Pod, pod: Pod): void {
    const worker = this.#workers.workers.get(pod.metadata.uid);
    if (!worker) {
      this.#onAdd(pod);
      return;
    }
    worker.pod = pod;
    const { deletionTimestamp, deletionGracePeriodSeconds, generation, labels, annotations } = pod.metadata;
    if (deletionTimestamp !== undefined) {
      const known = old.metadata.deletionTimestamp === deletionTimestamp;
      if (known && old.metadata.deletionGracePeriodSeconds === deletionGracePeriodSeconds) return;
      if (worker.state === 'finished') {
        worker.state = 'terminated';
        this.#workers.dispatch(worker);
      } else {
        this.#workers.terminate(worker, deletionGracePeriodSeconds);
      }
      return;
    }
    if (old.status !== pod.status) this.#statuses.reconcile(pod);
    const changed =
      old.metadata.generation !== generation ||
      !deepEqual(old.metadata.labels, labels) ||
      !deepEqual(old.metadata.annotations, annotations);
    if (changed) this.#workers.dispatch(worker);
    else if (pod.spec.readinessGates && old.status !== pod.status) this.#workers.refreshStatus(worker);
  }

  #onDelete(pod: Pod): void {
    const worker = this.#workers.workers.get(pod.metadata.uid);
    if (!worker) return;
    if (worker.state === 'finished') {
      this.#forget(worker);
      return;
    }
    this.#orphans.add(pod.metadata.uid);
    this.#statuses.forget(pod.metadata.uid);
    this.#workers.terminate(worker, pod.metadata.deletionGracePeriodSeconds);
  }

  /** Nothing is left to do for the pod, and nobody will ask for it again. */
  #forget(worker: PodWorker): void {
    const { uid, name, namespace = '' } = worker.pod.metadata;
    this.#orphans.delete(uid);
    this.#workers.workers.delete(uid);
    this.#statuses.forget(uid);
    this.#runtime.forget(uid);
    const runtime = this.#pleg.get(uid);
    if (runtime.sandboxes.length === 0) return;
    this.#context.process.go('garbage collection', this.#runtime.removePod(runtime, name, namespace));
  }

  #onRuntimeChange(uid: string, status: RuntimePodStatus, old: RuntimePodStatus): void {
    const worker = this.#workers.workers.get(uid);
    if (!worker) {
      if (this.#pods.hasSynced) this.#killOrphan(uid);
    } else if (worker.state === 'sync' && worthSyncing(status, old)) {
      this.#context.process.note('PLEG', worker.key, plegDetail(status));
      this.#workers.dispatch(worker);
    }
  }

  /** What runs here and belongs to no pod, as after the kubelet was away while a pod was deleted by force. */
  #killOrphan(uid: string): void {
    const runtime = this.#pleg.get(uid);
    const [sandbox] = runtime.sandboxes;
    if (!sandbox || this.#workers.workers.has(uid) || this.#orphans.has(uid)) return;
    if (this.#pods.store.get(`${sandbox.pod.namespace}/${sandbox.pod.name}`)?.metadata.uid === uid) return;
    this.#orphans.add(uid);
    this.#context.process.go('kill orphan', this.#endOrphan(uid, runtime, sandbox.pod.name, sandbox.pod.namespace));
  }

  *#endOrphan(uid: string, runtime: RuntimePodStatus, name: string, namespace: string): Task {
    yield* this.#runtime.killOrphan(runtime, name, namespace);
    this.#orphans.delete(uid);
  }

  #sandboxReady(worker: PodWorker): void {
    const status = this.#statuses.get(worker.pod.metadata.uid);
    const condition = status?.conditions?.find((one) => one.type === 'PodReadyToStartContainers');
    if (!status?.conditions || !condition || condition.status === 'True') return;
    const lastTransitionTime = this.#context.timestamp();
    const conditions = status.conditions.map((one) =>
      one === condition ? { ...one, status: 'True', lastTransitionTime } : one,
    );
    this.#statuses.setPodStatus(worker.pod, { ...status, conditions });
  }

  #onProbeResult(pod: Pod, kind: 'liveness' | 'readiness' | 'startup'): void {
    const worker = this.#workers.workers.get(pod.metadata.uid);
    if (!worker) return;
    if (kind === 'readiness') this.#workers.refreshStatus(worker);
    else this.#workers.dispatch(worker);
  }
}

/** Containers that were only made, or that were removed, change nothing for the pod. */
function worthSyncing(status: RuntimePodStatus, old: RuntimePodStatus): boolean {
  if (status.sandboxes[0] !== old.sandboxes[0]) return true;
  for (const container of status.containers) {
    if (container.state !== 'CONTAINER_CREATED' && !old.containers.includes(container)) return true;
  }
  return false;
}

function plegDetail(status: RuntimePodStatus): Readonly<Record<string, unknown>> {
  return { containers: status.containers.map((one) => ({ name: one.name, attempt: one.attempt, state: one.state })) };
}
