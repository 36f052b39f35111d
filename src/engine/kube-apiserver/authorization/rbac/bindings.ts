import type { AnyBinding } from '../../../api/rbac/binding.ts';
import type { PolicyRule, RoleRef, Subject } from '../../../api/rbac/types.ts';
import { RBAC_GROUP } from '../../../api/rbac/types.ts';
import { newNotFound, StatusError, type ApiObject } from '../../../apimachinery/index.ts';
import type { User } from '../../request-context.ts';
import { decide } from '../authorizer.ts';
import { Grants, NOTHING_GRANTED, type Grant } from './grants.ts';

/** What rules are looked up in: the API server's own caches. */
export interface ObjectLister {
  get(group: string, resource: string, namespace: string | undefined, name: string): ApiObject | undefined;
  list(group: string, resource: string, namespace: string | undefined): readonly ApiObject[];
}

/** A binding, the subject of it that is meant, and its place among the others. */
interface Bound {
  readonly binding: AnyBinding;
  readonly subject: Subject;
  readonly subjectIndex: number;
  readonly place: number;
}

/** The bindings of one scope by whom they are for. */
type BySubject = ReadonlyMap<string, readonly Bound[]>;

/** The rules that a role reference stands for. Throws NotFound. pkg/registry/rbac/validation/rule.go GetRoleReferenceRules */
export function roleReferenceRules(
  lister: ObjectLister,
  { kind, name }: RoleRef,
  namespace: string | undefined,
): readonly PolicyRule[] {
  const isRole = kind === 'Role';
  if (!isRole && kind !== 'ClusterRole') throw new Error(`unsupported role reference kind: ${JSON.stringify(kind)}`);
  const role = lister.get(RBAC_GROUP, isRole ? 'roles' : 'clusterroles', isRole ? namespace : undefined, name);
  if (!role) throw newNotFound({ group: RBAC_GROUP, resource: isRole ? 'role' : 'clusterrole' }, name);
  return (role as ApiObject & { rules: readonly PolicyRule[] | null }).rules ?? [];
}

/**
 * Who has which rules: the bindings of the cluster and of each namespace, indexed by their subjects when first asked and thrown
 * away as a whole when a role or a binding changes, which is seldom.
 */
export class Bindings {
  readonly #lister: ObjectLister;
  #cluster: BySubject | undefined;
  #namespaces = new Map<string, BySubject>();

  constructor(lister: ObjectLister) {
    this.#lister = lister;
  }

  invalidate(): void {
    this.#cluster = undefined;
    this.#namespaces = new Map();
  }

  /** What a user may do everywhere. */
  clusterGrants(user: User): Grants {
    this.#cluster ??= indexed(this.#lister.list(RBAC_GROUP, 'clusterrolebindings', undefined), '');
    return this.#grants(this.#cluster, user, '');
  }

  /** What a user may do in one namespace because of its RoleBindings. */
  namespaceGrants(user: User, namespace: string): Grants {
    let index = this.#namespaces.get(namespace);
    if (index === undefined) {
      index = indexed(this.#lister.list(RBAC_GROUP, 'rolebindings', namespace), namespace);
      this.#namespaces.set(namespace, index);
    }
    return this.#grants(index, user, namespace);
  }

  #grants(index: BySubject, user: User, namespace: string): Grants {
    const bound = boundTo(index, user);
    if (bound.length === 0) return NOTHING_GRANTED;
    const grants: Grant[] = [];
    const errors: string[] = [];
    for (const { binding, subject } of bound) {
      const decision = decide('allow', `RBAC: allowed by ${describeBinding(binding, subject, namespace)}`);
      try {
        const rules = roleReferenceRules(this.#lister, binding.roleRef, namespace);
        for (const rule of rules) grants.push({ rule, decision });
      } catch (error) {
        if (!(error instanceof StatusError)) throw error;
        errors.push(error.message);
      }
    }
    return new Grants(grants, errors);
  }
}

/** `User jane`, `Group devs`: service accounts are users by a name that only they have. */
function subjectKey({ kind, name, namespace }: Subject, bindingNamespace: string): string | undefined {
  switch (kind) {
    case 'User':
    case 'Group':
      return `${kind} ${name}`;
    case 'ServiceAccount': {
      const where = namespace || bindingNamespace;
      return where === '' ? undefined : `User system:serviceaccount:${where}:${name}`;
    }
    default:
      return undefined;
  }
}

function indexed(objects: readonly ApiObject[], namespace: string): BySubject {
  const index = new Map<string, Bound[]>();
  objects.forEach((object, place) => {
    const binding = object as unknown as AnyBinding;
    binding.subjects?.forEach((subject, subjectIndex) => {
      const key = subjectKey(subject, namespace);
      if (key === undefined) return;
      const bound = { binding, subject, subjectIndex, place };
      const list = index.get(key);
      if (list) list.push(bound);
      else index.set(key, [bound]);
    });
  });
  return index;
}

/** Every binding that is for this user, once, in the order of their names, by its first subject that fits. */
function boundTo(index: BySubject, { name, groups }: User): Bound[] {
  const found = new Map<number, Bound>();
  const add = (key: string): void => {
    for (const bound of index.get(key) ?? []) {
      const other = found.get(bound.place);
      if (!other || bound.subjectIndex < other.subjectIndex) found.set(bound.place, bound);
    }
  };
  add(`User ${name}`);
  for (const group of groups) add(`Group ${group}`);
  return [...found.values()].sort((a, b) => a.place - b.place);
}

function describeBinding({ metadata, roleRef }: AnyBinding, subject: Subject, namespace: string): string {
  const what = namespace === '' ? 'ClusterRoleBinding' : 'RoleBinding';
  const name = namespace === '' ? metadata.name : `${metadata.name}/${namespace}`;
  const whose = subject.kind === 'ServiceAccount' ? `${subject.name}/${subject.namespace || namespace}` : subject.name;
  const { kind, name: role } = roleRef;
  return `${what} ${JSON.stringify(name)} of ${kind} ${JSON.stringify(role)} to ${subject.kind} ${JSON.stringify(whose)}`;
}
