import type { BindingSpec } from './admission-policies.ts';
import type { Relation } from './kind.ts';
import type { MutatingAdmissionPolicyBinding } from './mutatingadmissionpolicybinding/types.ts';
import type { ValidatingAdmissionPolicyBinding } from './validatingadmissionpolicybinding/types.ts';

export const ADMISSION_GROUP = 'admissionregistration.k8s.io';

/** The edge from a binding to its policy. */
function bindsPolicy({ policyName = '' }: BindingSpec, kind: string): readonly Relation[] {
  return policyName === '' ? [] : [{ verb: 'binds', kind, group: ADMISSION_GROUP, name: policyName }];
}

export function mutatingBindingRelations({ spec }: MutatingAdmissionPolicyBinding): readonly Relation[] {
  return bindsPolicy(spec, 'MutatingAdmissionPolicy');
}

export function validatingBindingRelations({ spec }: ValidatingAdmissionPolicyBinding): readonly Relation[] {
  return bindsPolicy(spec, 'ValidatingAdmissionPolicy');
}
