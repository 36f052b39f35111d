import { newUnauthorized, StatusError } from '../../apimachinery/index.ts';
import type { Credentials } from '../../client-go/request.ts';
import type { User } from '../request-context.ts';
import type { ServiceAccountTokens } from './service-account-tokens.ts';

export const ANONYMOUS = 'system:anonymous';
export const AUTHENTICATED = 'system:authenticated';
export const UNAUTHENTICATED = 'system:unauthenticated';

const NOBODY: User = { name: ANONYMOUS, groups: [UNAUTHENTICATED] };

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
    if (clientCertificate) {
      const { commonName, organizations } = clientCertificate;
      const user: User = { name: commonName, groups: [...organizations, AUTHENTICATED] };
      this.#users.set(credentials, user);
      return user;
    }
    return bearerToken === undefined ? NOBODY : this.#bearer(bearerToken);
  }

  /** Why a token is no good is not told to who shows it. */
  #bearer(token: string): User {
    try {
      return this.#tokens.authenticate(token);
    } catch (error) {
      if (error instanceof StatusError) throw newUnauthorized('Unauthorized');
      throw error;
    }
  }
}
