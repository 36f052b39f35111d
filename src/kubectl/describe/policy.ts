import type { IPodDisruptionBudget } from 'kubernetes-models/policy/v1/PodDisruptionBudget';
import type { IPriorityClass } from 'kubernetes-models/scheduling.k8s.io/v1/PriorityClass';
import { formatLabels, formatLabelSelector, type WireLabelSelector } from '../../engine/apimachinery/index.ts';
import { describing } from './describer.ts';
import { describeEvents, eventsOf } from './events.ts';

export const podDisruptionBudgetDescriber = describing<IPodDisruptionBudget>(async (budget, settings, subject) => {
  const { metadata, spec, status } = budget;
  const events = await eventsOf(settings, subject, budget);
  return (w) => {
    w.line(0, `Name:\t${metadata?.name ?? ''}`);
    w.line(0, `Namespace:\t${metadata?.namespace ?? ''}`);
    if (spec?.minAvailable !== undefined) w.line(0, `Min available:\t${spec.minAvailable}`);
    else if (spec?.maxUnavailable !== undefined) w.line(0, `Max unavailable:\t${spec.maxUnavailable}`);
    const selector = spec?.selector as WireLabelSelector | undefined;
    w.line(0, `Selector:\t${selector === undefined ? '<unset>' : formatLabelSelector(selector)}`);
    w.line(0, 'Status:');
    w.line(2, `Allowed disruptions:\t${status?.disruptionsAllowed ?? 0}`);
    w.line(2, `Current:\t${status?.currentHealthy ?? 0}`);
    w.line(2, `Desired:\t${status?.desiredHealthy ?? 0}`);
    w.line(2, `Total:\t${status?.expectedPods ?? 0}`);
    describeEvents(events, w, settings.now);
  };
});

export const priorityClassDescriber = describing<IPriorityClass>(async (priority, settings, subject) => {
  const { metadata, value, globalDefault, preemptionPolicy, description } = priority;
  const events = await eventsOf(settings, subject, priority);
  return (w) => {
    w.line(0, `Name:\t${metadata?.name ?? ''}`);
    w.line(0, `Value:\t${value}`);
    w.line(0, `GlobalDefault:\t${globalDefault === true}`);
    w.line(0, `PreemptionPolicy:\t${preemptionPolicy ?? ''}`);
    w.line(0, `Description:\t${description ?? ''}`);
    w.line(0, `Annotations:\t${formatLabels(metadata?.annotations)}`);
    describeEvents(events, w, settings.now);
  };
});
