import type { Container, Pod } from '../api/pod/types.ts';
import type { PodSandbox, RuntimeContainer } from '../cri-api/index.ts';
import { MILLISECOND, SECOND, Waiter, sleep, type Micros, type Task } from '../sim/index.ts';
import { durationString, parseQuantity } from '../apimachinery/index.ts';
import { Backoff } from './backoff.ts';
import type { PodActions } from './compute-actions.ts';
import { INITIAL_CONTAINER_BACKOFF, MAX_CONTAINER_BACKOFF } from './config.ts';
import type { KubeletContext } from './context.ts';
import { CriError } from '../cri-api/index.ts';
import { expandWords, makeEnvironment } from './environment.ts';
import { ServiceEnvironments } from './envvars.ts';
import { formatPod } from './format.ts';
import { StartError, type ImageManager } from './images.ts';
import type { ObjectCache } from './objects.ts';
import { dnsOf } from './dns.ts';
import { findContainer, type RuntimePodStatus } from './runtime-status.ts';

/** How a sync of a pod with the runtime went. */
export interface SyncResult {
  /** Whether the runtime was asked to change anything: then the cache has to be newer before the next sync. */
  readonly touched: boolean;
  readonly error: string | undefined;
  /** The earliest end of a back-off. */
  readonly retryAt: Micros | undefined;
}

/** A hook of a container takes this long; what it does is not simulated yet. */
const HOOK_TIME = 50 * MILLISECOND;

/** Carries out what computePodActions decided (pkg/kubelet/kuberuntime). */
export class RuntimeManager {
  readonly #context: KubeletContext;
  readonly #images: ImageManager;
  readonly #objects: ObjectCache;
  readonly #backoff: Backoff;
  readonly #services: ServiceEnvironments;
  /** Called as soon as a pod has its sandbox and address. */
  onSandboxReady: (pod: Pod, sandbox: PodSandbox) => void = () => {};
  /** Remembers, or with undefined forgets, why a container of the pod could not be started. */
  onStartResult: (uid: string, container: string, error: StartError | undefined) => void = () => {};

  constructor(context: KubeletContext, images: ImageManager, objects: ObjectCache) {
    this.#context = context;
    this.#images = images;
    this.#objects = objects;
    this.#services = new ServiceEnvironments(context.config.services);
    this.#backoff = new Backoff(context.sim, INITIAL_CONTAINER_BACKOFF, MAX_CONTAINER_BACKOFF);
  }

  forget(uid: string): void {
    this.#backoff.forget(uid);
    this.#images.forget(uid);
  }

  *syncPod(pod: Pod, actions: PodActions, runtime: RuntimePodStatus): Task<SyncResult> {
    let touched = false;
    if (actions.killPod) {
      const again = actions.createSandbox && runtime.sandboxes.length > 0;
      if (again) {
        const message = 'Pod sandbox changed, it will be killed and re-created.';
        this.#context.podEvent(pod, 'Normal', 'SandboxChanged', message);
      }
      yield* this.killPod(pod, runtime, undefined);
      touched = true;
      if (!actions.createSandbox) return { touched, error: undefined, retryAt: undefined };
    }
    for (const { container, message } of actions.containersToKill) {
      yield* this.killContainer(pod, container, message, undefined);
      touched = true;
    }
    let sandbox = runtime.sandboxes[0];
    if (actions.createSandbox) {
      const made = yield* this.#createSandbox(pod, actions.attempt);
      if (typeof made === 'string') return { touched: true, error: made, retryAt: undefined };
      touched = true;
      sandbox = made;
      this.onSandboxReady(pod, made);
    }
    let errors: string | undefined;
    let retryAt: Micros | undefined;
    for (const container of actions.containersToStart) {
      try {
        yield* this.#startContainer(pod, container, sandbox!, runtime);
        touched = true;
        this.onStartResult(pod.metadata.uid, container.name, undefined);
      } catch (error) {
        if (!(error instanceof StartError)) throw error;
        this.onStartResult(pod.metadata.uid, container.name, error);
        const failed = `failed to "StartContainer" for "${container.name}" with ${error.reason}: "${error.message}"`;
        errors = errors === undefined ? failed : `${errors}, ${failed}`;
        if (error.retryAt !== undefined) retryAt = Math.min(retryAt ?? Infinity, error.retryAt);
        if (error.reason !== 'CrashLoopBackOff' && !error.reason.startsWith('ErrImage')) touched = true;
      }
    }
    return { touched, error: errors, retryAt };
  }

  *#createSandbox(pod: Pod, attempt: number): Task<PodSandbox | string> {
    const { name, namespace = '', uid } = pod.metadata;
    try {
      return yield* this.#context.cri.call(
        'RunPodSandbox',
        {
          pod: { namespace, name, uid },
          attempt,
          hostNetwork: pod.spec.hostNetwork === true,
          hostname: pod.spec.hostNetwork ? this.#context.nodeName : pod.spec.hostname,
          dns: dnsOf(pod),
          hostAliases: pod.spec.hostAliases,
        },
        name,
        namespace,
      );
    } catch (error) {
      if (!(error instanceof CriError)) throw error;
      const message = `Failed to create pod sandbox: ${error.message}`;
      this.#context.podEvent(pod, 'Warning', 'FailedCreatePodSandBox', message);
      return message;
    }
  }

  *#startContainer(pod: Pod, container: Container, sandbox: PodSandbox, runtime: RuntimePodStatus): Task {
    const { cri, config, nodeName } = this.#context;
    this.#checkBackOff(pod, container, runtime);
    let image: string;
    try {
      image = yield* this.#images.ensureImageExists(pod, container);
    } catch (error) {
      if (!(error instanceof StartError)) throw error;
      this.#context.containerEvent(pod, container.name, 'Warning', 'Failed', `Error: ${error.reason}`);
      throw error;
    }
    const previous = findContainer(runtime, container.name);
    const attempt = previous ? previous.attempt + 1 : 0;
    const place = { podIP: sandbox.ip, hostIP: config.nodeIP, nodeName };
    let step = 'CreateContainerError';
    try {
      const containerId = yield* this.#create(pod, container, sandbox, image, attempt, place);
      this.#context.containerEvent(pod, container.name, 'Normal', 'Created', 'Container created');
      step = 'RunContainerError';
      yield* cri.call('StartContainer', { containerId }, container.name, pod.metadata.namespace);
      this.#context.containerEvent(pod, container.name, 'Normal', 'Started', 'Container started');
    } catch (error) {
      throw this.#startError(pod, container, step, error);
    }
    if (container.lifecycle?.postStart) yield* sleep(this.#context.sim, HOOK_TIME);
    if (attempt > 1) yield* this.#removeDead(container, runtime, attempt - 2);
  }

  *#create(
    pod: Pod,
    container: Container,
    sandbox: PodSandbox,
    image: string,
    attempt: number,
    place: { podIP: string; hostIP: string; nodeName: string },
  ): Task<string> {
    const services = this.#services.of(pod.metadata.namespace ?? '', pod.spec.enableServiceLinks !== false);
    const env = yield* makeEnvironment(pod, container, place, this.#objects, services);
    const config = {
      name: container.name,
      attempt,
      image,
      command: expandWords(container.command, env),
      args: expandWords(container.args, env),
      workingDir: container.workingDir,
      env,
      mounts: container.volumeMounts,
      memoryLimit: memoryLimit(container),
      ...(container.stdin && { stdin: true, stdinOnce: container.stdinOnce === true, tty: container.tty === true }),
      ports: container.ports?.map((port) => port.containerPort) ?? NO_PORTS,
    };
    const request = { podSandboxId: sandbox.id, config };
    return (yield* this.#context.cri.call('CreateContainer', request, container.name, pod.metadata.namespace))
      .containerId;
  }

  /** Turns a failure into a StartError, with the event that tells of it; what is no failure of a start stays as it is. */
  #startError(pod: Pod, container: Container, reason: string, error: unknown): unknown {
    const failed = error instanceof CriError ? new StartError(reason, error.description) : error;
    if (failed instanceof StartError) {
      this.#context.containerEvent(pod, container.name, 'Warning', 'Failed', `Error: ${failed.message}`);
    }
    return failed;
  }

  /** doBackOff: a container that ended waits before it is started again, longer each time. */
  #checkBackOff(pod: Pod, container: Container, runtime: RuntimePodStatus): void {
    const newest = findContainer(runtime, container.name);
    if (newest?.state !== 'CONTAINER_EXITED') return;
    const { sim } = this.#context;
    const key = `${pod.metadata.uid}_${container.name}`;
    const ended = newest.finishedAt - sim.epoch;
    const wait = this.#backoff.remaining(key, ended);
    if (wait === 0) {
      this.#backoff.next(key, ended);
      return;
    }
    const message = `Back-off restarting failed container ${container.name} in pod ${formatPod(pod)}`;
    this.#context.containerEvent(pod, container.name, 'Warning', 'BackOff', message);
    const delay = durationString(this.#backoff.get(key));
    const text = `back-off ${delay} restarting failed container=${container.name} pod=${formatPod(pod)}`;
    throw new StartError('CrashLoopBackOff', text, sim.now + wait);
  }

  /** Of each container only the newest that ended is kept. */
  *#removeDead(container: Container, runtime: RuntimePodStatus, upTo: number): Task {
    for (const old of runtime.containers) {
      if (old.name !== container.name || old.attempt > upTo || old.state !== 'CONTAINER_EXITED') continue;
      yield* this.#quietly(this.#context.cri.call('RemoveContainer', { containerId: old.id }, old.name));
    }
  }

  /** Stops all containers at once, sidecars after the others and in reverse, then the sandbox. `grace` overrides the pod's own. */
  *killPod(pod: Pod, runtime: RuntimePodStatus, grace: number | undefined): Task {
    const { process, sim } = this.#context;
    const sidecars = (pod.spec.initContainers ?? [])
      .filter((one) => one.restartPolicy === 'Always')
      .map((one) => one.name);
    const running = runtime.containers.filter((container) => container.state !== 'CONTAINER_EXITED');
    const first = running.filter((container) => !sidecars.includes(container.name));
    const began = sim.now;
    const waiters = first.map((container) => {
      const waiter = new Waiter<void>(sim);
      process.go('kill container', this.#killThen(pod, container, grace, waiter));
      return waiter;
    });
    for (const waiter of waiters) yield* waiter.wait();
    for (const name of sidecars.toReversed()) {
      const container = running.find((one) => one.name === name);
      if (!container) continue;
      const total = grace ?? pod.metadata.deletionGracePeriodSeconds ?? pod.spec.terminationGracePeriodSeconds;
      const left = Math.max(2, total - Math.floor((sim.now - began) / SECOND));
      yield* this.killContainer(pod, container, undefined, left);
    }
    for (const sandbox of runtime.sandboxes) {
      if (sandbox.state !== 'SANDBOX_READY') continue;
      const { name, namespace } = pod.metadata;
      yield* this.#quietly(this.#context.cri.call('StopPodSandbox', { podSandboxId: sandbox.id }, name, namespace));
    }
  }

  *#killThen(pod: Pod, container: RuntimeContainer, grace: number | undefined, done: Waiter<void>): Task {
    yield* this.killContainer(pod, container, undefined, grace);
    done.settle();
  }

  *killContainer(pod: Pod, container: RuntimeContainer, message: string | undefined, grace: number | undefined): Task {
    const { cri, sim } = this.#context;
    const spec = [...pod.spec.containers, ...(pod.spec.initContainers ?? [])].find(
      (one) => one.name === container.name,
    );
    let timeout = grace ?? pod.metadata.deletionGracePeriodSeconds ?? pod.spec.terminationGracePeriodSeconds;
    if (container.state === 'CONTAINER_RUNNING') {
      const text = message ?? `Stopping container ${container.name}`;
      this.#context.containerEvent(pod, container.name, 'Normal', 'Killing', text);
      const preStop = spec?.lifecycle?.preStop;
      if (preStop && timeout > 0) {
        const time = preStop.sleep ? preStop.sleep.seconds * SECOND : HOOK_TIME;
        const spent = Math.min(time, timeout * SECOND);
        yield* sleep(sim, spent);
        timeout = Math.max(MINIMUM_GRACE_SECONDS, timeout - Math.floor(spent / SECOND));
      }
    }
    const call = cri.call(
      'StopContainer',
      { containerId: container.id, timeout },
      container.name,
      pod.metadata.namespace,
      (timeout + 120) * SECOND,
    );
    yield* this.#quietly(call);
  }

  /** Stops and removes what belongs to no pod; there is nobody left to tell. */
  *killOrphan(runtime: RuntimePodStatus, name: string, namespace: string): Task {
    for (const container of runtime.containers) {
      if (container.state === 'CONTAINER_EXITED') continue;
      yield* this.#quietly(
        this.#context.cri.call('StopContainer', { containerId: container.id, timeout: 30 }, container.name),
      );
    }
    for (const sandbox of runtime.sandboxes) {
      yield* this.#quietly(this.#context.cri.call('StopPodSandbox', { podSandboxId: sandbox.id }, name, namespace));
    }
    yield* this.removePod(runtime, name, namespace);
  }

  /** Takes what is left of a pod off the node. */
  *removePod(runtime: RuntimePodStatus, name: string, namespace: string): Task {
    for (const sandbox of runtime.sandboxes) {
      yield* this.#quietly(this.#context.cri.call('RemovePodSandbox', { podSandboxId: sandbox.id }, name, namespace));
    }
  }

  /** For what is tried again anyway. */
  *#quietly(call: Task<unknown>): Task {
    try {
      yield* call;
    } catch (error) {
      if (!(error instanceof CriError)) throw error;
    }
  }
}

function memoryLimit({ resources }: Container): number | undefined {
  const limit = resources.limits?.['memory'];
  return limit === undefined ? undefined : parseQuantity(limit).value();
}

const NO_PORTS: readonly number[] = [];
/** What is left after a preStop hook that took all of the grace period. */
const MINIMUM_GRACE_SECONDS = 2;
