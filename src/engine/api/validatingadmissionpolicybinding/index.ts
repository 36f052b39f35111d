/** ValidatingAdmissionPolicyBinding: puts a policy to work on some requests, with a parameter, and says what a breach costs. */
import { field, type ErrorList } from '../../apimachinery/index.ts';
import { checkBindingSpec, defaultBindingSpec, paramRefText } from '../admission-policies.ts';
import { ADMISSION_GROUP, validatingBindingRelations } from '../policy-relations.ts';
import { AGE, age, column, NAME } from '../columns.ts';
import type { Kind } from '../kind.ts';
import { METADATA_PATCH_META } from '../patch-meta.ts';
import { specStrategy } from '../strategies.ts';
import { SPEC, validateMeta, validateMetaUpdate } from '../validate.ts';
import type { ValidatingAdmissionPolicyBinding as Binding, ValidatingAdmissionPolicyBindingSpec } from './types.ts';

const ACTIONS = ['Audit', 'Deny', 'Warn'];
const SAID_TWICE =
  'must not contain both Deny and Warn (repeating the same validation failure information in the API response and headers serves no purpose)';

function defaults(binding: Binding): Binding {
  const spec = defaultBindingSpec(binding.spec ?? ({} as ValidatingAdmissionPolicyBindingSpec));
  return spec === binding.spec ? binding : { ...binding, spec };
}

/** validateValidatingAdmissionPolicyBindingSpec. pkg/apis/admissionregistration/validation/validation.go */
function checkSpec(errors: ErrorList, spec: ValidatingAdmissionPolicyBindingSpec): void {
  checkBindingSpec(errors, spec);
  const path = SPEC.child('validationActions');
  const { validationActions: actions = [] } = spec;
  actions.forEach((action, i) => {
    if (!ACTIONS.includes(action)) errors.push(field.notSupported(path.index(i), action, ACTIONS));
    if (actions.indexOf(action) < i) errors.push(field.duplicate(path.index(i), action));
  });
  if (actions.includes('Deny') && actions.includes('Warn')) errors.push(field.invalid(path, actions, SAID_TWICE));
  if (actions.length === 0) errors.push(field.required(path, 'at least one validation action is required'));
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

export const validatingAdmissionPolicyBindingKind: Kind<Binding> = {
  group: ADMISSION_GROUP,
  version: 'v1',
  kind: 'ValidatingAdmissionPolicyBinding',
  resource: 'validatingadmissionpolicybindings',
  singular: 'validatingadmissionpolicybinding',
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
      binding.spec.policyName,
      paramRefText(binding.spec),
      age(binding, now),
    ],
  },
  relations: validatingBindingRelations,
  patchMeta: METADATA_PATCH_META,
};
