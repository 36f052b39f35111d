import {
  byteLength,
  deepEqual,
  field,
  isQualifiedName,
  newPath,
  semanticDeepEqual,
  validateImmutableField,
  validateLabelName,
  type ErrorList,
  type Path,
} from '../../apimachinery/index.ts';
import { rejectEach, validateMeta, validateMetaUpdate } from '../validate.ts';
import type { StorageClass } from './types.ts';

const MAX_PARAMETERS = 512;
const MAX_PARAMETERS_BYTES = 256 * 1024;
const RECLAIM_POLICIES = ['Delete', 'Retain'];
const BINDING_MODES = ['Immediate', 'WaitForFirstConsumer'];
type Topology = NonNullable<StorageClass['allowedTopologies']>[number];
type Parameters = Readonly<Record<string, string>>;

/** validateParameters, which a VolumeAttributesClass goes by too. pkg/apis/storage/validation/validation.go */
export function checkParameters(errors: ErrorList, path: Path, parameters: Parameters = {}, allowEmpty: boolean): void {
  const entries = Object.entries(parameters);
  if (entries.length > MAX_PARAMETERS) errors.push(field.tooLong(path, MAX_PARAMETERS));
  let size = 0;
  for (const [key, value] of entries) {
    if (key === '') errors.push(field.invalid(path, key, 'field can not be empty.'));
    size += byteLength(key) + byteLength(value);
  }
  if (size > MAX_PARAMETERS_BYTES) errors.push(field.tooLong(path, MAX_PARAMETERS_BYTES));
  if (!allowEmpty && entries.length === 0) {
    errors.push(field.required(path, 'must contain at least one key/value pair'));
  }
}

/** ValidateTopologySelectorTerm. */
function checkTopology(errors: ErrorList, path: Path, { matchLabelExpressions = [] }: Topology): void {
  const seen = new Set<string>();
  matchLabelExpressions.forEach(({ key, values = [] }, i) => {
    const at = path.child('matchLabelExpressions').index(i);
    errors.push(...validateLabelName(key, at.child('key')));
    if (values.length === 0) errors.push(field.required(at.child('values')));
    values.forEach((value, j) => {
      if (values.indexOf(value) < j) errors.push(field.duplicate(at.child('values').index(j), value));
    });
    if (seen.has(key)) errors.push(field.duplicate(at.child('key'), key));
    seen.add(key);
  });
}

function checkTopologies(errors: ErrorList, topologies: readonly Topology[]): void {
  topologies.forEach((topology, i) => {
    const at = newPath('allowedTopologies').index(i);
    checkTopology(errors, at, topology);
    if (topologies.slice(0, i).some((other) => semanticDeepEqual(other, topology))) {
      errors.push(field.duplicate(at.child('matchLabelExpressions'), ''));
    }
  });
}

/** ValidateStorageClass. */
export function validateStorageClass(storageClass: StorageClass): ErrorList {
  const errors = validateMeta(storageClass.metadata, false);
  const { provisioner = '', reclaimPolicy, volumeBindingMode, parameters, allowedTopologies } = storageClass;
  const path = newPath('provisioner');
  if (provisioner === '') errors.push(field.required(path));
  else rejectEach(errors, path, provisioner, isQualifiedName(provisioner.toLowerCase()));
  checkParameters(errors, newPath('parameters'), parameters, true);
  if (!RECLAIM_POLICIES.includes(reclaimPolicy)) {
    errors.push(field.notSupported(newPath('reclaimPolicy'), reclaimPolicy, RECLAIM_POLICIES));
  }
  if (!BINDING_MODES.includes(volumeBindingMode)) {
    errors.push(field.notSupported(newPath('volumeBindingMode'), volumeBindingMode, BINDING_MODES));
  }
  checkTopologies(errors, allowedTopologies ?? []);
  return errors;
}

const FIXED = ['parameters', 'provisioner', 'reclaimPolicy'] as const;

/** ValidateStorageClassUpdate. */
export function validateStorageClassUpdate(storageClass: StorageClass, old: StorageClass): ErrorList {
  const errors = validateMetaUpdate(storageClass.metadata, old.metadata);
  for (const name of FIXED) {
    if (deepEqual(storageClass[name] ?? {}, old[name] ?? {})) continue;
    errors.push(field.forbidden(newPath(name), `updates to ${name} are forbidden.`));
  }
  const mode = newPath('volumeBindingMode');
  errors.push(...validateImmutableField(storageClass.volumeBindingMode, old.volumeBindingMode, mode));
  return errors;
}
