import { fnv32a, newUnauthorized, type ApiObject, type StatusError } from '../../apimachinery/index.ts';
import { SECOND, type Micros } from '../../sim/index.ts';
import type { User } from '../request-context.ts';
import { decodeBase64Url, encodeBase64Url } from '../storage/base64.ts';

/** Something that has to live as long as a token that is bound to it. */
interface NamedObject {
  readonly name: string;
  readonly uid: string;
}

/** What a token says. pkg/serviceaccount/claims.go */
interface Claims {
  readonly aud: readonly string[];
  readonly exp: number;
  readonly iat: number;
  readonly iss: string;
  readonly jti: string;
  readonly 'kubernetes.io': {
    readonly namespace: string;
    readonly node?: NamedObject;
    readonly pod?: NamedObject;
    readonly secret?: NamedObject;
    readonly serviceaccount: NamedObject;
    readonly warnafter?: number;
  };
  readonly nbf: number;
  readonly sub: string;
}

export const ISSUER = 'https://kubernetes.default.svc.cluster.local';
const HEADER = encodeBase64Url(JSON.stringify({ alg: 'RS256', kid: 'Orrery0Orrery0Orrery0Orrery0Orrery0Orrery0' }));
/** How many tokens are remembered with what they say. */
const MAX_PARSED = 1000;

/** What a token is asked to be. */
export interface TokenSpec {
  readonly id: string;
  readonly account: ApiObject;
  readonly audiences: readonly string[];
  readonly expirationSeconds: number;
  /** Older than this, a token is still good but should have been renewed. */
  readonly warnAfterSeconds?: number | undefined;
  readonly pod?: ApiObject | undefined;
  readonly secret?: ApiObject | undefined;
  readonly node?: ApiObject | undefined;
}

type Lookup = (resource: string, namespace: string | undefined, name: string) => ApiObject | undefined;

/**
 * Tokens that say whom they stand for, in a JWT's three parts. The signature is a hash under the cluster's secret: enough that
 * a made-up token is refused, and no cryptography. pkg/serviceaccount
 */
export class ServiceAccountTokens {
  readonly #secret: string;
  readonly #now: () => Micros;
  readonly #lookup: Lookup;
  readonly #parsed = new Map<string, { readonly claims: Claims; readonly user: User }>();

  constructor(secret: string, now: () => Micros, lookup: Lookup) {
    this.#secret = secret;
    this.#now = now;
    this.#lookup = lookup;
  }

  issue(spec: TokenSpec): string {
    const { id, account, audiences, expirationSeconds, warnAfterSeconds, pod, secret, node } = spec;
    const { namespace = '', name } = account.metadata;
    const issued = Math.floor(this.#now() / SECOND);
    const claims: Claims = {
      aud: audiences,
      exp: issued + expirationSeconds,
      iat: issued,
      iss: ISSUER,
      jti: id,
      'kubernetes.io': {
        namespace,
        ...(node && { node: named(node) }),
        ...(pod && { pod: named(pod) }),
        ...(secret && { secret: named(secret) }),
        serviceaccount: named(account),
        ...(warnAfterSeconds !== undefined && { warnafter: issued + warnAfterSeconds }),
      },
      nbf: issued,
      sub: `system:serviceaccount:${namespace}:${name}`,
    };
    const signed = `${HEADER}.${encodeBase64Url(JSON.stringify(claims))}`;
    return `${signed}.${this.#sign(signed)}`;
  }

  /** Whom a request with this token comes from. Throws Unauthorized. */
  authenticate(token: string): User {
    return this.#check(token, [ISSUER]).user;
  }

  /** The same for somebody else's sake, with those of the audiences that the token is for. Throws with a reason in it. */
  review(token: string, audiences: readonly string[]): { readonly user: User; readonly audiences: readonly string[] } {
    const { user, claims } = this.#check(token, audiences.length > 0 ? audiences : [ISSUER]);
    return { user, audiences: audiences.length > 0 ? audiences.filter((one) => claims.aud.includes(one)) : [ISSUER] };
  }

  #check(token: string, audiences: readonly string[]): { readonly claims: Claims; readonly user: User } {
    const parsed = this.#parse(token);
    if (!parsed) throw unauthorized('invalid bearer token');
    const { claims } = parsed;
    if (!claims.aud.some((audience) => audiences.includes(audience))) {
      const [given, wanted] = [claims.aud, audiences].map((list) => JSON.stringify(list).replaceAll(',', ' '));
      throw unauthorized(`token audiences ${given} is invalid for the target audiences ${wanted}`);
    }
    const now = this.#now();
    if (claims.exp * SECOND <= now) throw unauthorized('service account token has expired');
    if (claims.nbf * SECOND > now) throw unauthorized('service account token is not valid yet');
    if (!this.#isAlive(claims)) throw unauthorized('service account token has been invalidated');
    return parsed;
  }

  #parse(token: string): { readonly claims: Claims; readonly user: User } | undefined {
    let parsed = this.#parsed.get(token);
    if (parsed) return parsed;
    const [header, payload, signature, ...more] = token.split('.');
    if (payload === undefined || more.length > 0 || signature !== this.#sign(`${header}.${payload}`)) return undefined;
    // Nobody but this server can have made what carries its signature.
    const claims = JSON.parse(decodeBase64Url(payload) ?? 'null') as Claims;
    parsed = { claims, user: userOf(claims) };
    if (this.#parsed.size >= MAX_PARSED) this.#parsed.clear();
    this.#parsed.set(token, parsed);
    return parsed;
  }

  /** The account and what the token is bound to are still the same ones. */
  #isAlive({ 'kubernetes.io': { namespace, serviceaccount, pod, secret, node } }: Claims): boolean {
    const same = (resource: string, where: string | undefined, { name, uid }: NamedObject): boolean =>
      this.#lookup(resource, where, name)?.metadata.uid === uid;
    if (!same('serviceaccounts', namespace, serviceaccount)) return false;
    if (secret && !same('secrets', namespace, secret)) return false;
    if (pod) return same('pods', namespace, pod);
    return node === undefined || same('nodes', undefined, node);
  }

  #sign(text: string): string {
    let signature = '';
    for (const salt of 'abcdefgh') signature += fnv32a(`${salt}${this.#secret}${text}`).toString(16).padStart(8, '0');
    return encodeBase64Url(signature);
  }
}

function named({ metadata: { name, uid } }: ApiObject): NamedObject {
  return { name, uid };
}

function unauthorized(why: string): StatusError {
  return newUnauthorized(why);
}

/** apiserver/pkg/authentication/serviceaccount ServiceAccountInfo.UserInfo */
function userOf({ sub, jti, 'kubernetes.io': { namespace, serviceaccount, pod, node } }: Claims): User {
  const extra: Record<string, readonly string[]> = { 'authentication.kubernetes.io/credential-id': [`JTI=${jti}`] };
  const add = (what: string, object: NamedObject | undefined): void => {
    if (!object) return;
    extra[`authentication.kubernetes.io/${what}-name`] = [object.name];
    extra[`authentication.kubernetes.io/${what}-uid`] = [object.uid];
  };
  add('node', node);
  add('pod', pod);
  return { name: sub, uid: serviceaccount.uid, groups: serviceAccountGroups(namespace), extra };
}

/** MakeGroupNames, and that it is somebody. */
export function serviceAccountGroups(namespace: string): string[] {
  return ['system:serviceaccounts', `system:serviceaccounts:${namespace}`, 'system:authenticated'];
}
