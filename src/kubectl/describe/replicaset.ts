import type { IReplicaSet } from 'kubernetes-models/apps/v1/ReplicaSet';
import type { IReplicationController } from 'kubernetes-models/v1/ReplicationController';
import {
  formatLabels,
  formatLabelSelector,
  labelSelectorAsSelector,
  selectorFromSet,
  type WireLabelSelector,
} from '../../engine/apimachinery/index.ts';
import { describing } from './describer.ts';
import { describeEvents, eventsOf } from './events.ts';
import { annotationsMultiline, controlledBy, labelsMultiline } from './metadata.ts';
import { describePodTemplate } from './pod-template.ts';
import { podsStatus, shortConditions } from './workloads.ts';

export const replicationControllerDescriber = describing<IReplicationController>(async (rc, settings, subject) => {
  const { metadata, spec, status } = rc;
  const pods = await podsStatus(settings, rc, selectorFromSet(spec?.selector).toString());
  const events = await eventsOf(settings, subject, rc);
  return (w) => {
    w.line(0, `Name:\t${metadata?.name ?? ''}`);
    w.line(0, `Namespace:\t${metadata?.namespace ?? ''}`);
    w.line(0, `Selector:\t${formatLabels(spec?.selector)}`);
    labelsMultiline(w, 'Labels', metadata?.labels);
    annotationsMultiline(w, 'Annotations', metadata?.annotations);
    w.line(0, `Replicas:\t${status?.replicas ?? 0} current / ${spec?.replicas ?? 0} desired`);
    w.line(0, `Pods Status:\t${pods}`);
    describePodTemplate(spec?.template, w);
    shortConditions(status?.conditions, w);
    describeEvents(events, w, settings.now);
  };
});

export const replicaSetDescriber = describing<IReplicaSet>(async (rs, settings, subject) => {
  const { metadata, spec, status } = rs;
  const selector = spec?.selector as WireLabelSelector | undefined;
  const pods = await podsStatus(settings, rs, labelSelectorAsSelector(selector).toString()).catch(
    (error: unknown) => `error in fetching pods: ${error instanceof Error ? error.message : String(error)}`,
  );
  const events = await eventsOf(settings, subject, rs);
  return (w) => {
    w.line(0, `Name:\t${metadata?.name ?? ''}`);
    w.line(0, `Namespace:\t${metadata?.namespace ?? ''}`);
    w.line(0, `Selector:\t${formatLabelSelector(selector)}`);
    labelsMultiline(w, 'Labels', metadata?.labels);
    annotationsMultiline(w, 'Annotations', metadata?.annotations);
    controlledBy(w, rs);
    w.line(0, `Replicas:\t${status?.replicas ?? 0} current / ${spec?.replicas ?? 0} desired`);
    w.line(0, `Pods Status:\t${pods}`);
    describePodTemplate(spec?.template, w);
    shortConditions(status?.conditions, w);
    describeEvents(events, w, settings.now);
  };
});
