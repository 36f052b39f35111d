import { readArguments, type Program } from '../../shell/index.ts';
import type { Container } from '../container.ts';
import { connect } from './network.ts';
import { addressOf } from './resolve.ts';

/** `redis-cli -h redis SET greeting hello` */
export function redisCli(container: Container): Program {
  return function* (process) {
    const args = readArguments(process, {
      values: 'hpan',
      flags: '',
      long: { raw: 'r', 'no-auth-warning': 'w' },
      stopAtWord: true,
    });
    const host = args.value('h') ?? '127.0.0.1';
    const port = args.count(6379, 'p');
    const ip = yield* addressOf(container, process, host);
    if (ip === undefined) {
      yield* process.complain(`Could not connect to Redis at ${host}:${port}: Name or service not known\n`);
      return 1;
    }
    let line = args.words.length > 0 ? args.words.map(quoted).join(' ') : yield* process.readLine();
    while (line !== undefined) {
      if (process.stdin.tty && /^(quit|exit)$/i.test(line.trim())) return 0;
      const result = yield* connect(container, process, ip, port, { protocol: 'line', body: line }, 5_000_000);
      if ('failure' in result) {
        const why = result.failure === 'timeout' ? 'Connection timed out' : 'Connection refused';
        yield* process.complain(`Could not connect to Redis at ${host}:${port}: ${why}\n`);
        return 1;
      }
      const { body } = result.reply;
      yield* process.print(process.stdout.tty ? body : plain(body));
      line = args.words.length > 0 ? undefined : yield* process.readLine();
    }
    return 0;
  };
}

function quoted(word: string): string {
  return /[\s"]/.test(word) ? `"${word.replaceAll('"', '\\"')}"` : word;
}

/** To a pipe redis-cli writes what is stored, and no marks of its type. */
function plain(body: string): string {
  return body
    .split('\n')
    .map((line) =>
      line
        .replace(/^(?:\(integer\) |[0-9]+\) )/, '')
        .replace(/^"(.*)"$/, '$1')
        .replace(/^\(nil\)$/, ''),
    )
    .join('\n');
}
