import {
  field,
  goFormat,
  isDNS1035Label,
  isDNS1123Subdomain,
  nameIsPathSegment,
  sortedKeys,
  validateLabelSelector,
  type ErrorList,
  type Path,
  type WireLabelSelector,
} from '../apimachinery/index.ts';
import { checkNamedRule, defaultRules, type NamedRule } from './admission-rules.ts';
import { checkExpression, isCELIdentifier, type ExpressionUse } from './expressions.ts';
import { checkMatchConditions, type MatchCondition } from './match-conditions.ts';
import { checkDNS1123Subdomain, rejectEach, SPEC } from './validate.ts';

/** What validating and mutating policies, and their bindings, have in common. */
export interface MatchResources {
  readonly namespaceSelector?: WireLabelSelector;
  readonly objectSelector?: WireLabelSelector;
  readonly resourceRules?: readonly NamedRule[];
  readonly excludeResourceRules?: readonly NamedRule[];
  readonly matchPolicy?: string;
}

export interface ParamKind {
  readonly apiVersion?: string;
  readonly kind?: string;
}

export interface ParamRef {
  readonly name?: string;
  readonly namespace?: string;
  readonly selector?: WireLabelSelector;
  readonly parameterNotFoundAction?: string;
}

export interface PolicySpec {
  readonly failurePolicy?: 'Fail' | 'Ignore';
  readonly paramKind?: ParamKind;
  readonly matchConstraints?: MatchResources;
  readonly matchConditions?: readonly MatchCondition[];
  readonly variables?: readonly { readonly name: string; readonly expression: string }[];
}

export interface BindingSpec {
  readonly policyName?: string;
  readonly paramRef?: ParamRef;
  readonly matchResources?: MatchResources;
}

const FAILURE_POLICIES = ['Fail', 'Ignore'];
const MATCH_POLICIES = ['Equivalent', 'Exact'];

/** SetDefaults_MatchResources. pkg/apis/admissionregistration/v1/defaults.go */
export function defaultMatchResources<M extends MatchResources>(match: M): M {
  const { namespaceSelector = {}, objectSelector = {}, matchPolicy = 'Equivalent' } = match;
  const resourceRules = defaultRules(match.resourceRules);
  const excludeResourceRules = defaultRules(match.excludeResourceRules);
  const same =
    namespaceSelector === match.namespaceSelector &&
    objectSelector === match.objectSelector &&
    matchPolicy === match.matchPolicy &&
    resourceRules === match.resourceRules &&
    excludeResourceRules === match.excludeResourceRules;
  if (same) return match;
  return {
    ...match,
    namespaceSelector,
    objectSelector,
    matchPolicy,
    ...(resourceRules !== undefined && { resourceRules }),
    ...(excludeResourceRules !== undefined && { excludeResourceRules }),
  };
}

/** SetDefaults_ValidatingAdmissionPolicySpec, SetDefaults_MutatingAdmissionPolicySpec. */
export function defaultPolicySpec<S extends PolicySpec>(spec: S): S {
  const matchConstraints = spec.matchConstraints && defaultMatchResources(spec.matchConstraints);
  if (spec.failurePolicy !== undefined && matchConstraints === spec.matchConstraints) return spec;
  return {
    ...spec,
    failurePolicy: spec.failurePolicy ?? 'Fail',
    ...(matchConstraints !== undefined && { matchConstraints }),
  };
}

export function defaultBindingSpec<S extends BindingSpec>(spec: S): S {
  const matchResources = spec.matchResources && defaultMatchResources(spec.matchResources);
  return matchResources === spec.matchResources ? spec : { ...spec, matchResources };
}

function checkSelector(errors: ErrorList, path: Path, selector: WireLabelSelector | undefined): void {
  if (selector === undefined) errors.push(field.required(path));
  else errors.push(...validateLabelSelector(selector, path));
}

/** validateMatchResources. pkg/apis/admissionregistration/validation/validation.go */
export function checkMatchResources(errors: ErrorList, path: Path, match: MatchResources): void {
  const { matchPolicy, namespaceSelector, objectSelector, resourceRules = [], excludeResourceRules = [] } = match;
  if (matchPolicy === undefined) errors.push(field.required(path.child('matchPolicy')));
  else if (!MATCH_POLICIES.includes(matchPolicy)) {
    errors.push(field.notSupported(path.child('matchPolicy'), matchPolicy, MATCH_POLICIES));
  }
  checkSelector(errors, path.child('namespaceSelector'), namespaceSelector);
  checkSelector(errors, path.child('objectSelector'), objectSelector);
  resourceRules.forEach((rule, i) => checkNamedRule(errors, path.child('resourceRules').index(i), rule));
  excludeResourceRules.forEach((rule, i) => checkNamedRule(errors, path.child('excludeResourceRules').index(i), rule));
}

function checkGroupVersion(errors: ErrorList, path: Path, apiVersion: string): void {
  const parts = apiVersion.split('/');
  if (apiVersion === '') errors.push(field.required(path));
  else if (parts.length > 2) {
    errors.push(field.invalid(path, apiVersion, `unexpected GroupVersion string: ${apiVersion}`));
  } else {
    const [version = '', group = ''] = parts.reverse();
    if (group !== '') {
      const messages = isDNS1123Subdomain(group);
      if (messages.length > 0) errors.push(field.invalid(path, group, messages.join(',')));
    }
    if (version === '') errors.push(field.invalid(path, apiVersion, 'version must be specified'));
    else {
      const messages = isDNS1035Label(version);
      if (messages.length > 0) errors.push(field.invalid(path, version, messages.join(',')));
    }
  }
}

/** validateParamKind. */
function checkParamKind(errors: ErrorList, { apiVersion = '', kind = '' }: ParamKind): void {
  const path = SPEC.child('paramKind');
  checkGroupVersion(errors, path.child('apiVersion'), apiVersion);
  if (kind === '') return void errors.push(field.required(path.child('kind')));
  const messages = isDNS1035Label(kind.toLowerCase());
  if (messages.length === 0) return;
  const why = `may have mixed case, but should otherwise match: ${messages.join(',')}`;
  errors.push(field.invalid(path.child('kind'), kind, why));
}

/** The part of a policy's spec that is the same for both kinds. */
export function checkPolicySpec(errors: ErrorList, spec: PolicySpec, withConditions: boolean): void {
  const { failurePolicy, paramKind, matchConstraints, matchConditions = [], variables = [] } = spec;
  if (failurePolicy === undefined) errors.push(field.required(SPEC.child('failurePolicy')));
  else if (!FAILURE_POLICIES.includes(failurePolicy)) {
    errors.push(field.notSupported(SPEC.child('failurePolicy'), failurePolicy, FAILURE_POLICIES));
  }
  if (paramKind !== undefined) checkParamKind(errors, paramKind);
  const path = SPEC.child('matchConstraints');
  if (matchConstraints === undefined) errors.push(field.required(path));
  else {
    checkMatchResources(errors, path, matchConstraints);
    // Without one rule there would be no telling of which type the object is.
    if ((matchConstraints.resourceRules ?? []).length === 0) errors.push(field.required(path.child('resourceRules')));
  }
  const params = paramKind !== undefined;
  if (withConditions) checkMatchConditions(errors, SPEC.child('matchConditions'), matchConditions, params);
  const use: ExpressionUse = { result: 'any', params, authorizer: true };
  variables.forEach(({ name = '', expression }, i) => {
    const at = SPEC.child('variables').index(i);
    if (name.trim() === '') errors.push(field.required(at.child('name'), 'name is not specified'));
    else if (!isCELIdentifier(name)) {
      errors.push(field.invalid(at.child('name'), name, 'name is not a valid CEL identifier'));
    }
    checkExpression(errors, at.child('expression'), expression, use, 'expression is not specified');
  });
}

/** validateParamRef. */
function checkParamRef(
  errors: ErrorList,
  { name = '', selector, parameterNotFoundAction: action = '' }: ParamRef,
): void {
  const path = SPEC.child('paramRef');
  const exclusive = 'name and selector are mutually exclusive';
  if (name !== '') {
    rejectEach(errors, path.child('name'), name, nameIsPathSegment(name, false));
    if (selector !== undefined) errors.push(field.forbidden(path.child('name'), exclusive));
  }
  if (selector !== undefined) {
    errors.push(...validateLabelSelector(selector, path.child('selector')));
    if (name !== '') errors.push(field.forbidden(path.child('selector'), exclusive));
  } else if (name === '') errors.push(field.required(path, 'one of name or selector must be specified'));
  if (action === '') errors.push(field.required(path.child('parameterNotFoundAction')));
  else if (action !== 'Deny' && action !== 'Allow') {
    errors.push(field.notSupported(path.child('parameterNotFoundAction'), action, ['Deny', 'Allow']));
  }
}

/** The part of a binding's spec that is the same for both kinds. */
export function checkBindingSpec(errors: ErrorList, { policyName = '', paramRef, matchResources }: BindingSpec): void {
  if (policyName === '') errors.push(field.required(SPEC.child('policyName')));
  else checkDNS1123Subdomain(errors, SPEC, 'policyName', policyName);
  if (paramRef !== undefined) checkParamRef(errors, paramRef);
  if (matchResources !== undefined) checkMatchResources(errors, SPEC.child('matchResources'), matchResources);
}

/** A selector as Go's generated String prints it. */
function selectorText({ matchLabels = {}, matchExpressions = [] }: WireLabelSelector): string {
  const labels = sortedKeys(matchLabels).map((key) => `${key}: ${matchLabels[key] ?? ''},`);
  const expressions = matchExpressions.map(
    ({ key, operator, values = [] }) =>
      `LabelSelectorRequirement{Key:${key},Operator:${operator},Values:${goFormat(values)},},`,
  );
  return `&LabelSelector{MatchLabels:map[string]string{${labels.join('')}},MatchExpressions:[]LabelSelectorRequirement{${expressions.join('')}},}`;
}

/** The ParamKind cell of a policy. */
export function paramKindText({ paramKind }: PolicySpec): string {
  return paramKind === undefined ? '<unset>' : `${paramKind.apiVersion ?? ''}/${paramKind.kind ?? ''}`;
}

/** The ParamRef cell of a binding: whether the parameter has a namespace is not known here. */
export function paramRefText({ paramRef }: BindingSpec): string {
  if (paramRef === undefined) return '<unset>';
  const { name = '', namespace = '', selector } = paramRef;
  if (name !== '') return `${namespace === '' ? '*' : namespace}/${name}`;
  return selector === undefined ? '<unset>' : selectorText(selector);
}
