import { FIELD_IMMUTABLE_ERROR_MSG, field, newPath, type ErrorList, type Path } from '../../apimachinery/index.ts';
import { checkResourceQuantity } from '../pod/validation-quantities.ts';
import { checkResourceName, isQuotaHugePages } from '../pod/validation-resources.ts';
import { isUnset, SPEC, STATUS, validateMeta, validateMetaUpdate } from '../validate.ts';
import type { ResourceList } from '../wire.ts';
import type { ResourceQuota, ResourceQuotaSpec } from './types.ts';

const COMPUTE = ['cpu', 'memory', 'limits.cpu', 'limits.memory', 'requests.cpu', 'requests.memory'];
const STANDARD = new Set([
  ...COMPUTE,
  'ephemeral-storage',
  'requests.storage',
  'requests.ephemeral-storage',
  'limits.ephemeral-storage',
  'pods',
  'resourcequotas',
  'services',
  'replicationcontrollers',
  'secrets',
  'persistentvolumeclaims',
  'configmaps',
  'services.nodeports',
  'services.loadbalancers',
]);

/** Which resources a scope can be about; pkg/apis/core/helper/helpers.go IsResourceQuotaScopeValidForResource. */
const OF_PODS = ['pods', ...COMPUTE];
const SCOPES = new Map<string, readonly string[]>([
  ['Terminating', OF_PODS],
  ['NotTerminating', OF_PODS],
  ['BestEffort', ['pods']],
  ['NotBestEffort', OF_PODS],
  ['PriorityClass', OF_PODS],
  ['CrossNamespacePodAffinity', OF_PODS],
  ['VolumeAttributesClass', ['persistentvolumeclaims', 'requests.storage']],
]);
const CONFLICTING = [
  ['BestEffort', 'NotBestEffort'],
  ['Terminating', 'NotTerminating'],
] as const;
const YES_OR_NO = ['BestEffort', 'NotBestEffort', 'Terminating', 'NotTerminating', 'CrossNamespacePodAffinity'];
const MUST_EXIST =
  "must be 'Exist' when scope is any of ResourceQuotaScopeTerminating, ResourceQuotaScopeNotTerminating, ResourceQuotaScopeBestEffort, ResourceQuotaScopeNotBestEffort or ResourceQuotaScopeCrossNamespacePodAffinity";

function isStandard(name: string): boolean {
  return STANDARD.has(name) || isQuotaHugePages(name);
}

/** ValidateResourceQuotaResourceName and the amount. */
function checkList(errors: ErrorList, path: Path, list: ResourceList | undefined): void {
  for (const [name, text] of Object.entries(list ?? {})) {
    const at = (): Path => path.key(name);
    checkResourceName(errors, at, name);
    if (!name.includes('/') && !isStandard(name)) {
      errors.push(field.invalid(at(), name, 'must be a standard resource for quota'));
    }
    checkResourceQuantity(errors, at, name, text);
  }
}

/** Resources of the quota that a scope says nothing of. */
function unsuited(scope: string, hard: ResourceList | undefined): readonly string[] {
  const valid = SCOPES.get(scope);
  if (valid === undefined) return [];
  return Object.keys(hard ?? {}).filter((name) => isStandard(name) && !valid.includes(name));
}

function checkConflicts(errors: ErrorList, path: Path, scopes: readonly string[], shown: unknown): void {
  for (const [one, other] of CONFLICTING) {
    if (scopes.includes(one) && scopes.includes(other)) errors.push(field.invalid(path, shown, 'conflicting scopes'));
  }
}

/** validateResourceQuotaScopes. */
function checkScopes(errors: ErrorList, { scopes = [], hard }: ResourceQuotaSpec): void {
  const path = SPEC.child('scopes');
  for (const scope of scopes) {
    if (!SCOPES.has(scope)) errors.push(field.invalid(path, scopes, 'unsupported scope'));
    for (const _ of unsuited(scope, hard)) {
      errors.push(field.invalid(path, scopes, 'unsupported scope applied to resource'));
    }
  }
  checkConflicts(errors, path, scopes, scopes);
}

type Requirement = NonNullable<NonNullable<ResourceQuotaSpec['scopeSelector']>['matchExpressions']>[number];

function checkOperator(errors: ErrorList, path: Path, { scopeName, operator, values = [] }: Requirement): void {
  if (YES_OR_NO.includes(scopeName) && operator !== 'Exists') {
    errors.push(field.invalid(path.child('operator'), operator, MUST_EXIST));
  }
  const at = path.child('values');
  if (operator === 'In' || operator === 'NotIn') {
    if (values.length === 0) {
      const why = "must be at least one value when `operator` is 'In' or 'NotIn' for scope selector";
      errors.push(field.required(at, why));
    }
  } else if (operator === 'Exists' || operator === 'DoesNotExist') {
    if (values.length > 0) {
      const why = "must be no value when `operator` is 'Exist' or 'DoesNotExist' for scope selector";
      errors.push(field.invalid(at, values, why));
    }
  } else errors.push(field.invalid(path.child('operator'), operator, 'not a valid selector operator'));
}

/** validateScopedResourceSelectorRequirement. */
function checkScopeSelector(errors: ErrorList, { scopeSelector, hard, scopes = [] }: ResourceQuotaSpec): void {
  if (scopeSelector === undefined) return;
  const path = SPEC.child('scopeSelector', 'matchExpressions');
  const requirements = scopeSelector.matchExpressions ?? [];
  for (const requirement of requirements) {
    const { scopeName } = requirement;
    if (!SCOPES.has(scopeName)) errors.push(field.invalid(path.child('scopeName'), scopeName, 'unsupported scope'));
    for (const _ of unsuited(scopeName, hard)) {
      errors.push(field.invalid(path, scopeSelector, 'unsupported scope applied to resource'));
    }
    checkOperator(errors, path, requirement);
  }
  const names = requirements.map(({ scopeName }) => scopeName);
  checkConflicts(errors, path, names, scopes);
}

/** ValidateResourceQuotaSpec. pkg/apis/core/validation/validation.go */
function checkSpec(errors: ErrorList, spec: ResourceQuotaSpec): void {
  checkList(errors, SPEC.child('hard'), spec.hard);
  checkScopes(errors, spec);
  checkScopeSelector(errors, spec);
}

export function validateResourceQuota(quota: ResourceQuota): ErrorList {
  const errors = validateMeta(quota.metadata, true);
  checkSpec(errors, quota.spec);
  return errors;
}

export function validateResourceQuotaUpdate(quota: ResourceQuota, old: ResourceQuota): ErrorList {
  const errors = validateMetaUpdate(quota.metadata, old.metadata);
  if (quota.spec === old.spec) return errors;
  checkSpec(errors, quota.spec);
  const [after, before] = [new Set(quota.spec.scopes), new Set(old.spec.scopes)];
  if (after.size !== before.size || [...after].some((scope) => !before.has(scope))) {
    errors.push(field.invalid(SPEC.child('scopes'), quota.spec.scopes ?? [], FIELD_IMMUTABLE_ERROR_MSG));
  }
  return errors;
}

export function validateResourceQuotaStatusUpdate(quota: ResourceQuota, old: ResourceQuota): ErrorList {
  const errors = validateMetaUpdate(quota.metadata, old.metadata);
  if (isUnset(quota.metadata.resourceVersion)) errors.push(field.required(newPath('resourceVersion')));
  checkList(errors, STATUS.child('hard'), quota.status.hard);
  checkList(errors, STATUS.child('used'), quota.status.used);
  return errors;
}
