import { newBadRequest, newForbidden } from '../../apimachinery/index.ts';
import type { Credentials, Impersonation } from '../../client-go/request.ts';
import { authorize, forbiddenMessage, type AccessRequest, type Authorizer } from '../authorization/authorizer.ts';
import type { User } from '../request-context.ts';
import { ANONYMOUS, AUTHENTICATED, UNAUTHENTICATED } from './authenticator.ts';
import { serviceAccountGroups } from './service-account-tokens.ts';

const AUTHENTICATION = 'authentication.k8s.io';
const SERVICE_ACCOUNT = /^system:serviceaccount:([a-z0-9](?:[-a-z0-9]*[a-z0-9])?):([a-z0-9](?:[-a-z0-9.]*[a-z0-9])?)$/;

/** One thing that somebody wants to be: each has to be allowed by itself. */
interface Wish {
  readonly group: string;
  readonly resource: string;
  readonly subresource?: string;
  readonly namespace?: string;
  readonly name: string;
}

/**
 * The user to act as instead, if the one who asks may be all of it. Throws Forbidden for the first part that they may not, and
 * BadRequest for parts of nobody. apiserver/pkg/endpoints/filters/impersonation
 */
export function impersonate(chain: readonly Authorizer[], user: User, credentials: Credentials): User {
  const { impersonate: wanted } = credentials;
  if (!wanted) return user;
  if (wanted.user === undefined || wanted.user === '') {
    throw newBadRequest(`requested ${printed(wanted)} without impersonating a user`);
  }
  for (const wish of wishes(wanted, wanted.user)) check(chain, user, wish);
  return impersonated(wanted, wanted.user);
}

function* wishes({ groups = [], extra = {}, uid }: Impersonation, user: string): Iterable<Wish> {
  const account = SERVICE_ACCOUNT.exec(user);
  if (account) yield { group: '', resource: 'serviceaccounts', namespace: account[1]!, name: account[2]! };
  else yield { group: '', resource: 'users', name: user };
  for (const name of groups) yield { group: '', resource: 'groups', name };
  for (const [key, values] of Object.entries(extra)) {
    for (const name of values) yield { group: AUTHENTICATION, resource: 'userextras', subresource: key, name };
  }
  if (uid) yield { group: AUTHENTICATION, resource: 'uids', name: uid };
}

function check(chain: readonly Authorizer[], user: User, wish: Wish): void {
  const { group, resource, subresource, namespace, name } = wish;
  const access: AccessRequest = {
    user,
    verb: 'impersonate',
    group,
    resource,
    subresource,
    namespace,
    name,
    path: undefined,
  };
  const { decision, reason } = authorize(chain, access);
  if (decision === 'allow') return;
  const text = forbiddenMessage(access);
  throw newForbidden({ group, resource }, name, reason === '' ? text : `${text}: ${reason}`);
}

function impersonated({ groups, extra, uid }: Impersonation, name: string): User {
  const namespace = SERVICE_ACCOUNT.exec(name)?.[1];
  const own = groups ?? (namespace === undefined ? [] : serviceAccountGroups(namespace).slice(0, 2));
  const added = addedGroup(name, own);
  return {
    name,
    groups: added === undefined ? own : [...own, added],
    ...(uid !== undefined && { uid }),
    ...(extra && { extra }),
  };
}

/** Everybody is known or not known; who has said which, has said it. */
function addedGroup(name: string, groups: readonly string[]): string | undefined {
  if (name === ANONYMOUS) return groups.includes(UNAUTHENTICATED) ? undefined : UNAUTHENTICATED;
  return groups.includes(AUTHENTICATED) || groups.includes(UNAUTHENTICATED) ? undefined : AUTHENTICATED;
}

/** Go's %v of the object references that upstream makes of the headers. */
function printed({ groups = [], extra = {}, uid }: Impersonation): string {
  const reference = (kind: string, name: string, version: string, path: string): string =>
    `{${kind}  ${name}  ${version}  ${path}}`;
  const references = groups.map((name) => reference('Group', name, '', ''));
  for (const [key, values] of Object.entries(extra)) {
    references.push(...values.map((name) => reference('UserExtra', name, `${AUTHENTICATION}/v1`, key)));
  }
  if (uid) references.push(reference('UID', uid, `${AUTHENTICATION}/v1`, ''));
  return `[${references.join(' ')}]`;
}
