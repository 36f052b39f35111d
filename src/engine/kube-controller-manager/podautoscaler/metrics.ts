import type { MetricSpec, MetricStatus } from '../../api/horizontalpodautoscaler/types.ts';
import type { Pod } from '../../api/pod/types.ts';
import {
  isObject,
  newMilliQuantity,
  parseDuration,
  parseQuantity,
  parseTime,
  StatusError,
} from '../../apimachinery/index.ts';
import type { Client, ResourceRef } from '../../client-go/index.ts';
import { NetworkError, type Micros, type Task } from '../../sim/index.ts';
import {
  MetricError,
  replicasForAverage,
  replicasForUtilization,
  type PodMetric,
  type PodMetrics,
  type Proposal,
} from './replica-calculator.ts';

/** What one metric came to, or why it could not be had. */
export type Evaluated =
  | { readonly replicas: number; readonly name: string; readonly status: MetricStatus }
  | { readonly reason: string; readonly message: string };

export interface Situation {
  readonly client: Client;
  readonly namespace: string;
  /** In its string form. */
  readonly selector: string;
  readonly pods: readonly Pod[];
  readonly now: () => Micros;
}

const POD_METRICS: ResourceRef = {
  group: 'metrics.k8s.io',
  version: 'v1beta1',
  resource: 'pods',
  kind: 'PodMetrics',
  namespaced: true,
};

/** computeReplicasForMetric */
export function* evaluate(metric: MetricSpec, current: number, situation: Situation): Task<Evaluated> {
  const source = metric.resource ?? metric.containerResource;
  if (source === undefined) return unavailable(metric);
  const container = metric.containerResource?.container;
  const { name: resource, target } = source;
  try {
    const metrics = yield* podMetrics(situation, resource, container);
    const pods = container === undefined ? situation.pods : situation.pods.map((pod) => onlyContainer(pod, container));
    const question = { current, pods, metrics, resource, now: situation.now() };
    if (target.averageValue !== undefined) {
      const wanted = parseQuantity(target.averageValue).milliValue();
      return found(metric, replicasForAverage(question, wanted), `${resource} ${RESOURCE[metric.type] ?? ''}`);
    }
    const name = `${resource} ${RESOURCE[metric.type] ?? ''} utilization (percentage of request)`;
    return found(metric, replicasForUtilization(question, target.averageUtilization ?? 0), name);
  } catch (error) {
    if (!(error instanceof MetricError)) throw error;
    const what = target.averageValue === undefined ? `${resource} utilization` : `${resource} usage`;
    const reason = container === undefined ? 'FailedGetResourceMetric' : 'FailedGetContainerResourceMetric';
    return { reason, message: `failed to get ${what}: ${error.message}` };
  }
}

const RESOURCE: Readonly<Record<string, string>> = { Resource: 'resource', ContainerResource: 'container resource' };

function onlyContainer(pod: Pod, container: string): Pod {
  return { ...pod, spec: { ...pod.spec, containers: pod.spec.containers.filter(({ name }) => name === container) } };
}

function found(metric: MetricSpec, { replicas, utilization, average }: Proposal, name: string): Evaluated {
  const averageValue = newMilliQuantity(average).toString();
  const current = { ...(utilization !== undefined && { averageUtilization: utilization }), averageValue };
  const status: MetricStatus =
    metric.containerResource === undefined
      ? { type: metric.type, resource: { name: metric.resource?.name ?? '', current } }
      : {
          type: metric.type,
          containerResource: {
            name: metric.containerResource.name,
            container: metric.containerResource.container,
            current,
          },
        };
  return { replicas, name, status };
}

/** metrics/client.go GetResourceMetric: what the pods use, asked of metrics.k8s.io. */
function* podMetrics(
  { client, namespace, selector }: Situation,
  resource: string,
  container: string | undefined,
): Task<PodMetrics> {
  let list: unknown;
  try {
    list = yield* client.resource(POD_METRICS).list(namespace, { labelSelector: selector });
  } catch (error) {
    if (!(error instanceof StatusError) && !(error instanceof NetworkError)) throw error;
    const about = error instanceof StatusError && error.status.code === 404 ? ' (get pods.metrics.k8s.io)' : '';
    throw new MetricError(
      `unable to get metrics for resource ${resource}: unable to fetch metrics from resource metrics API: ${error.message}${about}`,
    );
  }
  const items = isObject(list) && Array.isArray(list['items']) ? list['items'].filter(isObject) : [];
  if (items.length === 0) {
    throw new MetricError(
      `unable to get metrics for resource ${resource}: no metrics returned from resource metrics API`,
    );
  }
  const metrics = new Map<string, PodMetric>();
  for (const item of items as unknown as readonly Item[]) {
    const used = item.containers.filter(({ name }) => container === undefined || name === container);
    // One container that has not been measured makes the pod's sum meaningless.
    if (used.length === 0 || used.some(({ usage }) => usage[resource] === undefined)) continue;
    const value = used.reduce((sum, { usage }) => sum + parseQuantity(usage[resource]!).milliValue(), 0);
    metrics.set(item.metadata.name, {
      timestamp: parseTime(item.timestamp),
      window: parseDuration(item.window),
      value,
    });
  }
  return metrics;
}

/** A PodMetrics, as far as it is read. */
interface Item {
  readonly metadata: { readonly name: string };
  readonly timestamp: string;
  readonly window: string;
  readonly containers: readonly { readonly name: string; readonly usage: Readonly<Record<string, string>> }[];
}

/** Nobody serves custom.metrics.k8s.io and external.metrics.k8s.io here, so their metrics are what they are without an adapter. */
function unavailable(metric: MetricSpec): Evaluated {
  const none =
    'unable to fetch metrics from custom metrics API: no custom metrics API (custom.metrics.k8s.io) registered';
  switch (metric.type) {
    case 'Pods': {
      const name = metric.pods?.metric.name ?? '';
      return {
        reason: 'FailedGetPodsMetric',
        message: `failed to get pods metric value: unable to get metric ${name}: ${none}`,
      };
    }
    case 'Object': {
      const { metric: identifier, describedObject } = metric.object ?? {};
      const on = `${describedObject?.kind} on ${describedObject?.name}`;
      const text = `unable to get metric ${identifier?.name}: ${on} ${none}`;
      return { reason: 'FailedGetObjectMetric', message: `failed to get object metric value: ${text}` };
    }
    default: {
      const name = metric.external?.metric.name ?? '';
      const external = none.replaceAll('custom', 'external');
      return {
        reason: 'FailedGetExternalMetric',
        message: `failed to get external metric ${name}: unable to get external metric ${name}: ${external}`,
      };
    }
  }
}
