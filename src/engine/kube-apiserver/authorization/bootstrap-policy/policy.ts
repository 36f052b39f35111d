import type { ClusterRole } from '../../../api/clusterrole/types.ts';
import type { ClusterRoleBinding } from '../../../api/clusterrolebinding/types.ts';
import { RBAC_GROUP, type PolicyRule, type Subject } from '../../../api/rbac/types.ts';
import type { Role } from '../../../api/role/types.ts';
import type { RoleBinding } from '../../../api/rolebinding/types.ts';
import { compareStrings } from '../../../apimachinery/index.ts';

/** How the tables of roles are written: short, because there are many of them. */
export const API_VERSION = `${RBAC_GROUP}/v1`;
export const AUTOUPDATE = 'rbac.authorization.kubernetes.io/autoupdate';

/** An object before the server has given it what every object has. */
export type Written<T extends { metadata: object }> = Omit<T, 'metadata'> & {
  readonly metadata: Partial<T['metadata']> & { readonly name: string };
};

export type AnyWritten = Written<ClusterRole> | Written<ClusterRoleBinding> | Written<Role> | Written<RoleBinding>;

const LABELS = { 'kubernetes.io/bootstrapping': 'rbac-defaults' };
const ANNOTATIONS = { [AUTOUPDATE]: 'true' };

/** Names of verbs that go together. */
export const READ = 'get,list,watch';
export const WRITE = 'create,delete,deletecollection,patch,update';
export const READ_WRITE = 'create,delete,deletecollection,get,list,patch,update,watch';
export const EVENTS = 'create,patch,update core,events.k8s.io events';

/**
 * One rule a line: verbs, groups, resources and perhaps names; or verbs, `url` and paths. Each a list with commas; the group that
 * has no name is written `core`. `get core pods` is one word of each.
 */
export function rules(...lines: readonly string[]): readonly PolicyRule[] {
  return lines.map((line) => {
    const [verbs = '', groups = '', resources = '', names] = line.split(' ');
    const list = (text: string): string[] => text.split(',').sort(compareStrings);
    if (groups === 'url') return { verbs: list(verbs), nonResourceURLs: list(resources) };
    return {
      verbs: list(verbs),
      apiGroups: list(groups)
        .map((group) => (group === 'core' ? '' : group))
        .sort(compareStrings),
      resources: list(resources),
      ...(names !== undefined && { resourceNames: list(names) }),
    };
  });
}

interface Scope {
  readonly namespace?: string;
  /** Made by the server itself, which brings it up to date at every start; otherwise by kubeadm, once. */
  readonly bootstrapping?: boolean;
  readonly labels?: Readonly<Record<string, string>>;
}

function metadata(name: string, { namespace, bootstrapping = true, labels }: Scope) {
  return {
    name,
    ...(namespace !== undefined && { namespace }),
    ...((bootstrapping || labels) && { labels: { ...(bootstrapping && LABELS), ...labels } }),
    ...(bootstrapping && { annotations: ANNOTATIONS }),
  };
}

export function clusterRole(name: string, lines: readonly string[], scope: Scope = {}): Written<ClusterRole> {
  return { apiVersion: API_VERSION, kind: 'ClusterRole', metadata: metadata(name, scope), rules: rules(...lines) };
}

/** A role whose rules are those of every role that carries a label. */
export function aggregate(name: string, label: string, labels?: Scope['labels']): Written<ClusterRole> {
  const aggregationRule = { clusterRoleSelectors: [{ matchLabels: { [label]: 'true' } }] };
  const scope = labels === undefined ? {} : { labels };
  return {
    apiVersion: API_VERSION,
    kind: 'ClusterRole',
    metadata: metadata(name, scope),
    aggregationRule,
    rules: null,
  };
}

export function role(namespace: string, name: string, lines: readonly string[], scope: Scope = {}): Written<Role> {
  const meta = metadata(name, { ...scope, namespace });
  return { apiVersion: API_VERSION, kind: 'Role', metadata: meta, rules: rules(...lines) };
}

export function user(name: string): Subject {
  return { apiGroup: RBAC_GROUP, kind: 'User', name };
}

export function group(name: string): Subject {
  return { apiGroup: RBAC_GROUP, kind: 'Group', name };
}

export function serviceAccount(name: string): Subject {
  return { kind: 'ServiceAccount', name, namespace: 'kube-system' };
}

/** Binds a ClusterRole, by default the one of the same name. */
export function clusterRoleBinding(
  name: string,
  subjects: readonly Subject[],
  { to = name, ...scope }: Scope & { readonly to?: string } = {},
): Written<ClusterRoleBinding> {
  return {
    apiVersion: API_VERSION,
    kind: 'ClusterRoleBinding',
    metadata: metadata(name, scope),
    roleRef: { apiGroup: RBAC_GROUP, kind: 'ClusterRole', name: to },
    ...(subjects.length > 0 && { subjects }),
  };
}

/** Binds a Role of the same namespace, by default the one of the same name. */
export function roleBinding(
  namespace: string,
  name: string,
  subjects: readonly Subject[],
  { to = name, ...scope }: Scope & { readonly to?: string } = {},
): Written<RoleBinding> {
  return {
    apiVersion: API_VERSION,
    kind: 'RoleBinding',
    metadata: metadata(name, { ...scope, namespace }),
    roleRef: { apiGroup: RBAC_GROUP, kind: 'Role', name: to },
    subjects,
  };
}
