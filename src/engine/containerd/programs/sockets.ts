import { readArguments, type Process, type Program, type Run } from '../../shell/index.ts';
import type { Caller } from './caller.ts';
import { headOf } from './http.ts';
import { connect } from './network.ts';
import { addressOf } from './resolve.ts';

/** `nc -zv web 80`, and an HTTP request typed into it. */
export function nc(container: Caller): Program {
  return function* (process) {
    const args = readArguments(process, { flags: 'zvnu4N', values: 'wqip' });
    const [host, portText] = args.words;
    if (host === undefined || portText === undefined) {
      yield* process.complain('usage: nc [-zv] [-w timeout] host port\n');
      return 1;
    }
    const port = Number(portText);
    const ip = yield* addressOf(container, process, host);
    if (ip === undefined) {
      yield* process.complain(
        process.machine.gnu
          ? `nc: getaddrinfo for host "${host}" port ${port}: Name or service not known\n`
          : `nc: bad address '${host}'\n`,
      );
      return 1;
    }
    const timeout = args.has('w') ? args.count(1, 'w') * 1_000_000 : undefined;
    const opened = yield* connect(container, process, ip, port, { protocol: 'connect' }, timeout);
    if ('failure' in opened) {
      const why = { refused: 'Connection refused', timeout: 'Connection timed out', reset: 'Connection reset by peer' }[
        opened.failure
      ];
      yield* process.complain(
        process.machine.gnu
          ? `nc: connect to ${host} (${ip}) port ${port} (tcp) failed: ${why}\n`
          : `nc: ${host} (${ip}:${port}): ${why}\n`,
      );
      return 1;
    }
    if (args.has('v')) {
      yield* process.complain(
        process.machine.gnu
          ? `Connection to ${host} (${ip}) ${port} port [tcp/*] succeeded!\n`
          : `${host} (${ip}:${port}) open\n`,
      );
    }
    if (args.has('z')) return 0;
    return yield* talk(container, process, ip, port);
  };
}

function* talk(container: Caller, process: Process, ip: string, port: number): Run<number> {
  const first = yield* process.readLine();
  const request = /^([A-Z]+) (\S+) HTTP\//.exec(first ?? '');
  if (first === undefined) return 0;
  if (!request) {
    const result = yield* connect(container, process, ip, port, { protocol: 'line', body: first.trim() });
    if ('reply' in result && result.reply.body !== '') yield* process.print(result.reply.body);
    return 0;
  }
  for (let line; (line = yield* process.readLine()) !== undefined && line.trim() !== '';);
  const result = yield* connect(container, process, ip, port, {
    protocol: 'http',
    method: request[1]!,
    path: request[2]!,
  });
  if ('failure' in result) return 1;
  yield* process.print(headOf(result.reply, process.machine.now()) + result.reply.body);
  return 0;
}

/** Answers come from pods and nodes; the address of a Service is only a rule, which knows nothing of ICMP. */
export function ping(container: Caller): Program {
  return function* (process) {
    const args = readArguments(process, { flags: 'q4n', values: 'cwWis' });
    const [host] = args.words;
    const ip = host === undefined ? undefined : yield* addressOf(container, process, host);
    if (ip === undefined) {
      yield* process.complain(
        process.machine.gnu
          ? `ping: ${host ?? ''}: Name or service not known\n`
          : `ping: bad address '${host ?? ''}'\n`,
      );
      return process.machine.gnu ? 2 : 1;
    }
    const gnu = process.machine.gnu;
    yield* process.print(
      gnu ? `PING ${host} (${ip}) 56(84) bytes of data.\n` : `PING ${host} (${ip}): 56 data bytes\n`,
    );
    const [count, deadline] = [args.count(Infinity, 'c'), args.count(Infinity, 'w')];
    const answers = /^(?:10\.244\.|172\.18\.|127\.)/.test(ip);
    let received = 0;
    let sent = 0;
    for (; sent < count && sent < deadline; sent++) {
      if (answers) {
        received++;
        const ms = (0.06 + process.machine.random() * 0.05).toFixed(3);
        yield* process.print(
          gnu
            ? `64 bytes from ${ip}: icmp_seq=${sent + 1} ttl=63 time=${ms} ms\n`
            : `64 bytes from ${ip}: seq=${sent} ttl=63 time=${ms} ms\n`,
        );
      }
      if (sent + 1 < count || !answers) yield* process.sleep(1_000_000);
    }
    const loss = sent === 0 ? 0 : Math.round((100 * (sent - received)) / sent);
    yield* process.print(
      `\n--- ${host} ping statistics ---\n${sent} packets transmitted, ${received} ${gnu ? '' : 'packets '}received, ${loss}% packet loss\n`,
    );
    return received > 0 ? 0 : 1;
  };
}
