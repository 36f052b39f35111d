import { bytesOf, type Bytes } from '../../apimachinery/index.ts';
import { basename, openSink, readArguments, type Process, type Program, type Run } from '../../shell/index.ts';
import type { Caller } from './caller.ts';
import { headOf, parseUrl, putHeader, reasonOf } from './http.ts';
import { connect } from './network.ts';
import { addressOf } from './resolve.ts';

/** wget as busybox has it, which is the one that most containers have. */
export function wget(container: Caller): Program {
  return function* (process) {
    const args = readArguments(process, {
      flags: 'qScLbnvp',
      values: 'OTPUtHDY',
      long: {
        quiet: 'q',
        timeout: 'T',
        tries: 't',
        header: 'H',
        'post-data': 'D',
        spider: 'p',
        'output-document': 'O',
        'no-check-certificate': 'L',
        'server-response': 'S',
      },
    });
    const [word] = args.words;
    const url = word === undefined ? undefined : parseUrl(word);
    if (!url) return yield* fail(process, word === undefined ? 'missing URL' : `not an http or ftp url: ${word}`);
    const ip = yield* addressOf(container, process, url.host);
    if (ip === undefined) return yield* fail(process, `bad address '${url.host}'`);
    if (!args.has('q'))
      yield* process.complain(
        `Connecting to ${url.host}${url.port === 80 ? '' : `:${url.port}`} (${ip}:${url.port})\n`,
      );
    const data = args.value('D');
    const headers: Record<string, string> = { Host: url.host, 'User-Agent': 'Wget' };
    for (const header of args.all('H')) putHeader(headers, header);
    const request = {
      protocol: 'http',
      method: data === undefined ? 'GET' : 'POST',
      path: url.path,
      headers,
      ...(data !== undefined && { body: data }),
      ...(url.scheme === 'https' && { tls: true }),
    } as const;
    const limit = Number(args.value('T') ?? 900) * 1_000_000;
    const result = yield* connect(container, process, ip, url.port, request, Math.min(limit, 130_000_000));
    if ('failure' in result) {
      if (result.failure === 'timeout' && args.has('T')) return yield* fail(process, 'download timed out');
      const why = { refused: 'Connection refused', timeout: 'Operation timed out', reset: 'Connection reset by peer' }[
        result.failure
      ];
      return yield* fail(process, `can't connect to remote host (${ip}): ${why}`);
    }
    const { reply } = result;
    if (reply.status === 0 || (reply.status === 400 && reply.body === ''))
      return yield* fail(process, 'error getting response');
    if (args.has('S'))
      yield* process.complain(
        headOf(reply, process.machine.now())
          .trimEnd()
          .split('\r\n')
          .map((line) => `  ${line}\n`)
          .join(''),
      );
    if (reply.status >= 400)
      return yield* fail(process, `server returned error: HTTP/1.1 ${reply.status} ${reasonOf(reply.status)}`);
    if (args.has('p')) {
      if (!args.has('q')) yield* process.complain('remote file exists\n');
      return 0;
    }
    const name = args.value('O') ?? (basename(url.path.split('?')[0]!).replace(/^\/$/, '') || 'index.html');
    yield* save(process, name, bytesOf(reply.body), args.has('q'));
    return 0;
  };
}

function* fail(process: Process, message: string): Run<number> {
  yield* process.complain(`wget: ${message}\n`);
  return 1;
}

function* save(process: Process, name: Bytes, body: Bytes, quiet: boolean): Run {
  if (!quiet) yield* process.complain(name === '-' ? 'writing to stdout\n' : `saving to '${name}'\n`);
  if (name === '-') yield* process.print(body);
  else {
    const sink = openSink(process, name, false);
    yield* sink.write(process, body);
  }
  if (quiet) return;
  const bar = '*'.repeat(32);
  yield* process.complain(`${name.padEnd(20)} 100% |${bar}| ${String(body.length).padStart(5)}  0:00:00 ETA\n`);
  yield* process.complain(name === '-' ? 'written to stdout\n' : `'${name}' saved\n`);
}
