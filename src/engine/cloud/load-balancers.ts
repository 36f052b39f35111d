import { REFUSED, answerLabel, exchange, portAddress, type PodRequest } from '../cri-api/index.ts';
import {
  SECOND,
  serve,
  sleep,
  type ConnectionEnd,
  type Label,
  type Micros,
  type Network,
  type Process,
  type ServerCall,
  type Task,
} from '../sim/index.ts';

/** Where the provider's API listens. */
export const CLOUD_API = 'cloud-api:443';

/** For how long a balancer tries to reach a node before it takes the next, and then leaves it alone. */
const CONNECT_TIMEOUT: Micros = SECOND;
const LEFT_ALONE: Micros = 10 * SECOND;
const ANSWER_TIMEOUT: Micros = 30 * SECOND;
/** What making one takes. */
const PROVISIONING: Micros = 2 * SECOND;

/** One balancer, as it is ordered. */
export interface Balancer {
  readonly name: string;
  /** `default/web`, whose requests it carries. */
  readonly service: string;
  readonly ports: readonly { readonly port: number; readonly nodePort: number }[];
  /** Addresses of nodes. */
  readonly nodes: readonly string[];
}

export type CloudRequest =
  | { readonly ensure: Balancer }
  | { readonly update: { readonly name: string; readonly nodes: readonly string[] } }
  | { readonly remove: string };

/** What the provider keeps on its disks: it outlives the process. */
export class Balancers {
  readonly all = new Map<string, Balancer>();
  readonly #addresses = new Map<string, string>();
  #last = 9;

  /** The address of a balancer; the next one of the range, the first time. */
  addressOf(name: string): string {
    let address = this.#addresses.get(name);
    if (address === undefined) this.#addresses.set(name, (address = `203.0.113.${++this.#last}`));
    return address;
  }

  at(address: string): Balancer | undefined {
    for (const [name, known] of this.#addresses) if (known === address) return this.all.get(name);
    return undefined;
  }
}

export function startLoadBalancers(process: Process, network: Network, balancers: Balancers): void {
  const server = new LoadBalancers(process, network, balancers);
  serve(network, process, CLOUD_API, (call) => server.answer(call));
  for (const balancer of balancers.all.values()) server.open(balancer);
}

class LoadBalancers {
  readonly #opened = new Set<string>();
  /** Until when a node is left alone, by address. */
  readonly #avoided = new Map<string, Micros>();
  #turn = 0;

  constructor(
    readonly process: Process,
    readonly network: Network,
    readonly balancers: Balancers,
  ) {}

  *answer(call: ServerCall): Task {
    const address = yield* this.#carryOut(call.request as CloudRequest);
    const { verb, name } = call.label;
    call.reply({ form: 'response', verb, code: 200, name }, { address });
  }

  *#carryOut(request: CloudRequest): Task<string> {
    const { all } = this.balancers;
    if ('remove' in request) {
      all.delete(request.remove);
      return '';
    }
    if ('update' in request) {
      const known = all.get(request.update.name);
      if (known) all.set(known.name, { ...known, nodes: request.update.nodes });
      return this.balancers.addressOf(request.update.name);
    }
    const { ensure } = request;
    if (!all.has(ensure.name)) yield* sleep(this.process.sim, PROVISIONING);
    all.set(ensure.name, ensure);
    this.open(ensure);
    return this.balancers.addressOf(ensure.name);
  }

  /** A port that was opened stays so, and refuses when nothing is behind it any more. */
  open({ name, ports }: Balancer): void {
    const ip = this.balancers.addressOf(name);
    for (const { port } of ports) {
      const address = portAddress(ip, port);
      if (this.#opened.has(address)) continue;
      this.#opened.add(address);
      this.network.listen(address, this.process, (end) => this.#accept(end, ip, port));
    }
  }

  #accept(end: ConnectionEnd, ip: string, port: number): void {
    end.onMessage = (payload, _hop, label) => {
      this.process.go('balance', this.#balance(end, ip, port, payload as PodRequest, label));
    };
  }

  *#balance(end: ConnectionEnd, ip: string, port: number, request: PodRequest, label: Label): Task {
    const { process, network } = this;
    const span = process.begin('balance', `${ip}:${port}`);
    const balancer = this.balancers.at(ip);
    const nodePort = balancer?.ports.find((one) => one.port === port)?.nodePort;
    const onward = balancer ? { ...label, via: label.via ?? `services/${balancer.service}` } : label;
    for (const node of nodePort === undefined ? [] : this.#inTurn(balancer?.nodes ?? [])) {
      const address = portAddress(node, nodePort!);
      if (network.isSilent(process, address)) {
        process.note('node does not answer', address);
        this.#avoided.set(node, process.sim.now + LEFT_ALONE);
        yield* sleep(process.sim, CONNECT_TIMEOUT);
        continue;
      }
      const result = yield* exchange(network, process, address, onward, request, ANSWER_TIMEOUT);
      if ('reply' in result) {
        span.end('ok', { service: balancer?.service, node: address, status: result.reply.status });
        end.send(answerLabel(onward, result.reply.status), result.reply);
        return;
      }
      span.end('error', { service: balancer?.service, node: address, failure: result.failure });
      end.close(result.failure === 'refused' ? REFUSED : 'connection reset by peer');
      return;
    }
    span.end('error', { service: balancer?.service, failure: 'no healthy node' });
    end.close(REFUSED);
  }

  /** Healthy nodes, each first in its turn; the others, when there is no healthy one, all the same. */
  #inTurn(nodes: readonly string[]): readonly string[] {
    const { now } = this.process.sim;
    const healthy = nodes.filter((node) => (this.#avoided.get(node) ?? 0) <= now);
    const among = healthy.length > 0 ? healthy : nodes;
    const first = among.length === 0 ? 0 : this.#turn++ % among.length;
    return [...among.slice(first), ...among.slice(0, first)];
  }
}
