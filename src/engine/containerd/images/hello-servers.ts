import { MILLISECOND } from '../../sim/index.ts';
import { ALPINE, DEBIAN, layer, text, type Image, type Server } from './image.ts';

type Http = NonNullable<Server['http']>;

interface Hello {
  readonly repository: string;
  readonly size: number;
  readonly port: number;
  readonly http: Http;
  readonly log?: readonly string[];
  readonly binary?: string;
  readonly tags?: readonly string[];
  readonly accessLog?: Server['accessLog'];
}

/** A small server that says who it is: what tutorials put behind their first Service. */
function hello({ repository, size, port, http, log = [], binary = 'app', tags, accessLog }: Hello): Image {
  return {
    repository,
    ...(tags && { tags }),
    layers: [ALPINE, layer(`${repository} program`, size)],
    entrypoint: [`/${binary}`],
    cmd: [],
    shell: true,
    server: {
      binaries: [binary],
      ports: [port],
      startup: 120 * MILLISECOND,
      log,
      http,
      ...(accessLog && { accessLog }),
      shutdown: 30 * MILLISECOND,
    },
  };
}

/** `hello-app` tells its version, which is its tag. */
const helloApp: Http = (_request, { tag, hostname }) =>
  text(200, `Hello, world!\nVersion: ${tag === '2.0' ? '2.0.0' : '1.0.0'}\nHostname: ${hostname}\n`);

const bootcamp: Http = (_request, { hostname, tag }) =>
  text(200, `Hello Kubernetes bootcamp! | Running on: ${hostname} | v=${tag === 'v2' ? '2' : '1'}\n`);

/** What a request was, told back. */
const echoed: Http = (request, { hostname, ip }) => {
  const { method = 'GET', path = '/', headers = {}, body = '' } = request;
  const lines = Object.entries(headers).map(([name, value]) => `\t${name.toLowerCase()}=${value}`);
  return text(
    200,
    [
      '',
      `Hostname: ${hostname}`,
      '',
      'Pod Information:',
      `\tpod IP:\t${ip}`,
      '',
      'Request Information:',
      `\tmethod=${method}`,
      `\treal path=${path}`,
      '',
      'Request Headers:',
      ...lines,
      '',
      'Request Body:',
      body === '' ? '\t-no body in request-' : body,
      '',
    ].join('\n'),
  );
};

const whoami: Http = (request, { hostname, ip }) =>
  text(200, `Hostname: ${hostname}\nIP: ${ip}\n${request.method ?? 'GET'} ${request.path ?? '/'} HTTP/1.1\n`);

const page = (title: string, ...lines: readonly string[]): string =>
  `<!DOCTYPE html>\n<html><head><title>${title}</title></head><body>\n<h1>${title}</h1>\n${lines.join('\n')}\n</body></html>\n`;

/** The value of `-text=x`, `--text x` among a program's arguments. */
function argument(argv: readonly string[], name: string): string | undefined {
  const at = argv.findIndex((word) => word === `-${name}` || word === `--${name}`);
  if (at >= 0) return argv[at + 1];
  const joined = argv.find((word) => word.startsWith(`-${name}=`) || word.startsWith(`--${name}=`));
  return joined?.slice(joined.indexOf('=') + 1);
}

export const helloServers: readonly Image[] = [
  ...['gcr.io/google-samples/hello-app', 'us-docker.pkg.dev/google-samples/containers/gke/hello-app'].map(
    (repository) =>
      hello({
        repository,
        tags: ['1.0', '2.0'],
        size: 5_100_000,
        port: 8080,
        http: helloApp,
        log: ['Server listening on port 8080'],
      }),
  ),
  hello({
    repository: 'gcr.io/google-samples/hello-go-gke',
    size: 7_300_000,
    port: 80,
    http: () => text(200, '{"message":"Hello"}\n'),
  }),
  hello({
    repository: 'gcr.io/google-samples/node-hello',
    size: 262_000_000,
    port: 8080,
    http: () => text(200, 'Hello Kubernetes!'),
  }),
  ...['gcr.io/google-samples/kubernetes-bootcamp', 'docker.io/jocatalin/kubernetes-bootcamp'].map((repository) =>
    hello({
      repository,
      tags: ['v1', 'v2', 'latest'],
      size: 83_000_000,
      port: 8080,
      http: bootcamp,
      log: ['Kubernetes Bootcamp App Started At: first light | Running On: this pod'],
    }),
  ),
  ...['registry.k8s.io/echoserver', 'k8s.gcr.io/echoserver', 'gcr.io/google_containers/echoserver'].map((repository) =>
    hello({ repository, size: 43_100_000, port: 8080, http: echoed, binary: 'nginx' }),
  ),
  hello({
    repository: 'docker.io/jmalloc/echo-server',
    size: 4_300_000,
    port: 8080,
    http: echoed,
    log: ['Echo server listening on port 8080.'],
  }),
  hello({ repository: 'docker.io/mendhak/http-https-echo', size: 41_000_000, port: 8080, http: echoed }),
  hello({
    repository: 'docker.io/traefik/whoami',
    size: 2_700_000,
    port: 80,
    http: whoami,
    log: ['Starting up on port 80'],
  }),
  hello({
    repository: 'docker.io/containous/whoami',
    size: 2_700_000,
    port: 80,
    http: whoami,
    log: ['Starting up on port 80'],
  }),
  hello({
    repository: 'docker.io/jwilder/whoami',
    size: 2_100_000,
    port: 8000,
    http: (_r, { hostname }) => text(200, `I'm ${hostname}\n`),
  }),
  hello({
    repository: 'docker.io/hashicorp/http-echo',
    size: 3_400_000,
    port: 5678,
    http: (_request, { argv }) => text(200, `${argument(argv, 'text') ?? 'hello-world'}\n`),
    log: ['[INFO] server is listening on :5678'],
    binary: 'http-echo',
  }),
  hello({
    repository: 'docker.io/nginxdemos/hello',
    size: 14_900_000,
    port: 80,
    http: (request, { hostname, ip, tag }) =>
      tag.includes('plain-text')
        ? text(200, `Server address: ${ip}:80\nServer name: ${hostname}\nURI: ${request.path ?? '/'}\n`)
        : text(
            200,
            page('Hello World', `<p>Server&nbsp;address: ${ip}:80</p>`, `<p>Server&nbsp;name: ${hostname}</p>`),
          ),
  }),
  hello({
    repository: 'docker.io/paulbouwer/hello-kubernetes',
    size: 28_300_000,
    port: 8080,
    http: (_request, { hostname, env }) =>
      text(200, page('Hello Kubernetes!', `<p>${env['MESSAGE'] ?? 'Hello world!'}</p>`, `<p>pod: ${hostname}</p>`)),
    log: ['Listening on: http://0.0.0.0:8080'],
  }),
  hello({
    repository: 'docker.io/stefanprodan/podinfo',
    size: 22_500_000,
    port: 9898,
    http: (request, { hostname }) =>
      request.path === '/healthz' || request.path === '/readyz'
        ? text(200, '{\n  "status": "OK"\n}')
        : text(
            200,
            `${JSON.stringify({ hostname, version: '6.9.2', message: 'greetings from podinfo v6.9.2' }, undefined, 2)}\n`,
          ),
  }),
  hello({
    repository: 'docker.io/katacoda/docker-http-server',
    size: 3_200_000,
    port: 80,
    http: (_request, { hostname }) => text(200, `<h1>This request was processed by host: ${hostname}</h1>\n`),
  }),
  ...['gcr.io/kuar-demo/kuard-amd64', 'docker.io/kuar/kuard-amd64'].map((repository) =>
    hello({
      repository,
      size: 8_700_000,
      port: 8080,
      http: (request, { hostname, tag }) =>
        request.path === '/healthy' || request.path === '/ready'
          ? text(200, 'ok')
          : text(200, page('KUAR Demo', `<p>version ${tag}</p>`, `<p>${hostname}</p>`)),
      log: ['Serving on HTTP on :8080'],
      binary: 'kuard',
    }),
  ),
  {
    repository: 'docker.io/kennethreitz/httpbin',
    layers: [DEBIAN, layer('httpbin', 163_000_000)],
    entrypoint: [],
    cmd: ['gunicorn', '-b', '0.0.0.0:80', 'httpbin:app', '-k', 'gevent'],
    shell: true,
    server: {
      binaries: ['gunicorn'],
      ports: [80],
      startup: 900 * MILLISECOND,
      log: ['[INFO] Starting gunicorn 19.9.0', '[INFO] Listening at: http://0.0.0.0:80 (1)'],
      http: httpbin,
      shutdown: 200 * MILLISECOND,
    },
  },
];

/** The corner of httpbin that demonstrations use. */
function httpbin(request: Parameters<Http>[0], { ip }: Parameters<Http>[1]): ReturnType<Http> {
  const { path = '/', headers = {}, method = 'GET' } = request;
  const [where = '/'] = path.split('?');
  const json = (value: unknown) => text(200, `${JSON.stringify(value, undefined, 2)}\n`);
  const status = /^\/status\/(\d{3})$/.exec(where)?.[1];
  if (status !== undefined) return text(Number(status), '');
  if (where === '/headers') return json({ headers });
  if (where === '/ip') return json({ origin: '10.244.0.1' });
  if (where === '/get' || where === '/anything')
    return json({ args: {}, headers, method, origin: '10.244.0.1', url: `http://${ip}${path}` });
  return where === '/'
    ? text(200, page('httpbin.org', '<p>A simple HTTP Request &amp; Response Service.</p>'))
    : text(404, page('Not Found'));
}
