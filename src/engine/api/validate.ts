import {
  compareStrings,
  field,
  isDNS1123Label,
  isDNS1123Subdomain,
  isQualifiedName,
  isValidPortName,
  isValidPortNum,
  nameIsDNSSubdomain,
  newPath,
  validateObjectMeta as validateAnyObjectMeta,
  validateObjectMetaUpdate as validateAnyObjectMetaUpdate,
  type ErrorList,
  type ObjectMeta,
  type Path,
  type ValidateNameFunc,
} from '../apimachinery/index.ts';

/**
 * What the kinds' validations share (pkg/apis/core/validation/validation.go). Checks push what they find onto one list, and
 * a Path is made only where something is wrong or there is something to walk into, because most objects are valid.
 */
export const METADATA = newPath('metadata');
export const SPEC = newPath('spec');
export const STATUS = newPath('status');

export const IS_NEGATIVE = 'must be greater than or equal to 0';
export const IS_NOT_POSITIVE = 'must be greater than zero';
export const IS_NOT_INTEGER = 'must be an integer';
export const MAX_INT32 = 0x7fffffff;

/** One `Invalid value` for each message. */
export function rejectEach(errors: ErrorList, path: Path, value: unknown, messages: readonly string[]): void {
  for (const message of messages) errors.push(field.invalid(path, value, message));
}

export function checkDNS1123Label(errors: ErrorList, parent: Path, name: string, value: string): void {
  const messages = isDNS1123Label(value);
  if (messages.length > 0) rejectEach(errors, parent.child(name), value, messages);
}

export function checkDNS1123Subdomain(errors: ErrorList, parent: Path, name: string, value: string): void {
  const messages = isDNS1123Subdomain(value);
  if (messages.length > 0) rejectEach(errors, parent.child(name), value, messages);
}

export function checkQualifiedName(errors: ErrorList, path: Path, value: string): void {
  const messages = isQualifiedName(value);
  if (messages.length > 0) rejectEach(errors, path, value, messages);
}

export function checkNonnegative(errors: ErrorList, parent: Path, name: string, value: number | undefined): void {
  if (value !== undefined && value < 0) errors.push(field.invalid(parent.child(name), value, IS_NEGATIVE));
}

export function checkPortNum(errors: ErrorList, parent: Path, name: string, value: number): void {
  const messages = isValidPortNum(value);
  if (messages.length > 0) rejectEach(errors, parent.child(name), value, messages);
}

/** ValidatePortNumOrName. */
export function checkPortNumOrName(errors: ErrorList, parent: Path, name: string, value: number | string = 0): void {
  const messages = typeof value === 'number' ? isValidPortNum(value) : isValidPortName(value);
  if (messages.length > 0) rejectEach(errors, parent.child(name), value, messages);
}

/** `Required value` for nothing, `Unsupported value` for what is not in the list. */
export function checkOneOf(
  errors: ErrorList,
  parent: Path,
  name: string,
  value: string | undefined,
  supported: readonly string[],
): void {
  if (value !== undefined && supported.includes(value)) return;
  const path = parent.child(name);
  errors.push(value === undefined || value === '' ? field.required(path) : field.notSupported(path, value, supported));
}

/** Nothing said, in any of the ways Go cannot tell apart. */
export function isUnset(value: unknown): boolean {
  return value === undefined || value === null || value === '';
}

/** sets.List: in order, each once. */
export function sortedList(values: Iterable<string>): string[] {
  return [...new Set(values)].sort(compareStrings);
}

const STANDARD_FINALIZERS = ['kubernetes', 'orphan', 'foregroundDeletion'];

/** validateKubeFinalizerName: an unqualified finalizer must be one of Kubernetes' own. */
export function checkKubeFinalizer(errors: ErrorList, path: Path, finalizer: string): void {
  if (finalizer.includes('/') || STANDARD_FINALIZERS.includes(finalizer)) return;
  errors.push(field.invalid(path, finalizer, 'name is neither a standard finalizer name nor is it fully qualified'));
}

function checkFinalizers(errors: ErrorList, meta: Partial<ObjectMeta>): void {
  meta.finalizers?.forEach((finalizer, i) =>
    checkKubeFinalizer(errors, METADATA.child('finalizers').index(i), finalizer),
  );
}

export function validateMeta(
  meta: ObjectMeta,
  requiresNamespace: boolean,
  nameFn: ValidateNameFunc = nameIsDNSSubdomain,
): ErrorList {
  const errors = validateAnyObjectMeta(meta, requiresNamespace, nameFn, METADATA);
  checkFinalizers(errors, meta);
  return errors;
}

/** Nothing that validation looks at differs, which is how almost every status update arrives. */
function metaIsUntouched(after: ObjectMeta, before: ObjectMeta): boolean {
  return (
    after.labels === before.labels &&
    after.annotations === before.annotations &&
    after.ownerReferences === before.ownerReferences &&
    after.finalizers === before.finalizers &&
    after.name === before.name &&
    after.namespace === before.namespace &&
    after.uid === before.uid &&
    after.creationTimestamp === before.creationTimestamp &&
    after.deletionTimestamp === before.deletionTimestamp &&
    after.deletionGracePeriodSeconds === before.deletionGracePeriodSeconds &&
    (after.generation ?? 0) >= (before.generation ?? 0) &&
    !isUnset(after.resourceVersion)
  );
}

export function validateMetaUpdate(after: ObjectMeta, before: ObjectMeta): ErrorList {
  if (metaIsUntouched(after, before)) return [];
  const errors = validateAnyObjectMetaUpdate(after, before, METADATA);
  checkFinalizers(errors, after);
  return errors;
}
