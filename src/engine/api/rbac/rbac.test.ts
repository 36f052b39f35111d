import { describe, expect, it } from 'vitest';
import { parseTime } from '../../apimachinery/index.ts';
import { clusterRoleKind } from '../clusterrole/index.ts';
import type { ClusterRole } from '../clusterrole/types.ts';
import { clusterRoleBindingKind } from '../clusterrolebinding/index.ts';
import type { ClusterRoleBinding } from '../clusterrolebinding/types.ts';
import { roleKind } from '../role/index.ts';
import type { Role } from '../role/types.ts';
import { roleBindingKind } from '../rolebinding/index.ts';
import type { RoleBinding } from '../rolebinding/types.ts';

const META = { name: 'x', namespace: 'a', uid: '1', resourceVersion: '7', creationTimestamp: '2026-11-21T07:20:08Z' };
const CLUSTER_META = { ...META, namespace: undefined! as string };
const CONTEXT = { random: undefined! };
const GROUP = 'rbac.authorization.k8s.io';

const role = (rules: unknown): Role => roleKind.defaults({ metadata: META, rules } as Role);
const texts = (errors: readonly { error: () => string }[]): string[] => errors.map((error) => error.error());

describe('a rule', () => {
  it('needs verbs, and groups and resources', () => {
    const rules = [{ verbs: [] }, { verbs: ['get'], apiGroups: [''], resources: ['pods'] }];
    expect(texts(roleKind.strategy.validateCreate(role(rules), CONTEXT))).toEqual([
      'rules[0].verbs: Required value: verbs must contain at least one value',
      'rules[0].apiGroups: Required value: resource rules must supply at least one api group',
      'rules[0].resources: Required value: resource rules must supply at least one resource',
    ]);
  });

  it('is about paths or about resources, and in a namespace only about resources', () => {
    const rules = [{ verbs: ['get'], nonResourceURLs: ['/x'], resources: ['pods'] }];
    const both = 'rules cannot apply to both regular resources and non-resource URLs';
    const shown = 'rules[0].nonResourceURLs: Invalid value: ["/x"]';
    expect(texts(roleKind.strategy.validateCreate(role(rules), CONTEXT))).toEqual([
      `${shown}: namespaced rules cannot apply to non-resource URLs`,
      `${shown}: ${both}`,
    ]);
    const cluster = { metadata: CLUSTER_META, rules } as unknown as ClusterRole;
    expect(texts(clusterRoleKind.strategy.validateCreate(cluster, CONTEXT))).toEqual([`${shown}: ${both}`]);
  });

  it('is missing from a role that says null, not nothing', () => {
    expect(role(undefined).rules).toBeNull();
  });

  it('is gathered by something', () => {
    const gathering = { metadata: CLUSTER_META, rules: null, aggregationRule: {} } as unknown as ClusterRole;
    expect(texts(clusterRoleKind.strategy.validateCreate(gathering, CONTEXT))).toEqual([
      'aggregationRule.clusterRoleSelectors: Required value: at least one clusterRoleSelector required if aggregationRule is non-nil',
    ]);
  });
});

describe('a binding', () => {
  const binding = (parts: object): RoleBinding => roleBindingKind.defaults({ metadata: META, ...parts } as RoleBinding);
  const subjects = [
    { kind: 'User', name: 'jane' },
    { kind: 'ServiceAccount', name: 'default', namespace: 'b' },
    { kind: 'Group', name: 'devs' },
  ];
  const good = binding({ roleRef: { kind: 'Role', name: 'r' }, subjects });

  it('is about users, groups and roles of its own API group', () => {
    expect(good.roleRef.apiGroup).toBe(GROUP);
    expect(good.subjects?.map(({ apiGroup }) => apiGroup)).toEqual([GROUP, undefined, GROUP]);
    expect(roleBindingKind.strategy.validateCreate(good, CONTEXT)).toEqual([]);
    expect(roleBindingKind.defaults(good)).toBe(good);
  });

  it('is never about another role', () => {
    const other = { ...good, roleRef: { ...good.roleRef, name: 'other' } };
    expect(texts(roleBindingKind.strategy.validateUpdate(other, good))).toEqual([
      `roleRef: Invalid value: {"APIGroup":"${GROUP}","Kind":"Role","Name":"other"}: cannot change roleRef`,
    ]);
  });

  it('knows three kinds of subjects and two of roles', () => {
    const odd = binding({ roleRef: { kind: 'Pod', name: '' }, subjects: [{ kind: 'Robot', name: '' }] });
    expect(texts(roleBindingKind.strategy.validateCreate(odd, CONTEXT))).toEqual([
      'roleRef.kind: Unsupported value: "Pod": supported values: "Role", "ClusterRole"',
      'roleRef.name: Required value',
      'subjects[0].name: Required value',
      'subjects[0].kind: Unsupported value: "Robot": supported values: "ServiceAccount", "User", "Group"',
    ]);
  });

  it('of the whole cluster says where its service accounts are, and has ClusterRoles only', () => {
    const cluster = clusterRoleBindingKind.defaults({
      metadata: CLUSTER_META,
      roleRef: { kind: 'Role', name: 'r' },
      subjects: [{ kind: 'ServiceAccount', name: 'default' }],
    } as unknown as ClusterRoleBinding);
    expect(texts(clusterRoleBindingKind.strategy.validateCreate(cluster, CONTEXT))).toEqual([
      'roleRef.kind: Unsupported value: "Role": supported values: "ClusterRole"',
      'subjects[0].namespace: Required value',
    ]);
  });

  it('reads as a line of kubectl get rolebindings -o wide', () => {
    const cells = roleBindingKind.printer.cells(good, parseTime('2026-11-21T07:21:08Z'));
    expect(cells).toEqual(['x', 'Role/r', '60s', 'jane', 'devs', 'b/default']);
  });
});
