import type { PersistentVolumeClaim } from '../../api/persistentvolumeclaim/types.ts';
import { BIND_COMPLETED, BOUND_BY_CONTROLLER, isVolumeBoundToClaim } from '../../api/persistentvolume/matching.ts';
import type { PersistentVolume } from '../../api/persistentvolume/types.ts';

/** What binding makes of the two sides; the same object where there is nothing to do. pkg/controller/volume/persistentvolume */

/** bindVolumeToClaim, GetBindVolumeToClaim */
export function volumeForClaim(volume: PersistentVolume, claim: PersistentVolumeClaim): PersistentVolume {
  const { claimRef } = volume.spec;
  const { namespace, name, uid, resourceVersion } = claim.metadata;
  if (isVolumeBoundToClaim(volume, claim) && claimRef?.uid === uid) return volume;
  const reference = { kind: 'PersistentVolumeClaim', namespace, name, uid, apiVersion: 'v1', resourceVersion };
  const bound = { ...volume, spec: { ...volume.spec, claimRef: reference as PersistentVolume['spec']['claimRef'] } };
  // One that its author kept for this claim is not marked, and stays kept for it when it is let go.
  return (claimRef ? bound : annotated(bound, BOUND_BY_CONTROLLER)) as PersistentVolume;
}

/** bindClaimToVolume */
export function claimForVolume(claim: PersistentVolumeClaim, volume: PersistentVolume): PersistentVolumeClaim {
  const { name } = volume.metadata;
  const named = claim.spec.volumeName === name;
  const pointed = named ? claim : { ...claim, spec: { ...claim.spec, volumeName: name } };
  return annotated(named ? pointed : annotated(pointed, BOUND_BY_CONTROLLER), BIND_COMPLETED);
}

function annotated<T extends PersistentVolume | PersistentVolumeClaim>(object: T, name: string): T {
  const { annotations } = object.metadata;
  if (annotations?.[name] !== undefined) return object;
  return { ...object, metadata: { ...object.metadata, annotations: { ...annotations, [name]: 'yes' } } };
}

/** The claim's status says what the volume can do. updateClaimStatus */
export function claimStatus(
  claim: PersistentVolumeClaim,
  phase: 'Bound' | 'Pending' | 'Lost',
  volume: PersistentVolume | undefined,
): PersistentVolumeClaim['status'] {
  const { accessModes: _, capacity, ...rest } = claim.status;
  if (!volume) return { ...rest, phase };
  // A volume may have grown since: what a claim has once been given is told by whoever resizes.
  const given = claim.status.phase === 'Bound' && capacity ? capacity : volume.spec.capacity;
  return { ...rest, phase, accessModes: volume.spec.accessModes, ...(given && { capacity: given }) };
}

/** Takes the claim off the volume; what its author wrote stays. unbindVolume */
export function unbound(volume: PersistentVolume): PersistentVolume {
  const { claimRef, ...spec } = volume.spec;
  const { [BOUND_BY_CONTROLLER]: byController, ...annotations } = volume.metadata.annotations ?? {};
  if (byController !== undefined) return { ...volume, metadata: { ...volume.metadata, annotations }, spec };
  const { uid: _, resourceVersion: __, ...kept } = claimRef ?? {};
  return { ...volume, spec: { ...spec, claimRef: kept as typeof claimRef } as PersistentVolume['spec'] };
}
