import { parseImageName } from '../../cri-api/index.ts';
import { strftime, type Process, type Program, type Run } from '../../shell/index.ts';
import type { Caller } from './caller.ts';
import { isAddress, lookUp, query, resolverOf, type DNSAnswer } from './resolve.ts';

/** `10.0.96.10.in-addr.arpa` */
function reversed(ip: string): string {
  return `${ip.split('.').reverse().join('.')}.in-addr.arpa`;
}

/** nslookup as busybox 1.28 printed it, as later ones do, and as that of BIND. */
export function nslookup(container: Caller): Program {
  return function* (process) {
    const words = process.args.slice(1).filter((word) => !word.startsWith('-'));
    const flag = process.args.find((word) => /^-(?:query|type|q|t)=/.test(word));
    const [name, server] = words;
    if (name === undefined) {
      yield* process.complain('Usage: nslookup [-type=QUERY_TYPE] HOST [DNS_SERVER]\n');
      return 1;
    }
    const { servers } = resolverOf(process);
    const chosen = server ?? servers[0] ?? '127.0.0.1';
    const type = flag?.split('=')[1]?.toUpperCase() ?? (isAddress(name) ? 'PTR' : 'A');
    const question = isAddress(name) ? `${reversed(name)}.` : name;
    const answer = yield* lookUp(container, process, question, type, chosen);
    const look =
      process.machine.gnu || container.image.tools?.includes('dig')
        ? 'bind'
        : isOldBusybox(container)
          ? 'old'
          : 'busybox';
    return yield* PRINTERS[look](container, process, name, chosen, answer);
  };
}

/** The version that tutorials ask for by name, because its successors answered oddly for a while. */
function isOldBusybox({ config }: Caller): boolean {
  const image = parseImageName(config.image);
  const tag = typeof image === 'string' ? undefined : image.tag;
  return /^1\.2[0-8]/.test(tag ?? '') || (typeof image !== 'string' && image.domain !== 'docker.io');
}

type Print = (container: Caller, process: Process, name: string, server: string, answer: DNSAnswer) => Run<number>;

const PRINTERS: Readonly<Record<'bind' | 'busybox' | 'old', Print>> = {
  bind: printBind,
  busybox: printBusybox,
  old: printOld,
};

function* unreachable(process: Process): Run<number> {
  yield* process.print(';; connection timed out; no servers could be reached\n\n');
  return 1;
}

function* printBind(
  _container: Caller,
  process: Process,
  name: string,
  server: string,
  answer: DNSAnswer,
): Run<number> {
  if (answer.rcode === 'timeout') return yield* unreachable(process);
  yield* process.print(`Server:\t\t${server}\nAddress:\t${server}#53\n\n`);
  return yield* printRecords(process, name, answer);
}

function* printBusybox(
  _container: Caller,
  process: Process,
  name: string,
  server: string,
  answer: DNSAnswer,
): Run<number> {
  if (answer.rcode === 'timeout') return yield* unreachable(process);
  yield* process.print(`Server:\t\t${server}\nAddress:\t${server}:53\n\n`);
  return yield* printRecords(process, name, answer);
}

function* printRecords(process: Process, name: string, answer: DNSAnswer): Run<number> {
  if (answer.records.length === 0) {
    const said =
      answer.rcode === 'NOERROR'
        ? `*** Can't find ${name}: No answer`
        : `** server can't find ${process.machine.gnu ? name : answer.asked}: ${answer.rcode}`;
    yield* process.print(`${said}\n\n`);
    return answer.rcode === 'NOERROR' ? 0 : 1;
  }
  for (const { name: owner, type, data } of answer.records) {
    const bare = owner.replace(/\.$/, '');
    if (type === 'A') yield* process.print(`Name:\t${bare}\nAddress: ${data}\n`);
    else if (type === 'CNAME') yield* process.print(`${bare}\tcanonical name = ${data.replace(/\.$/, '')}\n`);
    else if (type === 'PTR') yield* process.print(`${bare}\tname = ${data}\n`);
    else if (type === 'SRV') yield* process.print(`${bare}\tservice = ${data}\n`);
  }
  yield* process.print('\n');
  return 0;
}

function* printOld(container: Caller, process: Process, name: string, server: string, answer: DNSAnswer): Run<number> {
  const nameOf = function* (ip: string): Run<string> {
    const found = yield* query(container, process, server, `${reversed(ip)}.`, 'PTR');
    const [record] = found.records;
    return record ? ` ${record.data.replace(/\.$/, '')}` : '';
  };
  yield* process.print(`Server:    ${server}\nAddress 1: ${server}${yield* nameOf(server)}\n\n`);
  const ips = isAddress(name) ? [name] : answer.records.filter(({ type }) => type === 'A').map(({ data }) => data);
  if (ips.length === 0) {
    yield* process.complain(`nslookup: can't resolve '${name}'\n`);
    return 1;
  }
  yield* process.print(`Name:      ${name}\n`);
  for (const [i, ip] of ips.entries()) yield* process.print(`Address ${i + 1}: ${ip}${yield* nameOf(ip)}\n`);
  return 0;
}

const TYPES = new Set(['A', 'AAAA', 'SRV', 'CNAME', 'PTR', 'TXT', 'ANY', 'MX', 'NS']);

export function dig(container: Caller): Program {
  return function* (process) {
    const words = process.args.slice(1);
    const server =
      words.find((word) => word.startsWith('@'))?.slice(1) ?? resolverOf(process).servers[0] ?? '127.0.0.1';
    const type =
      words.find((word) => TYPES.has(word.toUpperCase()))?.toUpperCase() ?? (words.includes('-x') ? 'PTR' : 'A');
    const bare = words.filter(
      (word, i) => !/^[-+@]/.test(word) && !TYPES.has(word.toUpperCase()) && words[i - 1] !== '-t',
    );
    const name = words.includes('-x') ? reversed(bare[0] ?? '') : (bare[0] ?? '.');
    const answer = words.includes('+search')
      ? yield* lookUp(container, process, name, type, server)
      : yield* query(container, process, server, `${name.replace(/\.$/, '')}.`, type);
    if (answer.rcode === 'timeout') {
      yield* process.print(`;; communications error to ${server}#53: timed out\n;; no servers could be reached\n`);
      return 9;
    }
    if (words.includes('+short')) {
      for (const { data } of answer.records) yield* process.print(`${data}\n`);
      return 0;
    }
    const lines = answer.records.map((one) => `${one.name}\t30\tIN\t${one.type}\t${one.data}\n`);
    yield* process.print(`\n; <<>> DiG 9.18.39 <<>> ${words.join(' ')}\n;; global options: +cmd\n;; Got answer:\n`);
    yield* process.print(
      `;; ->>HEADER<<- opcode: QUERY, status: ${answer.rcode}, id: ${1024 + Math.floor(process.machine.random() * 60_000)}\n`,
    );
    yield* process.print(`;; flags: qr aa rd; QUERY: 1, ANSWER: ${lines.length}, AUTHORITY: 0, ADDITIONAL: 1\n\n`);
    yield* process.print(`;; QUESTION SECTION:\n;${answer.asked}.\tIN\t${type}\n\n`);
    if (lines.length > 0) yield* process.print(`;; ANSWER SECTION:\n${lines.join('')}\n`);
    const when = strftime('%a %b %d %H:%M:%S UTC %Y', process.machine.now());
    yield* process.print(`;; Query time: 0 msec\n;; SERVER: ${server}#53(${server}) (UDP)\n;; WHEN: ${when}\n\n`);
    return 0;
  };
}

export function host(container: Caller): Program {
  return function* (process) {
    const [name = ''] = process.args.slice(1).filter((word) => !word.startsWith('-'));
    const answer = yield* lookUp(container, process, name, 'A');
    if (answer.records.length === 0) {
      yield* process.print(`Host ${name} not found: 3(NXDOMAIN)\n`);
      return 1;
    }
    for (const { name: owner, type, data } of answer.records) {
      const said = type === 'CNAME' ? `is an alias for ${data}` : `has address ${data}`;
      yield* process.print(`${owner.replace(/\.$/, '')} ${said}\n`);
    }
    return 0;
  };
}
