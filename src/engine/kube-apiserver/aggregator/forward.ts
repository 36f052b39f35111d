import { failure } from '../../apimachinery/index.ts';
import type { ApiRequest, ApiResponse, RequestOptions, Verb } from '../../client-go/request.ts';
import { SECOND, type Task } from '../../sim/index.ts';
import { pathOf } from '../request-path.ts';
import { endpointsOf } from '../registry/connect/proxy.ts';
import type { User } from '../request-context.ts';
import type { Server } from '../server.ts';
import { ask } from '../registry/connect/ask.ts';
import type { Remote } from './index.ts';

const METHOD: Readonly<Record<Verb, string>> = {
  get: 'GET',
  list: 'GET',
  watch: 'GET',
  create: 'POST',
  update: 'PUT',
  patch: 'PATCH',
  delete: 'DELETE',
  deletecollection: 'DELETE',
};
const TIMEOUT = 60 * SECOND;
const TABLE = 'application/json;as=Table;v=v1;g=meta.k8s.io,application/json';

/** Asks the server that an APIService names. kube-aggregator/pkg/apiserver/handler_proxy.go */
export function* forward(
  server: Server,
  { spec, resources }: Remote,
  request: ApiRequest,
  user: User,
): Task<ApiResponse> {
  const { namespace = '', name = '', port } = spec.service ?? {};
  const service = server.cached('', 'services', namespace, name);
  const ports = (service?.spec as { ports?: readonly { name?: string; port: number }[] } | undefined)?.ports ?? [];
  const portName = ports.find((one) => one.port === port)?.name ?? '';
  const endpoints = resources === undefined ? [] : endpointsOf(server, namespace, name, portName);
  if (endpoints.length === 0) throw unavailable();
  const endpoint = endpoints[server.random.int(endpoints.length)]!;
  const query = queryOf(request.options);
  const answer = yield* ask(
    server,
    endpoint,
    {
      method: METHOD[request.verb],
      path: `${pathOf(request)}${query === '' ? '' : `?${query}`}`,
      headers: {
        accept: request.as === 'Table' ? TABLE : 'application/json',
        'x-remote-user': user.name,
        'x-remote-group': user.groups.join(','),
      },
      ...(request.body !== undefined && { body: JSON.stringify(request.body) }),
    },
    TIMEOUT,
  );
  if (answer.failure !== undefined)
    throw failure(503, 'ServiceUnavailable', `error trying to reach service: ${answer.failure}`, {});
  return { code: answer.status, body: parsed(answer.body) };
}

/** What the handler answers before a server has ever passed its checks: a text that clients cannot read as a Status. */
function unavailable(): Error {
  return failure(503, 'ServiceUnavailable', 'the server is currently unable to handle the request', {});
}

function queryOf(options: RequestOptions): string {
  return Object.entries(options)
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => `${name}=${encodeURIComponent(String(value))}`)
    .join('&');
}

/** An object, so that components may read it; a text that is none stays one. */
function parsed(body: string): unknown {
  try {
    return JSON.parse(body) as unknown;
  } catch {
    return body;
  }
}
