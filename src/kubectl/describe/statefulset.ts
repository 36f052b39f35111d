import type { IStatefulSet } from 'kubernetes-models/apps/v1/StatefulSet';
import { labelSelectorAsSelector, type WireLabelSelector } from '../../engine/apimachinery/index.ts';
import { storageClassOf } from './access-modes.ts';
import { describing } from './describer.ts';
import { describeEvents, eventsOf } from './events.ts';
import { annotationsMultiline, labelsMultiline } from './metadata.ts';
import { describePodTemplate } from './pod-template.ts';
import type { PrefixWriter } from './prefix-writer.ts';
import { list, quantity, rfc1123z } from './text.ts';
import { podsStatus } from './workloads.ts';

type Spec = NonNullable<IStatefulSet['spec']>;

function describeStrategy(strategy: Spec['updateStrategy'], w: PrefixWriter): void {
  w.line(0, `Update Strategy:\t${strategy?.type ?? ''}`);
  const rolling = strategy?.rollingUpdate;
  if (rolling?.partition === undefined) return;
  w.line(1, `Partition:\t${rolling.partition}`);
  if (rolling.maxUnavailable !== undefined) w.line(1, `MaxUnavailable:\t${rolling.maxUnavailable}`);
}

/** describeVolumeClaimTemplates. */
function describeClaims(claims: Spec['volumeClaimTemplates'], w: PrefixWriter): void {
  if (claims === undefined || claims.length === 0) {
    w.line(0, 'Volume Claims:\t<none>');
    return;
  }
  w.line(0, 'Volume Claims:');
  for (const claim of claims) {
    w.line(1, `Name:\t${claim.metadata?.name ?? ''}`);
    w.line(1, `StorageClass:\t${storageClassOf(claim)}`);
    labelsMultiline(w, 'Labels', claim.metadata?.labels, '  ');
    labelsMultiline(w, 'Annotations', claim.metadata?.annotations, '  ');
    const storage = claim.spec?.resources?.requests?.['storage'];
    w.line(1, `Capacity:\t${storage === undefined ? '<default>' : quantity(storage).toString()}`);
    w.line(1, `Access Modes:\t${list(claim.spec?.accessModes)}`);
  }
}

export const statefulSetDescriber = describing<IStatefulSet>(async (set, settings, subject) => {
  const { metadata, spec, status } = set;
  const selector = labelSelectorAsSelector(spec?.selector as WireLabelSelector | undefined).toString();
  const pods = await podsStatus(settings, set, selector);
  const events = await eventsOf(settings, subject, set);
  return (w) => {
    w.line(0, `Name:\t${metadata?.name ?? ''}`);
    w.line(0, `Namespace:\t${metadata?.namespace ?? ''}`);
    w.line(0, `CreationTimestamp:\t${rfc1123z(metadata?.creationTimestamp)}`);
    w.line(0, `Selector:\t${selector}`);
    labelsMultiline(w, 'Labels', metadata?.labels);
    annotationsMultiline(w, 'Annotations', metadata?.annotations);
    w.line(0, `Replicas:\t${spec?.replicas ?? 0} desired | ${status?.replicas ?? 0} total`);
    describeStrategy(spec?.updateStrategy, w);
    w.line(0, `Pods Status:\t${pods}`);
    describePodTemplate(spec?.template, w);
    describeClaims(spec?.volumeClaimTemplates, w);
    describeEvents(events, w, settings.now);
  };
});
