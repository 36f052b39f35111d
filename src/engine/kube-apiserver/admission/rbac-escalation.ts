import { RBAC_GROUP, type PolicyRule, type RoleRef } from '../../api/rbac/types.ts';
import { compareStrings, newForbidden, semanticDeepEqual, type ApiObject } from '../../apimachinery/index.ts';
import { isPrivileged } from '../authorization/authorizer.ts';
import { roleReferenceRules } from '../authorization/rbac/bindings.ts';
import { compactRules, compactString, missingRights, quotedList } from '../authorization/rbac/covers.ts';
import type { User } from '../request-context.ts';
import type { Attributes, Plugin, World } from './plugin.ts';

const FULL_AUTHORITY: readonly PolicyRule[] = [
  { verbs: ['*'], apiGroups: ['*'], resources: ['*'] },
  { verbs: ['*'], nonResourceURLs: ['*'] },
];

interface RoleOrBinding extends ApiObject {
  readonly rules?: readonly PolicyRule[] | null;
  readonly aggregationRule?: unknown;
  readonly roleRef?: RoleRef;
}

/**
 * Nobody gives away what they do not have, unless they may `escalate` roles or `bind` this one. Upstream checks it in the storage
 * of roles and bindings, after mutating admission and before validation. pkg/registry/rbac/…/policybased/storage.go
 */
export const rbacEscalation: Plugin = {
  name: 'RBACEscalationCheck',
  handles: ({ kind, operation, user }) =>
    kind.group === RBAC_GROUP && (operation === 'CREATE' || operation === 'UPDATE') && !isPrivileged(user),
  admit: (object, attributes, world) => {
    const { oldObject } = attributes;
    if (oldObject && onlyForTheCollector(object, oldObject)) return object;
    if ((object as RoleOrBinding).roleRef) checkBinding(object, attributes, world);
    else checkRole(object, attributes, world);
    return object;
  },
};

function checkRole(role: RoleOrBinding, attributes: Attributes, world: World): void {
  const { kind, user, namespace, name, oldObject } = attributes;
  const escalate = { user, verb: 'escalate', namespace, name, group: RBAC_GROUP, resource: kind.resource };
  if (world.authorized({ ...escalate, subresource: undefined, path: undefined })) return;
  const refusal = escalation(world, user, namespace, role.rules ?? []);
  if (refusal !== undefined) throw newForbidden(kind, name, refusal);
  const aggregates = role.aggregationRule ?? (oldObject as RoleOrBinding | undefined)?.aggregationRule;
  if (aggregates === undefined || aggregates === null) return;
  // An aggregate gathers whatever others may add to it later.
  if (escalation(world, user, undefined, FULL_AUTHORITY) === undefined) return;
  throw newForbidden(kind, name, 'must have cluster-admin privileges to use the aggregationRule');
}

function checkBinding({ roleRef }: RoleOrBinding, { kind, user, namespace, name }: Attributes, world: World): void {
  if (!roleRef || (roleRef.kind !== 'Role' && roleRef.kind !== 'ClusterRole')) return;
  const resource = roleRef.kind === 'Role' ? 'roles' : 'clusterroles';
  const bind = { user, verb: 'bind', namespace, name: roleRef.name, group: roleRef.apiGroup, resource };
  if (world.authorized({ ...bind, subresource: undefined, path: undefined })) return;
  const refusal = escalation(world, user, namespace, roleReferenceRules(world, roleRef, namespace));
  if (refusal !== undefined) throw newForbidden(kind, name, refusal);
}

/** What of these rules the user does not have, said in upstream's words. validation.ConfirmNoEscalation */
function escalation(
  world: World,
  user: User,
  namespace: string | undefined,
  rules: readonly PolicyRule[],
): string | undefined {
  const owned = world.rulesFor(user, namespace);
  const missing = missingRights(owned.rules, rules);
  if (missing.length === 0) return undefined;
  const lines = [...new Set(compactRules(missing).map(compactString))].sort(compareStrings);
  const who = `user ${JSON.stringify(user.name)} (groups=${quotedList(user.groups)})`;
  const text = `${who} is attempting to grant RBAC permissions not currently held:\n${lines.join('\n')}`;
  return owned.errors.length === 0 ? text : `${text}; resolution errors: [${owned.errors.join(' ')}]`;
}

/** Owners and finalizers are what the garbage collector changes of an object that it is to delete. IsOnlyMutatingGCFields */
function onlyForTheCollector(object: ApiObject, old: ApiObject): boolean {
  const rest = ({ metadata, ...others }: ApiObject): unknown => {
    const { ownerReferences: _, finalizers: __, managedFields: ___, resourceVersion: ____, ...kept } = metadata;
    return { ...others, metadata: kept };
  };
  return semanticDeepEqual(rest(object), rest(old));
}
