import type { Pod, PodStatus } from '../../api/pod/types.ts';
import { PODS } from '../../api/refs.ts';
import { StatusError, deepEqual, isConflict, isNotFound, keyOf } from '../../apimachinery/index.ts';
import type { Indexer, ResourceClient } from '../../client-go/index.ts';
import { Channel, NetworkError, SECOND, type RecordId, type Task } from '../../sim/index.ts';
import type { KubeletContext } from '../context.ts';
import { podStatusPatch } from './patch.ts';

interface Versioned {
  pod: Pod;
  /** `namespace/name` */
  readonly key: string;
  status: PodStatus;
  version: number;
  /** The version that the API server has. */
  sent: number;
  /** The pod as the last answer to a patch had it. */
  answered: Pod | undefined;
  cause: RecordId;
  queued: boolean;
  /** Everything of the pod is gone from the node: it may be deleted once its last status is known. */
  finished: boolean;
}

/** syncPeriod: what failed is tried again this much later. */
const RETRY_AFTER = 10 * SECOND;

/**
 * Source of truth for pod statuses on the node, and their only writer: one patch for each real change, none when nothing
 * changed. It deletes a pod that has ended gracefully (pkg/kubelet/status/status_manager.go).
 */
export class StatusManager {
  readonly #context: KubeletContext;
  readonly #pods: Indexer<Pod>;
  readonly #statuses = new Map<string, Versioned>();
  readonly #queue: Channel<string>;
  readonly #client: ResourceClient<Pod>;

  constructor(context: KubeletContext, pods: Indexer<Pod>) {
    this.#context = context;
    this.#pods = pods;
    this.#queue = new Channel(context.sim);
    this.#client = context.client.resource<Pod>(PODS);
  }

  start(): void {
    this.#context.process.go('status manager', this.#run());
  }

  get(uid: string): PodStatus | undefined {
    return this.#statuses.get(uid)?.status;
  }

  /** The status this node last made, or else the one that the API server has. */
  latest(pod: Pod): PodStatus {
    return this.#statuses.get(pod.metadata.uid)?.status ?? pod.status;
  }

  setPodStatus(pod: Pod, status: PodStatus): void {
    const { uid } = pod.metadata;
    const known = this.#statuses.get(uid);
    if (known) {
      known.pod = pod;
      if (deepEqual(known.status, status)) return;
      known.status = status;
      known.version++;
      known.cause = this.#context.sim.cause;
      this.#enqueue(uid, known);
      return;
    }
    const entry: Versioned = {
      pod,
      key: keyOf(pod),
      status,
      version: 1,
      sent: 0,
      answered: undefined,
      cause: this.#context.sim.cause,
      queued: false,
      finished: false,
    };
    this.#statuses.set(uid, entry);
    this.#enqueue(uid, entry);
  }

  /**
   * Somebody else wrote into the status, as the node lifecycle controller does with Ready: within the sync period it says
   * again what this node knows (needsReconcile).
   */
  reconcile(pod: Pod): void {
    const { uid } = pod.metadata;
    const entry = this.#statuses.get(uid);
    if (!entry || entry.status === pod.status || entry.sent < entry.version) return;
    if (podStatusPatch(uid, pod.status, entry.status) === undefined) return;
    entry.version++;
    entry.cause = this.#context.sim.cause;
    this.#retry(uid, entry);
  }

  /** Nothing of the pod is left on the node. If it was asked to go, it goes. */
  finishPod(pod: Pod): void {
    const entry = this.#statuses.get(pod.metadata.uid);
    if (!entry) return;
    entry.pod = pod;
    entry.finished = true;
    entry.cause = this.#context.sim.cause;
    this.#enqueue(pod.metadata.uid, entry);
  }

  forget(uid: string): void {
    this.#statuses.delete(uid);
  }

  #enqueue(uid: string, entry: Versioned): void {
    if (entry.queued) return;
    entry.queued = true;
    this.#queue.put(uid);
  }

  *#run(): Task {
    for (;;) {
      const uid = yield* this.#queue.get();
      const entry = uid === undefined ? undefined : this.#statuses.get(uid);
      if (uid === undefined || !entry) continue;
      entry.queued = false;
      this.#context.sim.cause = entry.cause;
      try {
        yield* this.#sync(uid, entry);
      } catch (error) {
        if (isNotFound(error)) this.forget(uid);
        else if (!(error instanceof StatusError) && !(error instanceof NetworkError)) throw error;
        else if (isConflict(error) && !this.#base(uid, entry)) this.forget(uid);
        else this.#retry(uid, entry);
      }
    }
  }

  #retry(uid: string, entry: Versioned): void {
    const again = () => {
      if (this.#context.process.state !== 'dead' && this.#statuses.get(uid) === entry) this.#enqueue(uid, entry);
    };
    this.#context.sim.after(RETRY_AFTER, again, undefined);
  }

  *#sync(uid: string, entry: Versioned): Task {
    const { name, namespace } = entry.pod.metadata;
    if (entry.sent < entry.version) {
      const { version, status } = entry;
      const base = this.#base(uid, entry);
      if (!base) {
        this.forget(uid);
        return;
      }
      const patch = podStatusPatch(uid, base.status, status);
      if (patch !== undefined) {
        const type = 'application/strategic-merge-patch+json';
        const answered = yield* this.#client.patch(namespace, name, type, patch, 'status');
        entry.answered = answered;
        // The server's copy says the same; keeping that one alone halves what a pod costs here.
        if (entry.version === version) entry.status = answered.status;
      }
      entry.sent = Math.max(entry.sent, version);
    }
    if (!entry.finished || entry.sent < entry.version) return;
    if (entry.pod.metadata.deletionTimestamp === undefined) return;
    yield* this.#client.delete(namespace, name, { gracePeriodSeconds: 0, preconditions: { uid } });
    this.forget(uid);
  }

  /** The newest that is known of what the API server has: the watch's copy or the answer to the last patch. */
  #base(uid: string, entry: Versioned): Pod | undefined {
    const watched = this.#pods.get(entry.key);
    const { answered } = entry;
    if (watched && watched.metadata.uid !== uid) return undefined;
    if (!watched || !answered) return watched ?? answered ?? entry.pod;
    if (Number(answered.metadata.resourceVersion) > Number(watched.metadata.resourceVersion)) return answered;
    entry.answered = undefined;
    return watched;
  }
}
