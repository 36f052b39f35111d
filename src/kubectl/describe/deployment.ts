import type { IDeployment } from 'kubernetes-models/apps/v1/Deployment';
import type { IReplicaSet } from 'kubernetes-models/apps/v1/ReplicaSet';
import { labelSelectorAsSelector, type WireLabelSelector } from '../../engine/apimachinery/index.ts';
import { replicaSetsOf } from '../polymorphichelpers/replicasets.ts';
import { describing } from './describer.ts';
import { describeEvents, eventsOf } from './events.ts';
import { annotationsMultiline, labelsMultiline } from './metadata.ts';
import { describePodTemplate } from './pod-template.ts';
import type { PrefixWriter } from './prefix-writer.ts';
import { rfc1123z } from './text.ts';
import { shortConditions } from './workloads.ts';

/** printReplicaSetsByLabels. */
function replicaSetsText(sets: readonly IReplicaSet[]): string {
  const texts = sets.map(
    ({ metadata, spec, status }) =>
      `${metadata?.name ?? ''} (${status?.replicas ?? 0}/${spec?.replicas ?? 0} replicas created)`,
  );
  return texts.length === 0 ? '<none>' : texts.join(', ');
}

function describeSpec({ spec, status }: IDeployment, w: PrefixWriter): void {
  const updated = `${spec?.replicas ?? 0} desired | ${status?.updatedReplicas ?? 0} updated | ${status?.replicas ?? 0} total`;
  const serving = `${status?.availableReplicas ?? 0} available | ${status?.unavailableReplicas ?? 0} unavailable`;
  w.line(0, `Selector:\t${labelSelectorAsSelector(spec?.selector as WireLabelSelector | undefined).toString()}`);
  w.line(0, `Replicas:\t${updated} | ${serving}`);
  w.line(0, `StrategyType:\t${spec?.strategy?.type ?? ''}`);
  w.line(0, `MinReadySeconds:\t${spec?.minReadySeconds ?? 0}`);
  const rolling = spec?.strategy?.rollingUpdate;
  if (rolling === undefined) return;
  const surge = `${rolling.maxSurge ?? 0} max surge`;
  w.line(0, `RollingUpdateStrategy:\t${rolling.maxUnavailable ?? 0} max unavailable, ${surge}`);
}

export const deploymentDescriber = describing<IDeployment>(async (deployment, settings, subject) => {
  const { metadata, spec, status } = deployment;
  const events = await eventsOf(settings, subject, deployment);
  const sets = await replicaSetsOf(deployment, settings).catch(() => ({ old: [], current: undefined }));
  return (w) => {
    w.line(0, `Name:\t${metadata?.name ?? ''}`);
    w.line(0, `Namespace:\t${metadata?.namespace ?? ''}`);
    w.line(0, `CreationTimestamp:\t${rfc1123z(metadata?.creationTimestamp)}`);
    labelsMultiline(w, 'Labels', metadata?.labels);
    annotationsMultiline(w, 'Annotations', metadata?.annotations);
    describeSpec(deployment, w);
    describePodTemplate(spec?.template, w);
    shortConditions(status?.conditions, w);
    const current = sets.current === undefined ? [] : [sets.current];
    if (sets.old.length + current.length > 0) {
      w.line(0, `OldReplicaSets:\t${replicaSetsText(sets.old)}`);
      w.line(0, `NewReplicaSet:\t${replicaSetsText(current)}`);
    }
    describeEvents(events, w, settings.now);
  };
});
