import type {
  HorizontalPodAutoscaler,
  HorizontalPodAutoscalerStatus,
  MetricStatus,
} from '../../api/horizontalpodautoscaler/types.ts';
import type { Pod } from '../../api/pod/types.ts';
import { HORIZONTAL_POD_AUTOSCALERS, PODS } from '../../api/refs.ts';
import type { Scale } from '../../api/scale/types.ts';
import { deepEqual, formatTime, keyOf, parseLabelSelector, StatusError } from '../../apimachinery/index.ts';
import {
  EventRecorder,
  runWorkers,
  WorkQueue,
  type Client,
  type Informer,
  type ResourceClient,
} from '../../client-go/index.ts';
import { NetworkError, SECOND, type Micros, type Task } from '../../sim/index.ts';
import type { ControllerContext } from '../context.ts';
import { resourceFor } from '../resources.ts';
import { evaluate, type Evaluated } from './metrics.ts';
import { Memory, normalize, type Condition } from './normalize.ts';

const NAME = 'horizontal-pod-autoscaler';
/** --concurrent-horizontal-pod-autoscaler-syncs */
const WORKERS = 5;
/** --horizontal-pod-autoscaler-sync-period */
const SYNC_PERIOD: Micros = 15 * SECOND;

/** Looks at each autoscaler every 15 seconds. pkg/controller/podautoscaler/horizontal.go */
export class HorizontalController {
  readonly #queue: WorkQueue;
  readonly #client: Client;
  readonly #autoscalers: ResourceClient<HorizontalPodAutoscaler>;
  readonly #store: Informer<HorizontalPodAutoscaler>['store'];
  readonly #pods: Informer<Pod>['store'];
  readonly #recorder: EventRecorder;
  readonly #memories = new Map<string, Memory>();

  constructor(readonly context: ControllerContext) {
    const { informers, process } = context;
    this.#client = context.client(NAME);
    this.#recorder = new EventRecorder(this.#client, { component: NAME });
    this.#autoscalers = this.#client.resource<HorizontalPodAutoscaler>(HORIZONTAL_POD_AUTOSCALERS);
    this.#queue = new WorkQueue(process, 'horizontalpodautoscaler');
    const autoscalers = informers.informer<HorizontalPodAutoscaler>(HORIZONTAL_POD_AUTOSCALERS);
    const pods = informers.informer<Pod>(PODS);
    this.#store = autoscalers.store;
    this.#pods = pods.store;
    // What is written to the status does not make it look again before its time.
    autoscalers.addEventHandler({
      onAdd: (autoscaler) => this.#queue.addAfter(keyOf(autoscaler), 0),
      onUpdate: (old, now) => {
        if (old.metadata.generation !== now.metadata.generation) this.#queue.addAfter(keyOf(now), SYNC_PERIOD);
      },
      onDelete: (autoscaler) => void this.#memories.delete(keyOf(autoscaler)),
    });
    context.whenSynced(NAME, [autoscalers, pods], () => {
      runWorkers(process, this.#queue, WORKERS, (key) => this.#sync(key));
    });
  }

  *#sync(key: string): Task {
    const autoscaler = this.#store.get(key);
    if (!autoscaler) return;
    this.#queue.addAfter(key, SYNC_PERIOD);
    yield* this.#reconcile(autoscaler);
  }

  #memoryOf(key: string): Memory {
    let memory = this.#memories.get(key);
    if (!memory) this.#memories.set(key, (memory = new Memory()));
    return memory;
  }

  /** reconcileAutoscaler */
  *#reconcile(autoscaler: HorizontalPodAutoscaler): Task {
    const { namespace = '', name } = autoscaler.metadata;
    const { scaleTargetRef, minReplicas, maxReplicas } = autoscaler.spec;
    const status = new StatusDraft(autoscaler, formatTime(this.context.now()));
    const target = resourceFor(scaleTargetRef.apiVersion ?? 'v1', scaleTargetRef.kind);
    const scales = target && this.#client.resource<Scale>(target);
    const found = yield* this.#scaleOf(scales, namespace, scaleTargetRef);
    if (typeof found === 'string') {
      this.#recorder.event(autoscaler, 'Warning', 'FailedGetScale', found);
      status.set(
        able('False', 'FailedGetScale', `the HPA controller was unable to get the target's current scale: ${found}`),
      );
      yield* this.#update(autoscaler, status);
      return;
    }
    status.set(able('True', 'SucceededGetScale', "the HPA controller was able to get the target's current scale"));
    const current = found.spec.replicas;
    const memory = this.#memoryOf(`${namespace}/${name}`);
    const now = this.context.now();
    let plan: Plan;
    if (current === 0 && minReplicas !== 0) {
      const message = 'scaling is disabled since the replica count of the target is zero';
      status.set({ type: 'ScalingActive', status: 'False', reason: 'ScalingDisabled', message });
      plan = { desired: 0, reason: '' };
    } else if (current > maxReplicas) {
      plan = { desired: maxReplicas, reason: 'Current number of replicas above Spec.MaxReplicas' };
    } else if (current < minReplicas) {
      plan = { desired: minReplicas, reason: 'Current number of replicas below Spec.MinReplicas' };
    } else {
      const asked = yield* this.#compute(autoscaler, found, status);
      if (!asked) {
        status.keep(current);
        yield* this.#update(autoscaler, status);
        return;
      }
      const { replicas, conditions } = normalize(autoscaler, memory, current, asked.replicas, now);
      for (const condition of conditions) status.set(condition);
      const reason = replicas > current ? `${asked.metric} above target` : 'All metrics below target';
      plan = { desired: replicas, reason };
    }
    const rescaled = plan.desired !== current;
    if (rescaled) {
      const refused = yield* this.#rescale(scales!, found, plan, autoscaler);
      if (refused !== undefined) {
        status.set(
          able('False', 'FailedUpdateScale', `the HPA controller was unable to update the target scale: ${refused}`),
        );
        status.keep(current);
        yield* this.#update(autoscaler, status);
        return;
      }
      const message = `the HPA controller was able to update the target scale to ${plan.desired}`;
      status.set(able('True', 'SucceededRescale', message));
      memory.scaled(now, current, plan.desired);
    }
    status.replicas(current, plan.desired, rescaled);
    yield* this.#update(autoscaler, status);
  }

  *#scaleOf(
    scales: ResourceClient<Scale> | undefined,
    namespace: string,
    { apiVersion = 'v1', kind, name }: HorizontalPodAutoscaler['spec']['scaleTargetRef'],
  ): Task<Scale | string> {
    if (!scales) return `no matches for kind ${JSON.stringify(kind)} in group ${JSON.stringify(groupOf(apiVersion))}`;
    try {
      return (yield* scales.getSubresource(namespace, name, 'scale')) as Scale;
    } catch (error) {
      return textOf(error);
    }
  }

  *#rescale(
    scales: ResourceClient<Scale>,
    scale: Scale,
    { desired, reason }: Plan,
    autoscaler: HorizontalPodAutoscaler,
  ): Task<string | undefined> {
    const { namespace, name } = scale.metadata;
    try {
      yield* scales.updateSubresource(namespace, name, 'scale', { ...scale, spec: { replicas: desired } });
    } catch (error) {
      const text = textOf(error);
      this.#recorder.event(
        autoscaler,
        'Warning',
        'FailedRescale',
        `New size: ${desired}; reason: ${reason}; error: ${text}`,
      );
      return text;
    }
    this.#recorder.event(autoscaler, 'Normal', 'SuccessfulRescale', `New size: ${desired}; reason: ${reason}`);
    return undefined;
  }

  /** computeReplicasForMetrics: the metric that asks for most decides; undefined when none can say, or one that could say more cannot. */
  *#compute(
    autoscaler: HorizontalPodAutoscaler,
    scale: Scale,
    status: StatusDraft,
  ): Task<{ readonly replicas: number; readonly metric: string } | undefined> {
    const { namespace } = autoscaler.metadata;
    const inactive = (reason: string, message: string) =>
      status.set({ type: 'ScalingActive', status: 'False', reason, message });
    const { selector } = scale.status;
    if (!selector) {
      const message = 'selector is required';
      this.#recorder.event(autoscaler, 'Warning', 'SelectorRequired', message);
      inactive('InvalidSelector', "the HPA target's scale is missing a selector");
      return undefined;
    }
    const labels = parseLabelSelector(selector);
    const pods = this.#pods
      .list()
      .filter(({ metadata }) => metadata.namespace === namespace && labels.matches(metadata.labels ?? {}));
    const situation = {
      client: this.#client,
      namespace: namespace ?? '',
      selector,
      pods,
      now: () => this.context.now(),
    };
    const metrics: MetricStatus[] = [];
    let best: Extract<Evaluated, { replicas: number }> | undefined;
    let firstFailure: Extract<Evaluated, { reason: string }> | undefined;
    let failures = 0;
    for (const metric of autoscaler.spec.metrics) {
      const evaluated = yield* evaluate(metric, scale.spec.replicas, situation);
      if ('reason' in evaluated) {
        failures++;
        firstFailure ??= evaluated;
        this.#recorder.event(autoscaler, 'Warning', evaluated.reason, evaluated.message);
        continue;
      }
      metrics.push(evaluated.status);
      if (!best || evaluated.replicas > best.replicas) best = evaluated;
    }
    if (firstFailure && (!best || best.replicas < scale.spec.replicas)) {
      const { reason, message } = firstFailure;
      inactive(reason, `the HPA was unable to compute the replica count: ${message}`);
      const all = autoscaler.spec.metrics.length;
      const text = `invalid metrics (${failures} invalid out of ${all}), first error is: ${message}`;
      this.#recorder.event(autoscaler, 'Warning', 'FailedComputeMetricsReplicas', text);
      return undefined;
    }
    if (!best) return undefined;
    const message = `the HPA was able to successfully calculate a replica count from ${best.name}`;
    status.set({ type: 'ScalingActive', status: 'True', reason: 'ValidMetricFound', message });
    status.metrics(metrics);
    return { replicas: best.replicas, metric: best.name };
  }

  *#update(autoscaler: HorizontalPodAutoscaler, draft: StatusDraft): Task {
    const { status } = draft;
    if (deepEqual(status, autoscaler.status)) return;
    yield* this.#autoscalers.updateStatus({ ...autoscaler, status });
  }
}

interface Plan {
  readonly desired: number;
  readonly reason: string;
}

function able(status: Condition['status'], reason: string, message: string): Condition {
  return { type: 'AbleToScale', status, reason, message };
}

function groupOf(apiVersion: string): string {
  const slash = apiVersion.indexOf('/');
  return slash < 0 ? '' : apiVersion.slice(0, slash);
}

function textOf(error: unknown): string {
  if (error instanceof StatusError || error instanceof NetworkError) return error.message;
  throw error;
}

/** The status as it is being found out. */
class StatusDraft {
  status: HorizontalPodAutoscalerStatus;
  readonly #now: string;

  constructor({ status, metadata }: HorizontalPodAutoscaler, now: string) {
    const { generation } = metadata;
    this.status = { ...status, ...(generation !== undefined && { observedGeneration: generation }) };
    this.#now = now;
  }

  set(condition: Condition): void {
    const all = this.status.conditions ?? [];
    const old = all.find(({ type }) => type === condition.type);
    const since = old?.status === condition.status ? old.lastTransitionTime : this.#now;
    const next = { ...condition, lastTransitionTime: since };
    const conditions = old ? all.map((one) => (one === old ? next : one)) : [...all, next];
    this.status = { ...this.status, conditions };
  }

  metrics(currentMetrics: readonly MetricStatus[]): void {
    this.status = { ...this.status, currentMetrics };
  }

  /** What is known when nothing more can be. setCurrentReplicasAndMetricsInStatus */
  keep(current: number): void {
    this.replicas(current, this.status.desiredReplicas ?? 0, false);
  }

  replicas(currentReplicas: number, desiredReplicas: number, rescaled: boolean): void {
    const scaled = rescaled ? { lastScaleTime: this.#now } : {};
    this.status = { ...this.status, currentReplicas, desiredReplicas, ...scaled };
  }
}
