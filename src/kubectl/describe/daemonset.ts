import type { IDaemonSet } from 'kubernetes-models/apps/v1/DaemonSet';
import { formatLabels, labelSelectorAsSelector, type WireLabelSelector } from '../../engine/apimachinery/index.ts';
import { describing } from './describer.ts';
import { describeEvents, eventsOf } from './events.ts';
import { annotationsMultiline, labelsMultiline } from './metadata.ts';
import { describePodTemplate } from './pod-template.ts';
import { podsStatus } from './workloads.ts';

export const daemonSetDescriber = describing<IDaemonSet>(async (daemon, settings, subject) => {
  const { metadata, spec, status } = daemon;
  const selector = labelSelectorAsSelector(spec?.selector as WireLabelSelector | undefined).toString();
  const pods = await podsStatus(settings, daemon, selector);
  const events = await eventsOf(settings, subject, daemon);
  return (w) => {
    w.line(0, `Name:\t${metadata?.name ?? ''}`);
    w.line(0, `Namespace:\t${metadata?.namespace ?? ''}`);
    w.line(0, `Selector:\t${selector}`);
    w.line(0, `Node-Selector:\t${formatLabels(spec?.template.spec?.nodeSelector)}`);
    labelsMultiline(w, 'Labels', metadata?.labels);
    annotationsMultiline(w, 'Annotations', metadata?.annotations);
    w.line(0, `Desired Number of Nodes Scheduled: ${status?.desiredNumberScheduled ?? 0}`);
    w.line(0, `Current Number of Nodes Scheduled: ${status?.currentNumberScheduled ?? 0}`);
    w.line(0, `Number of Nodes Scheduled with Up-to-date Pods: ${status?.updatedNumberScheduled ?? 0}`);
    w.line(0, `Number of Nodes Scheduled with Available Pods: ${status?.numberAvailable ?? 0}`);
    w.line(0, `Number of Nodes Misscheduled: ${status?.numberMisscheduled ?? 0}`);
    w.line(0, `Pods Status:\t${pods}`);
    describePodTemplate(spec?.template, w);
    describeEvents(events, w, settings.now);
  };
});
