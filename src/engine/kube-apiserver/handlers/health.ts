import type { ApiResponse, NonResourceRequest } from '../../client-go/request.ts';
import type { Server } from '../server.ts';

type Endpoint = 'healthz' | 'livez' | 'readyz';

interface Check {
  readonly name: string;
  /** Only a server that is to get requests has to pass it. */
  readonly readiness?: boolean;
  readonly passes: (server: Server) => boolean;
}

const always = (): boolean => true;
const synced = (server: Server): boolean => server.ready;

/** In the order in which the real server lists those of its checks that there is something behind. */
const CHECKS: readonly Check[] = [
  { name: 'ping', passes: always },
  { name: 'log', passes: always },
  { name: 'etcd', passes: always },
  { name: 'etcd-readiness', readiness: true, passes: synced },
  { name: 'informer-sync', readiness: true, passes: synced },
  { name: 'poststarthook/rbac/bootstrap-roles', passes: synced },
  { name: 'poststarthook/scheduling/bootstrap-system-priority-classes', passes: synced },
  { name: 'poststarthook/bootstrap-controller', passes: synced },
  { name: 'shutdown', readiness: true, passes: always },
];

const ENDPOINTS: readonly Endpoint[] = ['healthz', 'livez', 'readyz'];

/** A server lives from its first moment; what it needs to have read first is no reason to kill it. */
function checksOf(endpoint: Endpoint): readonly Check[] {
  return endpoint === 'readyz' ? CHECKS : CHECKS.filter((check) => !check.readiness);
}

/** Every address of a check, for the index. */
export const HEALTH_PATHS: readonly string[] = ENDPOINTS.flatMap((endpoint) => [
  `/${endpoint}`,
  ...checksOf(endpoint).map(({ name }) => `/${endpoint}/${name}`),
]);

/** /healthz, /livez, /readyz and their single checks; undefined for any other address. apiserver/pkg/server/healthz */
export function health(server: Server, { path, query }: NonResourceRequest): ApiResponse | undefined {
  const [, root = '', ...rest] = path.split('/');
  const endpoint = ENDPOINTS.find((one) => one === root);
  if (endpoint === undefined) return undefined;
  const checks = checksOf(endpoint);
  const one = rest.join('/');
  if (one !== '') {
    const check = checks.find(({ name }) => name === one);
    if (!check) return undefined;
    if (passes(server, endpoint, check)) return { code: 200, body: 'ok' };
    return { code: 500, body: `internal server error: not ready\n` };
  }
  return report(server, endpoint, checks, query);
}

function passes(server: Server, endpoint: Endpoint, check: Check): boolean {
  return endpoint === 'livez' || check.passes(server);
}

function report(
  server: Server,
  endpoint: Endpoint,
  checks: readonly Check[],
  query: NonResourceRequest['query'],
): ApiResponse {
  const excluded = new Set(query.exclude === undefined || query.exclude === '' ? [] : query.exclude.split(','));
  let lines = '';
  let failed = false;
  for (const check of checks) {
    if (excluded.delete(check.name)) lines += `[+]${check.name} excluded: ok\n`;
    else if (passes(server, endpoint, check)) lines += `[+]${check.name} ok\n`;
    else {
      failed = true;
      lines += `[-]${check.name} failed: reason withheld\n`;
    }
  }
  if (excluded.size > 0) {
    const names = [...excluded].map((name) => JSON.stringify(name)).join(',');
    lines += `warn: some health checks cannot be excluded: no matches for ${names}\n`;
  }
  if (failed) return { code: 500, body: `${lines}${endpoint} check failed\n` };
  return { code: 200, body: query.verbose === undefined ? 'ok' : `${lines}${endpoint} check passed\n` };
}
