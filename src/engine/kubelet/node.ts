import type { Node, NodeCondition } from '../api/node/types.ts';
import { LEASES, NODES } from '../api/refs.ts';
import type { Lease } from '../api/lease/types.ts';
import {
  StatusError,
  deepEqual,
  formatMicroTime,
  formatTime,
  isAlreadyExists,
  isNotFound,
} from '../apimachinery/index.ts';
import { runtimeAddress, type ImageRecord } from '../cri-api/index.ts';
import { MILLISECOND, NetworkError, SECOND, sleep, type Micros, type Task } from '../sim/index.ts';
import {
  NODE_LEASE_DURATION_SECONDS,
  NODE_LEASE_RENEW,
  NODE_STATUS_REPORT_FREQUENCY,
  NODE_STATUS_UPDATE_FREQUENCY,
} from './config.ts';
import type { KubeletContext } from './context.ts';
import { CriError } from '../cri-api/index.ts';
import {
  conditionsChanged,
  fixedNodeStatus,
  nodeConditions,
  nodeImages,
  nodeLabels,
  nodeTaints,
} from './node-status.ts';

const NETWORK_NOT_READY =
  'container runtime network not ready: NetworkReady=false reason:NetworkPluginNotReady message:Network plugin returns error: cni plugin not initialized';
/** A runtime may be gone this long before the node says so. */
const RUNTIME_GRACE: Micros = 30 * SECOND;

/** The Node object that stands for this machine: made, kept alive by a lease, and reported on (pkg/kubelet/kubelet_node_status.go). */
export class NodeReporter {
  readonly #context: KubeletContext;
  readonly #images: () => readonly ImageRecord[];
  #lastReport: Micros = -Infinity;
  #reported: readonly NodeCondition[] | undefined;
  #reportedImages: readonly ImageRecord[] = [];
  #runtimeSeen: Micros = 0;
  #sending = false;
  registered = false;

  constructor(context: KubeletContext, images: () => readonly ImageRecord[]) {
    this.#context = context;
    this.#images = images;
  }

  start(): void {
    const { process } = this.#context;
    process.go('register', this.#register());
    process.go('node lease', this.#renewLease());
    process.go('node status', this.#report());
  }

  /** Something changed that decides whether the node is ready: reports at once rather than at the next tick. */
  hasten(): void {
    if (this.registered) this.#context.process.go('fast node status', this.#updateOnce());
  }

  #health(): string | undefined {
    const { network, process, sim, networkReady } = this.#context;
    if (network.listener(runtimeAddress(process.host.name))) this.#runtimeSeen = sim.now;
    else if (sim.now - this.#runtimeSeen > RUNTIME_GRACE) return 'container runtime is down';
    return networkReady ? undefined : NETWORK_NOT_READY;
  }

  *#register(): Task {
    const { client, sim, nodeName, config } = this.#context;
    this.#context.nodeEvent('Normal', 'Starting', 'Starting kubelet.');
    const now = formatTime(sim.wallClock());
    const status = fixedNodeStatus(nodeName, config);
    const taints = nodeTaints(config);
    const node = {
      apiVersion: 'v1',
      kind: 'Node',
      metadata: {
        name: nodeName,
        labels: nodeLabels(nodeName, config),
        annotations: { 'volumes.kubernetes.io/controller-managed-attach-detach': 'true' },
      },
      spec: { ...(taints.length > 0 && { taints }) },
      status: { ...status, conditions: nodeConditions({ notReady: this.#health() }, undefined, now) },
    };
    for (let step = 100 * MILLISECOND; ; step = Math.min(step * 2, 7 * SECOND)) {
      try {
        yield* client.resource<Node>(NODES).create(undefined, node);
        break;
      } catch (error) {
        if (isAlreadyExists(error)) break;
        if (!(error instanceof StatusError) && !(error instanceof NetworkError)) throw error;
        yield* sleep(sim, step);
      }
    }
    this.registered = true;
    yield* this.#updateOnce();
  }

  *#report(): Task {
    const { sim, process } = this.#context;
    // Nodes that start together do not report together for ever.
    yield* sleep(sim, sim.random(process.id).int(NODE_STATUS_UPDATE_FREQUENCY));
    for (;;) {
      sim.cause = 0;
      if (this.registered) yield* this.#updateOnce();
      yield* sleep(sim, NODE_STATUS_UPDATE_FREQUENCY);
    }
  }

  *#updateOnce(): Task {
    const { sim, node } = this.#context;
    if (this.#sending) return;
    const now = formatTime(sim.wallClock());
    const old = node?.status.conditions ?? this.#reported;
    const conditions = nodeConditions({ notReady: this.#health() }, old, now);
    const images = this.#images();
    const changed = conditionsChanged(old, conditions) || !deepEqual(images, this.#reportedImages);
    if (!changed && sim.now - this.#lastReport < NODE_STATUS_REPORT_FREQUENCY) return;
    const report = { reason: changed ? 'changed' : 'due', ready: conditions[3]?.status };
    const span = this.#context.process.begin('tryUpdateNodeStatus', this.#context.nodeName);
    this.#sending = true;
    try {
      yield* this.#send(conditions, images);
      span.end('ok', report);
      this.#announce(old, conditions);
      this.#reported = conditions;
      this.#reportedImages = images;
      this.#lastReport = sim.now;
    } catch (error) {
      if (!(error instanceof StatusError) && !(error instanceof NetworkError)) throw error;
      span.end('error', { ...report, message: error.message });
      if (isNotFound(error)) this.#context.process.go('register', this.#register());
    } finally {
      this.#sending = false;
    }
  }

  *#send(conditions: readonly NodeCondition[], images: readonly ImageRecord[]): Task {
    const { heartbeat: client, config, nodeName } = this.#context;
    const fixed = this.#lastReport === -Infinity ? fixedNodeStatus(nodeName, config) : undefined;
    const status = {
      ...fixed,
      conditions,
      ...((images.length > 0 || this.#reportedImages.length > 0) && { images: nodeImages(images) }),
    };
    const type = 'application/strategic-merge-patch+json';
    yield* client.resource<Node>(NODES).patch(undefined, nodeName, type, { status }, 'status');
  }

  /** Conditions that turned are events too. */
  #announce(old: readonly NodeCondition[] | undefined, made: readonly NodeCondition[]): void {
    const { nodeName } = this.#context;
    for (const { type, status } of made) {
      if (this.#reported && old?.find((one) => one.type === type)?.status === status) continue;
      const reason = NODE_EVENTS[type]?.[status === 'True' ? 1 : 0];
      if (reason && (type !== 'Ready' || status === 'True' || this.#reported)) {
        this.#context.nodeEvent('Normal', reason, `Node ${nodeName} status is now: ${reason}`);
      }
    }
  }

  *#renewLease(): Task {
    const { heartbeat: client, sim, nodeName } = this.#context;
    const leases = client.resource<Lease>(LEASES);
    let lease: Lease | undefined;
    let backoff = 100 * MILLISECOND;
    for (;;) {
      sim.cause = 0;
      const renewTime = formatMicroTime(sim.wallClock());
      try {
        lease = lease
          ? yield* leases.update({ ...lease, spec: { ...lease.spec, renewTime } })
          : yield* leases.create('kube-node-lease', this.#newLease(renewTime));
        backoff = 100 * MILLISECOND;
        yield* sleep(sim, NODE_LEASE_RENEW + sim.random(`lease/${nodeName}`).int(NODE_LEASE_RENEW / 25));
      } catch (error) {
        if (!(error instanceof StatusError) && !(error instanceof NetworkError)) throw error;
        lease = yield* this.#currentLease();
        yield* sleep(sim, backoff);
        backoff = Math.min(backoff * 2, 7 * SECOND);
      }
    }
  }

  *#currentLease(): Task<Lease | undefined> {
    const { heartbeat: client, nodeName } = this.#context;
    try {
      return yield* client.resource<Lease>(LEASES).get('kube-node-lease', nodeName);
    } catch (error) {
      if (!(error instanceof StatusError) && !(error instanceof NetworkError)) throw error;
      return undefined;
    }
  }

  #newLease(renewTime: string): unknown {
    const { node, nodeName } = this.#context;
    const ownerReferences = node && [{ apiVersion: 'v1', kind: 'Node', name: nodeName, uid: node.metadata.uid }];
    return {
      apiVersion: 'coordination.k8s.io/v1',
      kind: 'Lease',
      metadata: { name: nodeName, namespace: 'kube-node-lease', ...(ownerReferences && { ownerReferences }) },
      spec: { holderIdentity: nodeName, leaseDurationSeconds: NODE_LEASE_DURATION_SECONDS, renewTime },
    };
  }

  /** Tells the runtime from which network to give addresses, as soon as the node has one. */
  *configureNetwork(podCIDR: string): Task {
    const { cri, sim } = this.#context;
    for (;;) {
      try {
        yield* cri.call('UpdateRuntimeConfig', { podCIDR }, podCIDR);
        this.#context.networkReady = true;
        this.hasten();
        return;
      } catch (error) {
        if (!(error instanceof CriError)) throw error;
        yield* sleep(sim, SECOND);
      }
    }
  }
}

const NODE_EVENTS: Readonly<Record<string, readonly [string, string]>> = {
  MemoryPressure: ['NodeHasSufficientMemory', 'NodeHasInsufficientMemory'],
  DiskPressure: ['NodeHasNoDiskPressure', 'NodeHasDiskPressure'],
  PIDPressure: ['NodeHasSufficientPID', 'NodeHasInsufficientPID'],
  Ready: ['NodeNotReady', 'NodeReady'],
};
