import { type ApiObject, type Json, type ObjectMeta, sortedKeys } from '../../apimachinery/index.ts';
import type { ServedVersion } from '../kind.ts';
import type {
  Behavior,
  HorizontalPodAutoscaler,
  HorizontalPodAutoscalerSpec,
  HorizontalPodAutoscalerStatus,
  MetricSpec,
  MetricStatus,
  ScalingRules,
} from './types.ts';
import { metricFromV1, metricStatusFromV1, metricStatusToV1, metricToV1 } from './v1-metrics.ts';

/**
 * autoscaling/v1 knows one metric, CPU; what else there is travels in annotations, so that nothing is lost on the way there
 * and back. pkg/apis/autoscaling/v1/conversion.go
 */
const PREFIX = 'autoscaling.alpha.kubernetes.io/';
const METRICS = `${PREFIX}metrics`;
const CURRENT_METRICS = `${PREFIX}current-metrics`;
const CONDITIONS = `${PREFIX}conditions`;
const BEHAVIOR = `${PREFIX}behavior`;
const ROUND_TRIP = [METRICS, CURRENT_METRICS, CONDITIONS, BEHAVIOR];

interface V1Fields {
  readonly spec?: Json & { readonly targetCPUUtilizationPercentage?: number };
  readonly status?: Json & { readonly currentCPUUtilizationPercentage?: number };
}

/** Go writes a struct without tags by its fields' own names. */
function capitalized(rules: ScalingRules | undefined): unknown {
  if (rules === undefined) return null;
  const { stabilizationWindowSeconds = null, selectPolicy = null, policies = [], tolerance = null } = rules;
  return {
    StabilizationWindowSeconds: stabilizationWindowSeconds,
    SelectPolicy: selectPolicy,
    Policies: policies.map(({ type, value, periodSeconds }) => ({
      Type: type,
      Value: value,
      PeriodSeconds: periodSeconds,
    })),
    Tolerance: tolerance,
  };
}

/** And reads them whatever their case. */
function uncapitalized(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(uncapitalized);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).filter(([, item]) => item !== null);
  return Object.fromEntries(
    entries.map(([key, item]) => [key.charAt(0).toLowerCase() + key.slice(1), uncapitalized(item)]),
  );
}

function withoutRoundTrip(metadata: ObjectMeta): ObjectMeta {
  const { annotations } = metadata;
  if (annotations === undefined || !ROUND_TRIP.some((key) => annotations[key] !== undefined)) return metadata;
  const kept = sortedKeys(annotations).filter((key) => !ROUND_TRIP.includes(key));
  const { annotations: _, ...rest } = metadata;
  if (kept.length === 0) return rest;
  return { ...rest, annotations: Object.fromEntries(kept.map((key) => [key, annotations[key] ?? ''])) };
}

function isCPU({ type, resource }: MetricSpec): boolean {
  return type === 'Resource' && resource?.name === 'cpu' && resource.target?.averageUtilization !== undefined;
}

function annotationsOf({ spec, status }: HorizontalPodAutoscaler): Record<string, string> {
  const others = spec.metrics.filter((metric) => !isCPU(metric));
  const { currentMetrics = [], conditions = [] } = status;
  const annotations: Record<string, string> = {};
  if (others.length > 0) annotations[METRICS] = JSON.stringify(others.map(metricToV1));
  if ((currentMetrics ?? []).length > 0) {
    annotations[CURRENT_METRICS] = JSON.stringify((currentMetrics ?? []).map(metricStatusToV1));
  }
  if (spec.behavior !== undefined) {
    const { scaleUp, scaleDown } = spec.behavior;
    annotations[BEHAVIOR] = JSON.stringify({ ScaleUp: capitalized(scaleUp), ScaleDown: capitalized(scaleDown) });
  }
  if (conditions.length > 0) {
    annotations[CONDITIONS] = JSON.stringify(
      conditions.map(({ type, status: value, lastTransitionTime, reason, message }) => ({
        type,
        status: value,
        lastTransitionTime: lastTransitionTime ?? null,
        ...(reason === undefined ? {} : { reason }),
        ...(message === undefined ? {} : { message }),
      })),
    );
  }
  return annotations;
}

function encode(autoscaler: HorizontalPodAutoscaler): ApiObject {
  const { spec, status } = autoscaler;
  const annotations = annotationsOf(autoscaler);
  const metadata = withoutRoundTrip(autoscaler.metadata);
  const target = spec.metrics.find(isCPU)?.resource?.target.averageUtilization;
  const cpu = (status.currentMetrics ?? []).find(({ resource }) => resource?.name === 'cpu');
  const current = cpu?.resource?.current.averageUtilization;
  const { metrics: _metrics, behavior: _behavior, ...plain } = spec;
  const { currentMetrics: _current, conditions: _conditions, ...counts } = status;
  return {
    apiVersion: 'autoscaling/v1',
    kind: 'HorizontalPodAutoscaler',
    metadata:
      Object.keys(annotations).length === 0
        ? metadata
        : { ...metadata, annotations: { ...metadata.annotations, ...annotations } },
    spec: { ...plain, ...(target === undefined ? {} : { targetCPUUtilizationPercentage: target }) },
    status: {
      currentReplicas: 0,
      ...counts,
      ...(current === undefined ? {} : { currentCPUUtilizationPercentage: current }),
    },
  };
}

/** The list in an annotation; what cannot be read is as good as not there. */
function listIn(metadata: ObjectMeta, key: string): readonly Json[] {
  const found = objectIn(metadata, key);
  return Array.isArray(found) ? (found as readonly Json[]) : [];
}

function objectIn(metadata: ObjectMeta, key: string): unknown {
  const text = metadata.annotations?.[key];
  if (text === undefined) return undefined;
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? value : undefined;
  } catch {
    return undefined;
  }
}

function metricsOf(metadata: ObjectMeta, percentage: number | undefined): readonly MetricSpec[] {
  const metrics: MetricSpec[] = listIn(metadata, METRICS).map(metricFromV1);
  if (percentage !== undefined) {
    const target = { type: 'Utilization', averageUtilization: percentage };
    metrics.push({ type: 'Resource', resource: { name: 'cpu', target } });
  }
  return metrics;
}

function decode(object: ApiObject): HorizontalPodAutoscaler {
  const { spec = {}, status } = object as V1Fields;
  const { metadata } = object;
  const { targetCPUUtilizationPercentage, ...plain } = spec;
  const behavior = uncapitalized(objectIn(metadata, BEHAVIOR)) as Behavior | undefined;
  const conditions = listIn(metadata, CONDITIONS) as unknown as HorizontalPodAutoscalerStatus['conditions'];
  const currentMetrics: MetricStatus[] = listIn(metadata, CURRENT_METRICS).map(metricStatusFromV1);
  const metrics = metricsOf(metadata, targetCPUUtilizationPercentage);
  const { currentCPUUtilizationPercentage: _, ...counts } = status ?? {};
  return {
    apiVersion: 'autoscaling/v2',
    kind: 'HorizontalPodAutoscaler',
    metadata: withoutRoundTrip(metadata),
    spec: {
      ...(plain as unknown as HorizontalPodAutoscalerSpec),
      ...(metrics.length === 0 ? {} : { metrics }),
      ...(behavior === undefined ? {} : { behavior }),
    },
    status: {
      desiredReplicas: 0,
      ...counts,
      ...(currentMetrics.length === 0 ? {} : { currentMetrics }),
      ...(conditions === undefined || conditions.length === 0 ? {} : { conditions }),
    },
  };
}

export const autoscalingV1: ServedVersion<HorizontalPodAutoscaler> = {
  group: 'autoscaling',
  version: 'v1',
  decode,
  encode,
};
