import { bytesOf, textOf, type Bytes } from '../../engine/apimachinery/index.ts';
import { FileError, type Program } from '../../engine/shell/index.ts';
import type { Caller } from '../../kubectl/world.ts';
import { asyncProgram, type AsyncProcess } from '../machine/async-program.ts';
import type { LearnerMachine } from '../machine/learner-machine.ts';
import { sentence } from '../screen/screen-sink.ts';
import { readCurlArguments, type CurlRequest } from './curl-arguments.ts';
import { readAnswer, type Answer } from './http-answer.ts';

/** curl's exit codes are the numbers in its complaints. */
const COULD_NOT_RESOLVE = 6;
const COULD_NOT_CONNECT = 7;
const HTTP_ERROR = 22;
const EMPTY_REPLY = 52;
const LOCAL = new Set(['localhost', '127.0.0.1', '[::1]', '0.0.0.0', 'orrery']);
const ADDRESS = /^\d{1,3}(\.\d{1,3}){3}$/;

/** curl, as far as one asks a web server with it. What it reaches are the ports of this machine: port-forward and proxy open some. */
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
  const { host, port } = asked;
  const complain = (code: number, text: string): number => {
    if (!asked.silent || asked.showError) io.stderr.write(`curl: (${code}) ${text}\n`);
    return code;
  };
  if (!LOCAL.has(host)) {
    if (!ADDRESS.test(host)) return complain(COULD_NOT_RESOLVE, `Could not resolve host: ${host}`);
    const code = complain(
      COULD_NOT_CONNECT,
      `Failed to connect to ${host} port ${port} after 0 ms: Couldn't connect to server`,
    );
    io.stderr.write(sentence(machine.surroundings.words()('terminal.curl.outside'), io.process.stderr));
    return code;
  }
  const caller = machine.ports.connect(port);
  if (!caller)
    return complain(
      COULD_NOT_CONNECT,
      `Failed to connect to ${host} port ${port} after 0 ms: Couldn't connect to server`,
    );
  if (asked.verbose) io.stderr.write(`* Connected to ${host} (127.0.0.1) port ${port}\n`);
  caller.write(requestText(asked));
  if (asked.verbose) io.stderr.write(marked('>', requestText({ ...asked, body: undefined })));
  const answer = await readAnswer(untilAborted(caller, io.signal), asked.method === 'HEAD');
  caller.end();
  io.signal.throwIfAborted();
  if (!answer) return complain(EMPTY_REPLY, 'Empty reply from server');
  if (asked.verbose) io.stderr.write(marked('<', answer.head));
  if (asked.fail && answer.status >= 400)
    return complain(HTTP_ERROR, `The requested URL returned error: ${answer.status}`);
  return tell(machine, io, asked, answer);
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

/** Ctrl-C ends the waiting; the connection is then closed. */
function untilAborted(caller: Caller, signal: AbortSignal): () => Promise<Bytes | undefined> {
  const aborted = new Promise<undefined>((resolve) => {
    signal.addEventListener('abort', () => resolve(undefined), { once: true });
  });
  return () => Promise.race([caller.read(), aborted]);
}
