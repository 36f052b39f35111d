import type { Pod } from '../../api/pod/types.ts';
import {
  apiVersionOf,
  field,
  formatTime,
  newBadRequest,
  newConflict,
  newForbidden,
  newInvalid,
  newPath,
  type ApiObject,
  type ErrorList,
} from '../../apimachinery/index.ts';
import type { ApiResponse } from '../../client-go/request.ts';
import { SECOND, type Task } from '../../sim/index.ts';
import { ISSUER } from '../authentication/index.ts';
import { nodeIdentity } from '../authorization/node/identity.ts';
import type { RequestContext, User } from '../request-context.ts';
import type { Server } from '../server.ts';
import { bodyAsJson, decodeAs } from './body.ts';
import { newUID } from './metadata.ts';

interface BoundObjectRef {
  readonly kind?: string;
  readonly apiVersion?: string;
  readonly name?: string;
  readonly uid?: string;
}

interface TokenRequest extends ApiObject {
  readonly spec?: {
    readonly expirationSeconds?: number | null;
    readonly audiences?: readonly string[] | null;
    readonly boundObjectRef?: BoundObjectRef | null;
  };
}

const GVK = { group: 'authentication.k8s.io', version: 'v1', kind: 'TokenRequest' };
const DEFAULT_EXPIRATION_SECONDS = 3600;
const MIN_EXPIRATION_SECONDS = 600;
const MAX_EXPIRATION_SECONDS = 2 ** 32;
/** What a kubelet asks for a pod that did not say: such a token is good for a year, and counts as stale after this. */
const WARN_ONLY_BOUND_TOKEN_EXPIRATION = 3607;
const EXTENDED_EXPIRATION_SECONDS = 365 * 24 * 3600;

/** POST serviceaccounts/<name>/token: a token for whoever may ask for one. core/serviceaccount/storage/token.go */
export function* createToken(server: Server, context: RequestContext): Task<ApiResponse> {
  const { request, resource, user } = context;
  const { namespace = '', name = '' } = request;
  const asked = decodeAs(context, GVK, bodyAsJson(request.body, 'TokenRequest')) as TokenRequest;
  checkNames(asked, namespace, name);
  const { storage } = resource;
  const account = yield* storage.get(storage.cacher.keyFor(namespace, name), name, '0');
  const spec = defaulted(asked.spec ?? {});
  const errors = validate(spec.expirationSeconds);
  if (errors.length > 0) throw newInvalid(GVK, '', errors);
  const bound = boundObject(server, spec.boundObjectRef, account, user);
  const extended = bound.pod !== undefined && spec.expirationSeconds === WARN_ONLY_BOUND_TOKEN_EXPIRATION;
  const issued = server.sim.wallClock();
  const token = server.tokens.issue({
    id: newUID(server.random),
    account,
    audiences: spec.audiences,
    expirationSeconds: extended ? EXTENDED_EXPIRATION_SECONDS : spec.expirationSeconds,
    ...(extended && { warnAfterSeconds: spec.expirationSeconds }),
    ...bound,
  });
  const body = {
    kind: GVK.kind,
    apiVersion: apiVersionOf(GVK),
    metadata: { name, namespace, creationTimestamp: formatTime(issued) },
    spec,
    status: { token, expirationTimestamp: formatTime(issued + spec.expirationSeconds * SECOND) },
  };
  return { code: 201, body };
}

function checkNames({ metadata }: TokenRequest, namespace: string, name: string): void {
  const refuse = (at: string, value: string): void => {
    const error = field.invalid(newPath('metadata', at), value, `must match the service account ${at} if specified`);
    throw newInvalid(GVK, name, [error]);
  };
  if (metadata.name && metadata.name !== name) refuse('name', metadata.name);
  if (metadata.namespace && metadata.namespace !== namespace) refuse('namespace', metadata.namespace);
}

function defaulted({ expirationSeconds, audiences, boundObjectRef }: NonNullable<TokenRequest['spec']>) {
  return {
    audiences: audiences && audiences.length > 0 ? audiences : [ISSUER],
    expirationSeconds: expirationSeconds ?? DEFAULT_EXPIRATION_SECONDS,
    boundObjectRef: boundObjectRef ?? null,
  };
}

/** ValidateTokenRequest. */
function validate(expirationSeconds: number): ErrorList {
  const path = newPath('spec', 'expirationSeconds');
  if (expirationSeconds < MIN_EXPIRATION_SECONDS) {
    return [field.invalid(path, expirationSeconds, 'may not specify a duration less than 10 minutes')];
  }
  if (expirationSeconds <= MAX_EXPIRATION_SECONDS) return [];
  return [field.invalid(path, expirationSeconds, 'may not specify a duration larger than 2^32 seconds')];
}

interface Bound {
  readonly pod?: ApiObject;
  readonly secret?: ApiObject;
  readonly node?: ApiObject;
}

/** The object with which the token is to end. */
function boundObject(server: Server, ref: BoundObjectRef | null, account: ApiObject, user: User): Bound {
  restrictNode(server, ref, account, user);
  if (!ref) return {};
  const { namespace = '', name: accountName } = account.metadata;
  const { kind = '', apiVersion = '', name = '' } = ref;
  switch (`${apiVersion}/${kind}`) {
    case 'v1/Pod': {
      const pod = server.mustGet('', 'pods', namespace, name) as Pod;
      if (pod.spec.serviceAccountName !== accountName) {
        const whose = JSON.stringify(accountName);
        throw newBadRequest(
          `cannot bind token for serviceaccount ${whose} to pod running with different serviceaccount name.`,
        );
      }
      checkUID(ref, pod);
      const node = pod.spec.nodeName ? server.cached('', 'nodes', undefined, pod.spec.nodeName) : undefined;
      return { pod, ...(node && { node }) };
    }
    case 'v1/Secret': {
      const secret = server.mustGet('', 'secrets', namespace, name);
      checkUID(ref, secret);
      return { secret };
    }
    case 'v1/Node': {
      const node = server.mustGet('', 'nodes', undefined, name);
      checkUID(ref, node);
      return { node };
    }
    default: {
      const [group, version] = apiVersion.includes('/') ? apiVersion.split('/') : ['', apiVersion];
      throw newBadRequest(`cannot bind token to object of type ${group}/${version}, Kind=${kind}`);
    }
  }
}

const GONE = 'The object might have been deleted and then recreated';

function checkUID({ uid, kind = '', name = '' }: BoundObjectRef, { metadata }: ApiObject): void {
  if (!uid || uid === metadata.uid) return;
  const text = `the UID in the bound object reference (${uid}) does not match the UID in record. ${GONE}`;
  throw newConflict({ group: '', resource: kind }, name, text);
}

/** A node gets tokens for its own pods only. NodeRestriction's admitServiceAccount */
function restrictNode(server: Server, ref: BoundObjectRef | null, account: ApiObject, user: User): void {
  const node = nodeIdentity(user);
  if (node === undefined) return;
  const { namespace, name } = account.metadata;
  const refuse = (why: string): never => {
    throw newForbidden({ group: '', resource: 'serviceaccounts' }, name, why);
  };
  if (ref?.apiVersion !== 'v1' || ref.kind !== 'Pod' || !ref.name) {
    return refuse('node requested token not bound to a pod');
  }
  if (!ref.uid) return refuse('node requested token with a pod binding without a uid');
  const pod = server.mustGet('', 'pods', namespace, ref.name) as Pod;
  if (ref.uid !== pod.metadata.uid) {
    refuse(`the UID in the bound object reference (${ref.uid}) does not match the UID in record. ${GONE}`);
  }
  if (pod.spec.nodeName !== node) refuse('node requested token bound to a pod scheduled on a different node');
}
