import type { IPersistentVolume } from 'kubernetes-models/v1/PersistentVolume';
import { since } from '../../engine/api/columns.ts';
import { accessModesText, storageClassOf } from './access-modes.ts';
import { describing } from './describer.ts';
import { describeEvents, eventsOf } from './events.ts';
import { annotationsMultiline, labelsMultiline } from './metadata.ts';
import type { PrefixWriter } from './prefix-writer.ts';
import { list, quantity } from './text.ts';
import { describePersistentSource } from './volumes.ts';

export interface TermRequirement {
  readonly key: string;
  readonly operator: string;
  readonly values?: readonly string[];
}

/** printNodeSelectorTermsMultilineWithIndent and its sibling for topologies. */
export function describeTerm(
  w: PrefixWriter,
  level: number,
  title: string,
  requirements: readonly TermRequirement[],
): void {
  w.write(level, `${title}:\t`);
  if (requirements.length === 0) w.line(0, '<none>');
  requirements.forEach(({ key, operator, values }, at) => {
    if (at > 0) w.write(level, '\t');
    const among = values === undefined || values.length === 0 ? '' : ` [${values.join(', ')}]`;
    w.line(0, `${key} ${operator.toLowerCase()}${among}`);
  });
}

/** printVolumeNodeAffinity. */
function describeAffinity(affinity: NonNullable<IPersistentVolume['spec']>['nodeAffinity'], w: PrefixWriter): void {
  const required = affinity?.required;
  if (required === undefined) {
    w.line(0, 'Node Affinity:\t<none>');
    return;
  }
  w.line(0, 'Node Affinity:\t');
  const terms = required.nodeSelectorTerms;
  w.line(1, `Required Terms:\t${terms.length === 0 ? '<none>' : ''}`);
  terms.forEach((term, at) => describeTerm(w, 2, `Term ${at}`, term.matchExpressions ?? []));
}

export const persistentVolumeDescriber = describing<IPersistentVolume>(async (volume, settings, subject) => {
  const { metadata, spec, status } = volume;
  const events = await eventsOf(settings, subject, volume);
  const leaving = metadata?.deletionTimestamp;
  const claim = spec?.claimRef;
  return (w) => {
    w.line(0, `Name:\t${metadata?.name ?? ''}`);
    labelsMultiline(w, 'Labels', metadata?.labels);
    annotationsMultiline(w, 'Annotations', metadata?.annotations);
    w.line(0, `Finalizers:\t${list(metadata?.finalizers)}`);
    w.line(0, `StorageClass:\t${storageClassOf(volume)}`);
    if (leaving == null) w.line(0, `Status:\t${status?.phase ?? ''}`);
    else w.line(0, `Status:\tTerminating (lasts ${since(leaving, settings.now)})`);
    w.line(0, `Claim:\t${claim === undefined ? '' : `${claim.namespace ?? ''}/${claim.name ?? ''}`}`);
    w.line(0, `Reclaim Policy:\t${spec?.persistentVolumeReclaimPolicy ?? ''}`);
    w.line(0, `Access Modes:\t${accessModesText(spec?.accessModes)}`);
    if (spec?.volumeMode !== undefined) w.line(0, `VolumeMode:\t${spec.volumeMode}`);
    w.line(0, `Capacity:\t${quantity(spec?.capacity?.['storage']).toString()}`);
    describeAffinity(spec?.nodeAffinity, w);
    w.line(0, `Message:\t${status?.message ?? ''}`);
    w.line(0, 'Source:');
    describePersistentSource(spec ?? {}, w);
    describeEvents(events, w, settings.now);
  };
});
