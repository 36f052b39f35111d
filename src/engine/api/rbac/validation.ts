import {
  field,
  nameIsPathSegment,
  newPath,
  validateServiceAccountName,
  type ErrorList,
  type Path,
} from '../../apimachinery/index.ts';
import { rejectEach } from '../validate.ts';
import { RBAC_GROUP, type PolicyRule, type RoleRef, type Subject } from './types.ts';

/** What roles and bindings share. pkg/apis/rbac/validation/validation.go */
const RULES = newPath('rules');
const ROLE_REF = newPath('roleRef');
const SUBJECTS = newPath('subjects');
const ROLE_KINDS = ['Role', 'ClusterRole'];
const SUBJECT_KINDS = ['ServiceAccount', 'User', 'Group'];

function some(list: readonly unknown[] | undefined): boolean {
  return list !== undefined && list !== null && list.length > 0;
}

/** ValidatePolicyRule for each. */
export function checkRules(errors: ErrorList, rules: readonly PolicyRule[] | null, namespaced: boolean): void {
  rules?.forEach((rule, i) => checkRule(errors, rule, namespaced, RULES.index(i)));
}

function checkRule(errors: ErrorList, rule: PolicyRule, namespaced: boolean, path: Path): void {
  if (!some(rule.verbs)) errors.push(field.required(path.child('verbs'), 'verbs must contain at least one value'));
  if (some(rule.nonResourceURLs)) {
    const refuse = (why: string): void => {
      errors.push(field.invalid(path.child('nonResourceURLs'), rule.nonResourceURLs, why));
    };
    if (namespaced) refuse('namespaced rules cannot apply to non-resource URLs');
    if (some(rule.apiGroups) || some(rule.resources) || some(rule.resourceNames)) {
      refuse('rules cannot apply to both regular resources and non-resource URLs');
    }
    return;
  }
  if (!some(rule.apiGroups)) {
    errors.push(field.required(path.child('apiGroups'), 'resource rules must supply at least one api group'));
  }
  if (!some(rule.resources)) {
    errors.push(field.required(path.child('resources'), 'resource rules must supply at least one resource'));
  }
}

export function checkRoleRef(errors: ErrorList, ref: RoleRef, kinds: readonly string[] = ROLE_KINDS): void {
  if (ref.apiGroup !== RBAC_GROUP) {
    errors.push(field.notSupported(ROLE_REF.child('apiGroup'), ref.apiGroup, [RBAC_GROUP]));
  }
  if (!kinds.includes(ref.kind)) errors.push(field.notSupported(ROLE_REF.child('kind'), ref.kind, kinds));
  if (ref.name === '') errors.push(field.required(ROLE_REF.child('name')));
  else rejectEach(errors, ROLE_REF.child('name'), ref.name, nameIsPathSegment(ref.name, false));
}

/** What a binding grants is for ever: who wants something else makes another binding. */
export function checkRoleRefUnchanged(errors: ErrorList, ref: RoleRef, old: RoleRef): void {
  if (ref.apiGroup === old.apiGroup && ref.kind === old.kind && ref.name === old.name) return;
  // The text shows upstream's internal struct, whose fields have no names of their own in JSON.
  const shown = { APIGroup: ref.apiGroup, Kind: ref.kind, Name: ref.name };
  errors.push(field.invalid(ROLE_REF, shown, 'cannot change roleRef'));
}

/** ValidateRoleBindingSubject and ValidateClusterRoleBindingSubject. */
export function checkSubjects(errors: ErrorList, subjects: readonly Subject[] | undefined, namespaced: boolean): void {
  subjects?.forEach((subject, i) => checkSubject(errors, subject, namespaced, SUBJECTS.index(i)));
}

function checkSubject(errors: ErrorList, subject: Subject, namespaced: boolean, path: Path): void {
  const { kind, name, apiGroup = '', namespace = '' } = subject;
  if (name === '') errors.push(field.required(path.child('name')));
  switch (kind) {
    case 'ServiceAccount':
      if (name !== '') rejectEach(errors, path.child('name'), name, validateServiceAccountName(name, false));
      if (apiGroup !== '') errors.push(field.notSupported(path.child('apiGroup'), apiGroup, ['']));
      if (!namespaced && namespace === '') errors.push(field.required(path.child('namespace')));
      return;
    case 'User':
    case 'Group':
      if (apiGroup !== RBAC_GROUP) errors.push(field.notSupported(path.child('apiGroup'), apiGroup, [RBAC_GROUP]));
      return;
    default:
      errors.push(field.notSupported(path.child('kind'), kind, SUBJECT_KINDS));
  }
}
