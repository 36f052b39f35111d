import type { EndpointSlice } from '../api/endpointslice/types.ts';
import { ENDPOINT_SLICES, SERVICES } from '../api/refs.ts';
import type { Service } from '../api/service/types.ts';
import { keyOf } from '../apimachinery/index.ts';
import { Client, SharedInformerFactory, type Informer } from '../client-go/index.ts';
import { exchange, portAddress, requestLabel, type PodReply, type PodRequest } from '../cri-api/index.ts';
import {
  MILLISECOND,
  SECOND,
  Waiter,
  sleep,
  type Micros,
  type Network,
  type Process,
  type Random,
  type Task,
} from '../sim/index.ts';
import { factsOf, MOST_ROWS, type RuleRow } from '../trace/index.ts';
import { AffinityTable } from './affinity.ts';
import { NodePorts, type Verdict } from './node-ports.ts';
import { buildRules, viaOf, type Endpoint, type Rules, type ServiceRule } from './rules.ts';

export interface KubeProxyConfig {
  /** Addresses of this node, on which node ports answer. */
  readonly nodeIP: string;
  readonly qps?: number;
  readonly burst?: number;
}

/** Where a connection goes, decided where it begins. */
export type Route =
  | { readonly verdict: 'endpoint'; readonly rule: string; readonly endpoint: Endpoint; readonly candidates: number }
  /** The service is known and has nobody behind it: the connection is refused. */
  | { readonly verdict: 'reject'; readonly rule: string }
  /** No rule is about the address: it goes out as it is. */
  | { readonly verdict: 'none' };

export type ConnectResult =
  | { readonly route: Route; readonly reply: PodReply }
  | { readonly route: Route; readonly failure: 'refused' | 'timeout' | 'reset' };

/** What a node's kernel does with the rules that kube-proxy wrote. They stay when kube-proxy dies. */
export interface KubeProxy {
  readonly rules: Rules;
  /** How many times rules have been written. */
  readonly syncs: number;
  /** The Services that it knows of, and what is another one when they have changed. */
  readonly services: { readonly version: object; list(): readonly Service[] };
  route(ip: string, port: number, protocol: 'TCP' | 'UDP', client: string, external: boolean): Route;
  /** A connection from a process on this node: the decision, then real messages to the endpoint and back. */
  connect(
    from: Process,
    ip: string,
    port: number,
    request: PodRequest,
    timeout?: Micros,
    protocol?: 'TCP' | 'UDP',
  ): Task<ConnectResult>;
}

/** --iptables-min-sync-period */
const MIN_SYNC_PERIOD: Micros = SECOND;
/** Writing rules takes this long, and a little more for each. */
const SYNC_TIME: Micros = 5 * MILLISECOND;
const TIME_PER_RULE: Micros = 5;
const CONNECT_TIMEOUT: Micros = 30 * SECOND;
const SERVICE_NAME = 'kubernetes.io/service-name';

export function startKubeProxy(process: Process, network: Network, config: KubeProxyConfig): KubeProxy {
  const client = new Client(process, network, {
    credentials: { clientCertificate: { commonName: 'system:kube-proxy', organizations: ['system:node-proxier'] } },
    userAgent: 'kube-proxy/v1.36.0 (linux/amd64) kubernetes',
    qps: config.qps ?? 5,
    burst: config.burst ?? 10,
  });
  const proxier = new Proxier(process, network, client, config);
  proxier.start();
  process.expose(factsOf('rules', () => proxier.rows()));
  process.expose({ metrics: (tell) => tell('kubeproxy_sync_proxy_rules_iptables_total', '', proxier.syncs) });
  return proxier;
}

class Proxier implements KubeProxy {
  rules: Rules = { clusterIPs: new Map(), nodePorts: new Map() };
  syncs = 0;
  readonly #process: Process;
  readonly #network: Network;
  readonly #config: KubeProxyConfig;
  readonly #random: Random;
  readonly #affinity = new AffinityTable();
  readonly #nodePorts: NodePorts;
  readonly #factory: SharedInformerFactory;
  readonly #services: Informer<Service>;
  readonly #slices: Informer<EndpointSlice>;
  #changed = true;
  #changes = 0;
  #wake: Waiter<void> | undefined;
  #cause = 0;
  #servicesVersion = {};
  #told: Rules | undefined;
  #rows: readonly RuleRow[] = [];

  constructor(process: Process, network: Network, client: Client, config: KubeProxyConfig) {
    this.#process = process;
    this.#network = network;
    this.#config = config;
    this.#nodePorts = new NodePorts(network, process, config.nodeIP, (port, from) => this.#decide(port, from));
    this.#random = process.sim.random(`connections/${process.host.name}`);
    this.#factory = new SharedInformerFactory(client);
    this.#services = this.#factory.informer<Service>(SERVICES);
    this.#slices = this.#factory.informer<EndpointSlice>(ENDPOINT_SLICES);
    this.#slices.store.addIndex('service', (slice) => [
      `${slice.metadata.namespace ?? ''}/${slice.metadata.labels?.[SERVICE_NAME] ?? ''}`,
    ]);
    const touch = () => this.#touch();
    const count = () => {
      this.#servicesVersion = {};
      this.#touch();
    };
    this.#services.addEventHandler({ onAdd: count, onUpdate: count, onDelete: count });
    this.#slices.addEventHandler({ onAdd: touch, onUpdate: touch, onDelete: touch });
  }

  get services(): KubeProxy['services'] {
    return { version: this.#servicesVersion, list: () => this.#services.store.list() };
  }

  /** The rules as they are, for observers. The same rules give the same list. */
  rows(): readonly RuleRow[] {
    if (this.#told === this.rules) return this.#rows;
    const { clusterIPs, nodePorts } = this.rules;
    const row = (address: string, { name }: ServiceRule, nodePort: boolean, all: readonly Endpoint[]): RuleRow => ({
      service: name,
      address,
      nodePort,
      endpoints: all.slice(0, MOST_ROWS).map(({ ip, port, nodeName = '' }) => ({ ip, port, node: nodeName })),
    });
    this.#told = this.rules;
    this.#rows = [
      ...[...clusterIPs].map(([address, rule]) => row(address, rule, false, rule.cluster)),
      ...[...nodePorts].map(([address, rule]) => row(address, rule, true, rule.external)),
    ].slice(0, MOST_ROWS);
    return this.#rows;
  }

  start(): void {
    this.#factory.start();
    this.#process.go('syncRunner', this.#run());
  }

  #touch(): void {
    this.#changed = true;
    this.#changes++;
    this.#cause = this.#process.sim.cause;
    this.#wake?.settle();
  }

  /** Waits for changes, takes all there are together, and rests a second between two writes. */
  *#run(): Task {
    const { sim } = this.#process;
    yield* this.#factory.waitForCacheSync();
    for (;;) {
      if (!this.#changed) {
        this.#wake = new Waiter<void>(sim);
        yield* this.#wake.wait();
      }
      yield* this.#sync();
      yield* sleep(sim, MIN_SYNC_PERIOD);
    }
  }

  *#sync(): Task {
    const { sim } = this.#process;
    sim.cause = this.#cause;
    const changes = this.#changes;
    this.#changed = false;
    this.#changes = 0;
    const span = this.#process.begin('syncProxyRules', this.#process.host.name);
    const rules = buildRules(
      this.#services.store.list(),
      (service) => this.#slices.store.byIndex('service', keyOf(service)),
      this.#process.host.name,
    );
    const count = rules.clusterIPs.size + rules.nodePorts.size;
    yield* sleep(sim, SYNC_TIME + count * TIME_PER_RULE);
    this.rules = rules;
    this.#nodePorts.open(rules.nodePorts.keys());
    this.syncs++;
    span.end('ok', { changes, clusterIPs: rules.clusterIPs.size, nodePorts: rules.nodePorts.size });
  }

  route(ip: string, port: number, protocol: 'TCP' | 'UDP', client: string, external: boolean): Route {
    const byAddress = this.rules.clusterIPs.get(`${ip}:${port}/${protocol}`);
    const byPort = ip === this.#config.nodeIP ? this.rules.nodePorts.get(`${port}/${protocol}`) : undefined;
    const rule = byAddress ?? byPort;
    if (!rule) return { verdict: 'none' };
    const candidates = external || !byAddress ? rule.external : rule.cluster;
    if (candidates.length === 0) return { verdict: 'reject', rule: rule.name };
    return {
      verdict: 'endpoint',
      rule: rule.name,
      endpoint: this.#choose(rule, candidates, client),
      candidates: candidates.length,
    };
  }

  /** With externalTrafficPolicy Local and nobody on this node, what comes from outside is dropped and not refused. */
  #decide(port: number, client: string): Verdict {
    const route = this.route(this.#config.nodeIP, port, 'TCP', client, true);
    if (route.verdict !== 'reject') return route;
    const elsewhere = this.rules.nodePorts.get(`${port}/TCP`)?.cluster ?? [];
    return elsewhere.length > 0 ? { verdict: 'drop', rule: route.rule } : route;
  }

  /** As iptables' statistic module: each endpoint is as likely as any other, for each connection anew. */
  #choose(rule: ServiceRule, candidates: readonly Endpoint[], client: string): Endpoint {
    const { now } = this.#process.sim;
    const endpoint =
      this.#affinity.find(rule, client, candidates, now) ?? candidates[this.#random.int(candidates.length)]!;
    this.#affinity.remember(rule, client, endpoint, now);
    return endpoint;
  }

  *connect(
    from: Process,
    ip: string,
    port: number,
    request: PodRequest,
    timeout = CONNECT_TIMEOUT,
    protocol: 'TCP' | 'UDP' = 'TCP',
  ): Task<ConnectResult> {
    const span = from.begin('connect', `${ip}:${port}`);
    const external = from.host !== this.#process.host;
    const route = this.route(ip, port, protocol, from.id, external);
    if (route.verdict === 'reject') {
      span.end('error', { rule: route.rule, failure: 'refused' });
      return { route, failure: 'refused' };
    }
    const target = route.verdict === 'endpoint' ? route.endpoint : { ip, port };
    const label = requestLabel(request, route.verdict === 'endpoint' ? viaOf(route.rule) : undefined);
    const address = portAddress(target.ip, target.port);
    if (this.#network.isSilent(from, address)) {
      // Nobody is there to refuse it: a machine without power, or behind a cut wire.
      yield* sleep(from.sim, timeout);
      span.end('error', { failure: 'timeout' });
      return { route, failure: 'timeout' };
    }
    const result = yield* exchange(this.#network, from, address, label, request, timeout);
    const chosen = route.verdict === 'endpoint' ? { rule: route.rule, endpoint: address, among: route.candidates } : {};
    if ('reply' in result) {
      span.end('ok', { ...chosen, status: result.reply.status });
      return { route, reply: result.reply };
    }
    span.end('error', { ...chosen, failure: result.failure });
    return { route, failure: result.failure };
  }
}
