import type { User } from '../request-context.ts';

/** What somebody wants to do. apiserver/pkg/authorization/authorizer Attributes */
export interface AccessRequest {
  readonly user: User;
  readonly verb: string;
  readonly group: string;
  readonly resource: string;
  readonly subresource: string | undefined;
  readonly namespace: string | undefined;
  readonly name: string | undefined;
  /** For what is not a resource. */
  readonly path: string | undefined;
}

export interface Decision {
  readonly decision: 'allow' | 'deny' | 'no opinion';
  readonly reason: string;
}

export interface Authorizer {
  readonly name: string;
  authorize(request: AccessRequest): Decision;
}

const NO_OPINION: Decision = { decision: 'no opinion', reason: '' };
const allowed = new Map<string, Decision>();

/** One object for each reason: the reasons are few, and the requests many. */
function allow(reason: string): Decision {
  let decision = allowed.get(reason);
  if (!decision) allowed.set(reason, (decision = { decision: 'allow', reason }));
  return decision;
}

const PUBLIC = new Set(['/healthz', '/livez', '/readyz', '/version']);

/** Every right for system:masters, before any other authorizer is asked. */
const privilegedGroup: Authorizer = {
  name: 'AlwaysAllow',
  authorize: ({ user }) => (user.groups.includes('system:masters') ? allow('group system:masters') : NO_OPINION),
};

const SYSTEM_USERS = new Set([
  'system:kube-controller-manager',
  'system:kube-scheduler',
  'system:kube-proxy',
  'system:apiserver',
]);

/** Stands in for the bootstrap roles until there is RBAC: the cluster's own components may do what they like. */
const bootstrapUsers: Authorizer = {
  name: 'Bootstrap',
  authorize: ({ user }) => {
    if (SYSTEM_USERS.has(user.name)) return allow(`bootstrap user ${user.name}`);
    if (user.groups.includes('system:nodes')) return allow('group system:nodes');
    if (user.groups.includes('system:serviceaccounts:kube-system')) {
      return allow('group system:serviceaccounts:kube-system');
    }
    return NO_OPINION;
  },
};

/** system:public-info-viewer for everybody, system:discovery for whoever is known. */
const discovery: Authorizer = {
  name: 'Discovery',
  authorize: ({ user, path, verb }) => {
    if (path === undefined || verb !== 'get') return NO_OPINION;
    if (PUBLIC.has(path) || /^\/(livez|readyz|healthz)\//.test(path)) {
      return allow('ClusterRole system:public-info-viewer');
    }
    if (user.groups.includes('system:authenticated') && /^\/(api|apis|openapi)(\/|$)/.test(path)) {
      return allow('ClusterRole system:discovery');
    }
    return NO_OPINION;
  },
};

/** Asked in turn; the first with an opinion decides. */
export const authorizers: readonly Authorizer[] = [privilegedGroup, bootstrapUsers, discovery];

export function authorize(chain: readonly Authorizer[], request: AccessRequest): Decision {
  for (const authorizer of chain) {
    const decision = authorizer.authorize(request);
    if (decision.decision !== 'no opinion') return decision;
  }
  return NO_OPINION;
}

/** The text after `is forbidden: `. endpoints/handlers/responsewriters/errors.go forbiddenMessage */
export function forbiddenMessage({ user, verb, group, resource, subresource, namespace, path }: AccessRequest): string {
  const who = `User ${JSON.stringify(user.name)}`;
  if (path !== undefined) return `${who} cannot ${verb} path ${JSON.stringify(path)}`;
  const what = subresource === undefined ? resource : `${resource}/${subresource}`;
  const where = namespace ? `in the namespace ${JSON.stringify(namespace)}` : 'at the cluster scope';
  return `${who} cannot ${verb} resource ${JSON.stringify(what)} in API group ${JSON.stringify(group)} ${where}`;
}
