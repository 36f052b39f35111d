import type { EndpointSlice } from '../api/endpointslice/types.ts';
import type { Service } from '../api/service/types.ts';

/** What the zone is made of, as the watches have brought it. */
export interface Records {
  service(namespace: string, name: string): Service | undefined;
  slices(namespace: string, service: string): readonly EndpointSlice[];
  hasNamespace(name: string): boolean;
  /** The Service that has an address. */
  serviceAt(ip: string): Service | undefined;
}

export type RecordType = 'A' | 'AAAA' | 'SRV' | 'CNAME' | 'PTR' | 'TXT';

export interface ResourceRecord {
  /** With its dot at the end. */
  readonly name: string;
  readonly type: RecordType;
  readonly data: string;
}

export interface Answer {
  readonly rcode: 'NOERROR' | 'NXDOMAIN';
  readonly records: readonly ResourceRecord[];
}

const ZONE = 'cluster.local';
const NOTHING: Answer = { rcode: 'NXDOMAIN', records: [] };
const EMPTY: Answer = { rcode: 'NOERROR', records: [] };
/** A name that leads to a name that leads to a name: then it is taken for a circle. */
const MOST_ALIASES = 8;

/** What a query is answered with. Names are compared without regard to case, and with or without their last dot. */
export function answer(records: Records, question: string, type: RecordType, depth = 0): Answer {
  const name = question.toLowerCase().replace(/\.$/, '');
  if (name.endsWith('.in-addr.arpa')) return reverse(records, name);
  if (name === ZONE) return EMPTY;
  if (!name.endsWith(`.${ZONE}`)) return NOTHING;
  const labels = name.slice(0, -ZONE.length - 1).split('.');
  const kind = labels.pop();
  const namespace = labels.pop();
  if (kind !== 'svc' && kind !== 'pod') return NOTHING;
  if (namespace === undefined) return EMPTY;
  if (!records.hasNamespace(namespace)) return NOTHING;
  if (labels.length === 0) return EMPTY;
  if (kind === 'pod') return podAddress(name, labels, type);
  const service = records.service(namespace, labels.pop()!);
  if (!service) return NOTHING;
  return ofService(records, service, labels, `${name}.`, type, depth);
}

/** `10-244-1-2.default.pod.cluster.local`, whatever runs there ("pods insecure"). */
function podAddress(name: string, labels: readonly string[], type: RecordType): Answer {
  const ip = labels.join('.').replaceAll('-', '.');
  if (!/^(?:[0-9]{1,3}\.){3}[0-9]{1,3}$/.test(ip)) return NOTHING;
  return type === 'A' ? found([{ name: `${name}.`, type, data: ip }]) : EMPTY;
}

function found(records: readonly ResourceRecord[]): Answer {
  return records.length > 0 ? { rcode: 'NOERROR', records } : EMPTY;
}

interface Target {
  readonly ip: string;
  /** The label under which the endpoint itself is known. */
  readonly host: string;
  readonly ports: readonly { readonly name: string; readonly protocol: string; readonly port: number }[];
}

function ofService(
  records: Records,
  service: Service,
  labels: readonly string[],
  name: string,
  type: RecordType,
  depth: number,
): Answer {
  const { namespace = '', name: serviceName } = service.metadata;
  if (service.spec.type === 'ExternalName') {
    if (labels.length > 0) return NOTHING;
    const target = `${(service.spec.externalName ?? '').replace(/\.$/, '')}.`;
    const alias: ResourceRecord = { name, type: 'CNAME', data: target };
    const next = depth < MOST_ALIASES && type !== 'CNAME' ? answer(records, target, type, depth + 1) : EMPTY;
    return { rcode: 'NOERROR', records: [alias, ...next.records] };
  }
  const domain = `${serviceName}.${namespace}.svc.${ZONE}.`;
  const headless = service.spec.clusterIP === 'None';
  const targets = headless ? endpointsOf(records.slices(namespace, serviceName)) : [];
  if (labels.length === 2 && labels[0]!.startsWith('_') && labels[1]!.startsWith('_')) {
    return srv(service, targets, labels, name, domain, type);
  }
  if (labels.length > 1) return NOTHING;
  if (!headless) {
    if (labels.length === 1) return NOTHING;
    const ips = service.spec.clusterIPs ?? [service.spec.clusterIP ?? ''];
    return type === 'A' ? found(ips.filter((ip) => ip.includes('.')).map((data) => ({ name, type, data }))) : EMPTY;
  }
  const chosen = labels.length === 1 ? targets.filter(({ host }) => host === labels[0]) : targets;
  if (chosen.length === 0) return NOTHING;
  return type === 'A' ? found(chosen.map(({ ip }) => ({ name, type, data: ip }))) : EMPTY;
}

/** Ready endpoints, each address once. Those of a Service that publishes the unready ones are all ready in their slices. */
function endpointsOf(slices: readonly EndpointSlice[]): readonly Target[] {
  const targets = new Map<string, Target>();
  for (const slice of slices) {
    if (slice.addressType !== 'IPv4') continue;
    const ports = (slice.ports ?? []).map(({ name = '', protocol = 'TCP', port = 0 }) => ({ name, protocol, port }));
    for (const { addresses, conditions, hostname } of slice.endpoints ?? []) {
      if (conditions?.ready === false) continue;
      for (const ip of addresses) {
        if (!targets.has(ip)) targets.set(ip, { ip, host: hostname || ip.replaceAll('.', '-'), ports });
      }
    }
  }
  return [...targets.values()];
}

/** `_http._tcp.web.default.svc.cluster.local`: where a named port is. */
function srv(
  service: Service,
  targets: readonly Target[],
  labels: readonly string[],
  name: string,
  domain: string,
  type: RecordType,
): Answer {
  const [port, protocol] = labels.map((label) => label.slice(1)) as [string, string];
  const fits = (one: { name?: string; protocol?: string }) =>
    one.name === port && (one.protocol ?? 'TCP').toLowerCase() === protocol;
  const answers: ResourceRecord[] = [];
  if (service.spec.clusterIP !== 'None') {
    for (const one of service.spec.ports ?? []) {
      if (fits(one)) answers.push({ name, type: 'SRV', data: `0 100 ${one.port} ${domain}` });
    }
  }
  const weight = Math.max(1, Math.floor(100 / Math.max(1, targets.length)));
  for (const { host, ports } of targets) {
    for (const one of ports) {
      if (fits(one)) answers.push({ name, type: 'SRV', data: `0 ${weight} ${one.port} ${host}.${domain}` });
    }
  }
  if (answers.length === 0) return NOTHING;
  return type === 'SRV' ? found(answers) : EMPTY;
}

function reverse(records: Records, name: string): Answer {
  const ip = name
    .replace(/\.in-addr\.arpa$/, '')
    .split('.')
    .reverse()
    .join('.');
  const service = records.serviceAt(ip);
  if (!service) return NOTHING;
  const { namespace = '', name: serviceName } = service.metadata;
  return found([{ name: `${name}.`, type: 'PTR', data: `${serviceName}.${namespace}.svc.${ZONE}.` }]);
}
