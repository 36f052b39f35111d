import type { Container, Pod, Probe } from '../../api/pod/types.ts';
import type { RuntimeContainer } from '../../cri-api/index.ts';
import { SECOND, sleep, type Task } from '../../sim/index.ts';
import { MOST_ROWS, type ProbeRow } from '../../trace/index.ts';
import type { KubeletContext } from '../context.ts';
import type { RuntimePodStatus } from '../runtime-status.ts';
import { runProbe, type ProbeKind } from './probe.ts';
import { Threshold } from './threshold.ts';

const KINDS: readonly ProbeKind[] = ['startup', 'readiness', 'liveness'];

/** A probe of one container that runs, from its start to its end. */
interface Worker {
  readonly containerId: string;
  stopped: boolean;
  result: boolean | undefined;
  /** For observers: the last answer, when it came, and when the next is asked for; virtual time. */
  last: boolean | undefined;
  lastAt: number | undefined;
  nextAt: number | undefined;
  readonly pod: string;
  readonly container: string;
  readonly kind: ProbeKind;
}

/** Called when a result turned. */
export type OnResult = (pod: Pod, container: string, kind: ProbeKind, success: boolean) => void;

/**
 * Asks the containers of this node how they are (pkg/kubelet/prober). Most pods have no probes and leave nothing here.
 * Readiness and startup begin as failed, liveness as passed.
 */
export class Prober {
  readonly #context: KubeletContext;
  readonly #onResult: OnResult;
  readonly #workers = new Map<string, Worker>();
  readonly #latestPod: (uid: string) => Pod | undefined;

  constructor(context: KubeletContext, latestPod: (uid: string) => Pod | undefined, onResult: OnResult) {
    this.#context = context;
    this.#latestPod = latestPod;
    this.#onResult = onResult;
  }

  started(container: Container, running: RuntimeContainer): boolean {
    if (!container.startupProbe) return true;
    return this.#result(running, 'startup') === true;
  }

  ready(container: Container, running: RuntimeContainer): boolean {
    if (!container.readinessProbe) return true;
    return this.#result(running, 'readiness') === true;
  }

  failed(container: Container, running: RuntimeContainer): 'liveness' | 'startup' | undefined {
    if (container.startupProbe && this.#result(running, 'startup') === false) return 'startup';
    return container.livenessProbe && this.#result(running, 'liveness') === false ? 'liveness' : undefined;
  }

  #result(running: RuntimeContainer, kind: ProbeKind): boolean | undefined {
    return this.#workers.get(`${running.id} ${kind}`)?.result;
  }

  rows(): readonly ProbeRow[] {
    return [...this.#workers.values()]
      .slice(0, MOST_ROWS)
      .map(({ pod, container, kind, result, last, lastAt, nextAt }) => {
        return { pod, container, kind, result, last, lastAt, nextAt };
      });
  }

  /** Starts the probes of containers that have begun to run and ends those of containers that have not. */
  update(pod: Pod, runtime: RuntimePodStatus): void {
    for (const container of pod.spec.containers) this.#updateContainer(pod, container, runtime);
    for (const container of pod.spec.initContainers ?? []) {
      if (container.restartPolicy === 'Always') this.#updateContainer(pod, container, runtime);
    }
  }

  #updateContainer(pod: Pod, container: Container, runtime: RuntimePodStatus): void {
    if (!container.livenessProbe && !container.readinessProbe && !container.startupProbe) return;
    const ip = pod.spec.hostNetwork ? this.#context.config.nodeIP : (runtime.sandboxes[0]?.ip ?? '');
    for (const record of runtime.containers) {
      if (record.name !== container.name) continue;
      for (const kind of KINDS) {
        const probe = container[`${kind}Probe`];
        const key = `${record.id} ${kind}`;
        const worker = this.#workers.get(key);
        if (record.state === 'CONTAINER_RUNNING') {
          if (probe && !worker) this.#start(key, pod, container, probe, kind, record, ip);
        } else if (worker) {
          worker.stopped = true;
          this.#workers.delete(key);
        }
      }
    }
  }

  /** Liveness and startup are not asked of a pod that is being stopped; readiness is. */
  stopLiveness(runtime: RuntimePodStatus): void {
    this.#stop(runtime, ['liveness', 'startup']);
  }

  remove(runtime: RuntimePodStatus): void {
    this.#stop(runtime, KINDS);
  }

  #stop(runtime: RuntimePodStatus, kinds: readonly ProbeKind[]): void {
    if (this.#workers.size === 0) return;
    for (const record of runtime.containers) {
      for (const kind of kinds) {
        const worker = this.#workers.get(`${record.id} ${kind}`);
        if (worker) worker.stopped = true;
        if (worker && kind !== 'startup') this.#workers.delete(`${record.id} ${kind}`);
      }
    }
  }

  #start(
    key: string,
    pod: Pod,
    container: Container,
    probe: Probe,
    kind: ProbeKind,
    record: RuntimeContainer,
    ip: string,
  ): void {
    const worker: Worker = {
      containerId: record.id,
      stopped: false,
      result: undefined,
      last: undefined,
      lastAt: undefined,
      nextAt: undefined,
      pod: `${pod.metadata.namespace ?? ''}/${pod.metadata.name}`,
      container: container.name,
      kind,
    };
    this.#workers.set(key, worker);
    this.#context.process.go(`${kind} probe`, this.#run(worker, pod.metadata.uid, container, probe, kind, record, ip));
  }

  *#run(
    worker: Worker,
    uid: string,
    container: Container,
    probe: Probe,
    kind: ProbeKind,
    record: RuntimeContainer,
    ip: string,
  ): Task {
    const { sim } = this.#context;
    const threshold = new Threshold(probe);
    const delay = record.startedAt - sim.epoch + (probe.initialDelaySeconds ?? 0) * SECOND - sim.now;
    worker.nextAt = sim.now + Math.max(0, delay);
    if (delay > 0) yield* sleep(sim, delay);
    for (; !worker.stopped; yield* sleep(sim, probe.periodSeconds * SECOND)) {
      worker.nextAt = sim.now + probe.periodSeconds * SECOND;
      sim.cause = 0;
      const pod = this.#latestPod(uid);
      if (!pod) return;
      if (kind !== 'startup' && !this.started(container, record)) continue;
      if (kind === 'startup' && worker.result === true) return;
      const outcome = yield* this.#probe(pod, container, probe, kind, record, ip);
      if (worker.stopped) return;
      worker.last = outcome;
      worker.lastAt = sim.now;
      // The pause begins when the answer is there.
      worker.nextAt = sim.now + probe.periodSeconds * SECOND;
      const result = threshold.add(outcome);
      if (result === undefined || result === worker.result) continue;
      worker.result = result;
      this.#onResult(pod, container.name, kind, result);
      // The container is about to be killed; a new one gets new probes.
      if (!result && kind !== 'readiness') return;
    }
  }

  *#probe(
    pod: Pod,
    container: Container,
    probe: Probe,
    kind: ProbeKind,
    record: RuntimeContainer,
    ip: string,
  ): Task<boolean> {
    const span = this.#context.process.begin(`${kind} probe`, `${pod.metadata.namespace ?? ''}/${pod.metadata.name}`);
    const outcome = yield* runProbe(this.#context, pod, container, probe, kind, ip, record.id);
    if (!outcome.success) {
      const title = kind[0]!.toUpperCase() + kind.slice(1);
      const message = `${title} probe failed: ${outcome.output}`;
      this.#context.containerEvent(pod, container.name, 'Warning', 'Unhealthy', message);
    }
    span.end(outcome.success ? 'ok' : 'error', {
      container: container.name,
      output: outcome.success ? '' : outcome.output,
    });
    return outcome.success;
  }
}
