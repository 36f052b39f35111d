import { parseQuantity } from '../../apimachinery/index.ts';
import type { MetricSpec, MetricStatus, MetricTarget } from './types.ts';

const MAX_SHOWN = 2;
const UNKNOWN = '<unknown>';

interface Current {
  readonly averageUtilization?: number;
  readonly averageValue?: number | string;
  readonly value?: number | string;
}

function amount(value: number | string | undefined, otherwise = '0'): string {
  return value === undefined ? otherwise : parseQuantity(value).toString();
}

function averaged(current: Current | undefined, target: MetricTarget): string {
  return `${current === undefined ? UNKNOWN : amount(current.averageValue)}/${amount(target.averageValue)}`;
}

/** `cpu: 12%/80%`, or with an amount of its own `cpu: 120m/500m`. */
function resource(name: string, current: Current | undefined, target: MetricTarget): string {
  if (target.averageValue !== undefined) return `${name}: ${averaged(current, target)}`;
  const now = current?.averageUtilization;
  const goal = target.averageUtilization;
  return `${name}: ${now === undefined ? UNKNOWN : `${now}%`}/${goal === undefined ? '<auto>' : `${goal}%`}`;
}

function whole(current: Current | undefined, target: MetricTarget): string {
  if (target.averageValue !== undefined) return `${averaged(current, target)} (avg)`;
  return `${current === undefined ? UNKNOWN : amount(current.value)}/${amount(target.value)}`;
}

function metricText(spec: MetricSpec, status: MetricStatus | undefined): string {
  switch (spec.type) {
    case 'External':
      return spec.external === undefined ? UNKNOWN : whole(status?.external?.current, spec.external.target);
    case 'Object':
      return spec.object === undefined ? UNKNOWN : whole(status?.object?.current, spec.object.target);
    case 'Pods':
      return spec.pods === undefined ? UNKNOWN : averaged(status?.pods?.current, spec.pods.target);
    case 'Resource': {
      const { name = '', target } = spec.resource ?? { target: { type: '' } };
      return resource(name, status?.resource?.current, target);
    }
    case 'ContainerResource': {
      const { name = '', target } = spec.containerResource ?? { target: { type: '' } };
      return resource(name, status?.containerResource?.current, target);
    }
    default:
      return '<unknown type>';
  }
}

/** formatHPAMetrics: what is, and what should be. pkg/printers/internalversion/printers.go */
export function metricsText(specs: readonly MetricSpec[], statuses: readonly MetricStatus[]): string {
  if (specs.length === 0) return '<none>';
  const list = specs.map((spec, i) => metricText(spec, statuses[i]));
  const text = list.slice(0, MAX_SHOWN).join(', ');
  return list.length > MAX_SHOWN ? `${text} + ${list.length - MAX_SHOWN} more...` : text;
}
