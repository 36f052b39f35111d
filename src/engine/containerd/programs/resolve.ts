import type { Process, Run } from '../../shell/index.ts';
import { SECOND } from '../../sim/index.ts';
import type { Caller } from './caller.ts';
import { connect } from './network.ts';

export interface ResourceRecord {
  readonly name: string;
  readonly type: string;
  readonly data: string;
}

export interface DNSAnswer {
  readonly rcode: 'NOERROR' | 'NXDOMAIN' | 'SERVFAIL' | 'timeout';
  readonly records: readonly ResourceRecord[];
  /** The full name that was asked last. */
  readonly asked: string;
  readonly server: string;
}

interface Resolver {
  readonly servers: readonly string[];
  readonly searches: readonly string[];
  readonly ndots: number;
}

const RCODES = ['NOERROR', 'FORMERR', 'SERVFAIL', 'NXDOMAIN'];
/** `timeout` and `attempts` of resolv.conf(5). */
const TIMEOUT = 5 * SECOND;
const ATTEMPTS = 2;

/** What the container's own /etc/resolv.conf says, as it is now. */
export function resolverOf(process: Process): Resolver {
  const text = readOrNothing(process, '/etc/resolv.conf');
  const words = text.split('\n').map((line) => line.trim().split(/\s+/));
  const options = words.filter(([first]) => first === 'options').flatMap((line) => line.slice(1));
  const ndots = options.find((option) => option.startsWith('ndots:'))?.slice(6);
  return {
    servers: words.filter(([first]) => first === 'nameserver').map(([, server = '']) => server),
    searches: words.findLast(([first]) => first === 'search')?.slice(1) ?? [],
    ndots: Number(ndots ?? 1),
  };
}

function readOrNothing(process: Process, path: string): string {
  const { files } = process.machine;
  return files.stat(path)?.type === 'file' ? files.read(path) : '';
}

const ADDRESS = /^(?:[0-9]{1,3}\.){3}[0-9]{1,3}$/;

export function isAddress(name: string): boolean {
  return ADDRESS.test(name);
}

/** gethostbyname(3): an address, /etc/hosts, then DNS. Undefined: there is no such name. */
export function* addressOf(container: Caller, process: Process, name: string): Run<string | undefined> {
  if (isAddress(name)) return name;
  for (const line of readOrNothing(process, '/etc/hosts').split('\n')) {
    const [ip = '', ...names] = line.replace(/#.*/, '').trim().split(/\s+/);
    if (names.includes(name) && isAddress(ip)) return ip;
  }
  const answer = yield* lookUp(container, process, name, 'A');
  return answer.records.find(({ type }) => type === 'A')?.data;
}

/** Asks for a name, with the search domains of resolv.conf in their turn. */
export function* lookUp(
  container: Caller,
  process: Process,
  name: string,
  type: string,
  server?: string,
): Run<DNSAnswer> {
  const { servers, searches, ndots } = resolverOf(process);
  const chosen = server ?? servers[0] ?? '127.0.0.1';
  let last: DNSAnswer = { rcode: 'NXDOMAIN', records: [], asked: name, server: chosen };
  for (const candidate of candidates(name, searches, ndots)) {
    const answer = yield* query(container, process, chosen, candidate, type);
    if (answer.records.length > 0 || answer.rcode === 'timeout' || answer.rcode === 'SERVFAIL') return answer;
    if (answer.rcode === 'NOERROR' || last.rcode !== 'NOERROR') last = answer;
  }
  return last;
}

/** `web` with ndots 5 is looked for in each search domain, and at last as it stands. */
function candidates(name: string, searches: readonly string[], ndots: number): string[] {
  if (name.endsWith('.')) return [name];
  const searched = searches.map((domain) => `${name}.${domain}.`);
  const dots = name.split('.').length - 1;
  return dots >= ndots ? [`${name}.`, ...searched] : [...searched, `${name}.`];
}

/** One question to one server. Beyond the cluster there is nobody to ask, and no name. */
export function* query(
  container: Caller,
  process: Process,
  server: string,
  name: string,
  type: string,
): Run<DNSAnswer> {
  const asked = name.replace(/\.$/, '');
  if (server.startsWith('172.18.0.1') && server.length === 10) return { rcode: 'NXDOMAIN', records: [], asked, server };
  const request = { protocol: 'dns', method: type, path: name } as const;
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    const began = process.machine.now();
    const result = yield* connect(container, process, server, 53, request, TIMEOUT);
    if ('reply' in result) {
      const records = result.reply.body.split('\n').flatMap((line): ResourceRecord[] => {
        const [owner, , , kind, ...data] = line.split(' ');
        return owner && kind ? [{ name: owner, type: kind, data: data.join(' ') }] : [];
      });
      return { rcode: (RCODES[result.reply.status] ?? 'SERVFAIL') as DNSAnswer['rcode'], records, asked, server };
    }
    // Nobody hears a question that is refused: it is waited for, and asked again.
    yield* process.sleep(Math.max(0, began + TIMEOUT - process.machine.now()));
  }
  return { rcode: 'timeout', records: [], asked, server };
}
