import {
  field,
  nameIsDNSSubdomain,
  parseQuantity,
  semanticDeepEqual,
  validateImmutableField,
  validateLabelSelector,
  newPath,
  type ErrorList,
  type Path,
} from '../../apimachinery/index.ts';
import { checkResourceQuantity } from '../pod/validation-quantities.ts';
import { objectDiff } from '../unified-diff.ts';
import {
  IS_NOT_POSITIVE,
  isUnset,
  METADATA,
  rejectEach,
  SPEC,
  STATUS,
  validateMeta,
  validateMetaUpdate,
} from '../validate.ts';
import type { ResourceList } from '../wire.ts';
import { checkAccessModes } from './access-modes.ts';
import { checkDataSources } from './data-source.ts';
import type { PersistentVolumeClaim, PersistentVolumeClaimSpec } from './types.ts';

export const BETA_STORAGE_CLASS_ANNOTATION = 'volume.beta.kubernetes.io/storage-class';
const VOLUME_MODES = ['Block', 'Filesystem'];
const STORAGE = SPEC.child('resources', 'requests', 'storage');

/** ValidateClassName for a field that may be empty. */
export function checkClassName(errors: ErrorList, parent: Path, name: string, value: string | undefined): void {
  if (value !== undefined && value !== '')
    rejectEach(errors, parent.child(name), value, nameIsDNSSubdomain(value, false));
}

export function checkVolumeMode(errors: ErrorList, parent: Path, mode: string | undefined): void {
  if (mode === undefined || VOLUME_MODES.includes(mode)) return;
  errors.push(field.notSupported(parent.child('volumeMode'), mode, VOLUME_MODES));
}

/** ValidatePositiveQuantityValue: answers whether it is. */
export function checkPositiveQuantity(errors: ErrorList, path: Path, text: string): boolean {
  const quantity = parseQuantity(text);
  if (quantity.sign() > 0) return true;
  errors.push(field.invalid(path, quantity.toString(), IS_NOT_POSITIVE));
  return false;
}

/** validateBasicResource of each. */
export function checkBasicResources(errors: ErrorList, path: Path, list: ResourceList | undefined): void {
  for (const [name, text] of Object.entries(list ?? {})) {
    const value = parseQuantity(text).value();
    if (value < 0) errors.push(field.invalid(path.key(name), value, 'must be a valid resource quantity'));
  }
}

/** ValidatePersistentVolumeClaimSpec. pkg/apis/core/validation/validation.go */
export function checkClaimSpec(errors: ErrorList, path: Path, spec: PersistentVolumeClaimSpec): void {
  const modes = spec.accessModes ?? [];
  const modesPath = path.child('accessModes');
  if (modes.length === 0) errors.push(field.required(modesPath, 'at least 1 access mode is required'));
  if (spec.selector !== undefined) errors.push(...validateLabelSelector(spec.selector, path.child('selector')));
  checkAccessModes(errors, modesPath, modes);
  const storage = spec.resources.requests?.['storage'];
  const at = path.child('resources').key('storage');
  if (storage === undefined) errors.push(field.required(at));
  else if (checkPositiveQuantity(errors, at, storage)) checkResourceQuantity(errors, () => at, 'storage', storage);
  checkClassName(errors, path, 'storageClassName', spec.storageClassName);
  checkVolumeMode(errors, path, spec.volumeMode);
  checkDataSources(errors, path, spec);
  checkClassName(errors, path, 'volumeAttributesClassName', spec.volumeAttributesClassName);
}

export function validateClaim(claim: PersistentVolumeClaim): ErrorList {
  const errors = validateMeta(claim.metadata, true);
  checkClaimSpec(errors, SPEC, claim.spec);
  return errors;
}

function storageOf(list: ResourceList | undefined): ReturnType<typeof parseQuantity> {
  return parseQuantity(list?.['storage'] ?? '0');
}

/** What may differ between the old and the new is made the same: the volume once, and for a bound claim its size and class. */
function munge(
  claim: PersistentVolumeClaim,
  old: PersistentVolumeClaim,
): readonly [PersistentVolumeClaimSpec, unknown] {
  let spec = claim.spec;
  const before = isUnset(old.spec.volumeName) ? { ...old.spec, volumeName: spec.volumeName } : old.spec;
  // An administrator may still name the class of a claim that was made before there was a default one.
  const annotated = old.metadata.annotations?.[BETA_STORAGE_CLASS_ANNOTATION] !== undefined;
  if (old.spec.storageClassName === undefined && !annotated && spec.storageClassName !== undefined) {
    const { storageClassName: _, ...rest } = spec;
    spec = rest;
  }
  if (claim.status.phase !== 'Bound') return [spec, before];
  const { requests } = spec.resources;
  const size = old.spec.resources.requests?.['storage'];
  if (requests !== undefined && size !== undefined) {
    spec = { ...spec, resources: { ...spec.resources, requests: { ...requests, storage: size } } };
  }
  const { volumeAttributesClassName: _, ...rest } = spec;
  const { volumeAttributesClassName } = old.spec;
  return [volumeAttributesClassName === undefined ? rest : { ...rest, volumeAttributesClassName }, before];
}

function checkAttributesClassUpdate(errors: ErrorList, after: string | undefined, before: string | undefined): void {
  if (before === undefined || after === before) return;
  const at = SPEC.child('volumeAttributesClassName');
  if (after === undefined) errors.push(field.forbidden(at, 'update from non-nil value to nil is forbidden'));
  else if (after === '') errors.push(field.forbidden(at, 'update from non-nil value to an empty string is forbidden'));
}

/** ValidatePersistentVolumeClaim and ValidatePersistentVolumeClaimUpdate, one after the other as the strategy calls them. */
export function validateClaimUpdate(claim: PersistentVolumeClaim, old: PersistentVolumeClaim): ErrorList {
  const errors = claim.spec === old.spec ? [] : validateClaim(claim);
  errors.push(...validateMetaUpdate(claim.metadata, old.metadata));
  const [after, before] = [claim, old].map((one) => one.metadata.annotations?.[BETA_STORAGE_CLASS_ANNOTATION]);
  const at = METADATA.child('annotations').key(BETA_STORAGE_CLASS_ANNOTATION);
  errors.push(...validateImmutableField(after ?? '', before ?? '', at));
  if (claim.spec === old.spec) return errors;
  const [munged, mungedOld] = munge(claim, old);
  if (!semanticDeepEqual(munged, mungedOld)) {
    const what =
      'spec is immutable after creation except resources.requests and volumeAttributesClassName for bound claims';
    errors.push(field.forbidden(SPEC, `${what}\n${objectDiff(mungedOld, munged)}`));
  }
  const size = storageOf(claim.spec.resources.requests);
  const smaller = size.cmp(storageOf(old.spec.resources.requests)) < 0;
  if (smaller && size.cmp(storageOf(old.status.capacity)) <= 0) {
    errors.push(field.forbidden(STORAGE, 'field can not be less than status.capacity'));
  }
  errors.push(...validateImmutableField(claim.spec.volumeMode, old.spec.volumeMode, newPath('volumeMode')));
  checkAttributesClassUpdate(errors, claim.spec.volumeAttributesClassName, old.spec.volumeAttributesClassName);
  return errors;
}

const RESIZE_STATUSES = [
  'ControllerResizeInProgress',
  'ControllerResizeInfeasible',
  'NodeResizeInProgress',
  'NodeResizeInfeasible',
  'NodeResizePending',
];

/** ValidatePersistentVolumeClaimStatusUpdate. */
export function validateClaimStatusUpdate(claim: PersistentVolumeClaim, old: PersistentVolumeClaim): ErrorList {
  const errors = validateMetaUpdate(claim.metadata, old.metadata);
  if (isUnset(claim.metadata.resourceVersion)) errors.push(field.required(newPath('resourceVersion')));
  if ((claim.spec.accessModes ?? []).length === 0) errors.push(field.required(newPath('Spec', 'accessModes')));
  const { capacity, allocatedResources, allocatedResourceStatuses } = claim.status;
  checkBasicResources(errors, STATUS.child('capacity'), capacity);
  for (const [name, status] of Object.entries(allocatedResourceStatuses ?? {})) {
    if (RESIZE_STATUSES.includes(status)) continue;
    const at = STATUS.child('allocatedResourceStatus').key(name);
    errors.push(field.notSupported(at, status, RESIZE_STATUSES));
  }
  checkBasicResources(errors, STATUS.child('allocatedResources'), allocatedResources);
  return errors;
}
