import type { ApiObject } from '../../../../engine/apimachinery/index.ts';
import { line, type Answer, type Explainer, type Line } from './answer.ts';
import { at, condition, number, records, text } from './fields.ts';

/** --horizontal-pod-autoscaler-tolerance */
const TOLERANCE = 0.1;

/** The autoscaler's formula with its numbers in it. */
export const autoscaler: Explainer = {
  reads: [],
  explain(object): Answer {
    const current = number(object.status, 'currentReplicas');
    const desired = number(object.status, 'desiredReplicas');
    const least = at(object.spec, 'minReplicas') === undefined ? 1 : number(object.spec, 'minReplicas');
    const most = number(object.spec, 'maxReplicas');
    const lines: Line[] = [
      ...records(object.spec, 'metrics').flatMap((metric) => metricLines(object, metric, current)),
      line('fact', 'answer.hpa.limits', { least, most }),
      line(current === desired ? 'ok' : 'wait', 'answer.hpa.result', { current, desired }),
      ...['AbleToScale', 'ScalingActive', 'ScalingLimited'].flatMap((type) => conditionLines(object, type)),
    ];
    return { title: 'answer.hpa.title', lines };
  },
};

/** Utilization of a resource: per cent of what is requested. Other metrics are told by their conditions. */
function metricLines(object: ApiObject, metric: unknown, current: number): readonly Line[] {
  const name = text(metric, 'resource', 'name');
  const target = number(metric, 'resource', 'target', 'averageUtilization');
  if (name === '' || target === 0) return [];
  const known = records(object.status, 'currentMetrics').find((one) => text(one, 'resource', 'name') === name);
  const now = at(known, 'resource', 'current', 'averageUtilization');
  if (typeof now !== 'number') return [line('blocked', 'answer.hpa.noMetric', { name, target })];
  const ratio = now / target;
  const wanted = Math.ceil(current * ratio);
  const close = Math.abs(ratio - 1) <= TOLERANCE;
  const params = { name, now, target, current, ratio: ratio.toFixed(2), wanted: close ? current : wanted };
  return [line('fact', 'answer.hpa.formula', params), ...(close ? [line('ok', 'answer.hpa.close', params)] : [])];
}

function conditionLines(object: ApiObject, type: string): readonly Line[] {
  const one = condition(object, type);
  const bad = type === 'ScalingLimited' ? one?.['status'] === 'True' : one?.['status'] === 'False';
  if (!one || !bad) return [];
  return [
    line(type === 'ScalingLimited' ? 'wait' : 'blocked', 'answer.hpa.condition', {
      type,
      reason: text(one, 'reason'),
      why: text(one, 'message'),
    }),
  ];
}
