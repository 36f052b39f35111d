import { newBadRequest, type StreamMessage } from '../apimachinery/index.ts';
import type { Credentials } from '../client-go/index.ts';
import { startRegistry, type RegistryFaults } from '../containerd/index.ts';
import { formatHttp, parseHttp, type ApiServer, type HttpResponse } from '../kube-apiserver/index.ts';
import { Network, Process, SECOND, Sim, WAN, type Micros } from '../sim/index.ts';
import { TraceRecorder } from '../trace/index.ts';
import { putCloud, putControlPlane, putNode } from './components.ts';
import { faults, type FaultParams } from './faults.ts';
import { ADMIN, Kubectl, type Exchange, type HttpReply, type HttpRequest, type HttpStream } from './kubectl.ts';
import { follow, hasDefaultServiceAccount, readyNodes, type Observed } from './observed.ts';
import { Machine, type Role } from './machine.ts';
import { isOutside, outside } from './outside.ts';
import { isSsh, ssh } from './ssh.ts';
import { DEFAULT_TRACE_LIMIT, type ClusterOptions } from './options.ts';
import { Traffic } from './traffic.ts';

/** How long nodes may take to become ready. */
const BOOT_LIMIT = 300 * SECOND;

/** What came from outside. Seed + options + inputs = history. */
export interface Input {
  readonly at: Micros;
  /** How many steps the simulation had made: places the input exactly between two of them. */
  readonly steps: number;
  readonly input:
    | { readonly fetch: HttpRequest; readonly credentials?: Credentials }
    /** What was said to the answer of an earlier request, counted from 0 over all requests; null: it was given up. */
    | { readonly stream: number; readonly message: StreamMessage | null }
    | { readonly fault: { readonly name: string; readonly params: FaultParams } };
}

/**
 * The composition root: machines, what runs on them, the wires between them, and the person in front of it. Nobody else
 * knows more than one component.
 */
export class Cluster {
  readonly sim: Sim;
  readonly network: Network;
  readonly trace: TraceRecorder;
  readonly machines = new Map<string, Machine>();
  readonly kubectl: Kubectl;
  readonly inputs: Input[] = [];
  /** The API server's back door for observers: it reads the disk, so the last one started answers even while it is down. */
  apiServer!: ApiServer;
  registry: RegistryFaults | undefined;
  /** The users of what runs here. */
  readonly traffic = new Traffic(this);
  readonly #hand: Process;
  #workers = 0;
  #requests = 0;
  /** Requests that are not over, by their number. */
  readonly #exchanges = new Map<number, Exchange>();

  constructor(readonly options: ClusterOptions) {
    this.trace = new TraceRecorder(options.traceLimit ?? DEFAULT_TRACE_LIMIT);
    this.sim = new Sim({
      seed: options.seed,
      recorder: this.trace,
      ...(options.epoch !== undefined && { epoch: options.epoch }),
    });
    this.network = new Network(this.sim);
    const internet = this.#machine('internet', 'internet', 1);
    this.network.setUplink(internet.host, WAN);
    internet.run('registry', (process) => {
      this.registry = startRegistry(process, this.network);
    });
    const user = this.#machine('user', 'user', 1);
    this.kubectl = new Kubectl(new Process(this.sim, 'kubectl', user.host), this.network, options.yaml);
    this.#hand = new Process(this.sim, 'hand', user.host);
    putControlPlane(this, this.#machine('control-plane-1', 'control-plane', 1));
    for (let i = 0; i < (options.workers ?? 3); i++) this.addWorker();
  }

  get now(): Micros {
    return this.sim.now;
  }

  /** Where users are, and whatever balancer stands before the nodes. It is there once somebody uses the cluster. */
  get outside(): Machine {
    const known = this.machines.get('outside');
    if (known) return known;
    const machine = this.#machine('outside', 'internet', 2);
    this.network.setUplink(machine.host, WAN);
    return machine;
  }

  /** Somebody who answers for Services of type LoadBalancer, as a cluster in a cloud has. */
  addCloud(): void {
    putCloud(this);
  }

  /** Runs for a stretch of virtual time. */
  advance(duration: Micros): void {
    this.sim.runUntil(this.sim.now + duration);
  }

  /** Adds the next `worker-N` and powers it on. */
  addWorker(): Machine {
    const index = ++this.#workers;
    const name = `worker-${index}`;
    const machine = this.machines.get(name) ?? this.#machine(name, 'worker', index);
    putNode(this, machine);
    return machine;
  }

  /** The machine of this name. The next worker's is there before it joins, so that somebody can go to it and let it in. */
  machineFor(name: string): Machine | undefined {
    const known = this.machines.get(name);
    if (known !== undefined) return known.role === 'control-plane' || known.role === 'worker' ? known : undefined;
    const next = this.#workers + 1;
    return name === `worker-${next}` ? this.#machine(name, 'worker', next) : undefined;
  }

  /** `kubeadm join`: makes a Node of a machine that is none. */
  join(machine: Machine): void {
    if (machine.index > this.#workers) this.addWorker();
    else putNode(this, machine);
  }

  /**
   * A request from the person's own machine: it travels, and the answer comes when it has travelled back. What comes back gives
   * it up. Without `credentials`, who does not say otherwise is the cluster's admin.
   */
  request(request: HttpRequest, reply: HttpReply, credentials?: Credentials): () => void {
    return this.connect(request, reply, credentials).cancel;
  }

  /** The same, for a request to upgrade (exec, attach, port-forward): after the answer 101 both sides may speak. */
  connect(request: HttpRequest, reply: HttpReply, credentials?: Credentials): HttpStream {
    this.#record({ fetch: request, ...(credentials && { credentials }) });
    const stream = this.#requests++;
    const open: HttpReply = {
      ...reply,
      onResponse: (response, streams) => {
        if (!streams) this.#exchanges.delete(stream);
        reply.onResponse?.(response, streams);
      },
      onChunk: (chunk) => reply.onChunk?.(chunk),
      onMessage: (message) => reply.onMessage?.(message),
      onEnd: () => {
        this.#exchanges.delete(stream);
        reply.onEnd?.();
      },
      onFailure: (reason) => {
        this.#exchanges.delete(stream);
        reply.onFailure?.(reason);
      },
    };
    this.#exchanges.set(stream, this.#begin(request, open, credentials));
    return {
      send: (message) => this.#say(stream, message),
      cancel: () => this.#say(stream, null),
    };
  }

  #begin(request: HttpRequest, reply: HttpReply, credentials: Credentials | undefined): Exchange {
    if (isSsh(request)) return ssh(this, request, reply);
    if (isOutside(request)) return outside(this, request, reply);
    return this.kubectl.request(request, reply, credentials);
  }

  #say(stream: number, message: StreamMessage | null): void {
    const exchange = this.#exchanges.get(stream);
    if (!exchange) return;
    this.#record({ stream, message });
    if (message !== null) {
      exchange.send(message);
      return;
    }
    this.#exchanges.delete(stream);
    exchange.cancel();
  }

  /** Does something to the cluster. Throws StatusError (BadRequest) for a name or a parameter that does not exist. */
  fault(name: string, params: FaultParams = {}): void {
    const fault = faults[name];
    if (!fault || !Object.hasOwn(faults, name)) {
      throw newBadRequest(`no fault named "${name}": there are ${Object.keys(faults).join(', ')}`);
    }
    this.#record({ fault: { name, params } });
    const { sim } = this;
    sim.cause = this.#hand.note(name, fault.key(params), params);
    try {
      fault.act(this, params);
    } finally {
      sim.cause = 0;
    }
  }

  /** Answers a read, or a write that is a dry run, at once: without message, time or trace. */
  observe(http: HttpRequest): HttpResponse {
    const parsed = parseHttp(http, ADMIN, this.options.yaml);
    if ('response' in parsed) return parsed.response;
    const { request, format } = parsed;
    const answer = 'resource' in request ? this.apiServer.observe(request) : this.apiServer.observePath(request);
    return formatHttp(answer, format);
  }

  /** Tells every object there is and then every change of the world as it is committed. */
  follow(tell: (observed: Observed) => void): void {
    follow(this, tell);
  }

  /** Runs until every machine that is to be a Node is Ready; a cluster that never gets there is a defect. */
  runUntilReady(): void {
    const expected = this.#workers + ((this.options.controlPlanes ?? 1) > 0 ? 1 : 0);
    const limit = this.sim.now + BOOT_LIMIT;
    while (readyNodes(this) < expected || !hasDefaultServiceAccount(this)) {
      this.sim.assert(this.sim.now < limit, `only ${readyNodes(this)} of ${expected} nodes became ready`);
      this.advance(SECOND);
    }
  }

  /** Plays an input again, at the step at which it first came. */
  replay(input: Input): void {
    while (this.sim.steps < input.steps && this.sim.step());
    if (this.sim.now < input.at) this.sim.now = input.at;
    if ('fetch' in input.input) this.request(input.input.fetch, {}, input.input.credentials);
    else if ('stream' in input.input) this.#say(input.input.stream, input.input.message);
    else this.fault(input.input.fault.name, input.input.fault.params);
  }

  #record(input: Input['input']): void {
    this.inputs.push({ at: this.sim.now, steps: this.sim.steps, input });
  }

  #machine(name: string, role: Role, index: number): Machine {
    const machine = new Machine(this.sim, this.network, name, role, index);
    this.machines.set(name, machine);
    return machine;
  }
}
