/** MutatingAdmissionPolicyBinding: puts a mutating policy to work on some requests, with a parameter. */
import type { ErrorList } from '../../apimachinery/index.ts';
import { checkBindingSpec, defaultBindingSpec, paramRefText } from '../admission-policies.ts';
import { ADMISSION_GROUP, mutatingBindingRelations } from '../policy-relations.ts';
import { checkOperations, MUTATING_OPERATIONS } from '../admission-rules.ts';
import { AGE, age, column, NAME } from '../columns.ts';
import type { Kind } from '../kind.ts';
import { METADATA_PATCH_META } from '../patch-meta.ts';
import { specStrategy } from '../strategies.ts';
import { SPEC, validateMeta, validateMetaUpdate } from '../validate.ts';
import type { MutatingAdmissionPolicyBinding as Binding, MutatingAdmissionPolicyBindingSpec } from './types.ts';

function defaults(binding: Binding): Binding {
  const spec = defaultBindingSpec(binding.spec ?? {});
  return spec === binding.spec ? binding : { ...binding, spec };
}

/** validateMutatingAdmissionPolicyBindingSpec. pkg/apis/admissionregistration/validation/validation.go */
function checkSpec(errors: ErrorList, spec: MutatingAdmissionPolicyBindingSpec): void {
  checkBindingSpec(errors, spec);
  const path = SPEC.child('matchResources', 'resourceRules', 'operations');
  checkOperations(errors, path, spec.matchResources?.resourceRules ?? [], MUTATING_OPERATIONS);
}

function validate(binding: Binding): ErrorList {
  const errors = validateMeta(binding.metadata, false);
  checkSpec(errors, binding.spec);
  return errors;
}

function validateUpdate(binding: Binding, old: Binding): ErrorList {
  const errors = validateMetaUpdate(binding.metadata, old.metadata);
  if (binding.spec !== old.spec) checkSpec(errors, binding.spec);
  return errors;
}

export const mutatingAdmissionPolicyBindingKind: Kind<Binding> = {
  group: ADMISSION_GROUP,
  version: 'v1',
  kind: 'MutatingAdmissionPolicyBinding',
  resource: 'mutatingadmissionpolicybindings',
  singular: 'mutatingadmissionpolicybinding',
  shortNames: [],
  categories: ['api-extensions'],
  namespaced: false,
  defaults,
  strategy: specStrategy<Binding>({ validate, validateUpdate, allowUnconditionalUpdate: false }),
  subresources: {},
  printer: {
    columns: [
      NAME,
      column('PolicyName', 'PolicyName indicates the policy definition which the policy binding binded to'),
      column('ParamRef', 'ParamRef indicates the param resource which sets the configration param'),
      AGE,
    ],
    cells: (binding, now) => [
      binding.metadata.name,
      binding.spec.policyName ?? '',
      paramRefText(binding.spec),
      age(binding, now),
    ],
  },
  relations: mutatingBindingRelations,
  patchMeta: METADATA_PATCH_META,
};
