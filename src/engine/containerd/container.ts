import type { ContainerConfig, LogLine, PodReply, PodRequest, RuntimeContainer } from '../cri-api/index.ts';
import { Waiter, type Timer } from '../sim/index.ts';
import type { Image, Server } from './images/index.ts';
import type { Sandbox } from './sandbox.ts';

/** Older lines are forgotten, as a node rotates its log files. */
const LOG_LIMIT = 200;

export type ProbeKind = 'liveness' | 'readiness' | 'startup';

/**
 * A container on a node: its record, and while it runs what its program has done. `record` is replaced at each change, so
 * readers may keep it.
 */
export class Container {
  record: RuntimeContainer;
  readonly sandbox: Sandbox;
  readonly config: ContainerConfig;
  readonly image: Image;
  #files: Set<string> | undefined;
  listening: Server | undefined;
  served = 0;
  /** Probes that a fault makes fail. */
  failing: ReadonlySet<ProbeKind> | undefined;
  #logs: LogLine[] | undefined;
  #startLog: readonly string[] = [];
  #exited: Waiter<void>[] | undefined;
  #kill: Timer | undefined;

  constructor(record: RuntimeContainer, sandbox: Sandbox, config: ContainerConfig, image: Image) {
    this.record = record;
    this.sandbox = sandbox;
    this.config = config;
    this.image = image;
  }

  /** Paths that its program has made; most never make one. */
  get files(): Set<string> {
    return (this.#files ??= new Set());
  }

  get running(): boolean {
    return this.record.state === 'CONTAINER_RUNNING';
  }

  /** The lines a server prints while it starts are shared between all containers of its image. */
  printStart(lines: readonly string[]): void {
    this.#startLog = lines;
  }

  print(line: string): void {
    this.#logs ??= [];
    this.#logs.push({ at: this.sandbox.process.sim.wallClock(), text: line });
    if (this.#logs.length > LOG_LIMIT) this.#logs.splice(0, this.#logs.length - LOG_LIMIT);
  }

  logs(): readonly LogLine[] {
    const at = this.record.startedAt;
    return [...this.#startLog.map((text) => ({ at, text })), ...(this.#logs ?? [])];
  }

  listen(server: Server): void {
    if (!this.running) return;
    this.listening = server;
    const ports = server.ports.length > 0 ? server.ports : this.config.ports;
    for (const port of ports) this.sandbox.listen(port, this);
    for (const port of this.config.ports) this.sandbox.listen(port, this);
  }

  answer(request: PodRequest): PodReply {
    if (request.probe && this.failing?.has(request.probe)) return { status: 500, body: 'fault: made to fail' };
    const http = this.listening?.http;
    if (request.protocol !== 'http') return { status: request.protocol === 'grpc' ? 200 : 0, body: '' };
    if (!http) return { status: 400, body: '' };
    const { record } = this.sandbox;
    const reply = http(request, {
      hostname: record.pod.name,
      ip: record.ip,
      env: this.config.env,
      served: this.served++,
    });
    const log = this.listening?.accessLog;
    if (log) this.print(log(request, reply));
    return reply;
  }

  start(): void {
    const startedAt = this.sandbox.process.sim.wallClock();
    this.#become({ ...this.record, state: 'CONTAINER_RUNNING', startedAt });
  }

  exit(exitCode: number, reason = exitCode === 0 ? 'Completed' : 'Error', message = ''): void {
    if (this.record.state === 'CONTAINER_EXITED') return;
    this.#kill?.cancel();
    this.listening = undefined;
    const finishedAt = this.sandbox.process.sim.wallClock();
    this.#become({ ...this.record, state: 'CONTAINER_EXITED', finishedAt, exitCode, reason, message });
    for (const waiter of this.#exited ?? []) waiter.settle();
    this.#exited = undefined;
  }

  /** SIGTERM now; SIGKILL after `grace` seconds. The process decides itself when it ends between the two. */
  terminate(grace: number): void {
    if (!this.running || this.#kill) return;
    const { sim } = this.sandbox.process;
    const server = this.listening;
    const shutdown = server?.shutdown;
    if (grace > 0 && server && shutdown !== undefined && shutdown < grace * 1_000_000) {
      this.#kill = sim.after(shutdown, (c: Container) => c.exit(server.exitCode ?? 0), this);
    } else {
      this.#kill = sim.after(grace * 1_000_000, (c: Container) => c.exit(137), this);
    }
  }

  exited(): Waiter<void> {
    const waiter = new Waiter<void>(this.sandbox.process.sim);
    if (this.running) (this.#exited ??= []).push(waiter);
    else waiter.settle();
    return waiter;
  }

  #become(record: RuntimeContainer): void {
    this.record = record;
    this.sandbox.activity.changed();
  }
}
