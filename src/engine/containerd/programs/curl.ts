import { bytesOf, textOf, type Bytes } from '../../apimachinery/index.ts';
import type { PodReply } from '../../cri-api/index.ts';
import {
  basename,
  openSink,
  readArguments,
  unescapeAnsi,
  type Arguments,
  type Process,
  type Program,
  type Run,
} from '../../shell/index.ts';
import type { Caller } from './caller.ts';
import { headOf, parseUrl, putHeader, reasonOf, type Url } from './http.ts';
import { connect } from './network.ts';
import { addressOf } from './resolve.ts';

const LONG = {
  silent: 's',
  'show-error': 'S',
  verbose: 'v',
  include: 'i',
  head: 'I',
  output: 'o',
  'remote-name': 'O',
  'write-out': 'w',
  request: 'X',
  data: 'd',
  'data-raw': 'd',
  'data-binary': 'd',
  header: 'H',
  insecure: 'k',
  location: 'L',
  'max-time': 'm',
  'connect-timeout': 'c',
  fail: 'f',
  user: 'u',
  'user-agent': 'A',
  retry: 'r',
  'retry-delay': 'y',
  cacert: 'C',
  resolve: 'R',
  'no-progress-meter': 's',
  compressed: 'z',
  help: 'h',
  version: 'V',
};

interface Failure {
  readonly code: number;
  readonly text: string;
}

/** curl, in its own words when it cannot reach what it is asked for. */
export function curl(container: Caller): Program {
  return function* (process) {
    const args = readArguments(process, { flags: 'sSviIOkLfgGNzhV46#', values: 'owXdHmcuAbrCReTyFx', long: LONG });
    if (args.has('V')) {
      yield* process.print('curl 8.14.1 (x86_64-pc-linux-gnu) libcurl/8.14.1\n');
      return 0;
    }
    if (args.words.length === 0) {
      yield* process.complain("curl: try 'curl --help' or 'curl --manual' for more information\n");
      return args.has('h') ? 0 : 2;
    }
    let code = 0;
    for (const [i, word] of args.words.entries()) {
      let failure = yield* transfer(container, process, args, word, args.all('o')[i]);
      for (let left = args.count(0, 'r'); failure && left > 0 && RETRIED.has(failure.code); left--) {
        yield* process.sleep(args.count(1, 'y') * 1_000_000);
        failure = yield* transfer(container, process, args, word, args.all('o')[i]);
      }
      if (!failure) continue;
      code = failure.code;
      if (!args.has('s') || args.has('S')) yield* process.complain(`curl: (${failure.code}) ${failure.text}\n`);
    }
    return code;
  };
}

/** What --retry tries again: what may be better the next time. */
const RETRIED = new Set([6, 28, 56]);

function* transfer(
  container: Caller,
  process: Process,
  args: Arguments,
  word: Bytes,
  output: Bytes | undefined,
): Run<Failure | undefined> {
  const url = parseUrl(word);
  if (!url) return { code: 3, text: 'URL rejected: Malformed input to a URL function' };
  if (url.scheme !== 'http' && url.scheme !== 'https')
    return { code: 1, text: `Protocol "${url.scheme}" not supported` };
  const began = process.machine.now();
  const ip = yield* addressOf(container, process, url.host);
  if (ip === undefined) {
    yield* writeOut(process, args, url, undefined, began);
    return { code: 6, text: `Could not resolve host: ${url.host}` };
  }
  const reply = yield* ask(container, process, args, url, ip, began);
  if ('code' in reply) {
    yield* writeOut(process, args, url, undefined, began);
    return reply;
  }
  if (args.has('f') && reply.status >= 400)
    return { code: 22, text: `The requested URL returned error: ${reply.status}` };
  yield* show(process, args, url, reply, output);
  yield* writeOut(process, args, url, reply, began);
  return undefined;
}

function secondsOf(args: Arguments, ...names: string[]): number | undefined {
  const text = args.value(...names);
  return text === undefined || !(Number(text) > 0) ? undefined : Math.round(Number(text) * 1_000_000);
}

function* ask(
  container: Caller,
  process: Process,
  args: Arguments,
  url: Url,
  ip: string,
  began: number,
): Run<PodReply | Failure> {
  const data = args.all('d').join('&');
  const method = args.value('X') ?? (args.has('I') ? 'HEAD' : data !== '' || args.has('d') ? 'POST' : 'GET');
  const host = url.port === 80 || url.port === 443 ? url.host : `${url.host}:${url.port}`;
  const headers: Record<string, string> = { Host: host, 'User-Agent': args.value('A') ?? 'curl/8.14.1', Accept: '*/*' };
  for (const header of args.all('H')) putHeader(headers, header);
  if (args.has('v')) {
    yield* process.complain(`* Host ${url.host}:${url.port} was resolved.\n*   Trying ${ip}:${url.port}...\n`);
  }
  const limit = secondsOf(args, 'm') ?? secondsOf(args, 'c');
  const timeout = limit === undefined ? undefined : Math.max(1, limit - (process.machine.now() - began));
  const secure = url.scheme === 'https';
  const content = { ...(data !== '' && { body: data }), ...(secure && { tls: true }) };
  const request = { protocol: 'http', method, path: url.path, headers, ...content } as const;
  const result = yield* connect(container, process, ip, url.port, request, timeout);
  const spent = Math.round((process.machine.now() - began) / 1000);
  if ('failure' in result) {
    if (result.failure === 'reset') return { code: 56, text: 'Recv failure: Connection reset by peer' };
    const failed = `Failed to connect to ${url.host} port ${url.port} after ${spent} ms: `;
    if (result.failure === 'refused') return { code: 7, text: `${failed}Could not connect to server` };
    if (limit === undefined) return { code: 28, text: `${failed}Could not connect to server` };
    return { code: 28, text: `Connection timed out after ${spent} milliseconds` };
  }
  const distrust = result.reply.tls && secure ? distrusts(process, args) : undefined;
  if (distrust) return distrust;
  // What does not speak HTTP answers nothing that could be shown.
  if (result.reply.status === 0 || (result.reply.status === 400 && result.reply.body === '')) {
    return { code: 52, text: 'Empty reply from server' };
  }
  if (args.has('v')) yield* talk(process, url, ip, request.method, headers, result.reply);
  return result.reply;
}

/** A cluster's authority is in no system's store: its certificate must be given, or not asked for. */
function distrusts(process: Process, args: Arguments): Failure | undefined {
  if (args.has('k')) return undefined;
  const file = args.value('C') ?? textOf(process.env.get('CURL_CA_BUNDLE') ?? process.env.get('SSL_CERT_FILE') ?? '');
  if (file === '')
    return { code: 60, text: `SSL certificate problem: unable to get local issuer certificate\n${MORE}` };
  if (process.machine.files.stat(process.path(file))?.type === 'file') return undefined;
  return { code: 77, text: `error setting certificate verify locations:  CAfile: ${file} CApath: none` };
}

const MORE = `More details here: https://curl.se/docs/sslcerts.html

curl failed to verify the legitimacy of the server and therefore could not
establish a secure connection to it. To learn more about this situation and
how to fix it, please visit the webpage mentioned above.`;

function* talk(
  process: Process,
  url: Url,
  ip: string,
  method: string,
  headers: Readonly<Record<string, string>>,
  reply: PodReply,
): Run {
  yield* process.complain(`* Connected to ${url.host} (${ip}) port ${url.port}\n> ${method} ${url.path} HTTP/1.1\n`);
  for (const [name, value] of Object.entries(headers)) yield* process.complain(`> ${name}: ${value}\n`);
  yield* process.complain('>\n* Request completely sent off\n');
  for (const line of headOf(reply, process.machine.now()).split('\r\n').slice(0, -1))
    yield* process.complain(`< ${line}\n`);
  yield* process.complain(`* Connection #0 to host ${url.host} left intact\n`);
}

function* show(process: Process, args: Arguments, url: Url, reply: PodReply, output: Bytes | undefined): Run {
  const body = args.has('I') ? '' : bytesOf(reply.body);
  const text = args.has('i', 'I') ? headOf(reply, process.machine.now()) + body : body;
  const into = args.has('O') ? basename(url.path) || 'curl_response' : output;
  if (!args.has('s') && (into !== undefined || !process.stdout.tty)) yield* meter(process, text.length);
  if (into === undefined || into === '-') yield* process.print(text);
  else {
    const sink = openSink(process, into, false);
    yield* sink.write(process, text);
  }
}

/** The progress meter, which is shown whenever the answer does not go to a terminal. */
function* meter(process: Process, size: number): Run {
  const row = (percent: number, total: number, speed: number) =>
    `${String(percent).padStart(3)} ${String(total).padStart(5)}  ${String(percent).padStart(3)} ${String(total).padStart(5)}    0     0 ${String(speed).padStart(6)}      0 --:--:-- --:--:-- --:--:-- ${String(speed).padStart(5)}`;
  const title =
    '  % Total    % Received % Xferd  Average Speed   Time    Time     Time  Current\n                                 Dload  Upload   Total   Spent    Left  Speed\n';
  yield* process.complain(`${title}\r${row(0, 0, 0)}\r${row(100, size, size * 100)}\n`);
}

/** `-w '%{http_code}\n'` */
function* writeOut(process: Process, args: Arguments, url: Url, reply: PodReply | undefined, began: number): Run {
  const pattern = args.value('w');
  if (pattern === undefined) return;
  const seconds = ((process.machine.now() - began) / 1_000_000).toFixed(6);
  const values: Readonly<Record<string, string>> = {
    http_code: String(reply?.status ?? 0).padStart(3, '0'),
    response_code: String(reply?.status ?? 0).padStart(3, '0'),
    size_download: String(reply?.body.length ?? 0),
    time_total: seconds,
    time_connect: seconds,
    time_namelookup: seconds,
    url_effective: `${url.scheme}://${url.host}${url.path}`,
    remote_port: String(url.port),
    http_version: '1.1',
    reason: reasonOf(reply?.status ?? 0),
  };
  const text = pattern.replace(/%\{([a-z_]+)\}/g, (all, name: string) =>
    Object.hasOwn(values, name) ? values[name]! : all,
  );
  yield* process.print(unescapeAnsi(text));
}
