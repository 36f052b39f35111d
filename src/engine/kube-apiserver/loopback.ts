import { StatusError, type ApiObject } from '../apimachinery/index.ts';
import type { ApiRequest, Credentials } from '../client-go/request.ts';
import type { Task } from '../sim/index.ts';
import { handleResource } from './handlers/handler-chain.ts';
import type { Server } from './server.ts';

/** The API server as its own client. */
export const CREDENTIALS: Credentials = {
  clientCertificate: { commonName: 'system:apiserver', organizations: ['system:masters'] },
};
export const USER_AGENT = 'kube-apiserver/v1.36.0 (linux/amd64) kubernetes/orrery';

type Asked = Pick<ApiRequest, 'verb' | 'group' | 'version' | 'resource'> & Partial<ApiRequest>;

/** The server as its own client: over the whole chain, but without a way to go. Throws the StatusError of a refusal. */
export function* loopback(server: Server, asked: Asked): Task<unknown> {
  const request: ApiRequest = { options: {}, credentials: CREDENTIALS, userAgent: USER_AGENT, ...asked };
  const { response } = yield* handleResource(server, request, undefined);
  if (response.code >= 400) throw new StatusError(response.body as StatusError['status']);
  return response.body;
}

/** Writes the status of an object that is cluster-scoped. */
export function* updateStatus(
  server: Server,
  where: Pick<ApiRequest, 'group' | 'version' | 'resource'>,
  object: ApiObject,
): Task<ApiObject> {
  const asked = { verb: 'update', subresource: 'status', name: object.metadata.name, body: object } as const;
  return (yield* loopback(server, { ...where, ...asked })) as ApiObject;
}
