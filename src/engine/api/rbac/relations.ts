import type { Relation } from '../kind.ts';
import type { AnyBinding } from './binding.ts';
import { RBAC_GROUP } from './types.ts';

/** What is granted, and to which service accounts; users and groups are not objects. */
export function bindingRelations(binding: AnyBinding): Relation[] {
  const { roleRef, subjects = [], metadata } = binding;
  const namespace = roleRef.kind === 'Role' ? metadata.namespace : undefined;
  const found: Relation[] = [{ verb: 'grants', kind: roleRef.kind, group: RBAC_GROUP, namespace, name: roleRef.name }];
  for (const subject of subjects) {
    if (subject.kind !== 'ServiceAccount') continue;
    const where = subject.namespace ?? metadata.namespace;
    found.push({ verb: 'binds', kind: 'ServiceAccount', group: '', namespace: where, name: subject.name });
  }
  return found;
}
