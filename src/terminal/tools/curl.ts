import { bytesOf, textOf, type Bytes } from '../../engine/apimachinery/index.ts';
import { FileError, type Program } from '../../engine/shell/index.ts';
import type { Caller } from '../../kubectl/world.ts';
import { dialNode } from '../machine/outside.ts';
import { asyncProgram, type AsyncProcess } from '../machine/async-program.ts';
import type { LearnerMachine } from '../machine/learner-machine.ts';
import { sentence } from '../screen/screen-sink.ts';
import { readCurlArguments, type CurlRequest } from './curl-arguments.ts';
import { readAnswer, type Answer } from './http-answer.ts';

/** curl's exit codes are the numbers in its complaints. */
const COULD_NOT_RESOLVE = 6;
const COULD_NOT_CONNECT = 7;
const HTTP_ERROR = 22;
const TIMED_OUT = 28;
const NO_TLS = 35;
const EMPTY_REPLY = 52;
const RESET = 56;
const NOT_TRUSTED = 60;
const BAD_AUTHORITY = 77;
const LOCAL = new Set(['localhost', '127.0.0.1', '[::1]', '0.0.0.0', 'orrery']);
/** Pods and Services have addresses that lead nowhere outside of the cluster. */
const INSIDE = /^10\.\d+\.\d+\.\d+$/;
const UNTRUSTED = `SSL certificate problem: unable to get local issuer certificate
More details here: https://curl.se/docs/sslcerts.html

curl failed to verify the legitimacy of the server and therefore could not
establish a secure connection to it. To learn more about this situation and
how to fix it, please visit the webpage mentioned above.`;

/**
 * curl, as far as one asks a web server with it. What it reaches are the ports of this machine (port-forward and proxy open some)
 * and, over the simulated network, those of the cluster's nodes.
 */
export function curlProgram(machine: LearnerMachine): Program {
  return asyncProgram(async (io) => {
    const asked = readCurlArguments(io.process.args.slice(1).map(textOf));
    if (typeof asked === 'string') {
      io.stderr.write(asked);
      return 2;
    }
    return ask(machine, io, asked);
  });
}

async function ask(machine: LearnerMachine, io: AsyncProcess, asked: CurlRequest): Promise<number> {
  const { host, port, authority } = asked;
  const complain = (code: number, text: string): number => {
    if (!asked.silent || asked.showError) io.stderr.write(`curl: (${code}) ${text}\n`);
    return code;
  };
  const began = machine.now();
  const outside = LOCAL.has(host) ? undefined : dialNode(machine.waking, host, port, asked.secure);
  // Nobody answers from there, and that takes its time: it is said at once why.
  if (outside && INSIDE.test(host))
    io.stderr.write(sentence(machine.surroundings.words()('terminal.curl.outside'), io.process.stderr));
  const caller = outside ?? machine.ports.connect(port);
  if (!caller) return complain(...notConnected(asked, 'refused', 0));
  if (asked.verbose && !outside) io.stderr.write(`* Connected to ${host} (127.0.0.1) port ${port}\n`);
  caller.write(requestText(asked));
  if (asked.verbose) io.stderr.write(marked('>', requestText({ ...asked, body: undefined })));
  const late = { passed: false };
  const answer = await readAnswer(untilAborted(caller, io, asked, late), asked.method === 'HEAD');
  caller.end();
  io.signal.throwIfAborted();
  const spent = Math.round((machine.now() - began) / 1000);
  if (late.passed) return complain(TIMED_OUT, `Connection timed out after ${spent} milliseconds`);
  if (outside?.failure !== undefined) return complain(...notConnected(asked, outside.failure, spent));
  if (!answer) return complain(EMPTY_REPLY, 'Empty reply from server');
  if (outside && asked.secure && authority !== undefined && !machine.files.stat(io.process.path(authority || '/')))
    return complain(BAD_AUTHORITY, `error setting certificate verify locations:  CAfile: ${authority} CApath: none`);
  if (outside && asked.secure && authority === '') return complain(NOT_TRUSTED, UNTRUSTED);
  if (asked.verbose) io.stderr.write(marked('<', answer.head));
  if (asked.fail && answer.status >= 400)
    return complain(HTTP_ERROR, `The requested URL returned error: ${answer.status}`);
  return tell(machine, io, asked, answer);
}

function notConnected({ host, port }: CurlRequest, failure: string, spent: number): [number, string] {
  const failed = `Failed to connect to ${host} port ${port} after ${spent} ms: Couldn't connect to server`;
  switch (failure) {
    case 'unknown':
      return [COULD_NOT_RESOLVE, `Could not resolve host: ${host}`];
    case 'timeout':
      return [TIMED_OUT, failed];
    case 'reset':
      return [RESET, 'Recv failure: Connection reset by peer'];
    case 'tls':
      return [NO_TLS, 'TLS connect error: error:0A00010B:SSL routines::wrong version number'];
    default:
      return [COULD_NOT_CONNECT, failed];
  }
}

function tell(machine: LearnerMachine, io: AsyncProcess, asked: CurlRequest, answer: Answer): number {
  const shown = (asked.include || asked.method === 'HEAD' ? answer.head : '') + answer.body;
  if (asked.output === undefined) io.stdout.writeBytes(shown);
  else {
    try {
      machine.files.write(io.process.path(asked.output), shown);
    } catch (error) {
      if (!(error instanceof FileError)) throw error;
      io.stderr.write(`curl: (23) Failure writing output to destination\n`);
      return 23;
    }
  }
  const { writeOut } = asked;
  if (writeOut !== undefined)
    io.stdout.write(
      writeOut
        .replace(/%\{(http_code|response_code)\}/g, String(answer.status).padStart(3, '0'))
        .replace(/%\{size_download\}/g, String(answer.body.length))
        .replace(/\\n/g, '\n')
        .replace(/\\t/g, '\t'),
    );
  return 0;
}

function requestText({ method, path, host, port, headers, body }: CurlRequest): Bytes {
  const lines = [`${method} ${path} HTTP/1.1`];
  const given = new Set(headers.map((header) => header.split(':')[0]!.toLowerCase()));
  const add = (name: string, value: string): void => {
    if (!given.has(name.toLowerCase())) lines.push(`${name}: ${value}`);
  };
  add('Host', port === 80 ? host : `${host}:${port}`);
  add('User-Agent', 'curl/8.14.1');
  add('Accept', '*/*');
  lines.push(...headers);
  if (body !== undefined) {
    add('Content-Length', String(bytesOf(body).length));
    add('Content-Type', 'application/x-www-form-urlencoded');
  }
  lines.push('Connection: close');
  return `${bytesOf(lines.join('\r\n'))}\r\n\r\n${bytesOf(body ?? '')}`;
}

/** As -v shows what goes and what comes. */
function marked(sign: string, head: Bytes): string {
  return textOf(head)
    .split('\r\n')
    .filter((line, at, all) => line !== '' || at < all.length - 1)
    .map((line) => `${sign} ${line}\n`)
    .join('');
}

/** Ctrl-C ends the waiting, and so does -m; the connection is then closed. */
function untilAborted(
  caller: Caller,
  io: AsyncProcess,
  { maxTime }: CurlRequest,
  late: { passed: boolean },
): () => Promise<Bytes | undefined> {
  const ends: Promise<undefined>[] = [
    new Promise((resolve) => {
      io.signal.addEventListener('abort', () => resolve(undefined), { once: true });
    }),
  ];
  if (maxTime !== undefined) {
    const pass = (): undefined => void (late.passed = true);
    ends.push(io.sleep(maxTime * 1_000_000).then(pass, () => undefined));
  }
  return () => Promise.race([caller.read(), ...ends]);
}
