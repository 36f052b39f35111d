import { field, nameIsPathSegment, parseQuantity, type ErrorList, type Path } from '../../apimachinery/index.ts';
import { isUnset, rejectEach } from '../validate.ts';
import type { MetricSpec, MetricTarget, TargetReference } from './types.ts';

/** In the order in which validateMetricSpec asks for them. */
const SOURCES = ['object', 'external', 'pods', 'resource', 'containerResource'] as const;
type Source = (typeof SOURCES)[number];
const SOURCE_OF = new Map<string, Source>([
  ['ContainerResource', 'containerResource'],
  ['External', 'external'],
  ['Object', 'object'],
  ['Pods', 'pods'],
  ['Resource', 'resource'],
]);
const TYPES = [...SOURCE_OF.keys()];
const TARGET_TYPES = ['Utilization', 'Value', 'AverageValue'];

function checkPathSegment(errors: ErrorList, path: Path, value: string | undefined, why = ''): void {
  if (value === undefined || value === '') errors.push(field.required(path, why));
  else rejectEach(errors, path, value, nameIsPathSegment(value, false));
}

/** ValidateCrossVersionObjectReference. */
export function checkTargetReference(errors: ErrorList, path: Path, reference: TargetReference | undefined): void {
  checkPathSegment(errors, path.child('kind'), reference?.kind);
  checkPathSegment(errors, path.child('name'), reference?.name);
}

function isPositive(amount: number | string): boolean {
  return parseQuantity(amount).sign() > 0;
}

/** validateMetricTarget. */
function checkTarget(errors: ErrorList, path: Path, target: MetricTarget): void {
  const { type, averageUtilization } = target;
  if (isUnset(type)) errors.push(field.required(path.child('type'), 'must specify a metric target type'));
  if (!TARGET_TYPES.includes(type)) {
    errors.push(field.invalid(path.child('type'), type ?? '', 'must be either Utilization, Value, or AverageValue'));
  }
  for (const name of ['value', 'averageValue'] as const) {
    const amount = target[name];
    if (amount === undefined || isPositive(amount)) continue;
    errors.push(field.invalid(path.child(name), parseQuantity(amount).toString(), 'must be positive'));
  }
  if (averageUtilization !== undefined && averageUtilization < 1) {
    errors.push(field.invalid(path.child('averageUtilization'), averageUtilization, 'must be greater than 0'));
  }
}

/** validateResourceSource and validateContainerResourceSource. */
function checkResource(errors: ErrorList, path: Path, { averageUtilization, averageValue }: MetricTarget): void {
  if (averageUtilization === undefined && averageValue === undefined) {
    const why = 'must set either a target raw value or a target utilization';
    errors.push(field.required(path.child('target', 'averageUtilization'), why));
  }
  if (averageUtilization !== undefined && averageValue !== undefined) {
    const why = 'may not set both a target raw value and a target utilization';
    errors.push(field.forbidden(path.child('target', 'averageValue'), why));
  }
}

function checkSource(errors: ErrorList, path: Path, metric: MetricSpec, source: Source): void {
  const spec = metric[source];
  if (spec === undefined) return;
  const target: MetricTarget = spec.target ?? { type: '' };
  if (source === 'object') checkTargetReference(errors, path.child('describedObject'), metric.object?.describedObject);
  if ('metric' in spec || source === 'object' || source === 'external' || source === 'pods') {
    const name = 'metric' in spec ? spec.metric?.name : undefined;
    checkPathSegment(errors, path.child('metric', 'name'), name, 'must specify a metric name');
  } else if (isUnset(spec.name)) {
    errors.push(field.required(path.child('name'), 'must specify a resource name'));
  }
  if (source === 'containerResource' && isUnset(metric.containerResource?.container)) {
    errors.push(field.required(path.child('container'), 'must specify a container'));
  }
  checkTarget(errors, path.child('target'), target);
  const { value, averageValue } = target;
  const average = path.child('target', 'averageValue');
  switch (source) {
    case 'object':
      if (value === undefined && averageValue === undefined) {
        errors.push(field.required(average, 'must set either a target value or averageValue'));
      }
      return;
    case 'external':
      if (value === undefined && averageValue === undefined) {
        errors.push(field.required(average, 'must set either a target value for metric or a per-pod target'));
      }
      if (value !== undefined && averageValue !== undefined) {
        const why = 'may not set both a target value for metric and a per-pod target';
        errors.push(field.forbidden(path.child('target', 'value'), why));
      }
      return;
    case 'pods':
      if (averageValue === undefined || !isPositive(averageValue)) {
        errors.push(field.required(average, 'must specify a positive target averageValue'));
      }
      return;
    default:
      return checkResource(errors, path, target);
  }
}

/** validateMetricSpec: the one source that its type names. */
function checkMetric(errors: ErrorList, path: Path, metric: MetricSpec): void {
  const { type } = metric;
  if (isUnset(type)) errors.push(field.required(path.child('type'), 'must specify a metric source type'));
  const expected = SOURCE_OF.get(type);
  if (expected === undefined) errors.push(field.notSupported(path.child('type'), type ?? '', TYPES));
  const present = SOURCES.filter((source) => metric[source] !== undefined);
  const [first] = present;
  if (first !== undefined) checkSource(errors, path.child(first), metric, first);
  if (expected === undefined) errors.push(field.notSupported(path.child('type'), type ?? '', TYPES));
  else if (metric[expected] === undefined) {
    errors.push(field.required(path.child(expected), 'must populate information for the given metric source'));
  }
  if (present.length === 1) return;
  for (const source of present) {
    if (source === expected) continue;
    errors.push(field.forbidden(path.child(source), 'must populate the given metric source only'));
  }
}

export function checkMetrics(
  errors: ErrorList,
  path: Path,
  metrics: readonly MetricSpec[],
  minReplicas: number | undefined,
): void {
  metrics.forEach((metric, i) => checkMetric(errors, path.index(i), metric));
  if (minReplicas === 0 && !metrics.some(({ type }) => type === 'Object' || type === 'External')) {
    const why = 'must specify at least one Object or External metric to support scaling to zero replicas';
    errors.push(field.forbidden(path, why));
  }
}
