import { newControllerRef, type ApiObject, type OwnerReference } from '../../apimachinery/index.ts';
import type { PersistentVolumeClaim, PersistentVolumeClaimTemplate } from '../../api/persistentvolumeclaim/types.ts';
import type { Pod } from '../../api/pod/types.ts';
import type { StatefulSet } from '../../api/statefulset/types.ts';
import { isInOrdinalRange, ordinalOf } from './ordinals.ts';

/** A claim that a pod of the set has to have, and the volume of the pod that it is for. */
export interface WantedClaim {
  readonly volume: string;
  readonly name: string;
  readonly template: PersistentVolumeClaimTemplate;
}

/** getPersistentVolumeClaims of pkg/controller/statefulset/stateful_set_utils.go. */
export function wantedClaims(set: StatefulSet, pod: Pick<Pod, 'metadata'>): WantedClaim[] {
  const ordinal = ordinalOf(pod);
  return (set.spec.volumeClaimTemplates ?? []).map((template) => {
    const volume = template.metadata.name ?? '';
    return { volume, name: `${volume}-${set.metadata.name}-${ordinal}`, template };
  });
}

export function claimBody(set: StatefulSet, { name, template }: WantedClaim): object {
  const labels = { ...template.metadata.labels, ...set.spec.selector.matchLabels };
  return {
    ...template,
    apiVersion: 'v1',
    kind: 'PersistentVolumeClaim',
    metadata: { ...template.metadata, name, namespace: set.metadata.namespace, labels },
  };
}

interface OwnerKind {
  readonly apiVersion: string;
  readonly kind: string;
}

export const STATEFUL_SET_KIND: OwnerKind = { apiVersion: 'apps/v1', kind: 'StatefulSet' };
const POD_KIND: OwnerKind = { apiVersion: 'v1', kind: 'Pod' };

function refersTo(reference: OwnerReference, owner: ApiObject, kind: OwnerKind): boolean {
  const sameKind = reference.apiVersion === kind.apiVersion && reference.kind === kind.kind;
  return sameKind && reference.name === owner.metadata.name;
}

/** Who should own the claim: nobody, the set (gone with it), or a pod that was scaled away. */
function ownersWanted(set: StatefulSet, pod: Pod): { readonly set: boolean; readonly pod: boolean } {
  const { whenScaled, whenDeleted } = set.spec.persistentVolumeClaimRetentionPolicy ?? RETAIN;
  const scaledDown = !isInOrdinalRange(pod, set);
  const byPod = whenScaled === 'Delete' && scaledDown;
  return { set: whenDeleted === 'Delete' && !byPod, pod: byPod };
}

const RETAIN = { whenScaled: 'Retain', whenDeleted: 'Retain' } as const;

function retainsAll({ spec }: StatefulSet): boolean {
  const { whenScaled, whenDeleted } = spec.persistentVolumeClaimRetentionPolicy ?? RETAIN;
  return whenScaled === 'Retain' && whenDeleted === 'Retain';
}

/** Somebody else controls the claim, or a set or pod of the same name that is gone. hasUnexpectedController */
function hasUnexpectedController(references: readonly OwnerReference[], set: StatefulSet, pod: Pod): boolean {
  if (retainsAll(set)) return false;
  return references.some((reference) => {
    if (refersTo(reference, set, STATEFUL_SET_KIND)) return reference.uid !== set.metadata.uid;
    if (refersTo(reference, pod, POD_KIND)) return reference.uid !== pod.metadata.uid;
    return reference.controller === true;
  });
}

/** The owner of that name is another one than this: the claim is left to the garbage collector. hasStaleOwnerRef */
function isStale(references: readonly OwnerReference[], owner: ApiObject, kind: OwnerKind): boolean {
  const found = references.find((reference) => refersTo(reference, owner, kind));
  return found !== undefined && found.uid !== owner.metadata.uid;
}

function owns(references: readonly OwnerReference[], owner: ApiObject): boolean {
  return references.some(({ uid }) => uid === owner.metadata.uid);
}

/**
 * The claim with the owners that the set's retention policy asks for; the same object when it has them, or when it is in hands
 * that are not to be interfered with. isClaimOwnerUpToDate and updateClaimOwnerRefForSetAndPod.
 */
export function withRetentionOwners(claim: PersistentVolumeClaim, set: StatefulSet, pod: Pod): PersistentVolumeClaim {
  const references = claim.metadata.ownerReferences ?? [];
  if (isStale(references, set, STATEFUL_SET_KIND) || isStale(references, pod, POD_KIND)) return claim;
  const ofSet = owns(references, set);
  const ofPod = owns(references, pod);
  const foreign = hasUnexpectedController(references, set, pod);
  const wanted = foreign ? { set: false, pod: false } : ownersWanted(set, pod);
  const ours = (reference: OwnerReference): boolean =>
    refersTo(reference, set, STATEFUL_SET_KIND) || refersTo(reference, pod, POD_KIND);
  const controls = references.every((reference) => !ours(reference) || reference.controller === true);
  if (ofSet === wanted.set && ofPod === wanted.pod && controls) return claim;
  const ownerReferences = references.filter((reference) => !ours(reference));
  if (wanted.pod) ownerReferences.push(newControllerRef(pod, POD_KIND));
  if (wanted.set) ownerReferences.push(newControllerRef(set, STATEFUL_SET_KIND));
  return { ...claim, metadata: { ...claim.metadata, ownerReferences } };
}

/** A claim left by a pod of this name that is gone, and that will go with it: the new pod must not use it. PodClaimIsStale */
export function isStaleClaim(claim: PersistentVolumeClaim, pod: Pod): boolean {
  return isStale(claim.metadata.ownerReferences ?? [], pod, POD_KIND);
}
