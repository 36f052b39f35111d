/** What every object's metadata must obey. pkg/api/validation/objectmeta.go, pkg/apis/meta/v1/validation/validation.go */
import { semanticDeepEqual, sortedKeys } from './compare.ts';
import { forbidden, invalid, required, tooLong, type ErrorList, type Path } from './field.ts';
import { byteLength, goQuote } from './go-text.ts';
import { gvkOf, gvkString } from './group-version.ts';
import type { LabelSet } from './labels.ts';
import type { ManagedFieldsEntry, ObjectMeta, OwnerReference } from './meta.ts';
import {
  isDNS1035Label,
  isDNS1123Label,
  isDNS1123Subdomain,
  isQualifiedName,
  isValidLabelValue,
  type Messages,
} from './names-validation.ts';
import { firstUnprintable } from './validation.ts';

/** `prefix` is true for a generateName, whose last character need not be a good end. */
export type ValidateNameFunc = (name: string, prefix: boolean) => Messages;

/** A trailing dash is masked, because more is going to follow it. */
function maskTrailingDash(name: string): string {
  if (name.length > 1 && name.endsWith('-')) return `${name.slice(0, -2)}a`;
  return name;
}

export const nameIsDNSSubdomain: ValidateNameFunc = (name, prefix) =>
  isDNS1123Subdomain(prefix ? maskTrailingDash(name) : name);
export const nameIsDNSLabel: ValidateNameFunc = (name, prefix) =>
  isDNS1123Label(prefix ? maskTrailingDash(name) : name);
export const nameIsDNS1035Label: ValidateNameFunc = (name, prefix) =>
  isDNS1035Label(prefix ? maskTrailingDash(name) : name);
export const validateNamespaceName = nameIsDNSLabel;
export const validateServiceAccountName = nameIsDNSSubdomain;

/** The rule for names that stand in a URL: rbac roles and their like. pkg/api/validation/path/name.go */
export const nameIsPathSegment: ValidateNameFunc = (name, prefix) => {
  const messages: string[] = [];
  if (!prefix && name === '.') messages.push("may not be '.'");
  if (!prefix && name === '..') messages.push("may not be '..'");
  if (name.includes('/')) messages.push("may not contain '/'");
  if (name.includes('%')) messages.push("may not contain '%'");
  return messages;
};

export const FIELD_IMMUTABLE_ERROR_MSG = 'field is immutable';
const IS_NEGATIVE_ERROR_MSG = 'must be greater than or equal to 0';
export const TOTAL_ANNOTATION_SIZE_LIMIT_BYTES = 256 * 1024;
export const FINALIZER_ORPHAN_DEPENDENTS = 'orphan';
export const FINALIZER_DELETE_DEPENDENTS = 'foregroundDeletion';

/** In these an absent field and an empty one are the same. */
export type MetaToValidate = Partial<ObjectMeta>;

export function validateNonnegativeField(value: number, path: Path): ErrorList {
  return value < 0 ? [invalid(path, value, IS_NEGATIVE_ERROR_MSG)] : [];
}

export function validateImmutableField(newValue: unknown, oldValue: unknown, path: Path): ErrorList {
  return semanticDeepEqual(oldValue, newValue) ? [] : [invalid(path, newValue, FIELD_IMMUTABLE_ERROR_MSG)];
}

export function validateLabelName(name: string, path: Path): ErrorList {
  return isQualifiedName(name).map((message) => invalid(path, name, message));
}

/** Label sets that have been found good: the pods of one template share theirs, and nobody changes one. */
const goodLabels = new WeakSet<LabelSet>();

export function validateLabels(labels: LabelSet | undefined, path: Path): ErrorList {
  const errors: ErrorList = [];
  if (labels === undefined || goodLabels.has(labels)) return errors;
  for (const key of sortedKeys(labels)) {
    const value = labels?.[key] ?? '';
    for (const message of isQualifiedName(key)) errors.push(invalid(path, key, message));
    for (const message of isValidLabelValue(value)) errors.push(invalid(path, value, message));
  }
  if (errors.length === 0) goodLabels.add(labels);
  return errors;
}

export function validateAnnotations(annotations: Readonly<Record<string, string>> | undefined, path: Path): ErrorList {
  const errors: ErrorList = [];
  let size = 0;
  for (const key of sortedKeys(annotations)) {
    for (const message of isQualifiedName(key.toLowerCase())) errors.push(invalid(path, key, message));
    size += byteLength(key) + byteLength(annotations?.[key] ?? '');
  }
  if (size > TOTAL_ANNOTATION_SIZE_LIMIT_BYTES) errors.push(tooLong(path, TOTAL_ANNOTATION_SIZE_LIMIT_BYTES));
  return errors;
}

function validateOwnerReference(reference: OwnerReference, path: Path): ErrorList {
  const errors: ErrorList = [];
  const gvk = gvkOf(reference.apiVersion, reference.kind);
  if (gvk.version === '') {
    errors.push(invalid(path.child('apiVersion'), reference.apiVersion, 'version must not be empty'));
  }
  for (const key of ['kind', 'name', 'uid'] as const) {
    const value: string | undefined = reference[key];
    if (value === undefined || value === '') errors.push(invalid(path.child(key), '', 'must not be empty'));
  }
  if (gvk.group === '' && gvk.version === 'v1' && gvk.kind === 'Event') {
    errors.push(invalid(path, reference, `${gvkString(gvk)} is disallowed from being an owner`));
  }
  return errors;
}

export function validateOwnerReferences(references: readonly OwnerReference[] | undefined, path: Path): ErrorList {
  const errors: ErrorList = [];
  let first = '';
  for (const reference of references ?? []) {
    errors.push(...validateOwnerReference(reference, path));
    if (reference.controller !== true) continue;
    const current = `${reference.kind}/${reference.name}`;
    if (first === '') {
      first = current;
      continue;
    }
    const detail = `Only one reference can have Controller set to true. Found "true" in references for ${first} and ${current}`;
    errors.push(invalid(path, references, detail));
  }
  return errors;
}

export function validateFinalizers(finalizers: readonly string[] | undefined, path: Path): ErrorList {
  const errors: ErrorList = [];
  for (const finalizer of finalizers ?? []) errors.push(...validateLabelName(finalizer, path));
  if (finalizers?.includes(FINALIZER_ORPHAN_DEPENDENTS) && finalizers.includes(FINALIZER_DELETE_DEPENDENTS)) {
    const both = `finalizer ${FINALIZER_ORPHAN_DEPENDENTS} and ${FINALIZER_DELETE_DEPENDENTS} cannot be both set`;
    errors.push(invalid(path, finalizers, both));
  }
  return errors;
}

function validateNoNewFinalizers(after: readonly string[], before: readonly string[], path: Path): ErrorList {
  const extra = sortedKeys(Object.fromEntries(after.filter((f) => !before.includes(f)).map((f) => [f, true])));
  if (extra.length === 0) return [];
  const found = `[]string{${extra.map(goQuote).join(', ')}}`;
  const rule = 'no new finalizers can be added if the object is being deleted';
  return [forbidden(path, `${rule}, found new finalizers ${found}`)];
}

export function validateFieldManager(manager: string, path: Path): ErrorList {
  const errors: ErrorList = [];
  if (byteLength(manager) > 128) errors.push(tooLong(path, 128));
  const wrong = firstUnprintable(manager);
  if (wrong !== undefined) {
    const code = (wrong.rune.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0');
    errors.push(invalid(path, manager, `invalid character U+${code} (at position ${wrong.at})`));
  }
  return errors;
}

/** Of what a client sent: what the server works out itself, at every write, is as it should be. */
export function validateManagedFields(entries: readonly ManagedFieldsEntry[] | undefined, path: Path): ErrorList {
  if (entries === undefined) return [];
  return entries.flatMap((entry, i) => {
    const at = path.index(i);
    const errors: ErrorList = [];
    if (entry.operation !== 'Apply' && entry.operation !== 'Update') {
      errors.push(invalid(at.child('operation'), entry.operation ?? '', 'must be `Apply` or `Update`'));
    }
    if (entry.fieldsType !== undefined && entry.fieldsType !== '' && entry.fieldsType !== 'FieldsV1') {
      errors.push(invalid(at.child('fieldsType'), entry.fieldsType, 'must be `FieldsV1`'));
    }
    errors.push(...validateFieldManager(entry.manager ?? '', at.child('manager')));
    if (byteLength(entry.subresource ?? '') > 256) errors.push(tooLong(at.child('subresource'), 256));
    return errors;
  });
}

/** ValidateObjectMeta: on creation, after a name has been generated. */
export function validateObjectMeta(
  meta: MetaToValidate,
  requiresNamespace: boolean,
  nameFn: ValidateNameFunc,
  path: Path,
): ErrorList {
  const errors: ErrorList = [];
  const { generateName = '', name = '', namespace = '' } = meta;
  if (generateName !== '') {
    for (const message of nameFn(generateName, true)) {
      errors.push(invalid(path.child('generateName'), generateName, message));
    }
  }
  if (name === '') errors.push(required(path.child('name'), 'name or generateName is required'));
  else for (const message of nameFn(name, false)) errors.push(invalid(path.child('name'), name, message));
  if (!requiresNamespace) {
    if (namespace !== '') errors.push(forbidden(path.child('namespace'), 'not allowed on this type'));
  } else if (namespace === '') {
    errors.push(required(path.child('namespace')));
  } else {
    for (const message of validateNamespaceName(namespace, false)) {
      errors.push(invalid(path.child('namespace'), namespace, message));
    }
  }
  const { generation = 0 } = meta;
  if (generation < 0) errors.push(...validateNonnegativeField(generation, path.child('generation')));
  if (meta.labels !== undefined) errors.push(...validateLabels(meta.labels, path.child('labels')));
  if (meta.annotations !== undefined) errors.push(...validateAnnotations(meta.annotations, path.child('annotations')));
  if (meta.ownerReferences !== undefined) {
    errors.push(...validateOwnerReferences(meta.ownerReferences, path.child('ownerReferences')));
  }
  if (meta.finalizers !== undefined) errors.push(...validateFinalizers(meta.finalizers, path.child('finalizers')));
  return errors;
}

function immutable(after: unknown, before: unknown, key: keyof ObjectMeta, path: Path, errors: ErrorList): void {
  if (after !== before) errors.push(invalid(path.child(key), after, FIELD_IMMUTABLE_ERROR_MSG));
}

/** ValidateObjectMetaUpdate. */
export function validateObjectMetaUpdate(after: MetaToValidate, before: MetaToValidate, path: Path): ErrorList {
  const errors: ErrorList = [];
  if (before.deletionTimestamp !== undefined) {
    errors.push(...validateNoNewFinalizers(after.finalizers ?? [], before.finalizers ?? [], path.child('finalizers')));
  }
  const resourceVersion = after.resourceVersion ?? '';
  if (resourceVersion === '') {
    errors.push(invalid(path.child('resourceVersion'), resourceVersion, 'must be specified for an update'));
  }
  const generation = after.generation ?? 0;
  if (generation < (before.generation ?? 0)) {
    errors.push(invalid(path.child('generation'), generation, 'must not be decremented'));
  }
  immutable(after.name ?? '', before.name ?? '', 'name', path, errors);
  immutable(after.namespace ?? '', before.namespace ?? '', 'namespace', path, errors);
  immutable(after.uid ?? '', before.uid ?? '', 'uid', path, errors);
  immutable(after.creationTimestamp, before.creationTimestamp, 'creationTimestamp', path, errors);
  immutable(after.deletionTimestamp, before.deletionTimestamp, 'deletionTimestamp', path, errors);
  const graceField = 'deletionGracePeriodSeconds';
  immutable(after.deletionGracePeriodSeconds, before.deletionGracePeriodSeconds, graceField, path, errors);
  // What the update shares with the stored object was validated when it was stored.
  if (after.labels !== before.labels) errors.push(...validateLabels(after.labels, path.child('labels')));
  if (after.annotations !== before.annotations) {
    errors.push(...validateAnnotations(after.annotations, path.child('annotations')));
  }
  if (after.ownerReferences !== before.ownerReferences) {
    errors.push(...validateOwnerReferences(after.ownerReferences, path.child('ownerReferences')));
  }
  return errors;
}
