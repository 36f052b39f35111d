import type { Pod } from '../../api/pod/types.ts';
import { parseQuantity, parseTime } from '../../apimachinery/index.ts';
import { MINUTE, SECOND, type Micros } from '../../sim/index.ts';
import { isPodTerminal, podCondition } from '../pods.ts';

/** What the pods of a target use of one resource, in thousandths. */
export interface PodMetric {
  readonly timestamp: Micros;
  readonly window: Micros;
  readonly value: number;
}

export type PodMetrics = ReadonlyMap<string, PodMetric>;

/** What a metric asks for, and what it is now. */
export interface Proposal {
  readonly replicas: number;
  /** Per cent of what is requested. */
  readonly utilization?: number;
  /** Thousandths per pod. */
  readonly average: number;
}

/** Why a metric cannot be used. */
export class MetricError extends Error {}

/** --horizontal-pod-autoscaler-tolerance */
const TOLERANCE = 0.1;
/** --horizontal-pod-autoscaler-cpu-initialization-period */
const CPU_INITIALIZATION: Micros = 5 * MINUTE;
/** --horizontal-pod-autoscaler-initial-readiness-delay */
const READINESS_DELAY: Micros = 30 * SECOND;

interface Groups {
  readonly ready: number;
  readonly unready: ReadonlySet<string>;
  readonly missing: ReadonlySet<string>;
  readonly ignored: ReadonlySet<string>;
}

/** replica_calculator.go groupPods: pods that have only just begun say nothing of the load. */
function groupPods(pods: readonly Pod[], metrics: PodMetrics, resource: string, now: Micros): Groups {
  let ready = 0;
  const unready = new Set<string>();
  const missing = new Set<string>();
  const ignored = new Set<string>();
  for (const pod of pods) {
    const { name, deletionTimestamp } = pod.metadata;
    if (deletionTimestamp !== undefined || isPodTerminal(pod)) ignored.add(name);
    else if (pod.status.phase === 'Pending') unready.add(name);
    else {
      const metric = metrics.get(name);
      if (metric === undefined) missing.add(name);
      else if (resource === 'cpu' && isTooYoung(pod, metric, now)) unready.add(name);
      else ready++;
    }
  }
  return { ready, unready, missing, ignored };
}

function isTooYoung(pod: Pod, metric: PodMetric, now: Micros): boolean {
  const condition = podCondition(pod, 'Ready');
  const { startTime } = pod.status;
  if (!condition?.lastTransitionTime || !startTime) return true;
  const started = parseTime(startTime);
  const changed = parseTime(condition.lastTransitionTime);
  if (started + CPU_INITIALIZATION > now) {
    return condition.status === 'False' || metric.timestamp < changed + metric.window;
  }
  return condition.status === 'False' && started + READINESS_DELAY > changed;
}

/** What each pod asks for; a container that does not say makes a share meaningless. */
function requestsOf(pods: readonly Pod[], resource: string): Map<string, number> {
  const requests = new Map<string, number>();
  for (const { metadata, spec } of pods) {
    let sum = 0;
    for (const container of spec.containers) {
      const asked = container.resources?.requests?.[resource];
      if (asked === undefined) {
        throw new MetricError(`missing request for ${resource} in container ${container.name} of Pod ${metadata.name}`);
      }
      sum += parseQuantity(asked).milliValue();
    }
    requests.set(metadata.name, sum);
  }
  return requests;
}

export interface Question {
  readonly current: number;
  readonly pods: readonly Pod[];
  readonly metrics: PodMetrics;
  readonly resource: string;
  readonly now: Micros;
}

/** How many replicas bring the share of what is requested to so many per cent. GetResourceReplicas */
export function replicasForUtilization(question: Question, target: number): Proposal {
  const requests = requestsOf(question.pods, question.resource);
  const { metrics, groups } = countable(question);
  const ratioOf = (values: ReadonlyMap<string, number>): { ratio: number; utilization: number; average: number } => {
    let used = 0;
    let asked = 0;
    let count = 0;
    for (const [name, value] of values) {
      const request = requests.get(name);
      if (request === undefined) continue;
      used += value;
      asked += request;
      count++;
    }
    if (asked === 0) throw new MetricError('no metrics returned matched known pods');
    const utilization = Math.trunc((used * 100) / asked);
    return { ratio: utilization / target, utilization, average: Math.trunc(used / count) };
  };
  const fallback = (name: string) => ((requests.get(name) ?? 0) * Math.max(100, target)) / 100;
  const { ratio, utilization, average } = ratioOf(metrics);
  const rate = (values: ReadonlyMap<string, number>) => ratioOf(values).ratio;
  return { replicas: replicasFor(question.current, ratio, metrics, groups, fallback, rate), utilization, average };
}

/** How many replicas bring each one's use to so many thousandths. GetRawResourceReplicas */
export function replicasForAverage(question: Question, target: number): Proposal {
  const { metrics, groups } = countable(question);
  const averageOf = (values: ReadonlyMap<string, number>) =>
    [...values.values()].reduce((sum, value) => sum + value, 0) / values.size;
  const average = Math.trunc(averageOf(metrics));
  const rate = (values: ReadonlyMap<string, number>) => Math.trunc(averageOf(values)) / target;
  const replicas = replicasFor(question.current, average / target, metrics, groups, () => target, rate);
  return { replicas, average };
}

function countable({ pods, metrics: all, resource, now }: Question): { metrics: Map<string, number>; groups: Groups } {
  if (pods.length === 0) throw new MetricError('no pods returned by selector while calculating replica count');
  const groups = groupPods(pods, all, resource, now);
  const metrics = new Map<string, number>();
  for (const [name, { value }] of all) {
    if (!groups.ignored.has(name) && !groups.unready.has(name)) metrics.set(name, value);
  }
  if (metrics.size === 0) {
    throw new MetricError('did not receive metrics for targeted pods (pods might be unready)');
  }
  return { metrics, groups };
}

const isNear = (ratio: number): boolean => Math.abs(1 - ratio) <= TOLERANCE;

/** What nobody has measured is taken for what keeps the change small. */
function replicasFor(
  current: number,
  ratio: number,
  metrics: Map<string, number>,
  { ready, unready, missing }: Groups,
  fallback: (name: string) => number,
  rate: (values: ReadonlyMap<string, number>) => number,
): number {
  const upWithUnready = unready.size > 0 && ratio > 1;
  if (!upWithUnready && missing.size === 0) return isNear(ratio) ? current : Math.ceil(ratio * ready);
  const guessed = new Map(metrics);
  for (const name of missing) {
    if (ratio < 1) guessed.set(name, fallback(name));
    else if (ratio > 1) guessed.set(name, 0);
  }
  if (upWithUnready) for (const name of unready) guessed.set(name, 0);
  const again = rate(guessed);
  if (isNear(again) || (ratio < 1 && again > 1) || (ratio > 1 && again < 1)) return current;
  const replicas = Math.ceil(again * guessed.size);
  const otherWay = (again < 1 && replicas > current) || (again > 1 && replicas < current);
  return otherWay ? current : replicas;
}
