import { REFUSED, answerLabel, exchange, portAddress, type PodRequest } from '../cri-api/index.ts';
import { Process, SECOND, type ConnectionEnd, type Label, type Micros, type Network, type Task } from '../sim/index.ts';
import type { Route } from './kube-proxy.ts';
import { viaOf } from './rules.ts';

/** What becomes of a connection from elsewhere; `drop`: nobody is told. */
export type Verdict = Route | { readonly verdict: 'drop'; readonly rule: string };
type Decide = (port: number, client: string) => Verdict;

const CONNECT_TIMEOUT: Micros = 30 * SECOND;

/**
 * Node ports, as those who are not on the node reach them. The kernel sends such a connection on by the rules, so that it goes on
 * when kube-proxy has died; in the trace it is `netfilter`.
 */
export class NodePorts {
  readonly #opened = new Set<string>();

  constructor(
    readonly network: Network,
    /** Its host is the node. */
    readonly owner: Process,
    readonly nodeIP: string,
    readonly decide: Decide,
  ) {}

  /** A port of a Service that is gone stays open and refuses, as a closed one does. */
  open(keys: Iterable<string>): void {
    for (const key of keys) {
      if (this.#opened.has(key) || !key.endsWith('/TCP')) continue;
      this.#opened.add(key);
      const port = parseInt(key, 10);
      const kernel = this.#kernel();
      this.network.listen(portAddress(this.nodeIP, port), kernel, (end) => this.#accept(kernel, end, port));
    }
  }

  #kernel(): Process {
    const { sim, host } = this.owner;
    return host.processes.get('netfilter') ?? new Process(sim, 'netfilter', host);
  }

  #accept(kernel: Process, end: ConnectionEnd, port: number): void {
    end.onMessage = (payload, _hop, label) => {
      kernel.go('forward', this.#forward(kernel, end, port, payload as PodRequest, label));
    };
  }

  *#forward(kernel: Process, end: ConnectionEnd, port: number, request: PodRequest, label: Label): Task {
    const span = kernel.begin('forward', `${this.nodeIP}:${port}`);
    const route = this.decide(port, end.peer.id);
    if (route.verdict !== 'endpoint') {
      span.end('error', { verdict: route.verdict, ...('rule' in route && { rule: route.rule }) });
      if (route.verdict !== 'drop') end.close(REFUSED);
      return;
    }
    const { endpoint, rule, candidates } = route;
    const address = portAddress(endpoint.ip, endpoint.port);
    const detail = { rule, endpoint: address, among: candidates };
    if (this.network.isSilent(kernel, address)) {
      span.end('error', { ...detail, failure: 'timeout' });
      return;
    }
    const onward = { ...label, via: label.via ?? viaOf(rule) };
    const result = yield* exchange(this.network, kernel, address, onward, request, CONNECT_TIMEOUT);
    if ('reply' in result) {
      const { status } = result.reply;
      span.end('ok', { ...detail, status });
      end.send(answerLabel(onward, status), result.reply);
      return;
    }
    span.end('error', { ...detail, failure: result.failure });
    if (result.failure !== 'timeout') end.close(result.failure === 'refused' ? REFUSED : 'connection reset by peer');
  }
}
