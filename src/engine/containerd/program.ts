import { SECOND, Waiter, sleep, type Task } from '../sim/index.ts';
import { formatTime, textOf, type Bytes } from '../apimachinery/index.ts';
import type { Container } from './container.ts';
import type { Image, Server } from './images/index.ts';
import { isTool, runArgv } from './shell-run.ts';
import type { Interrupts, ShellWorld } from './shell-world.ts';
import type { Stdin } from './stdio.ts';

/** How a container's command line is understood. */
export type Program =
  | { readonly kind: 'server'; readonly server: Server }
  | { readonly kind: 'script'; readonly argv: readonly string[] }
  | { readonly kind: 'prints'; readonly lines: readonly string[] }
  | { readonly kind: 'missing'; readonly binary: string };

export function resolveProgram(image: Image, argv: readonly string[]): Program {
  const binary = baseName(argv[0] ?? '');
  const { server } = image;
  const own = argv.length > 1 && isEntrypoint(image, argv) ? baseName(argv[1]!) : binary;
  if (server?.binaries.includes(binary) && (own === binary || !isTool(own))) return { kind: 'server', server };
  if (image.prints) return { kind: 'prints', lines: image.prints };
  if (own !== binary && isTool(own)) return { kind: 'script', argv: argv.slice(1) };
  if (isTool(binary) || server?.clients?.includes(binary)) {
    return image.shell ? { kind: 'script', argv } : { kind: 'missing', binary: argv[0]! };
  }
  // In an image that nobody has described any command may be there; in a described one it is not.
  const described = server === undefined || !server.log[0]?.startsWith('orrery:');
  return described && !isPath(argv[0] ?? '')
    ? { kind: 'missing', binary: argv[0] ?? '' }
    : { kind: 'server', server: server ?? NOTHING };
}

const NOTHING: Server = { binaries: [], ports: [], startup: 0, log: [], shutdown: 0 };

function isEntrypoint(image: Image, argv: readonly string[]): boolean {
  return image.entrypoint.length > 0 && argv[0] === image.entrypoint[0];
}

function isPath(word: string): boolean {
  return word.includes('/');
}

function baseName(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

/** Where a command's bytes come from and go to. */
export interface Stdio {
  readonly stdin: Stdin | undefined;
  readonly tty: boolean;
  readonly interrupts: Interrupts;
  readonly write: (bytes: Bytes) => void;
  readonly complain: (bytes: Bytes) => void;
  readonly alive: () => boolean;
}

function shellWorld(container: Container, stdio: Stdio): ShellWorld {
  const { sandbox, image } = container;
  const { sim } = sandbox.process;
  return {
    ...stdio,
    process: sandbox.process,
    hostname: sandbox.record.pod.name,
    ip: sandbox.record.ip,
    env: { ...image.env, ...container.config.env },
    files: container.files,
    clock: () => formatTime(sim.wallClock()),
    server: (binary) => (image.server?.binaries.includes(binary) ? serveInShell(container, image.server) : undefined),
    client: (binary) => (image.server?.clients?.includes(binary) ? (container.listening ? 0 : 1) : undefined),
  };
}

function* serveInShell(container: Container, server: Server): Task<number> {
  yield* sleep(container.sandbox.process.sim, server.startup);
  container.listen(server);
  yield* new Waiter<void>(container.sandbox.process.sim).wait();
  return 0;
}

/** What a program that ends does until then. */
export function* runScript(container: Container, argv: readonly string[]): Task<void> {
  const write = (bytes: Bytes) => container.write(bytes);
  const { stdin, terminal } = container;
  const alive = () => container.running;
  // The first process of a container does not hear SIGINT unless it listens for it, as a shell does.
  const interrupts: Interrupts = { heard: () => undefined };
  if (terminal) terminal.onInterrupt = () => interrupts.heard();
  const tty = terminal !== undefined;
  const world = shellWorld(container, { stdin, tty, interrupts, write, complain: write, alive });
  const code = yield* runArgv(argv, world);
  if (container.running) container.exit(code);
}

/** Why a command cannot be started in a container, as runc says it; undefined when it can. */
export function missing(container: Container, argv: readonly string[]): string | undefined {
  const program = resolveProgram(container.image, argv);
  if (program.kind !== 'missing') return undefined;
  return `exec: "${program.binary}": ${notFound(program.binary)}`;
}

export function notFound(binary: string): string {
  return binary.startsWith('/') ? `stat ${binary}: no such file or directory` : 'executable file not found in $PATH';
}

/** Runs a command beside the container's own. */
export function* exec(container: Container, argv: readonly string[], stdio: Stdio): Task<number> {
  yield* sleep(container.sandbox.process.sim, SECOND / 50);
  return yield* runArgv(argv, shellWorld(container, stdio));
}

/** The same for exec probes, which read nothing and want to know only what was printed. */
export function* execSync(
  container: Container,
  argv: readonly string[],
): Task<{ exitCode: number; stdout: string; stderr: string }> {
  const printed: Bytes[] = [];
  const write = (bytes: Bytes) => void printed.push(bytes);
  if (resolveProgram(container.image, argv).kind === 'missing') {
    yield* sleep(container.sandbox.process.sim, SECOND / 50);
    const stderr = `exec: "${argv[0] ?? ''}": executable file not found in $PATH: unknown`;
    return { exitCode: 127, stdout: '', stderr };
  }
  const alive = () => container.running;
  const stdio = { stdin: undefined, tty: false, interrupts: { heard: () => undefined }, write, complain: write, alive };
  const exitCode = yield* exec(container, argv, stdio);
  return { exitCode, stdout: textOf(printed.join('')), stderr: '' };
}
