import { exchange, requestLabel, type PodReply, type PodRequest } from '../cri-api/index.ts';
import { SECOND, sleep, type Micros, type Network, type Process, type Task } from '../sim/index.ts';
import type { Location } from './routes.ts';

/** proxy-connect-timeout and proxy-next-upstream-tries. */
const CONNECT_TIMEOUT: Micros = 5 * SECOND;
const READ_TIMEOUT: Micros = 60 * SECOND;
const TRIES = 3;

const TITLES: Readonly<Record<number, string>> = {
  308: 'Permanent Redirect',
  404: 'Not Found',
  502: 'Bad Gateway',
  503: 'Service Temporarily Unavailable',
  504: 'Gateway Time-out',
};

/** What nginx says itself, where there is nobody else to say something. */
export function page(status: number, { tls }: PodRequest): PodReply {
  const title = `${status} ${TITLES[status] ?? ''}`;
  const body = `<html>\r\n<head><title>${title}</title></head>\r\n<body>\r\n<center><h1>${title}</h1></center>\r\n<hr><center>nginx</center>\r\n</body>\r\n</html>\r\n`;
  return { status, body, ...(tls && { tls }) };
}

/** Hands a request to one endpoint after the other, until one of them answers: a span `proxy` for each. */
export function* proxy(
  process: Process,
  network: Network,
  location: Location,
  turn: number,
  request: PodRequest,
  host: string,
  print: (line: string) => void,
): Task<PodReply> {
  const { endpoints, service = '', rule, rewrite } = location;
  const { tls, ...plain } = request;
  const onward: PodRequest = { ...plain, path: rewrite ?? request.path ?? '/', via: `services/${service}` };
  let status = 502;
  for (let i = 0; i < Math.min(TRIES, endpoints.length); i++) {
    const endpoint = endpoints[(turn + i) % endpoints.length]!;
    const span = process.begin('proxy', `${host}${request.path ?? '/'}`);
    const told = { rule, service, endpoint, among: endpoints.length };
    if (network.isSilent(process, endpoint)) {
      yield* sleep(process.sim, CONNECT_TIMEOUT);
      span.end('error', { ...told, failure: 'timeout' });
      status = 504;
      continue;
    }
    const result = yield* exchange(network, process, endpoint, requestLabel(onward), onward, READ_TIMEOUT);
    if ('reply' in result) {
      const { reply } = result;
      span.end(reply.status < 400 ? 'ok' : 'error', { ...told, status: reply.status });
      print(logLine(request, reply, rule, endpoint));
      return { ...reply, ...(tls && { tls }) };
    }
    span.end('error', { ...told, failure: result.failure });
    status = result.failure === 'timeout' ? 504 : 502;
  }
  const reply = page(status, request);
  print(logLine(request, reply, rule, '-'));
  return reply;
}

/** The log-format-upstream of ingress-nginx, as far as it is known here. */
function logLine({ method = 'GET', path = '/', headers }: PodRequest, reply: PodReply, rule: string, upstream: string) {
  const agent = headers?.['User-Agent'] ?? '-';
  const name = rule.replace('/', '-').replace(':', '-');
  return `- - - "${method} ${path} HTTP/1.1" ${reply.status} ${reply.body.length} "-" "${agent}" [${name}] [] ${upstream} ${reply.status}`;
}
