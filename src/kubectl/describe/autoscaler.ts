import type { IHorizontalPodAutoscaler } from 'kubernetes-models/autoscaling/v2/HorizontalPodAutoscaler';
import { goQuote } from '../../engine/apimachinery/index.ts';
import { describing } from './describer.ts';
import { describeEvents, eventsOf } from './events.ts';
import { annotationsMultiline, labelsMultiline } from './metadata.ts';
import type { PrefixWriter } from './prefix-writer.ts';
import { quantity, rfc1123z } from './text.ts';

type Spec = NonNullable<IHorizontalPodAutoscaler['spec']>;
type Status = NonNullable<IHorizontalPodAutoscaler['status']>;
type Metric = NonNullable<Spec['metrics']>[number];
type Current = NonNullable<Status['currentMetrics']>[number];
type Target = NonNullable<Metric['resource']>['target'];
type Value = NonNullable<Current['resource']>['current'];

const UNKNOWN = '<unknown>';

function amount(text: unknown): string {
  return quantity(text).toString();
}

/** `on pods:\t50m / 100m`, or as a share of what the containers asked for. */
function resourceText(what: string, target: Target, current: Value | undefined): string {
  if (target.averageValue !== undefined) {
    return `${what}:\t${current === undefined ? UNKNOWN : amount(current.averageValue)} / ${amount(target.averageValue)}`;
  }
  const used = current?.averageUtilization;
  const now = used === undefined ? UNKNOWN : `${used}% (${amount(current?.averageValue)})`;
  const wanted = target.averageUtilization === undefined ? '<auto>' : `${target.averageUtilization}%`;
  return `${what}  (as a percentage of request):\t${now} / ${wanted}`;
}

/** `(target value):\t5 / 10`; what is averaged and not known as an average is unknown only for some. */
function targetText(what: string, target: Target, current: Value | undefined, average: boolean): string {
  const field = average ? 'averageValue' : 'value';
  const now = current === undefined ? UNKNOWN : amount(current[field]);
  return `${what} (target ${average ? 'average ' : ''}value):\t${now} / ${amount(target[field])}`;
}

function metricText(metric: Metric, current: Current | undefined): string {
  const { external, pods, object, resource, containerResource } = metric;
  if (metric.type === 'External' && external !== undefined) {
    const average = external.target.averageValue !== undefined;
    const value = current?.external?.current;
    const known = average && value?.averageValue === undefined ? undefined : value;
    return targetText(goQuote(external.metric.name), external.target, known, average);
  }
  if (metric.type === 'Pods' && pods !== undefined) {
    const now = current?.pods === undefined ? UNKNOWN : amount(current.pods.current.averageValue);
    return `${goQuote(pods.metric.name)} on pods:\t${now} / ${amount(pods.target.averageValue)}`;
  }
  if (metric.type === 'Object' && object !== undefined) {
    const what = `"${object.metric.name}" on ${object.describedObject.kind}/${object.describedObject.name}`;
    return targetText(what, object.target, current?.object?.current, object.target.type === 'AverageValue');
  }
  if (metric.type === 'Resource' && resource !== undefined) {
    return resourceText(`resource ${resource.name} on pods`, resource.target, current?.resource?.current);
  }
  if (metric.type === 'ContainerResource' && containerResource !== undefined) {
    const what = `resource ${containerResource.name} of container "${containerResource.container}" on pods`;
    return resourceText(what, containerResource.target, current?.containerResource?.current);
  }
  return `<unknown metric type ${goQuote(metric.type)}>`;
}

type Rules = NonNullable<Spec['behavior']>['scaleUp'];

/** printDirectionBehavior. */
function describeRules(direction: string, rules: Rules, w: PrefixWriter): void {
  if (rules === undefined) return;
  w.line(1, `${direction}:`);
  const window = rules.stabilizationWindowSeconds;
  if (window !== undefined) w.line(2, `Stabilization Window: ${window} seconds`);
  if (rules.policies === undefined || rules.policies.length === 0) return;
  w.line(2, `Select Policy: ${rules.selectPolicy ?? 'Max'}`);
  w.line(2, 'Policies:');
  for (const { type, value, periodSeconds } of rules.policies) {
    w.line(3, `- Type: ${type}\tValue: ${value}\tPeriod: ${periodSeconds} seconds`);
  }
}

function describeConditions({ conditions }: Status, w: PrefixWriter): void {
  if (conditions === undefined || conditions.length === 0) return;
  w.line(0, 'Conditions:');
  w.line(1, 'Type\tStatus\tReason\tMessage');
  w.line(1, '----\t------\t------\t-------');
  for (const { type, status, reason, message } of conditions) {
    w.line(1, `${type}\t${status}\t${reason ?? ''}\t${message ?? ''}`);
  }
}

export const horizontalPodAutoscalerDescriber = describing<IHorizontalPodAutoscaler>(
  async (autoscaler, settings, subject) => {
    const { metadata, spec, status } = autoscaler;
    const events = await eventsOf(settings, subject, autoscaler);
    const target = spec?.scaleTargetRef;
    return (w) => {
      w.line(0, `Name:\t${metadata?.name ?? ''}`);
      w.line(0, `Namespace:\t${metadata?.namespace ?? ''}`);
      labelsMultiline(w, 'Labels', metadata?.labels);
      annotationsMultiline(w, 'Annotations', metadata?.annotations);
      w.line(0, `CreationTimestamp:\t${rfc1123z(metadata?.creationTimestamp)}`);
      w.line(0, `Reference:\t${target?.kind ?? ''}/${target?.name ?? ''}`);
      w.line(0, 'Metrics:\t( current / target )');
      spec?.metrics?.forEach((metric, at) => w.line(1, metricText(metric, status?.currentMetrics?.[at])));
      w.line(0, `Min replicas:\t${spec?.minReplicas ?? '<unset>'}`);
      w.line(0, `Max replicas:\t${spec?.maxReplicas ?? 0}`);
      if (spec?.behavior !== undefined) {
        w.line(0, 'Behavior:');
        describeRules('Scale Up', spec.behavior.scaleUp, w);
        describeRules('Scale Down', spec.behavior.scaleDown, w);
      }
      const replicas = `${status?.currentReplicas ?? 0} current / ${status?.desiredReplicas ?? 0} desired`;
      w.line(0, `${target?.kind ?? ''} pods:\t${replicas}`);
      if (status !== undefined) describeConditions(status, w);
      describeEvents(events, w, settings.now);
    };
  },
);
