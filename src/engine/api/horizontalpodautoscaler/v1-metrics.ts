import type { Json } from '../../apimachinery/index.ts';
import type { MetricSpec, MetricStatus, MetricTarget } from './types.ts';

/** Metrics as autoscaling/v1's annotations write them, each source with its target in fields of its own. */
type Fields = Record<string, unknown>;

/** Only what is there. */
function only(fields: Fields): Fields {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));
}

const OBJECT = (described: unknown, metric: Json | undefined, values: Fields): Fields =>
  only({ target: described, metricName: metric?.['name'] ?? '', ...values, selector: metric?.['selector'] });

function sourceToV1(spec: MetricSpec): Fields {
  const { object, pods, external, resource, containerResource } = spec;
  const perPod = (target: MetricTarget): Fields => ({
    targetAverageUtilization: target.averageUtilization,
    targetAverageValue: target.averageValue,
  });
  return only({
    object:
      object &&
      OBJECT(object.describedObject, object.metric, {
        targetValue: object.target.value ?? '0',
        averageValue: object.target.averageValue,
      }),
    pods:
      pods &&
      only({
        metricName: pods.metric.name,
        targetAverageValue: pods.target.averageValue ?? '0',
        selector: pods.metric.selector,
      }),
    resource: resource && only({ name: resource.name, ...perPod(resource.target) }),
    containerResource:
      containerResource &&
      only({
        name: containerResource.name,
        ...perPod(containerResource.target),
        container: containerResource.container,
      }),
    external:
      external &&
      only({
        metricName: external.metric.name,
        metricSelector: external.metric.selector,
        targetValue: external.target.value,
        targetAverageValue: external.target.averageValue,
      }),
  });
}

export function metricToV1(spec: MetricSpec): Json {
  return { type: spec.type, ...sourceToV1(spec) };
}

export function metricStatusToV1(status: MetricStatus): Json {
  const { object, pods, external, resource, containerResource } = status;
  return only({
    type: status.type,
    object:
      object &&
      OBJECT(object.describedObject, object.metric, {
        currentValue: object.current.value ?? '0',
        averageValue: object.current.averageValue,
      }),
    pods:
      pods &&
      only({
        metricName: pods.metric.name,
        currentAverageValue: pods.current.averageValue ?? '0',
        selector: pods.metric.selector,
      }),
    resource:
      resource &&
      only({
        name: resource.name,
        currentAverageUtilization: resource.current.averageUtilization,
        currentAverageValue: resource.current.averageValue ?? '0',
      }),
    containerResource:
      containerResource &&
      only({
        name: containerResource.name,
        currentAverageUtilization: containerResource.current.averageUtilization,
        currentAverageValue: containerResource.current.averageValue ?? '0',
        container: containerResource.container,
      }),
    external:
      external &&
      only({
        metricName: external.metric.name,
        metricSelector: external.metric.selector,
        currentValue: external.current.value ?? '0',
        currentAverageValue: external.current.averageValue,
      }),
  });
}

function targetOf(value: unknown, averageValue: unknown, averageUtilization?: unknown): Fields {
  if (averageUtilization !== undefined) return { type: 'Utilization', averageUtilization };
  if (averageValue !== undefined) return { type: 'AverageValue', averageValue };
  return only({ type: 'Value', value });
}

const json = (value: unknown): Json | undefined =>
  typeof value === 'object' && value !== null ? (value as Json) : undefined;

const metricOf = (name: unknown, selector: unknown): Fields => only({ name: name ?? '', selector });

/** The same back again; a source that is not there stays away. */
function fromV1(written: Json, part: 'target' | 'current'): Fields {
  const [object, pods, external] = [json(written['object']), json(written['pods']), json(written['external'])];
  const [resource, container] = [json(written['resource']), json(written['containerResource'])];
  const prefix = part;
  const values = (value: unknown, average: unknown, utilization?: unknown): Fields =>
    part === 'target'
      ? targetOf(value, average, utilization)
      : only({ value, averageValue: average, averageUtilization: utilization });
  const perPod = (from: Json): Fields =>
    values(undefined, from[`${prefix}AverageValue`], from[`${prefix}AverageUtilization`]);
  return only({
    object: object && {
      describedObject: object['target'],
      metric: metricOf(object['metricName'], object['selector']),
      [part]: values(object[`${prefix}Value`], object['averageValue']),
    },
    pods: pods && {
      metric: metricOf(pods['metricName'], pods['selector']),
      [part]: values(undefined, pods[`${prefix}AverageValue`]),
    },
    resource: resource && { name: resource['name'], [part]: perPod(resource) },
    containerResource: container && {
      name: container['name'],
      container: container['container'],
      [part]: perPod(container),
    },
    external: external && {
      metric: metricOf(external['metricName'], external['metricSelector']),
      [part]: values(external[`${prefix}Value`], external[`${prefix}AverageValue`]),
    },
  });
}

export function metricFromV1(written: Json): MetricSpec {
  return { type: String(written['type'] ?? ''), ...fromV1(written, 'target') };
}

export function metricStatusFromV1(written: Json): MetricStatus {
  return { type: String(written['type'] ?? ''), ...fromV1(written, 'current') };
}
