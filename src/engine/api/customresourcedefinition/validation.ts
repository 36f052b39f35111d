import {
  deepEqual,
  field,
  isDNS1035Label,
  isDNS1123Subdomain,
  isPrint,
  nameIsDNSSubdomain,
  semanticDeepEqual,
  validateImmutableField,
  validateObjectMeta,
  validateObjectMetaUpdate,
  type Cel,
  type ErrorList,
  type Path,
  type ValidateNameFunc,
} from '../../apimachinery/index.ts';
import { METADATA, SPEC, STATUS } from '../validate.ts';
import { isConditionTrue, isProtectedCommunityGroup } from './conditions.ts';
import type {
  CustomResourceDefinition,
  CustomResourceDefinitionNames,
  CustomResourceDefinitionSpec,
  CustomResourceDefinitionVersion,
} from './types.ts';
import { checkConversion } from './validation-conversion.ts';
import { checkSchema, specHas } from './validation-schema.ts';
import { checkColumns, checkSelectableFields, checkSubresources } from './validation-version.ts';

/** ValidateCustomResourceDefinition. apiextensions-apiserver/pkg/apis/apiextensions/validation/validation.go */
export function validateCreate(crd: CustomResourceDefinition, cel: Cel | undefined): ErrorList {
  const { plural } = crd.spec.names;
  const nameOf: ValidateNameFunc = (name, prefix) => {
    const messages = nameIsDNSSubdomain(name, prefix);
    if (name === `${plural}.${crd.spec.group ?? ''}`) return messages;
    return [...messages, 'must be spec.names.plural+"."+spec.group'];
  };
  const errors = validateObjectMeta(crd.metadata, false, nameOf, METADATA);
  checkSpec(errors, crd.spec, undefined, cel);
  checkNames(errors, crd.status.acceptedNames ?? {}, STATUS.child('acceptedNames'));
  checkStoredVersions(errors, crd);
  checkApproval(errors, crd, undefined);
  checkPreserveUnknownFields(errors, crd, undefined);
  return errors;
}

export function validateUpdate(
  crd: CustomResourceDefinition,
  old: CustomResourceDefinition,
  cel: Cel | undefined,
): ErrorList {
  const errors = validateObjectMetaUpdate(crd.metadata, old.metadata, METADATA);
  if (crd.spec === old.spec || semanticDeepEqual(crd.spec, old.spec)) return errors;
  checkSpec(errors, crd.spec, old.spec, cel);
  if (isConditionTrue(old, 'Established')) {
    errors.push(...validateImmutableField(crd.spec.scope, old.spec.scope, SPEC.child('scope')));
    errors.push(...validateImmutableField(crd.spec.names.kind, old.spec.names.kind, SPEC.child('names', 'kind')));
  }
  errors.push(...validateImmutableField(crd.spec.group, old.spec.group, SPEC.child('group')));
  errors.push(...validateImmutableField(crd.spec.names.plural, old.spec.names.plural, SPEC.child('names', 'plural')));
  checkNames(errors, crd.status.acceptedNames ?? {}, STATUS.child('acceptedNames'));
  checkStoredVersions(errors, crd);
  checkApproval(errors, crd, old);
  checkPreserveUnknownFields(errors, crd, old);
  return errors;
}

export function validateStatusUpdate(crd: CustomResourceDefinition, old: CustomResourceDefinition): ErrorList {
  const errors = validateObjectMetaUpdate(crd.metadata, old.metadata, METADATA);
  checkNames(errors, crd.status.acceptedNames ?? {}, STATUS.child('acceptedNames'));
  return errors;
}

function checkSpec(
  errors: ErrorList,
  spec: CustomResourceDefinitionSpec,
  old: CustomResourceDefinitionSpec | undefined,
  cel: Cel | undefined,
): void {
  const { group = '', scope = '', versions } = spec;
  if (group === '') errors.push(field.required(SPEC.child('group')));
  else {
    const wrong = isDNS1123Subdomain(group);
    if (wrong.length > 0) errors.push(field.invalid(SPEC.child('group'), group, wrong.join()));
    else if (!group.includes('.')) {
      errors.push(field.invalid(SPEC.child('group'), group, 'should be a domain with at least one dot'));
    }
  }
  if (scope === '') errors.push(field.required(SPEC.child('scope')));
  else if (!SCOPES.includes(scope)) errors.push(field.notSupported(SPEC.child('scope'), scope, SCOPES));
  const hadNoSchemas = old !== undefined && old.versions.some((version) => !hasSchema(version));
  versions.forEach((version, i) => {
    if (hasSchema(version) || hadNoSchemas) return;
    errors.push(
      field.required(SPEC.child('versions').index(i).child('schema', 'openAPIV3Schema'), 'schemas are required'),
    );
  });
  if (spec.preserveUnknownFields === true && specHas(spec, (schema) => schema.default !== undefined)) {
    const why = 'must be false in order to use defaults in the schema';
    errors.push(field.invalid(SPEC.child('preserveUnknownFields'), true, why));
  }
  checkVersions(errors, spec, old, cel);
  const { names } = spec;
  for (const name of ['plural', 'singular', 'kind', 'listKind'] as const) {
    if (!names[name]) errors.push(field.required(SPEC.child('names', name)));
  }
  checkNames(errors, names, SPEC.child('names'));
  checkShared(errors, spec, old, cel);
  checkConversion(errors, spec, old);
}

const SCOPES = ['Cluster', 'Namespaced'];

function hasSchema({ schema }: CustomResourceDefinitionVersion): boolean {
  return schema?.openAPIV3Schema !== undefined;
}

/** What all versions have alike is checked once, at the place where the internal version keeps it. apiextensions/v1/conversion.go */
interface Shared {
  readonly schema: boolean;
  readonly subresources: boolean;
  readonly columns: boolean;
  readonly selectableFields: boolean;
}

function sharedBy(versions: readonly CustomResourceDefinitionVersion[]): Shared {
  const same = (of: (version: CustomResourceDefinitionVersion) => unknown): boolean => {
    const first = versions[0] && of(versions[0]);
    if (first === undefined || (Array.isArray(first) && first.length === 0)) return false;
    return versions.every((version) => deepEqual(of(version), first));
  };
  return {
    schema: same((version) => version.schema),
    subresources: same((version) => version.subresources),
    columns: same((version) => version.additionalPrinterColumns),
    selectableFields: same((version) => version.selectableFields),
  };
}

function checkVersions(
  errors: ErrorList,
  spec: CustomResourceDefinitionSpec,
  old: CustomResourceDefinitionSpec | undefined,
  cel: Cel | undefined,
): void {
  const { versions } = spec;
  const path = SPEC.child('versions');
  const shared = sharedBy(versions);
  const names = new Set<string>();
  versions.forEach((version, i) => {
    const at = path.index(i);
    const { name = '' } = version;
    names.add(name);
    const wrong = isDNS1035Label(name);
    if (wrong.length > 0) errors.push(field.invalid(at.child('name'), name, wrong.join()));
    checkDeprecation(errors, version, at);
    const hasStatus = version.subresources?.status !== undefined;
    if (!shared.schema) checkSchema(errors, version.schema, hasStatus, spec, old, at.child('schema'), cel);
    if (!shared.subresources) checkSubresources(errors, version.subresources, at.child('subresources'));
    if (!shared.columns) {
      checkColumns(errors, version.additionalPrinterColumns, at.child('additionalPrinterColumns'));
    }
    if (!shared.selectableFields) checkSelectableFields(errors, version, at.child('selectableFields'));
  });
  if (names.size < versions.length) errors.push(field.invalid(path, versions, 'must contain unique version names'));
  if (versions.filter(({ storage }) => storage).length !== 1) {
    errors.push(field.invalid(path, versions, 'must have exactly one version marked as storage version'));
  }
}

function checkShared(
  errors: ErrorList,
  spec: CustomResourceDefinitionSpec,
  old: CustomResourceDefinitionSpec | undefined,
  cel: Cel | undefined,
): void {
  const { versions } = spec;
  const [first] = versions;
  if (first === undefined) return;
  const shared = sharedBy(versions);
  const hasStatus = versions.some(({ subresources }) => subresources?.status !== undefined);
  if (shared.schema) checkSchema(errors, first.schema, hasStatus, spec, old, SPEC.child('validation'), cel);
  if (shared.subresources) checkSubresources(errors, first.subresources, SPEC.child('subresources'));
  if (shared.columns) checkColumns(errors, first.additionalPrinterColumns, SPEC.child('additionalPrinterColumns'));
  if (shared.selectableFields) checkSelectableFields(errors, first, SPEC.child('selectableFields'));
}

function checkDeprecation(errors: ErrorList, version: CustomResourceDefinitionVersion, at: Path): void {
  const { deprecated = false, deprecationWarning: text } = version;
  if (text === undefined) return;
  const reject = (why: string): number => errors.push(field.invalid(at.child('deprecationWarning'), text, why));
  if (!deprecated) {
    reject('can only be set for deprecated versions');
    return;
  }
  if (text.length > 256) reject('must be <= 256 characters long');
  if (text.length === 0) reject('must not be an empty string');
  const wrong = [...text].findIndex((rune) => !isPrint(rune));
  if (wrong >= 0) {
    reject(`must only contain printable UTF-8 characters; non-printable character found at index ${wrong}`);
  }
}

/** ValidateCustomResourceDefinitionNames. */
function checkNames(errors: ErrorList, names: Partial<CustomResourceDefinitionNames>, path: Path): void {
  const check = (at: Path, value: string | undefined, before = ''): void => {
    if (!value) return;
    const wrong = isDNS1035Label(before === '' ? value : value.toLowerCase());
    if (wrong.length > 0) errors.push(field.invalid(at, value, before + wrong.join()));
  };
  const mixed = 'may have mixed case, but should otherwise match: ';
  check(path.child('plural'), names.plural);
  check(path.child('singular'), names.singular);
  check(path.child('kind'), names.kind, mixed);
  check(path.child('listKind'), names.listKind, mixed);
  names.shortNames?.forEach((name, i) => check(path.child('shortNames').index(i), name));
  if (names.kind && names.kind === names.listKind) {
    errors.push(field.invalid(path.child('listKind'), names.listKind, 'kind and listKind may not be the same'));
  }
  names.categories?.forEach((name, i) => check(path.child('categories').index(i), name));
}

/** ValidateCustomResourceDefinitionStoredVersions. */
function checkStoredVersions(errors: ErrorList, { spec, status }: CustomResourceDefinition): void {
  const path = STATUS.child('storedVersions');
  const stored = status.storedVersions ?? [];
  if (stored.length === 0) {
    errors.push(field.invalid(path, stored, 'must have at least one stored version'));
    return;
  }
  for (const { name, storage } of spec.versions) {
    if (storage && !stored.includes(name)) {
      errors.push(field.invalid(path, stored, `must have the storage version ${name}`));
    }
  }
  stored.forEach((name, i) => {
    if (spec.versions.some((version) => version.name === name)) return;
    const why = `missing from spec.versions; ${name} was previously a storage version, and must remain in spec.versions until a storage migration ensures no data remains persisted in ${name} and removes ${name} from status.storedVersions`;
    errors.push(field.invalid(path.index(i), name, why));
  });
}

const APPROVED = 'api-approved.kubernetes.io';

/** validateAPIApproval, and GetAPIApprovalState of apihelpers. */
function checkApproval(
  errors: ErrorList,
  { spec, metadata }: CustomResourceDefinition,
  old: CustomResourceDefinition | undefined,
): void {
  if (!isProtectedCommunityGroup(spec.group ?? '')) return;
  const annotation = metadata.annotations?.[APPROVED];
  const [state, why] = approvalOf(annotation);
  if (old !== undefined && approvalOf(old.metadata.annotations?.[APPROVED])[0] === state) return;
  const path = METADATA.child('annotations').key(APPROVED);
  if (state === 'missing') errors.push(field.required(path, why));
  if (state === 'invalid') errors.push(field.invalid(path, annotation, why));
}

export function approvalOf(annotation: string | undefined): [state: string, why: string] {
  if (annotation === undefined || annotation === '') {
    return [
      'missing',
      'protected groups must have approval annotation "api-approved.kubernetes.io", see https://github.com/kubernetes/enhancements/pull/1111',
    ];
  }
  if (annotation.startsWith('unapproved')) return ['bypassed', `not approved: ${JSON.stringify(annotation)}`];
  if (/^[a-zA-Z][a-zA-Z0-9+.-]*:\/\/[^/]+/.test(annotation)) return ['approved', `approved in ${annotation}`];
  return [
    'invalid',
    'protected groups must have approval annotation "api-approved.kubernetes.io" with either a URL or a reason starting with "unapproved", see https://github.com/kubernetes/enhancements/pull/1111',
  ];
}

function checkPreserveUnknownFields(
  errors: ErrorList,
  crd: CustomResourceDefinition,
  old: CustomResourceDefinition | undefined,
): void {
  if (old?.spec.preserveUnknownFields === true || crd.spec.preserveUnknownFields !== true) return;
  const why = 'cannot set to true, set x-kubernetes-preserve-unknown-fields to true in spec.versions[*].schema instead';
  errors.push(field.invalid(SPEC.child('preserveUnknownFields'), true, why));
}
