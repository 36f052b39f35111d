import type { ObjectMeta } from '../../apimachinery/index.ts';
import { AGE, age, column, NAME, wide } from '../columns.ts';
import type { Column } from '../kind.ts';
import { RBAC_GROUP, type RoleRef, type Subject } from './types.ts';

/** What RoleBinding and ClusterRoleBinding are to everybody but the validation. */
export interface AnyBinding {
  readonly metadata: ObjectMeta;
  readonly roleRef: RoleRef;
  readonly subjects?: readonly Subject[];
}

/** pkg/apis/rbac/v1/defaults.go: users, groups and roles are of this API group unless somebody says otherwise. */
export function defaultBinding<T extends AnyBinding>(binding: T): T {
  const given: Partial<RoleRef> | undefined = binding.roleRef;
  const { apiGroup = '', kind = '', name = '' } = given ?? {};
  const roleRef = { apiGroup: apiGroup === '' ? RBAC_GROUP : apiGroup, kind, name };
  const same = given?.apiGroup === roleRef.apiGroup && given.kind === kind && given.name === name;
  const subjects = defaultSubjects(binding.subjects);
  if (same && subjects === binding.subjects) return binding;
  const { subjects: _, ...rest } = binding;
  return { ...rest, roleRef: same ? binding.roleRef : roleRef, ...(subjects && { subjects }) } as T;
}

function defaultSubjects(subjects: readonly Subject[] | null | undefined): readonly Subject[] | undefined {
  if (!subjects || subjects.length === 0) return undefined;
  const defaulted = subjects.map(defaultSubject);
  return defaulted.every((subject, i) => subject === subjects[i]) ? subjects : defaulted;
}

function defaultSubject(subject: Subject): Subject {
  const { kind = '', name = '', apiGroup = '', namespace = '' }: Partial<Subject> = subject;
  const group = apiGroup === '' && (kind === 'User' || kind === 'Group') ? RBAC_GROUP : apiGroup;
  if (subject.kind === kind && subject.name === name && group === apiGroup) return subject;
  return { kind, ...(group !== '' && { apiGroup: group }), name, ...(namespace !== '' && { namespace }) };
}

export const BINDING_COLUMNS: readonly Column[] = [
  NAME,
  column('Role', 'What the binding grants. It cannot be changed.'),
  AGE,
  wide('Users', 'Users in the roleBinding'),
  wide('Groups', 'Groups in the roleBinding'),
  wide('ServiceAccounts', 'ServiceAccounts in the roleBinding'),
];

/** printRoleBinding and printClusterRoleBinding. */
export function bindingCells(binding: AnyBinding, now: number): string[] {
  const { name } = binding.metadata;
  const { roleRef, subjects = [] } = binding;
  const named = (kind: string): string =>
    subjects
      .filter((subject) => subject.kind === kind)
      .map((subject) => (kind === 'ServiceAccount' ? accountName(subject) : subject.name))
      .join(', ');
  const created = age(binding, now);
  return [name, `${roleRef.kind}/${roleRef.name}`, created, named('User'), named('Group'), named('ServiceAccount')];
}

function accountName({ namespace, name }: Subject): string {
  return namespace ? `${namespace}/${name}` : name;
}
