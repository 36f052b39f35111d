import { newBadRequest } from '../apimachinery/index.ts';
import { CLUSTER_DNS } from '../coredns/index.ts';
import { exchange, portAddress, requestLabel, type Exchange, type PodRequest } from '../cri-api/index.ts';
import type { KubeProxy } from '../kube-proxy/index.ts';
import { Process, SECOND, sleep, type Host, type Micros, type Task } from '../sim/index.ts';
import type { Cluster } from './cluster.ts';
import type { FaultParams } from './faults.ts';
import { parseWanted, viaOfWanted, wayTo, type Wanted, type Way } from './traffic-target.ts';

/** What a patient user waits for an answer. */
const PATIENCE: Micros = 5 * SECOND;
/** For how long a client goes by what it has found out about the way. */
const REMEMBERED: Micros = SECOND;
const MOST_A_SECOND = 1000;
const LONGEST = 3600;
const LONG = 60;

/** Requests that go on until they are stopped. */
interface Run {
  readonly to: string;
  stopped: boolean;
}

/** Who asks: a process, and the kernel that decides where its connections go, unless it is outside. */
interface Client {
  readonly process: Process;
  readonly proxy: KubeProxy | undefined;
}

type Outcome = Exchange | { readonly failure: 'unknown' };

/**
 * The users of what runs in the cluster. A request really travels: to a node's port, or by name from within; the rules choose the
 * endpoint, and what answers is the container. Each is a span `request` of the client, with what came back in its detail:
 * `{ to, address, status }`, or `failure`: refused, timeout, reset, unknown.
 */
export class Traffic {
  readonly #cluster: Cluster;
  readonly #runs = new Set<Run>();
  /** From outside, nodes are asked in turn. */
  #turn = 0;

  constructor(cluster: Cluster) {
    this.#cluster = cluster;
  }

  /** One request, or a rate of them. Throws BadRequest for what does not exist. */
  order(params: FaultParams): void {
    const to = String(params.to ?? '');
    const wanted = parseWanted(this.#cluster, to);
    const from = params.from === undefined ? undefined : String(params.from);
    if (wayTo(this.#cluster, wanted, from !== undefined).by === 'nothing')
      throw newBadRequest(`there is no way to "${to}"`);
    const client = this.#client(wanted, from);
    const path = params.path === undefined ? undefined : String(params.path);
    const route = new Route(this.#cluster, wanted, client.proxy !== undefined, () => this.#turn++);
    const sends = new Sends(this.#cluster, client, route, wanted, path);
    if (params.rate === undefined) {
      client.process.go('request', sends.one('one'));
      return;
    }
    const rate = Math.min(MOST_A_SECOND, Math.max(0.1, Number(params.rate)));
    const seconds = Math.min(LONGEST, Math.max(0, Number(params.seconds ?? LONG)));
    if (!Number.isFinite(rate) || !Number.isFinite(seconds)) throw newBadRequest('rate and seconds are numbers');
    this.stop(to);
    const run: Run = { to, stopped: false };
    this.#runs.add(run);
    client.process.go('load', this.#load(run, client.process, sends, rate, seconds));
  }

  stop(to?: string): void {
    for (const run of this.#runs) {
      if (to !== undefined && run.to !== to) continue;
      run.stopped = true;
      this.#runs.delete(run);
    }
  }

  *#load(run: Run, process: Process, sends: Sends, rate: number, seconds: number): Task {
    const { sim } = process;
    const gap = Math.round(SECOND / rate);
    for (let left = Math.round(rate * seconds); left > 0 && !run.stopped; left--) {
      process.go('request', sends.one('many'));
      yield* sleep(sim, gap);
    }
    this.#runs.delete(run);
  }

  #client(wanted: Wanted, from: string | undefined): Client {
    const cluster = this.#cluster;
    if (from !== undefined) return podClient(cluster, from);
    const way = wayTo(cluster, wanted, false);
    if (way.by === 'address') return { process: processOn(cluster, cluster.outside.host), proxy: undefined };
    for (const { role, host, proxy } of cluster.machines.values()) {
      if (role === 'worker' && host.up && proxy) return { process: processOn(cluster, host), proxy };
    }
    throw newBadRequest('no node is up from which it could be reached');
  }
}

function processOn({ sim }: Cluster, host: Host): Process {
  return host.processes.get('client') ?? new Process(sim, 'client', host);
}

function podClient(cluster: Cluster, from: string): Client {
  const [name = '', namespace = 'default'] = from.split('/').reverse();
  for (const { disks, proxy } of cluster.machines.values()) {
    for (const { record, process } of disks.runtime?.sandboxes.values() ?? []) {
      const { pod, state } = record;
      if (pod.name === name && pod.namespace === namespace && state === 'SANDBOX_READY' && proxy)
        return { process, proxy };
    }
  }
  throw newBadRequest(`no pod "${name}" in namespace "${namespace}" runs`);
}

/** The way to a place, looked for again when what is known of it is old. */
class Route {
  #way: Way | undefined;
  #since: Micros = 0;

  constructor(
    readonly cluster: Cluster,
    readonly wanted: Wanted,
    readonly inside: boolean,
    readonly turn: () => number,
  ) {}

  now(): Way {
    const { now } = this.cluster;
    if (this.#way === undefined || now - this.#since >= REMEMBERED) {
      this.#way = wayTo(this.cluster, this.wanted, this.inside);
      this.#since = now;
    }
    return this.#way;
  }
}

/** One client's requests to one place. */
class Sends {
  readonly #via: string | undefined;
  readonly #key: string;

  constructor(
    readonly cluster: Cluster,
    readonly client: Client,
    readonly route: Route,
    wanted: Wanted,
    readonly path: string | undefined,
  ) {
    this.#via = viaOfWanted(wanted);
    this.#key = wanted.kind === 'address' ? `${wanted.host}:${wanted.port}` : `${wanted.namespace}/${wanted.name}`;
  }

  *one(traffic: 'one' | 'many'): Task {
    const { process } = this.client;
    const span = process.begin('request', this.#key);
    const way = this.route.now();
    const host = 'host' in way ? way.host : undefined;
    const request: PodRequest = {
      protocol: 'http',
      method: 'GET',
      path: this.path ?? ('path' in way ? way.path : undefined) ?? '/',
      headers: { 'User-Agent': 'orrery', ...(host !== undefined && { Host: host }) },
      traffic,
      ...(this.#via !== undefined && { via: this.#via }),
    };
    const told: Record<string, unknown> = { to: this.#via, path: request.path, ...(host !== undefined && { host }) };
    const outcome = yield* this.#ask(way, request, told);
    if ('failure' in outcome) span.end('error', { ...told, failure: outcome.failure });
    else span.end(outcome.reply.status < 400 ? 'ok' : 'error', { ...told, status: outcome.reply.status });
  }

  *#ask(way: Way, request: PodRequest, told: Record<string, unknown>): Task<Outcome> {
    if (way.by === 'nothing') return { failure: way.failure };
    if (way.by === 'name') return yield* this.#byName(way.name, way.port, request, told);
    const { addresses } = way;
    const { ip, port } = addresses[this.route.turn() % addresses.length]!;
    const { network } = this.cluster;
    const { process } = this.client;
    const address = portAddress(ip, port);
    told.address = address;
    if (network.isSilent(process, address)) {
      yield* sleep(process.sim, PATIENCE);
      return { failure: 'timeout' };
    }
    return yield* exchange(network, process, address, requestLabel(request), request, PATIENCE);
  }

  /** DNS says where a name leads: to the Service's address, or with a headless one to its pods. */
  *#byName(name: string, port: number, request: PodRequest, told: Record<string, unknown>): Task<Outcome> {
    const { process, proxy } = this.client;
    if (!proxy) return { failure: 'unknown' };
    const asks = { protocol: 'dns', method: 'A', path: `${name}.`, traffic: request.traffic } as PodRequest;
    told.name = name;
    const answer: Exchange = yield* proxy.connect(process, CLUSTER_DNS, 53, asks, PATIENCE, 'UDP');
    if ('failure' in answer) return { failure: answer.failure };
    const ip = / IN A (\S+)/.exec(answer.reply.body)?.[1];
    if (ip === undefined) return { failure: 'unknown' };
    told.address = portAddress(ip, port);
    return yield* proxy.connect(
      process,
      ip,
      port,
      { ...request, headers: { ...request.headers, Host: name } },
      PATIENCE,
    );
  }
}
