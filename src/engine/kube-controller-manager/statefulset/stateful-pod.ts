import { newControllerRef, type LabelSet } from '../../apimachinery/index.ts';
import type { Pod, PodSpec, PodTemplateSpec, Volume } from '../../api/pod/types.ts';
import type { StatefulSet } from '../../api/statefulset/types.ts';
import { CONTROLLER_REVISION_HASH } from '../history/index.ts';
import { podFromTemplate } from '../pod-control.ts';
import { isPodAvailable, isPodReady } from '../pods.ts';
import type { Micros } from '../../apimachinery/index.ts';
import { STATEFUL_SET_KIND, wantedClaims } from './claims.ts';
import { ordinalOf } from './ordinals.ts';

/** What makes a stateful pod itself: its name, labels and claims. pkg/controller/statefulset/stateful_set_utils.go */

const POD_NAME_LABEL = 'statefulset.kubernetes.io/pod-name';
const POD_INDEX_LABEL = 'apps.kubernetes.io/pod-index';

function identityLabels(name: string, ordinal: number): LabelSet {
  return { [POD_NAME_LABEL]: name, [POD_INDEX_LABEL]: String(ordinal) };
}

/** Volumes of the set's claims first, then what else the pod has. updateStorage */
function withClaims(set: StatefulSet, pod: Pick<Pod, 'metadata'>, volumes: readonly Volume[]): readonly Volume[] {
  const claims = wantedClaims(set, pod);
  if (claims.length === 0) return volumes;
  const claimed = new Set(claims.map(({ volume }) => volume));
  return [
    ...claims.map(({ volume, name }) => ({ name: volume, persistentVolumeClaim: { claimName: name } })),
    ...volumes.filter(({ name }) => !claimed.has(name)),
  ];
}

interface PodBody {
  readonly apiVersion: 'v1';
  readonly kind: 'Pod';
  readonly metadata: Pod['metadata'];
  readonly spec: PodSpec;
}

/** The pod of this number as one revision's template describes it; it has no status, because it does not exist. newStatefulSetPod */
export function newStatefulPod(set: StatefulSet, template: PodTemplateSpec, revision: string, ordinal: number): Pod {
  const name = `${set.metadata.name}-${ordinal}`;
  const body = podFromTemplate(template, set, newControllerRef(set, STATEFUL_SET_KIND)) as PodBody;
  const labels = { ...body.metadata.labels, ...identityLabels(name, ordinal), [CONTROLLER_REVISION_HASH]: revision };
  const { generateName: _, ...metadata } = { ...body.metadata, name, labels };
  const volumes = withClaims(set, { metadata }, body.spec.volumes ?? []);
  const spec = { ...body.spec, volumes, hostname: name, subdomain: set.spec.serviceName };
  return { ...body, metadata, spec, status: {} as Pod['status'] };
}

export function revisionOf({ metadata }: Pod): string {
  return metadata.labels?.[CONTROLLER_REVISION_HASH] ?? '';
}

/** Whether the API server has it: every stored pod has a phase. */
export function isCreated({ status }: Pod): boolean {
  return status.phase !== undefined;
}

export function isTerminating({ metadata }: Pod): boolean {
  return metadata.deletionTimestamp !== undefined;
}

export function isRunningAndReady(pod: Pod): boolean {
  return pod.status.phase === 'Running' && isPodReady(pod);
}

export function isRunningAndAvailable(pod: Pod, { spec }: StatefulSet, now: Micros): boolean {
  return isPodAvailable(pod, spec.minReadySeconds ?? 0, now);
}

export function isUnavailable(pod: Pod, set: StatefulSet, now: Micros): boolean {
  return isTerminating(pod) || !isRunningAndAvailable(pod, set, now);
}

/** The pod with the name, labels and volumes it should have; the same object when it has them. updateIdentity, updateStorage */
export function withIdentity(set: StatefulSet, pod: Pod): Pod {
  const { name, labels } = pod.metadata;
  const wanted = identityLabels(name, ordinalOf(pod));
  const labelled = labels?.[POD_NAME_LABEL] === wanted[POD_NAME_LABEL] && labels?.[POD_INDEX_LABEL] !== undefined;
  const next = labelled ? pod : { ...pod, metadata: { ...pod.metadata, labels: { ...labels, ...wanted } } };
  if (storageMatches(set, pod)) return next;
  return { ...next, spec: { ...next.spec, volumes: withClaims(set, pod, pod.spec.volumes ?? []) } };
}

export function storageMatches(set: StatefulSet, pod: Pod): boolean {
  return wantedClaims(set, pod).every(({ volume, name }) =>
    pod.spec.volumes?.some((known) => known.name === volume && known.persistentVolumeClaim?.claimName === name),
  );
}
