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
  /** What a list, a watch or a deletecollection is narrowed to. */
  readonly fieldSelector?: string | undefined;
}

export interface Decision {
  readonly decision: 'allow' | 'deny' | 'no opinion';
  readonly reason: string;
}

export interface Authorizer {
  readonly name: string;
  authorize(request: AccessRequest): Decision;
}

export const NO_OPINION: Decision = { decision: 'no opinion', reason: '' };
/** Allowed, for a reason that goes without saying. */
export const ALLOW: Decision = { decision: 'allow', reason: '' };

const known = { allow: new Map<string, Decision>(), 'no opinion': new Map<string, Decision>() };

/** One object for each reason: the reasons are few, and the requests many. */
export function decide(decision: 'allow' | 'no opinion', reason: string): Decision {
  let made = known[decision].get(reason);
  if (!made) known[decision].set(reason, (made = { decision, reason }));
  return made;
}

export const PRIVILEGED_GROUP = 'system:masters';

export function isPrivileged({ groups }: User): boolean {
  return groups.includes(PRIVILEGED_GROUP);
}

/** Every right for system:masters, before any other authorizer is asked. authorizerfactory.NewPrivilegedGroups */
export const privilegedGroup: Authorizer = {
  name: 'PrivilegedGroup',
  authorize: ({ user }) => (isPrivileged(user) ? ALLOW : NO_OPINION),
};

/** Asks each in turn; the first with an opinion decides. Without one, what they say stands in lines. authorization/union */
export function authorize(chain: readonly Authorizer[], request: AccessRequest): Decision {
  let reason = '';
  for (const authorizer of chain) {
    const decision = authorizer.authorize(request);
    if (decision.decision !== 'no opinion') return decision;
    if (decision.reason !== '') reason = reason === '' ? decision.reason : `${reason}\n${decision.reason}`;
  }
  return reason === '' ? NO_OPINION : { decision: 'no opinion', reason };
}

/** The text after `is forbidden: `. endpoints/handlers/responsewriters/errors.go forbiddenMessage */
export function forbiddenMessage({ user, verb, group, resource, subresource, namespace, path }: AccessRequest): string {
  const who = `User ${JSON.stringify(user.name)}`;
  if (path !== undefined) return `${who} cannot ${verb} path ${JSON.stringify(path)}`;
  const what = subresource === undefined || subresource === '' ? resource : `${resource}/${subresource}`;
  const where = namespace ? `in the namespace ${JSON.stringify(namespace)}` : 'at the cluster scope';
  return `${who} cannot ${verb} resource ${JSON.stringify(what)} in API group ${JSON.stringify(group)} ${where}`;
}
