import { bytesOf, textOf, type Bytes } from '../apimachinery/index.ts';
import {
  parseImageName,
  type ContainerConfig,
  type LogLine,
  type PodReply,
  type PodRequest,
  type RuntimeContainer,
} from '../cri-api/index.ts';
import { commandLine } from './command-line.ts';
import { Pipe } from '../shell/index.ts';
import { Waiter, type Task, type Timer } from '../sim/index.ts';
import type { Image, Server } from './images/index.ts';
import type { Sandbox } from './sandbox.ts';
import { ContainerMachine } from './container-machine.ts';
import { startService, type RunningService } from './service.ts';
import { Terminal } from './stdio.ts';

/** Older lines are forgotten, as a node rotates its log files. */
const LOG_LIMIT = 200;

/** Somebody who follows the log, or is attached. */
export interface OutputReader {
  readonly onLine?: (line: LogLine) => void;
  readonly onOutput?: (bytes: Bytes) => void;
}

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
  /** What it reads, for those that keep it open; and the terminal that stands before it. */
  readonly stdin: Pipe | undefined;
  readonly terminal: Terminal | undefined;
  #machine: ContainerMachine | undefined;
  /** What a server that keeps things in memory keeps, until it ends. */
  #memory: Map<string, string> | undefined;
  /** Who is told of what it prints, as it prints it. */
  #readers: Set<OutputReader> | undefined;
  /** What was printed of a line that is not done. */
  #partial: Bytes = '';
  listening: Server | undefined;
  #service: RunningService | undefined;
  /** Its first process is one of its machine, and hears signals itself. */
  scripted = false;
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
    if (!config.stdin) return;
    const { sim } = sandbox.process;
    this.stdin = new Pipe({ waiter: () => new Waiter<void>(sim) }, { tty: config.tty === true });
    if (!config.tty) return;
    this.terminal = new Terminal(this.stdin, (bytes) => this.#say(bytes));
    this.terminal.onInterrupt = () => this.#machine?.interrupt(1);
  }

  /** Its inside: files and processes. Most containers are never looked into, and have none. */
  get machine(): ContainerMachine {
    return (this.#machine ??= new ContainerMachine(this));
  }

  /** What runs in it. Of one that nobody has looked into that is its first process; looking from here makes no inside. */
  get processList(): readonly { readonly pid: number; readonly command: string }[] {
    if (!this.running) return [];
    const inside = this.#machine?.processes.list() ?? [];
    if (inside.length > 0) return inside.map(({ pid, args }) => ({ pid, command: textOf(args.join(' ')) }));
    return [{ pid: 1, command: commandLine(this.image, this.config.command, this.config.args).join(' ') }];
  }

  get running(): boolean {
    return this.record.state === 'CONTAINER_RUNNING';
  }

  /** The lines a server prints while it starts are shared between all containers of its image. */
  printStart(lines: readonly string[]): void {
    this.#startLog = lines;
  }

  /** What its program writes, however it is cut into lines. */
  write(bytes: Bytes): void {
    if (this.terminal) this.terminal.print(bytes);
    else this.#say(bytes);
  }

  /** To those who read along, and line by line to the log. */
  #say(bytes: Bytes): void {
    const lines = (this.#partial + bytes).split('\n');
    this.#partial = lines.pop()!;
    for (const line of lines) this.#log(textOf(line.endsWith('\r') ? line.slice(0, -1) : line));
    if (!this.#readers) return;
    for (const reader of this.#readers) reader.onOutput?.(bytes);
  }

  /** A line of a server's log. */
  print(line: string): void {
    this.#log(line);
    if (!this.#readers) return;
    for (const reader of this.#readers) reader.onOutput?.(bytesOf(`${line}\n`));
  }

  #log(text: string): void {
    this.#logs ??= [];
    const line: LogLine = { at: this.sandbox.process.sim.wallClock(), text };
    this.#logs.push(line);
    if (this.#logs.length > LOG_LIMIT) this.#logs.splice(0, this.#logs.length - LOG_LIMIT);
    if (!this.#readers) return;
    for (const reader of this.#readers) reader.onLine?.(line);
  }

  /** Tells a reader of everything from now on, until what comes back is called. */
  follow(reader: OutputReader): () => void {
    (this.#readers ??= new Set()).add(reader);
    return () => void this.#readers?.delete(reader);
  }

  logs(): readonly LogLine[] {
    const at = this.record.startedAt;
    return [...this.#startLog.map((text) => ({ at, text })), ...(this.#logs ?? [])];
  }

  listen(server: Server): void {
    if (!this.running) return;
    this.listening = server;
    if (server.service !== undefined) this.#service = startService(server.service, this);
    const configured =
      server.listens && this.#isConfigured()
        ? server.listens(
            (path) => this.#read(path),
            (path) => this.machine.tryList(path),
          )
        : undefined;
    const ports = configured ?? (server.ports.length > 0 ? server.ports : this.config.ports);
    for (const port of ports) this.sandbox.listen(port, this);
    for (const port of this.config.ports) this.sandbox.listen(port, this);
  }

  answer(request: PodRequest): PodReply | Task<PodReply> {
    if (request.probe && this.failing?.has(request.probe)) return { status: 500, body: 'fault: made to fail' };
    const http = this.listening?.http;
    if (request.protocol === 'line') {
      const say = this.listening?.line;
      return { status: 0, body: say?.(request.body ?? '', (this.#memory ??= new Map())) ?? '' };
    }
    if (request.protocol !== 'http') return { status: request.protocol === 'grpc' ? 200 : 0, body: '' };
    if (this.#service) {
      this.served++;
      return this.#service.answer(request);
    }
    if (!http) return { status: 400, body: '' };
    const { record } = this.sandbox;
    const reply = http(request, {
      hostname: record.pod.name,
      ip: record.ip,
      env: this.config.env,
      tag: this.#tag,
      argv: commandLine(this.image, this.config.command, this.config.args),
      served: this.served++,
      read: (path) => this.#read(path),
    });
    const log = this.listening?.accessLog;
    if (log) this.print(log(request, reply));
    return reply;
  }

  get #tag(): string {
    const name = parseImageName(this.config.image);
    return typeof name === 'string' ? '' : (name.tag ?? 'latest');
  }

  #isConfigured(): boolean {
    return (
      this.#machine !== undefined ||
      (this.config.mounts?.some(({ mountPath }) => mountPath.startsWith('/etc/')) ?? false)
    );
  }

  /** Only what somebody mounts or has changed can differ from what the image's description knows. */
  #read(path: string): Bytes | undefined {
    const mounted = this.config.mounts?.some(({ mountPath }) => path.startsWith(mountPath));
    if (this.#machine !== undefined || mounted) return this.machine.tryRead(path);
    const { files } = this.image;
    return files && Object.hasOwn(files, path) ? bytesOf(files[path]!) : undefined;
  }

  start(): void {
    const startedAt = this.sandbox.process.sim.wallClock();
    this.#become({ ...this.record, state: 'CONTAINER_RUNNING', startedAt });
  }

  exit(exitCode: number, reason = exitCode === 0 ? 'Completed' : 'Error', message = ''): void {
    if (this.record.state === 'CONTAINER_EXITED') return;
    this.#kill?.cancel();
    this.listening = undefined;
    this.#service?.stop();
    this.#service = undefined;
    this.#machine?.killAll(9);
    if (this.#partial !== '') this.#log(textOf(this.#partial));
    this.#partial = '';
    const finishedAt = this.sandbox.process.sim.wallClock();
    this.#become({ ...this.record, state: 'CONTAINER_EXITED', finishedAt, exitCode, reason, message });
    for (const waiter of this.#exited ?? []) waiter.settle();
    this.#exited = undefined;
  }

  /** SIGTERM now; SIGKILL after `grace` seconds. The process decides itself when it ends between the two. */
  terminate(grace: number): void {
    if (!this.running || this.#kill) return;
    const { sim } = this.sandbox.process;
    if (this.scripted) {
      this.#kill = sim.after(grace * 1_000_000, (c: Container) => c.exit(137), this);
      this.#machine?.terminate();
      return;
    }
    const server = this.listening;
    const shutdown = server?.shutdown;
    if (grace > 0 && server && shutdown !== undefined && shutdown < grace * 1_000_000) {
      this.#kill = sim.after(shutdown, (c: Container) => c.exit(server.exitCode ?? 0), this);
    } else {
      this.#kill = sim.after(grace * 1_000_000, (c: Container) => c.exit(137), this);
    }
  }

  /** Somebody inside has told the first process to end: `kill 1`, `nginx -s stop`. */
  end(): void {
    const shutdown = this.listening?.shutdown;
    if (shutdown === undefined || !this.running) return;
    const { sim } = this.sandbox.process;
    const code = this.listening?.exitCode ?? 0;
    sim.after(shutdown, (c: Container) => c.exit(code), this);
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
