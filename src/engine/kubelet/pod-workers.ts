import type { PodStatus, Volume } from '../api/pod/types.ts';
import { MILLISECOND, SECOND, sleep, type Micros, type Random, type Task } from '../sim/index.ts';
import { computePodActions, isNothing, type PodActions } from './compute-actions.ts';
import { BACKOFF_PERIOD, SYNC_FREQUENCY } from './config.ts';
import type { KubeletContext } from './context.ts';
import type { ObjectCache } from './objects.ts';
import type { Pleg } from './pleg.ts';
import type { PodWorker } from './pod-worker.ts';
import type { Prober } from './prober/prober.ts';
import type { RuntimeManager, SyncResult } from './runtime-manager.ts';
import type { RuntimePodStatus } from './runtime-status.ts';
import { generatePodStatus } from './status/pod-status.ts';
import type { StatusManager } from './status/status-manager.ts';
import { MountedVolumes, type VolumeData } from './volume-files.ts';
import { MOUNT_TIME, collectVolumes, mayChange, neededObjects } from './volumes.ts';

export interface PodWorkersParts {
  readonly context: KubeletContext;
  readonly pleg: Pleg;
  readonly runtime: RuntimeManager;
  readonly statuses: StatusManager;
  readonly prober: Prober;
  readonly objects: ObjectCache;
}

const NOT_YET =
  'network is not ready: container runtime network not ready: NetworkReady=false reason:NetworkPluginNotReady message:Network plugin returns error: cni plugin not initialized';
const DONE: SyncResult = { touched: false, error: undefined, retryAt: undefined };
const FIRST_MOUNT_RETRY = 500 * MILLISECOND;
const LAST_MOUNT_RETRY = 122 * SECOND;

/** Brings each pod of this node to where it should be, one step of its life after the other. */
export class PodWorkers {
  readonly workers = new Map<string, PodWorker>();
  readonly #parts: PodWorkersParts;
  readonly #context: KubeletContext;
  readonly #random: Random;
  readonly #refreshRandom: Random;
  /** Called when nothing of a pod is left to do. */
  onFinished: (worker: PodWorker) => void = () => {};

  constructor(parts: PodWorkersParts) {
    this.#parts = parts;
    this.#context = parts.context;
    this.#random = parts.context.sim.random(`pod workers/${parts.context.nodeName}`);
    this.#refreshRandom = parts.context.sim.random(`volumes/${parts.context.nodeName}`);
  }

  /** Asks for a sync soon; the present cause is the reason. */
  dispatch(worker: PodWorker): void {
    worker.cause = this.#context.sim.cause;
    worker.pending = true;
    if (worker.working || worker.state === 'finished') return;
    worker.working = true;
    this.#context.process.go('pod worker', this.#work(worker));
  }

  /** The pod is to end; `grace` seconds, or its own. */
  terminate(worker: PodWorker, grace?: number): void {
    if (grace !== undefined) worker.gracePeriod = Math.min(grace, worker.gracePeriod ?? Infinity);
    if (worker.state === 'sync') worker.state = 'terminating';
    worker.interrupt();
    this.dispatch(worker);
  }

  /** Makes the status anew without a sync, as after a readiness probe. */
  refreshStatus(worker: PodWorker): void {
    if (worker.state === 'finished' || worker.rejected) return;
    this.#setStatus(worker, false);
  }

  *#work(worker: PodWorker): Task {
    const { sim } = this.#context;
    while (worker.pending && worker.state !== 'finished') {
      const { pleg } = this.#parts;
      if (!pleg.isNewerThan(worker.touchedAt)) yield* pleg.waitNewerThan(worker.touchedAt);
      // What the relist just brought is known now, and needs no sync of its own.
      worker.pending = false;
      sim.cause = worker.cause;
      if (worker.state === 'sync') yield* this.#syncPod(worker);
      else if (worker.state === 'terminating') yield* this.#syncTerminatingPod(worker);
      else this.#syncTerminatedPod(worker);
    }
    worker.working = false;
  }

  #runtimeOf(worker: PodWorker): RuntimePodStatus {
    return this.#parts.pleg.get(worker.pod.metadata.uid);
  }

  #setStatus(worker: PodWorker, isTerminal: boolean): PodStatus {
    const { statuses, prober } = this.#parts;
    const { pod } = worker;
    const status = generatePodStatus({
      pod,
      runtime: this.#runtimeOf(worker),
      old: statuses.latest(pod),
      isTerminal,
      hostIP: this.#context.config.nodeIP,
      hostIPs: this.#context.hostIPs,
      now: this.#context.sim.wallClock(),
      startFailure: (name) => worker.failures?.get(name),
      probes: prober,
    });
    statuses.setPodStatus(pod, status);
    return status;
  }

  *#syncPod(worker: PodWorker): Task {
    const span = this.#context.process.begin('syncPod', worker.key);
    const before = failureReasons(worker);
    let result = this.#beforeSync(worker);
    if (!result) {
      const { volumes } = worker.pod.spec;
      if (!worker.mounted && volumes?.length) yield* this.#mountVolumes(worker, volumes);
      const actions = this.#stateOf(worker) === 'sync' ? this.#actions(worker) : undefined;
      // Most syncs find nothing to do, and the runtime is not asked for nothing.
      if (!actions || isNothing(actions)) result = DONE;
      else result = yield* this.#parts.runtime.syncPod(worker.pod, actions, this.#runtimeOf(worker));
    }
    if (result.error === undefined) span.end('ok');
    else span.end('error', { error: result.error });
    if (result.touched) worker.touchedAt = this.#context.sim.now;
    // The state may have gone forward while this sync waited.
    if (this.#stateOf(worker) !== 'sync') worker.pending = true;
    else if (result.error !== undefined) this.#retry(worker, result, before !== failureReasons(worker));
  }

  #stateOf(worker: PodWorker): PodWorker['state'] {
    return worker.state;
  }

  /** Sooner when why it fails has changed, so that the status can say so. */
  #retry(worker: PodWorker, result: SyncResult, soon: boolean): void {
    const { sim } = this.#context;
    const wait = result.retryAt === undefined ? BACKOFF_PERIOD : result.retryAt - sim.now;
    const capped = Math.min(Math.max(wait, 0), SYNC_FREQUENCY);
    const jittered = capped + Math.floor(this.#random.float() * 0.5 * capped);
    this.#after(worker, soon ? SECOND : jittered);
  }

  #after(worker: PodWorker, delay: Micros): void {
    const { sim, process } = this.#context;
    const timer = ++worker.timer;
    const { cause } = sim;
    const fire = () => {
      if (process.state === 'dead' || worker.timer !== timer || worker.state === 'finished') return;
      sim.cause = cause;
      this.dispatch(worker);
    };
    sim.after(delay, fire, undefined);
  }

  /** What comes before the first wait; a result if there is nothing more to do. */
  #beforeSync(worker: PodWorker): SyncResult | undefined {
    const { prober } = this.#parts;
    const { pod } = worker;
    if (worker.rejected) return DONE;
    prober.update(pod, this.#runtimeOf(worker));
    const status = this.#setStatus(worker, false);
    if (status.phase === 'Succeeded' || status.phase === 'Failed') {
      worker.state = 'terminating';
      return DONE;
    }
    if (!this.#context.networkReady && !pod.spec.hostNetwork) {
      this.#context.podEvent(pod, 'Warning', 'NetworkNotReady', NOT_YET);
      return { touched: false, error: NOT_YET, retryAt: this.#context.sim.now + SECOND };
    }
    return undefined;
  }

  #actions(worker: PodWorker): PodActions {
    return computePodActions({ pod: worker.pod, runtime: this.#runtimeOf(worker), probes: this.#parts.prober });
  }

  /** Waits until all that the volumes need exists, or the pod is asked to go. */
  *#mountVolumes(worker: PodWorker, volumes: readonly Volume[]): Task {
    const { sim } = this.#context;
    const needs = neededObjects(volumes);
    for (let retry = FIRST_MOUNT_RETRY; worker.state === 'sync'; retry = Math.min(retry * 2, LAST_MOUNT_RETRY)) {
      const found = yield* collectVolumes(worker.pod, needs, this.#parts.objects);
      if ('objects' in found) {
        yield* worker.pause(sim, MOUNT_TIME);
        worker.mounted = true;
        this.#putVolumes(worker, found);
        if (mayChange(volumes, needs)) this.#context.process.go('volumes', this.#refreshVolumes(worker, needs));
        return;
      }
      this.#context.podEvent(worker.pod, 'Warning', 'FailedMount', found.message);
      yield* worker.pause(sim, retry);
    }
  }

  /** A kubelet that was started again finds what its predecessor had put there. */
  #putVolumes(worker: PodWorker, data: VolumeData): void {
    const { config, sim, nodeName } = this.#context;
    const { disk } = config;
    const { pod } = worker;
    const { uid } = pod.metadata;
    const known = disk?.pod(uid);
    if (known instanceof MountedVolumes) {
      known.update(pod, data);
      return;
    }
    const place = () => ({ podIP: this.#runtimeOf(worker).sandboxes[0]?.ip ?? '', hostIP: config.nodeIP, nodeName });
    disk?.put(uid, new MountedVolumes(pod, disk, () => sim.wallClock(), place, data));
  }

  /** Each sync of a pod looks whether what is mounted has changed: a ConfigMap's new words reach its files in a minute or so. */
  *#refreshVolumes(worker: PodWorker, needs: ReturnType<typeof neededObjects>): Task {
    const { sim } = this.#context;
    for (;;) {
      yield* sleep(sim, SYNC_FREQUENCY + Math.floor(this.#refreshRandom.float() * 0.5 * SYNC_FREQUENCY));
      if (this.#stateOf(worker) !== 'sync') return;
      sim.cause = 0;
      const found = yield* collectVolumes(worker.pod, needs, this.#parts.objects);
      const known = this.#context.config.disk?.pod(worker.pod.metadata.uid);
      if ('objects' in found && known instanceof MountedVolumes) known.update(worker.pod, found);
    }
  }

  *#syncTerminatingPod(worker: PodWorker): Task {
    const span = this.#context.process.begin('syncTerminatingPod', worker.key);
    const { prober, runtime, pleg } = this.#parts;
    const status = this.#runtimeOf(worker);
    if (!worker.rejected) this.#setStatus(worker, false);
    prober.stopLiveness(status);
    yield* runtime.killPod(worker.pod, status, worker.gracePeriod);
    if (status.sandboxes.length > 0 || status.containers.length > 0) {
      const killedAt = this.#context.sim.now;
      worker.touchedAt = killedAt;
      yield* pleg.waitNewerThan(killedAt);
    }
    const left = this.#runtimeOf(worker).containers.find((container) => container.state === 'CONTAINER_RUNNING');
    if (left) {
      span.end('error', { error: `container ${left.name} is still running` });
      this.#after(worker, BACKOFF_PERIOD);
      return;
    }
    worker.state = 'terminated';
    worker.pending = true;
    span.end('ok');
  }

  #syncTerminatedPod(worker: PodWorker): void {
    const span = this.#context.process.begin('syncTerminatedPod', worker.key);
    const { prober, statuses, runtime } = this.#parts;
    prober.remove(this.#runtimeOf(worker));
    if (!worker.rejected) this.#setStatus(worker, true);
    runtime.forget(worker.pod.metadata.uid);
    this.#context.config.disk?.remove(worker.pod.metadata.uid);
    worker.failures = undefined;
    worker.state = 'finished';
    statuses.finishPod(worker.pod);
    span.end('ok');
    this.onFinished(worker);
  }
}

/** Undefined for a pod that starts well, as most do. */
function failureReasons({ failures }: PodWorker): string | undefined {
  return failures && [...failures.values()].map((failure) => failure.reason).join();
}
