import { defaultResourceList } from '../pod/defaults-container.ts';
import { isUnset } from '../validate.ts';
import type {
  PersistentVolumeClaim,
  PersistentVolumeClaimSpec,
  PersistentVolumeClaimStatus,
  PersistentVolumeClaimTemplate,
  VolumeResourceRequirements,
} from './types.ts';

export const PENDING: PersistentVolumeClaimStatus = { phase: 'Pending' };
const NO_RESOURCES: VolumeResourceRequirements = {};

function defaultResources(resources: VolumeResourceRequirements | undefined): VolumeResourceRequirements {
  if (resources === undefined) return NO_RESOURCES;
  const { limits, requests } = resources;
  const nextLimits = limits && defaultResourceList(limits);
  const nextRequests = requests && defaultResourceList(requests);
  if (nextLimits === limits && nextRequests === requests) return resources;
  return {
    ...resources,
    ...(nextLimits === undefined ? {} : { limits: nextLimits }),
    ...(nextRequests === undefined ? {} : { requests: nextRequests }),
  };
}

/** SetDefaults_PersistentVolumeClaimSpec. */
export function defaultClaimSpec(spec: PersistentVolumeClaimSpec | undefined): PersistentVolumeClaimSpec {
  const resources = defaultResources(spec?.resources);
  const volumeMode = spec?.volumeMode ?? 'Filesystem';
  if (spec !== undefined && resources === spec.resources && volumeMode === spec.volumeMode) return spec;
  return { ...spec, resources, volumeMode };
}

function defaultStatus(status: PersistentVolumeClaimStatus | undefined): PersistentVolumeClaimStatus {
  if (status === undefined) return PENDING;
  const capacity = status.capacity && defaultResourceList(status.capacity);
  const allocatedResources = status.allocatedResources && defaultResourceList(status.allocatedResources);
  const same =
    !isUnset(status.phase) && capacity === status.capacity && allocatedResources === status.allocatedResources;
  if (same) return status;
  return {
    ...status,
    phase: isUnset(status.phase) ? 'Pending' : status.phase,
    ...(capacity === undefined ? {} : { capacity }),
    ...(allocatedResources === undefined ? {} : { allocatedResources }),
  };
}

/** SetDefaults_PersistentVolumeClaim. pkg/apis/core/v1/defaults.go */
export function defaultClaim(claim: PersistentVolumeClaim): PersistentVolumeClaim {
  const spec = defaultClaimSpec(claim.spec);
  const status = defaultStatus(claim.status);
  return spec === claim.spec && status === claim.status ? claim : { ...claim, spec, status };
}

/** A claim inside a StatefulSet is stored with its kind and its phase, which the conversion to apps/v1 writes. */
export function defaultClaimTemplate(template: PersistentVolumeClaimTemplate): PersistentVolumeClaimTemplate {
  const { apiVersion, kind } = template;
  const metadata = template.metadata ?? NO_METADATA;
  const spec = defaultClaimSpec(template.spec);
  const status = defaultStatus(template.status);
  const same = metadata === template.metadata && spec === template.spec && status === template.status;
  if (same && apiVersion === 'v1' && kind === 'PersistentVolumeClaim') return template;
  return { apiVersion: 'v1', kind: 'PersistentVolumeClaim', metadata, spec, status };
}

const NO_METADATA = {};
