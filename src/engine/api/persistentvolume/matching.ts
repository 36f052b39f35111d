import { labelSelectorAsSelector, parseQuantity, type Quantity } from '../../apimachinery/index.ts';
import { compileTerm, termMatchesNode } from '../node/node-selector.ts';
import type { Node } from '../node/types.ts';
import { storageClassOf } from '../persistentvolumeclaim/index.ts';
import type { PersistentVolumeClaim } from '../persistentvolumeclaim/types.ts';
import type { PersistentVolume } from './types.ts';

/**
 * Which volume a claim may have: the binder asks it for claims that are bound at once, the scheduler for those that wait for
 * a node. staging/src/k8s.io/component-helpers/storage/volume/pv_helpers.go
 */

const ZERO = parseQuantity('0');

function storage(list: Readonly<Record<string, string>> | undefined): Quantity {
  const text = list?.['storage'];
  return text === undefined ? ZERO : parseQuantity(text);
}

/** The volume is kept for this claim, by name or by uid. IsVolumeBoundToClaim */
export function isVolumeBoundToClaim({ spec }: PersistentVolume, { metadata }: PersistentVolumeClaim): boolean {
  const { claimRef } = spec;
  if (claimRef?.name !== metadata.name || claimRef.namespace !== metadata.namespace) return false;
  return !claimRef.uid || claimRef.uid === metadata.uid;
}

/** Whether a node reaches the volume. CheckNodeAffinity */
export function volumeFitsNode({ spec }: PersistentVolume, node: Node): boolean {
  const terms = spec.nodeAffinity?.required?.nodeSelectorTerms;
  return terms === undefined || terms.some((term) => termMatchesNode(compileTerm(term), node));
}

/** Why a volume cannot be a claim's, in the binder's words; undefined: it can. checkVolumeSatisfyClaim */
export function whyUnsatisfied(volume: PersistentVolume, claim: PersistentVolumeClaim): string | undefined {
  if (storage(volume.spec.capacity).cmp(storage(claim.spec.resources.requests)) < 0) return 'requested PV is too small';
  if (storageClassOf(volume) !== storageClassOf(claim)) return 'storageClassName does not match';
  if (volume.spec.volumeMode !== claim.spec.volumeMode) return 'incompatible volumeMode';
  return hasAccessModes(volume, claim) ? undefined : 'incompatible accessMode';
}

function hasAccessModes({ spec }: PersistentVolume, claim: PersistentVolumeClaim): boolean {
  return (claim.spec.accessModes ?? []).every((mode) => spec.accessModes?.includes(mode));
}

export interface MatchOptions {
  /** The scheduler's: only volumes that this node reaches. */
  readonly node?: Node;
  readonly excluded?: ReadonlySet<string>;
  /** The claim waits for its first consumer: only a volume that is already kept for it is taken. */
  readonly delayed?: boolean;
}

/** The volume that is kept for the claim, or the smallest one that will do. FindMatchingVolume */
export function findMatchingVolume(
  claim: PersistentVolumeClaim,
  volumes: Iterable<PersistentVolume>,
  { node, excluded, delayed }: MatchOptions,
): PersistentVolume | undefined {
  const selector = claim.spec.selector && labelSelectorAsSelector(claim.spec.selector);
  let smallest: PersistentVolume | undefined;
  for (const volume of volumes) {
    const { metadata, spec, status } = volume;
    if (excluded?.has(metadata.name) || metadata.deletionTimestamp !== undefined) continue;
    const kept = isVolumeBoundToClaim(volume, claim);
    if (spec.claimRef && !kept) continue;
    if (storage(spec.capacity).cmp(storage(claim.spec.resources.requests)) < 0) continue;
    if (spec.volumeMode !== claim.spec.volumeMode) continue;
    if (spec.volumeAttributesClassName !== claim.spec.volumeAttributesClassName) continue;
    const reachable = node === undefined || volumeFitsNode(volume, node);
    if (kept) return reachable ? volume : undefined;
    if (delayed && node === undefined) continue;
    if (status.phase !== 'Available' || !reachable || !hasAccessModes(volume, claim)) continue;
    if (selector && !selector.matches(metadata.labels)) continue;
    if (storageClassOf(volume) !== storageClassOf(claim)) continue;
    if (!smallest || storage(smallest.spec.capacity).cmp(storage(spec.capacity)) > 0) smallest = volume;
  }
  return smallest;
}

/** What the two sides write on each other. pkg/controller/volume/persistentvolume/util */
export const BIND_COMPLETED = 'pv.kubernetes.io/bind-completed';
export const BOUND_BY_CONTROLLER = 'pv.kubernetes.io/bound-by-controller';
export const SELECTED_NODE = 'volume.kubernetes.io/selected-node';
export const STORAGE_PROVISIONER = 'volume.kubernetes.io/storage-provisioner';
export const BETA_STORAGE_PROVISIONER = 'volume.beta.kubernetes.io/storage-provisioner';
export const PROVISIONED_BY = 'pv.kubernetes.io/provisioned-by';

/** Bound on both sides, and so for good. */
export function isFullyBound({ metadata, spec }: PersistentVolumeClaim): boolean {
  return Boolean(spec.volumeName) && metadata.annotations?.[BIND_COMPLETED] !== undefined;
}
