import { bytesOf, type Bytes } from '../apimachinery/index.ts';
import {
  Process,
  ProcessTable,
  SHELLS,
  SIGINT,
  SIGQUIT,
  SIGTERM,
  TOOLS,
  Told,
  TreeFiles,
  basename,
  runProcess,
  type Machine,
  type Program,
  type Run,
  type Sink,
  type Source,
} from '../shell/index.ts';
import { Waiter, type Random, type Task } from '../sim/index.ts';
import type { Container } from './container.ts';
import { containerRoot } from './container-files.ts';
import { baseOf, type Image } from './images/index.ts';
import { packageTools } from './programs/packages.ts';
import { NETWORK_TOOLS } from './programs/index.ts';
import { serverProgram } from './programs/server.ts';

/** A run of the shell room, which in this room is always driven by a goroutine of sim. */
export function asTask<T>(run: Run<T>): Task<T> {
  return run as Task<T>;
}

/** A program may be asked for in any of the folders where systems keep them. */
const BINARY = /^\/(?:usr\/)?(?:local\/)?s?bin\/[^/]+$/;

/** Tools that are files of an image's own, and in no other. */
const NETWORKING = new Set(NETWORK_TOOLS.keys());

/** The inside of one container: its files, its processes, and what it can run. Made for the first who looks inside. */
export class ContainerMachine implements Machine {
  readonly container: Container;
  readonly files: TreeFiles;
  readonly processes = new ProcessTable();
  readonly hostname: string;
  readonly user;
  readonly gnu: boolean;
  readonly system = {
    kernel: 'Linux',
    release: '6.12.48-orrery',
    version: '#1 SMP PREEMPT_DYNAMIC',
    machine: 'x86_64',
  };
  /** What somebody has installed with a package manager. */
  readonly installed = new Set<string>();
  readonly #random: Random;

  constructor(container: Container) {
    this.container = container;
    const { sandbox, image } = container;
    const { sim } = sandbox.process;
    this.hostname = sandbox.hostname;
    this.gnu = isGnu(image);
    const { name = 'root', uid = 0, home = '/root' } = image.user ?? {};
    this.user = { name, uid, group: name, gid: uid, home };
    this.files = new TreeFiles(() => sim.wallClock(), containerRoot(container, this));
    this.#random = sim.random(`containers/${sandbox.process.host.name}`);
  }

  now(): number {
    return this.container.sandbox.process.sim.wallClock();
  }

  random(): number {
    return this.#random.float();
  }

  after(micros: number, fire: () => void): () => void {
    const timer = this.container.sandbox.process.sim.after(micros, () => fire(), undefined);
    return () => timer.cancel();
  }

  waiter(): Waiter<void> {
    return new Waiter<void>(this.container.sandbox.process.sim);
  }

  go(name: string, run: Run): void {
    this.container.sandbox.process.go(name, asTask(run));
  }

  /** In an image with a shell the usual tools are there; what speaks to the network only where the image brings it. */
  program(name: string): Program | undefined {
    const { image } = this.container;
    const own = image.programs?.[name];
    if (own && Object.hasOwn(image.programs!, name)) return own(this.container);
    const { server } = image;
    if (server?.binaries.includes(name) || server?.clients?.includes(name)) {
      if (!server.clients?.includes(name)) return serverProgram(this.container, server);
      return this.#client();
    }
    if (!image.shell && !this.installed.has(name)) return undefined;
    if (name === 'sh') return SHELLS.get(image.sh ?? (this.gnu ? 'dash' : 'ash'));
    if (name === 'bash')
      return this.gnu || image.tools?.includes('bash') || this.installed.has('bash') ? SHELLS.get('bash') : undefined;
    if (name === 'ash' || name === 'dash') return this.gnu === (name === 'dash') ? SHELLS.get(name) : undefined;
    if (NETWORKING.has(name))
      return hasTool(image, name) || this.installed.has(name) ? NETWORK_TOOLS.get(name)!(this.container) : undefined;
    return packageTools(this).get(name) ?? TOOLS.get(name);
  }

  /** A client that nobody has described says by its code whether its server listens. */
  #client(): Program {
    const { container } = this;
    return function* () {
      return container.listening ? 0 : 1;
    };
  }

  /** Whether a command can be started, by its name or by a path. */
  has(command: string): boolean {
    if (!command.includes('/')) return this.program(command) !== undefined;
    const stat = this.files.stat(command);
    if (stat) return stat.type === 'file' && (stat.mode & 0o111) !== 0;
    return BINARY.test(command) && this.program(basename(command)) !== undefined;
  }

  environment(): Map<string, Bytes> {
    const { image, config } = this.container;
    const env = new Map<string, Bytes>([
      ['PATH', '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin'],
      ['HOSTNAME', this.hostname],
    ]);
    for (const [name, value] of Object.entries({ ...image.env, ...config.env })) env.set(name, bytesOf(value));
    env.set('HOME', env.get('HOME') ?? this.user.home);
    return env;
  }

  /** A process that nobody has started yet. Undefined: there are too many. */
  newProcess(args: readonly string[], streams: { stdin?: Source; stdout: Sink; stderr: Sink }): Process | undefined {
    const pid = this.processes.nextPid();
    if (pid === undefined) return undefined;
    const { image, config } = this.container;
    const cwd = config.workingDir || image.workingDir || '/';
    return new Process(this, pid, { args: args.map(bytesOf), env: this.environment(), cwd, ...streams });
  }

  /** Runs a command line: a program, or a script of the image or of somebody's making. */
  *run(process: Process): Run<number> {
    const [name = ''] = process.args;
    const program = this.program(basename(name));
    const path = process.path(name);
    const stat = name.includes('/') ? this.files.stat(path) : undefined;
    const text = stat?.type === 'file' ? this.files.read(path) : '';
    if (!text.startsWith('#!') && program) return yield* runProcess(process, program);
    const words = /^#! *(\S+)(?: +(\S+))?/.exec(text);
    const interpreter = words ? basename(basename(words[1]!) === 'env' ? (words[2] ?? '') : words[1]!) : 'sh';
    process.args = [interpreter, path, ...process.args.slice(1)];
    const runs = this.program(interpreter) ?? program;
    return runs ? yield* runProcess(process, runs) : 127;
  }

  /** Ends everything that runs, as a kernel does with a container whose first process has ended. */
  killAll(signal: number): void {
    for (const process of this.processes.list()) process.end(signal);
  }

  /** Ctrl-C at a terminal: to the process before it and all that it has started. */
  interrupt(pid: number): void {
    const process = this.processes.get(pid);
    if (!process) return;
    const own = process.handlers.has(SIGINT);
    if (!own) for (const child of this.processes.descendantsOf(pid)) child.signal(SIGINT);
    process.signal(SIGINT);
  }

  tryRead(path: string): Bytes | undefined {
    return this.files.stat(path)?.type === 'file' ? this.files.read(path) : undefined;
  }

  tryList(path: string): readonly string[] {
    return this.files.stat(path)?.type === 'directory' ? this.files.list(path) : [];
  }

  /** The first process of a container that is a plain server: it is seen, and hears signals. */
  showServer(argv: readonly string[]): void {
    if (this.processes.get(1)) return;
    const { container } = this;
    const process = this.newProcess(argv, {
      stdout: new Told((bytes) => container.write(bytes)),
      stderr: new Told((bytes) => container.write(bytes)),
    })!;
    this.processes.add(process);
    for (const signal of [SIGTERM, SIGINT, SIGQUIT]) process.handlers.set(signal, () => container.end());
  }

  terminate(): void {
    this.processes.get(1)?.signal(SIGTERM);
  }
}

function isGnu(image: Image): boolean {
  const base = baseOf(image);
  return base !== 'busybox' && base !== 'alpine';
}

function hasTool(image: Image, name: string): boolean {
  if (image.tools?.includes(name)) return true;
  return !isGnu(image) && BUSYBOX_NETWORK.has(name);
}

const BUSYBOX_NETWORK = new Set(['wget', 'nslookup', 'nc', 'ping']);
