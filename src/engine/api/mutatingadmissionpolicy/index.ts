/** MutatingAdmissionPolicy: changes in CEL that are made to an object on its way in, without a webhook. */
import { field, semanticDeepEqual, type ErrorList, type Path } from '../../apimachinery/index.ts';
import { checkPolicySpec, defaultPolicySpec, paramKindText } from '../admission-policies.ts';
import { ADMISSION_GROUP } from '../policy-relations.ts';
import { checkOperations, MUTATING_OPERATIONS } from '../admission-rules.ts';
import { AGE, age, column, NAME } from '../columns.ts';
import { checkExpression } from '../expressions.ts';
import type { Kind } from '../kind.ts';
import { METADATA_PATCH_META } from '../patch-meta.ts';
import { specStrategy } from '../strategies.ts';
import { SPEC, validateMeta, validateMetaUpdate } from '../validate.ts';
import type { MutatingAdmissionPolicy as Policy, Mutation } from './types.ts';

const PATCH_TYPES = ['ApplyConfiguration', 'JSONPatch'];
const REINVOCATION_POLICIES = ['Never', 'IfNeeded'];

function defaults(policy: Policy): Policy {
  const spec = defaultPolicySpec(policy.spec ?? {});
  return spec === policy.spec ? policy : { ...policy, spec };
}

/** validateMutation: of the two ways to patch, the one that is named. */
function checkMutation(errors: ErrorList, path: Path, mutation: Mutation, params: boolean): void {
  const { patchType } = mutation;
  if (!patchType) return void errors.push(field.required(path.child('patchType')));
  if (!PATCH_TYPES.includes(patchType)) {
    return void errors.push(field.notSupported(path.child('patchType'), patchType, PATCH_TYPES));
  }
  const json = patchType === 'JSONPatch';
  const [wanted, other] = json
    ? (['jsonPatch', 'applyConfiguration'] as const)
    : (['applyConfiguration', 'jsonPatch'] as const);
  const patch = mutation[wanted];
  const at = path.child(wanted);
  if (patch === undefined) errors.push(field.required(at, `must be specified when patchType is ${patchType}`));
  else {
    const use = { result: json ? 'jsonPatch' : 'object', params, authorizer: true } as const;
    checkExpression(errors, at.child('expression'), patch.expression, use);
  }
  if (mutation[other] === undefined) return;
  const why = `must not be specified when patchType is ${patchType}`;
  errors.push(field.invalid(path.child(other), `{${other}}`, why));
}

/** validateMutatingAdmissionPolicySpec. pkg/apis/admissionregistration/validation/validation.go */
function checkSpec(errors: ErrorList, { spec }: Policy, withConditions: boolean): void {
  checkPolicySpec(errors, spec, withConditions);
  const { matchConstraints, mutations = [], paramKind, reinvocationPolicy } = spec;
  const operations = SPEC.child('matchConstraints', 'resourceRules', 'operations');
  checkOperations(errors, operations, matchConstraints?.resourceRules ?? [], MUTATING_OPERATIONS);
  const path = SPEC.child('mutations');
  if (mutations.length === 0) errors.push(field.required(path, 'mutations must contain at least one item'));
  mutations.forEach((one, i) => checkMutation(errors, path.index(i), one, paramKind !== undefined));
  const reinvocation = SPEC.child('reinvocationPolicy');
  if (!reinvocationPolicy) errors.push(field.required(reinvocation));
  else if (!REINVOCATION_POLICIES.includes(reinvocationPolicy)) {
    errors.push(field.notSupported(reinvocation, reinvocationPolicy, REINVOCATION_POLICIES));
  }
}

function validate(policy: Policy): ErrorList {
  const errors = validateMeta(policy.metadata, false);
  checkSpec(errors, policy, true);
  return errors;
}

function validateUpdate(policy: Policy, old: Policy): ErrorList {
  const errors = validateMetaUpdate(policy.metadata, old.metadata);
  const { paramKind, matchConditions } = policy.spec;
  const asBefore =
    semanticDeepEqual(paramKind, old.spec.paramKind) && semanticDeepEqual(matchConditions, old.spec.matchConditions);
  if (policy.spec !== old.spec) checkSpec(errors, policy, !asBefore);
  return errors;
}

export const mutatingAdmissionPolicyKind: Kind<Policy> = {
  group: ADMISSION_GROUP,
  version: 'v1',
  kind: 'MutatingAdmissionPolicy',
  resource: 'mutatingadmissionpolicies',
  singular: 'mutatingadmissionpolicy',
  shortNames: [],
  categories: ['api-extensions'],
  namespaced: false,
  defaults,
  strategy: specStrategy<Policy>({ validate, validateUpdate, allowUnconditionalUpdate: false }),
  subresources: {},
  printer: {
    columns: [
      NAME,
      column('Mutations', 'Mutation indicates the number of mutations rules defined in this configuration', 'integer'),
      column('ParamKind', 'ParamKind specifies the kind of resources used to parameterize this policy'),
      AGE,
    ],
    cells: (policy, now) => [
      policy.metadata.name,
      policy.spec.mutations?.length ?? 0,
      paramKindText(policy.spec),
      age(policy, now),
    ],
  },
  relations: () => [],
  patchMeta: { ...METADATA_PATCH_META, 'spec.matchConditions': { strategy: 'merge', mergeKey: 'name' } },
};
