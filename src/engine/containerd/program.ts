import { textOf } from '../apimachinery/index.ts';
import { Gathered, Pipe, Told, basename, type Process, type Sink, type Source } from '../shell/index.ts';
import { SECOND, sleep, type Task } from '../sim/index.ts';
import type { Container } from './container.ts';
import { asTask } from './container-machine.ts';
import { commandLine } from './command-line.ts';
import type { Server } from './images/index.ts';

/** How a container's command line is understood. */
export type Program =
  | { readonly kind: 'server'; readonly server: Server }
  | { readonly kind: 'script'; readonly argv: readonly string[] }
  | { readonly kind: 'prints'; readonly lines: readonly string[] }
  | { readonly kind: 'missing'; readonly binary: string };

/** A plain server costs no more than its ports and its log; whatever else there is runs as a process. */
export function resolveProgram(container: Container, argv: readonly string[]): Program {
  const { image } = container;
  const binary = basename(argv[0] ?? '');
  const { server } = image;
  const wraps = argv.length > 1 && image.entrypoint.length > 0 && argv[0] === image.entrypoint[0];
  const own = wraps ? basename(argv[1]!) : binary;
  const isProgram = (name: string) => Object.hasOwn(image.programs ?? {}, name);
  const wrapped = own !== binary && !server?.binaries.includes(own) && image.wraps !== false;
  if (server?.binaries.includes(binary) && !isProgram(binary) && !(wrapped && container.machine.has(argv[1]!))) {
    return { kind: 'server', server };
  }
  if (image.prints && !container.config.command && !container.config.args)
    return { kind: 'prints', lines: image.prints };
  if (wrapped && container.machine.has(argv[1]!)) return { kind: 'script', argv: argv.slice(1) };
  if (container.machine.has(argv[0] ?? '')) return { kind: 'script', argv };
  // In an image that nobody has described any command may be there; in a described one it is not.
  if (image.standIn && server && (argv[0] ?? '').includes('/')) return { kind: 'server', server };
  return image.standIn && server ? { kind: 'server', server } : { kind: 'missing', binary: argv[0] ?? '' };
}

/** Where a command's bytes come from and go to. */
export interface Stdio {
  readonly stdin: Source | undefined;
  readonly stdout: Sink;
  readonly stderr: Sink;
}

/** Starts the container's own first process; it ends with it. */
export function* runScript(container: Container, argv: readonly string[]): Task<void> {
  const { machine, stdin, terminal } = container;
  const sink = new Told((bytes) => container.write(bytes), terminal !== undefined);
  const process = machine.newProcess(argv, { ...(stdin && { stdin }), stdout: sink, stderr: sink })!;
  const code = yield* asTask(machine.run(process));
  if (container.running) container.exit(code);
}

/** Why a command cannot be started in a container, as runc says it; undefined when it can. */
export function missing(container: Container, argv: readonly string[]): string | undefined {
  const [binary = ''] = argv;
  if (container.machine.has(binary)) return undefined;
  return `exec: "${binary}": ${notFound(container, binary)}`;
}

export function notFound(container: Container, binary: string): string {
  if (!binary.includes('/')) return 'executable file not found in $PATH';
  const stat = container.machine.files.stat(binary);
  if (stat) return stat.type === 'directory' ? 'is a directory' : 'permission denied';
  return `stat ${binary}: no such file or directory`;
}

/** Runs a command beside the container's own. `started` is told of its process. */
export function* exec(
  container: Container,
  argv: readonly string[],
  { stdin, stdout, stderr }: Stdio,
  started: (process: Process) => void = () => {},
): Task<number> {
  yield* sleep(container.sandbox.process.sim, SECOND / 50);
  const { machine, config, image } = container;
  if (!container.scripted) machine.showServer(commandLine(image, config.command, config.args));
  const process = machine.newProcess(argv, { ...(stdin && { stdin }), stdout, stderr });
  if (!process) return 126;
  started(process);
  return yield* asTask(machine.run(process));
}

/** The same for exec probes, which read nothing and want to know only what was printed. */
export function* execSync(
  container: Container,
  argv: readonly string[],
  timeout = 0,
): Task<{ exitCode: number; stdout: string; stderr: string }> {
  const why = missing(container, argv);
  if (why !== undefined) {
    yield* sleep(container.sandbox.process.sim, SECOND / 50);
    return { exitCode: 127, stdout: '', stderr: `${why}: unknown` };
  }
  const [stdout, stderr] = [new Gathered(MOST_PRINTED), new Gathered(MOST_PRINTED)];
  let running: Process | undefined;
  const { sim } = container.sandbox.process;
  const timer = timeout > 0 ? sim.after(timeout * SECOND, () => killTree(running), undefined) : undefined;
  const exitCode = yield* exec(container, argv, { stdin: undefined, stdout, stderr }, (process) => (running = process));
  timer?.cancel();
  return { exitCode, stdout: textOf(stdout.bytes + stderr.bytes), stderr: '' };
}

/** The bytes of a probe's output that are kept. */
const MOST_PRINTED = 16 * 1024;

/** Ends a process and all that it has started. */
export function killTree(process: Process | undefined, signal = 9): void {
  if (!process) return;
  for (const child of process.machine.processes.descendantsOf(process.pid)) child.end(signal);
  process.end(signal);
}

/** A pipe that a person or a network fills. */
export function inputPipe(container: Container, tty: boolean): Pipe {
  return new Pipe(container.machine, { tty });
}
