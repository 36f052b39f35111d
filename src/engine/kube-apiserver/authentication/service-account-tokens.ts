import { fnv32a, type ApiObject } from '../../apimachinery/index.ts';
import { SECOND, type Micros } from '../../sim/index.ts';
import type { User } from '../request-context.ts';
import { decodeBase64Url, encodeBase64Url } from '../storage/base64.ts';

interface Claims {
  readonly sub: string;
  readonly exp: number;
  readonly 'kubernetes.io': {
    readonly namespace: string;
    readonly serviceaccount: { readonly name: string; readonly uid: string };
  };
}

const HEADER = encodeBase64Url(JSON.stringify({ alg: 'none', typ: 'JWT' }));

/**
 * Tokens that say whom they stand for, in a JWT's three parts. The signature is a hash under the cluster's secret: enough that
 * a made-up token is refused, and no cryptography. pkg/serviceaccount
 */
export class ServiceAccountTokens {
  readonly #secret: string;
  readonly #now: () => Micros;
  readonly #account: (namespace: string, name: string) => ApiObject | undefined;

  constructor(secret: string, now: () => Micros, account: (namespace: string, name: string) => ApiObject | undefined) {
    this.#secret = secret;
    this.#now = now;
    this.#account = account;
  }

  issue(
    account: ApiObject,
    expirationSeconds: number,
    audiences: readonly string[],
  ): { token: string; expires: Micros } {
    const { namespace = '', name, uid } = account.metadata;
    const issued = Math.floor(this.#now() / SECOND);
    const claims = {
      aud: audiences,
      exp: issued + expirationSeconds,
      iat: issued,
      iss: 'https://kubernetes.default.svc.cluster.local',
      'kubernetes.io': { namespace, serviceaccount: { name, uid } },
      nbf: issued,
      sub: `system:serviceaccount:${namespace}:${name}`,
    };
    const signed = `${HEADER}.${encodeBase64Url(JSON.stringify(claims))}`;
    return { token: `${signed}.${this.#sign(signed)}`, expires: claims.exp * SECOND };
  }

  /** The service account, while it and the token live. */
  authenticate(token: string): User | undefined {
    const [header, payload, signature] = token.split('.');
    if (payload === undefined || signature !== this.#sign(`${header}.${payload}`)) return undefined;
    const claims = JSON.parse(decodeBase64Url(payload) ?? 'null') as Claims;
    if (claims.exp * SECOND <= this.#now()) return undefined;
    const { namespace, serviceaccount } = claims['kubernetes.io'];
    const account = this.#account(namespace, serviceaccount.name);
    if (account?.metadata.uid !== serviceaccount.uid) return undefined;
    const groups = ['system:serviceaccounts', `system:serviceaccounts:${namespace}`, 'system:authenticated'];
    return { name: claims.sub, uid: serviceaccount.uid, groups };
  }

  #sign(text: string): string {
    const half = (salt: string): string => fnv32a(`${salt}${this.#secret}${text}`).toString(16).padStart(8, '0');
    return encodeBase64Url(half('a') + half('b'));
  }
}
