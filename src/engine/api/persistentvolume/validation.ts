import { field, newPath, validateImmutableField, type ErrorList } from '../../apimachinery/index.ts';
import { checkAccessModes } from '../persistentvolumeclaim/access-modes.ts';
import {
  checkBasicResources,
  checkClassName,
  checkPositiveQuantity,
  checkVolumeMode,
} from '../persistentvolumeclaim/validation.ts';
import { checkNodeSelector } from '../pod/validation-affinity.ts';
import { isUnset, SPEC, validateMeta, validateMetaUpdate } from '../validate.ts';
import { checkSources, checkSourcesUpdate } from './sources.ts';
import type { PersistentVolume, PersistentVolumeSpec } from './types.ts';

const RECLAIM_POLICIES = ['Delete', 'Recycle', 'Retain'];

function checkCapacity(errors: ErrorList, { capacity = {} }: PersistentVolumeSpec): void {
  const path = SPEC.child('capacity');
  const names = Object.keys(capacity);
  if (names.length === 0) errors.push(field.required(path));
  if (names.length > 1 || !Object.hasOwn(capacity, 'storage')) {
    errors.push(field.notSupported(path, capacity, ['storage']));
  }
  checkBasicResources(errors, path, capacity);
  for (const name of names) checkPositiveQuantity(errors, path.key(name), capacity[name] ?? '0');
}

function isRoot(path: string): boolean {
  return /^\/[./]*$/.test(path);
}

function checkAttributesClass(errors: ErrorList, spec: PersistentVolumeSpec): void {
  const name = spec.volumeAttributesClassName;
  if (name === undefined) return;
  if (name === '') {
    errors.push(field.required(SPEC.child('volumeAttributesClassName'), 'an empty string is disallowed'));
  } else checkClassName(errors, SPEC, 'volumeAttributesClassName', name);
  if (spec.csi === undefined) {
    errors.push(field.required(SPEC.child('csi'), 'has to be specified when using volumeAttributesClassName'));
  }
}

/** ValidatePersistentVolumeSpec. pkg/apis/core/validation/validation.go */
function checkSpec(errors: ErrorList, spec: PersistentVolumeSpec): void {
  const modes = spec.accessModes ?? [];
  if (modes.length === 0) errors.push(field.required(SPEC.child('accessModes')));
  checkAccessModes(errors, SPEC.child('accessModes'), modes);
  checkCapacity(errors, spec);
  const policy = spec.persistentVolumeReclaimPolicy;
  const policyPath = SPEC.child('persistentVolumeReclaimPolicy');
  if (!isUnset(policy) && !RECLAIM_POLICIES.includes(policy)) {
    errors.push(field.notSupported(policyPath, policy, RECLAIM_POLICIES));
  }
  if (spec.nodeAffinity !== undefined) {
    const at = SPEC.child('nodeAffinity', 'required');
    const { required } = spec.nodeAffinity;
    if (required === undefined) errors.push(field.required(at, 'must specify required node constraints'));
    else checkNodeSelector(errors, at, required);
  }
  checkSources(errors, spec);
  if (spec.hostPath !== undefined && isRoot(spec.hostPath.path) && policy === 'Recycle') {
    errors.push(field.forbidden(policyPath, "may not be 'recycle' for a hostPath mount of '/'"));
  }
  checkClassName(errors, SPEC, 'storageClassName', spec.storageClassName);
  checkVolumeMode(errors, SPEC, spec.volumeMode);
  checkAttributesClass(errors, spec);
}

export function validateVolume(volume: PersistentVolume): ErrorList {
  const errors = validateMeta(volume.metadata, false);
  checkSpec(errors, volume.spec);
  return errors;
}

/** ValidatePersistentVolume and ValidatePersistentVolumeUpdate, one after the other as the strategy calls them. */
export function validateVolumeUpdate(volume: PersistentVolume, old: PersistentVolume): ErrorList {
  const errors = validateMetaUpdate(volume.metadata, old.metadata);
  const { spec } = volume;
  if (spec === old.spec) return errors;
  checkSpec(errors, spec);
  checkSourcesUpdate(errors, spec, old.spec);
  errors.push(...validateImmutableField(spec.volumeMode, old.spec.volumeMode, newPath('volumeMode')));
  if (old.spec.nodeAffinity !== undefined) {
    errors.push(...validateImmutableField(spec.nodeAffinity, old.spec.nodeAffinity, newPath('nodeAffinity')));
  }
  if (old.spec.volumeAttributesClassName !== undefined && spec.volumeAttributesClassName === undefined) {
    const why = 'update from non-nil value to nil is forbidden';
    errors.push(field.forbidden(SPEC.child('volumeAttributesClassName'), why));
  }
  return errors;
}
