import { NetworkError, Waiter, type Label, type Micros, type Network, type Process, type Task } from '../sim/index.ts';

/** What is asked of a program in a pod over the pod network. */
export interface PodRequest {
  /**
   * `connect` only opens the port; `http` asks for a path; `grpc` is the health service; `dns` asks for the name in `path`, of the
   * type in `method`, and is answered with lines of a zone file and a response code; `line` is a line of a protocol of lines.
   */
  readonly protocol: 'connect' | 'http' | 'grpc' | 'dns' | 'line';
  readonly method?: string;
  readonly path?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
  /** Why it is asked, so that a fault may fail one probe and leave users alone. */
  readonly probe?: 'liveness' | 'readiness' | 'startup';
  /** Asked over TLS. */
  readonly tls?: boolean;
  /** Sent by a hand: the only one, or one of many. */
  readonly traffic?: 'one' | 'many';
  /** What leads it to a pod, where whoever sends it knows. */
  readonly via?: string;
}

export interface PodReply {
  /** HTTP status; 0 for a bare connection. */
  readonly status: number;
  readonly body: string;
  /** The server has shown a certificate, of the cluster's own authority. */
  readonly tls?: boolean;
}

/** How an exchange with a port ended. */
export type Exchange = { readonly reply: PodReply } | { readonly failure: 'refused' | 'timeout' | 'reset' };

/** What the kernel of a node does with the connections of its processes: the rules of kube-proxy, then the network. */
export interface PodNetwork {
  connect(
    from: Process,
    ip: string,
    port: number,
    request: PodRequest,
    timeout?: Micros,
    protocol?: 'TCP' | 'UDP',
  ): Task<Exchange>;
}

/** The address on the network of a port of a pod or a node. */
export function portAddress(ip: string, port: number): string {
  return `${ip}:${port}`;
}

/** What stands on a request: in whose words it is asked, and what leads it to a pod. */
export function requestLabel(request: PodRequest, through?: string): Label {
  const { method, protocol, path, traffic, via = through } = request;
  return {
    form: 'request',
    verb: method ?? protocol,
    name: path,
    ...(via !== undefined && { via }),
    ...(traffic && { traffic }),
  };
}

/** What stands on its answer. */
export function answerLabel({ verb, name, via, traffic }: Label, code: number): Label {
  return {
    form: 'response',
    verb,
    code,
    name,
    ...(via !== undefined && { via }),
    ...(traffic && { traffic }),
  };
}

/** Opens a connection of its own, asks once, and closes: probes and clients without keep-alive do so. */
export function* exchange(
  network: Network,
  from: Process,
  address: string,
  label: Label,
  request: PodRequest,
  timeout: Micros,
): Task<Exchange> {
  const { sim } = from;
  const end = network.dial(from, address);
  if (!end) {
    const hop = sim.recorder.hopSent(sim.cause, from.id, address, label, sim.now, sim.now);
    sim.recorder.hopEnded(hop, 'refused', sim.now);
    return { failure: 'refused' };
  }
  const cause = sim.cause;
  const waiter = new Waiter<Exchange>(sim);
  end.onMessage = (payload) => waiter.settle({ reply: payload as PodReply });
  end.onClose = (reason) => waiter.settle({ failure: reason === REFUSED ? 'refused' : 'reset' });
  const timer = sim.after(timeout, (w: Waiter<Exchange>) => w.settle({ failure: 'timeout' }), waiter);
  end.send(label, request);
  const result = yield* waiter.wait();
  timer.cancel();
  end.close('done');
  sim.cause = cause;
  return result;
}

/** Why a pod's network stack closes a connection to a port on which nothing listens. */
export const REFUSED = 'connection refused';

export function networkFailure(error: unknown): error is NetworkError {
  return error instanceof NetworkError;
}
