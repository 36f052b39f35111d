/** Binding: the scheduler's word on where a pod goes. It is a request, not a thing that is kept. */
import { field, newPath, type ErrorList } from '../../apimachinery/index.ts';
import { answeredKind } from '../answered.ts';
import { isUnset } from '../validate.ts';
import type { Binding } from './types.ts';

/** ValidatePodBinding. */
export function validatePodBinding(binding: Binding): ErrorList {
  const errors: ErrorList = [];
  const { kind, name } = binding.target;
  if (!isUnset(kind) && kind !== 'Node') {
    errors.push(field.notSupported(newPath('target', 'kind'), kind, ['Node', '<empty>']));
  }
  if (isUnset(name)) errors.push(field.required(newPath('target', 'name')));
  return errors;
}

export const bindingKind = answeredKind<Binding>({
  group: '',
  version: 'v1',
  kind: 'Binding',
  resource: 'bindings',
  singular: 'binding',
  namespaced: true,
});
