import { newUnauthorized } from '../../apimachinery/index.ts';
import type { Credentials } from '../../client-go/request.ts';
import type { User } from '../request-context.ts';
import type { ServiceAccountTokens } from './service-account-tokens.ts';

const ANONYMOUS: User = { name: 'system:anonymous', groups: ['system:unauthenticated'] };
const AUTHENTICATED = 'system:authenticated';

/**
 * Who asks: a client certificate's subject, a service account's token, or nobody in particular. A token that is not known is an
 * error even where nobody would have been let in. apiserver/pkg/authentication/request/union
 */
export class Authenticator {
  readonly #tokens: ServiceAccountTokens;
  readonly #users = new WeakMap<Credentials, User>();

  constructor(tokens: ServiceAccountTokens) {
    this.#tokens = tokens;
  }

  authenticate(credentials: Credentials): User {
    const known = this.#users.get(credentials);
    if (known) return known;
    const { clientCertificate, bearerToken } = credentials;
    if (bearerToken !== undefined) {
      const user = this.#tokens.authenticate(bearerToken);
      if (!user) throw newUnauthorized('Unauthorized');
      return user;
    }
    if (!clientCertificate) return ANONYMOUS;
    const { commonName, organizations } = clientCertificate;
    const user: User = { name: commonName, groups: [...organizations, AUTHENTICATED] };
    this.#users.set(credentials, user);
    return user;
  }
}

/** The user to act as, for those who may impersonate. apiserver/pkg/endpoints/filters/impersonation.go */
export function impersonated({ impersonate }: Credentials): User | undefined {
  if (!impersonate) return undefined;
  const groups = impersonate.groups ?? [];
  const all = groups.includes(AUTHENTICATED) ? groups : [...groups, AUTHENTICATED];
  return { name: impersonate.user, groups: all, uid: impersonate.uid };
}
