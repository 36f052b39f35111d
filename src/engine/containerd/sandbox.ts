import {
  REFUSED,
  answerLabel,
  exchange,
  portAddress,
  requestLabel,
  type CriRequests,
  type DNSConfig,
  type Exchange,
  type NodeDisk,
  type PodNetwork,
  type PodReply,
  type PodRequest,
  type PodSandbox,
  type RuntimeActivity,
} from '../cri-api/index.ts';
import {
  MILLISECOND,
  sleep,
  type ConnectionEnd,
  type Label,
  type Micros,
  type Network,
  type Process,
  type Task,
} from '../sim/index.ts';
import type { Container } from './container.ts';
import type { Services } from './service.ts';

/** What a program takes to answer. */
const SERVICE_TIME = MILLISECOND;

/** A port on which something has listened; the last to do so answers. */
interface Port {
  readonly number: number;
  container: Container;
}

/** What a pod's sandbox is told beside its name. */
export type SandboxSettings = Pick<CriRequests['RunPodSandbox'], 'hostname' | 'dns' | 'hostAliases'>;

/** What of its node a sandbox uses. */
export interface SandboxNode {
  readonly activity: RuntimeActivity;
  readonly disk: NodeDisk;
  readonly podNetwork: PodNetwork | undefined;
  /** What programs may be, beside what their images describe. */
  readonly services: Services;
}

const NO_DNS: DNSConfig = { servers: [], searches: [], options: [] };
const NONE: readonly never[] = [];

/**
 * A pod's network namespace: one address, one process on the host in which its containers' programs run, and the ports
 * that they listen on.
 */
export class Sandbox {
  record: PodSandbox;
  readonly process: Process;
  readonly network: Network;
  readonly activity: RuntimeActivity;
  readonly #node: SandboxNode;
  readonly #settings: SandboxSettings;
  /** Lists of few that live as long as a pod: they are written anew at a change, without spare room. */
  containers: readonly Container[] = NONE;
  #ports: readonly Port[] = NONE;

  /** `released` is called when the sandbox is over and its address is free. */
  constructor(
    record: PodSandbox,
    process: Process,
    network: Network,
    node: SandboxNode,
    settings: SandboxSettings,
    released: (ip: string) => void,
  ) {
    this.record = record;
    this.process = process;
    this.network = network;
    this.activity = node.activity;
    this.#node = node;
    this.#settings = settings;
    // The host lost power, or the sandbox was stopped: nothing in it survives.
    process.onDeath.push(() => {
      released(record.ip);
      this.#died();
    });
  }

  get services(): Services {
    return this.#node.services;
  }

  get disk(): NodeDisk {
    return this.#node.disk;
  }

  /** A connection from a program in the pod; `timeout` from its first packet to the end of its answer. */
  *connect(ip: string, port: number, request: PodRequest, timeout: Micros, protocol: 'TCP' | 'UDP'): Task<Exchange> {
    const { podNetwork } = this.#node;
    if (podNetwork) return yield* podNetwork.connect(this.process, ip, port, request, timeout, protocol);
    const address = portAddress(ip, port);
    return yield* exchange(this.network, this.process, address, requestLabel(request), request, timeout);
  }

  get hostname(): string {
    return this.#settings.hostname ?? this.record.pod.name;
  }

  get dns(): DNSConfig {
    return this.#settings.dns ?? NO_DNS;
  }

  get hostAliases(): SandboxSettings['hostAliases'] {
    return this.#settings.hostAliases;
  }

  #died(): void {
    for (const container of this.containers) container.exit(255, 'Unknown');
    if (this.record.state === 'SANDBOX_NOTREADY') return;
    this.record = { ...this.record, state: 'SANDBOX_NOTREADY' };
    this.activity.changed();
  }

  add(container: Container): void {
    this.containers = this.containers.concat(container);
  }

  remove(container: Container): void {
    this.containers = this.containers.filter((other) => other !== container);
  }

  stop(): void {
    this.process.kill();
  }

  listen(port: number, container: Container): void {
    for (const known of this.#ports) {
      if (known.number !== port) continue;
      known.container = container;
      return;
    }
    const opened: Port = { number: port, container };
    this.#ports = this.#ports.concat(opened);
    this.network.listen(portAddress(this.record.ip, port), this.process, (end) => this.#accept(opened, end));
  }

  /** What listens on a port now, or undefined. */
  listener(port: number): Container | undefined {
    const known = this.#ports.find(({ number }) => number === port);
    return known?.container.listening ? known.container : undefined;
  }

  #accept({ container }: Port, end: ConnectionEnd): void {
    if (!container.listening) {
      end.close(REFUSED);
      return;
    }
    end.onMessage = (payload, _hop, label) => {
      this.process.go('serve', this.#serve(container, payload as PodRequest, end, label));
    };
  }

  /** What a program answers, after the time that it takes; undefined when it has ended meanwhile. */
  *ask(container: Container, request: PodRequest, operation: string): Task<PodReply | undefined> {
    const span = this.process.begin(operation, container.config.name);
    yield* sleep(this.process.sim, SERVICE_TIME);
    const answer = container.listening ? container.answer(request) : undefined;
    const reply = answer && 'next' in answer ? yield* answer : answer;
    span.end(reply && reply.status < 400 ? 'ok' : 'error', { path: request.path, status: reply?.status });
    return reply;
  }

  *#serve(container: Container, request: PodRequest, end: ConnectionEnd, label: Label): Task {
    const reply = yield* this.ask(container, request, label.verb);
    if (reply) end.send(answerLabel(label, reply.status), reply);
    else end.close('connection reset by peer');
  }
}
