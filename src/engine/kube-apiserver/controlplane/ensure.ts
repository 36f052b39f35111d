import { isAlreadyExists, StatusError, type ObjectMeta } from '../../apimachinery/index.ts';
import type { ApiRequest } from '../../client-go/request.ts';
import { SECOND, sleep, type Task } from '../../sim/index.ts';
import { handleResource } from '../handlers/handler-chain.ts';
import { CREDENTIALS, USER_AGENT } from '../loopback.ts';
import type { Server } from '../server.ts';

const RETRY = SECOND;

export interface Wanted {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: Pick<ObjectMeta, 'name' | 'namespace' | 'labels' | 'annotations'>;
  readonly [rest: string]: unknown;
}

/** Creates what is not there, over the server's own chain; tries again until it is. */
export function* ensure(server: Server, resource: string, object: Wanted): Task {
  const [group, version] = object.apiVersion.includes('/') ? object.apiVersion.split('/') : ['', object.apiVersion];
  if (!server.resource(group ?? '', version ?? '', resource)) return;
  const { name, namespace } = object.metadata;
  if (server.cached(group ?? '', resource, namespace, name)) return;
  const request: ApiRequest = {
    verb: 'create',
    group: group ?? '',
    version: version ?? '',
    resource,
    namespace,
    options: {},
    body: object,
    credentials: CREDENTIALS,
    userAgent: USER_AGENT,
  };
  for (;;) {
    const span = server.process.begin('bootstrap', `${resource} ${name}`);
    const { response } = yield* handleResource(server, request, undefined);
    span.end(response.code < 400 ? 'ok' : 'error', { code: response.code });
    if (response.code < 400) return;
    const error = new StatusError(response.body as StatusError['status']);
    if (isAlreadyExists(error) || response.code === 422) return;
    yield* sleep(server.sim, RETRY);
  }
}
