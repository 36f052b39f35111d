import type { IPersistentVolumeClaim } from 'kubernetes-models/v1/PersistentVolumeClaim';
import type { IPod } from 'kubernetes-models/v1/Pod';
import { since } from '../../engine/api/columns.ts';
import { accessModesText, storageClassOf } from './access-modes.ts';
import { describing, type Settings, type Subject } from './describer.ts';
import { describeEvents, eventsOf } from './events.ts';
import { corePath, listAll } from '../rest/list-all.ts';
import { annotationsMultiline, labelsMultiline, namesMultiline } from './metadata.ts';
import type { PrefixWriter } from './prefix-writer.ts';
import { list, quantity, rfc1123z } from './text.ts';

type Claim = Pick<IPersistentVolumeClaim, 'metadata' | 'spec'> & {
  /** Missing in a template. */
  readonly status?: Omit<NonNullable<IPersistentVolumeClaim['status']>, 'phase'> & { readonly phase?: string };
};

/** The part that a claim and the template of one have alike; `middle` stands between the volume and the capacity. */
export function describeClaimSpec(w: PrefixWriter, claim: Claim, middle: () => void): void {
  const { spec, status } = claim;
  const bound = (spec?.volumeName ?? '') !== '';
  w.line(0, `StorageClass:\t${storageClassOf(claim)}`);
  if (status !== undefined) w.line(0, `Status:\t${status.phase ?? ''}`);
  w.line(0, `Volume:\t${spec?.volumeName ?? ''}`);
  middle();
  w.line(0, `Capacity:\t${bound ? quantity(status?.capacity?.['storage']).toString() : ''}`);
  w.line(0, `Access Modes:\t${bound ? accessModesText(status?.accessModes) : ''}`);
  if (spec?.volumeMode !== undefined) w.line(0, `VolumeMode:\t${spec.volumeMode}`);
  if (spec?.dataSource === undefined) return;
  w.line(0, 'DataSource:');
  if (spec.dataSource.apiGroup !== undefined) w.line(1, `APIGroup:\t${spec.dataSource.apiGroup}`);
  w.line(1, `Kind:\t${spec.dataSource.kind}`);
  w.line(1, `Name:\t${spec.dataSource.name}`);
}

/** getPodsForPVC: those that mount it, and those that own it. */
function podsUsing(claim: IPersistentVolumeClaim, pods: readonly IPod[]): string[] {
  const using = pods.flatMap((pod) =>
    (pod.spec?.volumes ?? [])
      .filter((volume) => volume.persistentVolumeClaim?.claimName === claim.metadata?.name)
      .map(() => pod),
  );
  for (const owner of claim.metadata?.ownerReferences ?? []) {
    if (owner.kind !== 'Pod') continue;
    const pod = pods.find(({ metadata }) => metadata?.uid === owner.uid);
    if (pod !== undefined && !using.includes(pod)) using.push(pod);
  }
  return using.map(({ metadata }) => metadata?.name ?? '');
}

function describeConditions({ status }: IPersistentVolumeClaim, w: PrefixWriter): void {
  const conditions = status?.conditions ?? [];
  if (conditions.length === 0) return;
  w.line(0, 'Conditions:');
  w.line(1, 'Type\tStatus\tLastProbeTime\tLastTransitionTime\tReason\tMessage');
  w.line(1, '----\t------\t-----------------\t------------------\t------\t-------');
  for (const c of conditions) {
    const times = `${rfc1123z(c.lastProbeTime)} \t${rfc1123z(c.lastTransitionTime)}`;
    w.line(1, `${c.type} \t${c.status} \t${times} \t${c.reason ?? ''} \t${c.message ?? ''}`);
  }
}

async function describeClaim(
  claim: IPersistentVolumeClaim,
  settings: Settings,
  subject: Subject,
): Promise<(w: PrefixWriter) => void> {
  const { metadata, status } = claim;
  const pods = await listAll<IPod>(settings, corePath('pods', subject.namespace));
  const events = await eventsOf(settings, subject, claim);
  const leaving = metadata?.deletionTimestamp;
  const phase = leaving == null ? status?.phase : `Terminating (lasts ${since(leaving, settings.now)})`;
  return (w) => {
    w.line(0, `Name:\t${metadata?.name ?? ''}`);
    w.line(0, `Namespace:\t${metadata?.namespace ?? ''}`);
    describeClaimSpec(w, { ...claim, status: { ...status, phase: phase ?? '' } }, () => {
      labelsMultiline(w, 'Labels', metadata?.labels);
      annotationsMultiline(w, 'Annotations', metadata?.annotations);
      w.line(0, `Finalizers:\t${list(metadata?.finalizers)}`);
    });
    namesMultiline(w, 'Used By', podsUsing(claim, pods));
    describeConditions(claim, w);
    describeEvents(events, w, settings.now);
  };
}

export const persistentVolumeClaimDescriber = describing<IPersistentVolumeClaim>(describeClaim);
