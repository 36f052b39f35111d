import { SECOND, Waiter, sleep, type Process, type Task } from '../sim/index.ts';
import { parseScript, type Statement } from './shell-parse.ts';

/** What a running script may touch: its container. */
export interface ShellWorld {
  readonly process: Process;
  readonly hostname: string;
  readonly env: Record<string, string>;
  readonly files: Set<string>;
  /** False once the container has been stopped; the script ends at its next step. */
  readonly alive: () => boolean;
  readonly print: (line: string) => void;
  readonly clock: () => string;
  /** Runs a program of the image that serves until it is stopped; undefined: there is none of that name. */
  readonly server: (binary: string) => Task<number> | undefined;
  /** What a client program in the image answers; undefined: there is none of that name. */
  readonly client: (binary: string) => number | undefined;
}

/** `exit` leaves all loops at once. */
class Exit extends Error {
  readonly code: number;
  constructor(code: number) {
    super(`exit ${code}`);
    this.code = code;
  }
}

class Break extends Error {}

/** At least this long for each turn of a loop, so that `while true; do :; done` does not stop the clock. */
const LOOP_STEP = SECOND / 100;

export function* runArgv(argv: readonly string[], world: ShellWorld): Task<number> {
  try {
    return yield* command(argv, undefined, world);
  } catch (error) {
    if (error instanceof Exit) return error.code;
    throw error;
  }
}

function* run(statement: Statement, world: ShellWorld): Task<number> {
  if (!world.alive()) throw new Exit(137);
  switch (statement.kind) {
    case 'command':
      return yield* command(expandAll(statement.words, world), statement.writes, world);
    case 'list':
      return yield* list(statement.items, world);
    case 'if':
      return yield* run((yield* run(statement.condition, world)) === 0 ? statement.then : statement.otherwise, world);
    default:
      return yield* loop(statement, world);
  }
}

function* list(items: readonly { when: string; run: Statement }[], world: ShellWorld): Task<number> {
  let code = 0;
  for (const item of items) {
    if (item.when === 'ok' && code !== 0) continue;
    if (item.when === 'failed' && code === 0) continue;
    code = yield* run(item.run, world);
  }
  return code;
}

function* loop(statement: Extract<Statement, { kind: 'loop' | 'for' }>, world: ShellWorld): Task<number> {
  const { sim } = world.process;
  let code = 0;
  const values = statement.kind === 'for' ? expandAll(statement.values, world) : undefined;
  try {
    for (let turn = 0; ; turn++) {
      if (statement.kind === 'for') {
        if (turn >= values!.length) return code;
        world.env[statement.name] = values![turn]!;
      } else if (((yield* run(statement.condition, world)) === 0) === statement.until) {
        return code;
      }
      const began = sim.now;
      code = yield* run(statement.body, world);
      if (sim.now === began && statement.kind === 'loop') yield* sleep(sim, LOOP_STEP);
    }
  } catch (error) {
    if (error instanceof Break) return code;
    throw error;
  }
}

function expandAll(words: readonly string[], world: ShellWorld): string[] {
  return words.map((word) => expand(word, world));
}

function expand(word: string, world: ShellWorld): string {
  if (!word.includes('$') && !word.includes('\u0001')) return word;
  return word
    .replace(/\$\(([^)]*)\)|\$\{?([A-Za-z_][A-Za-z0-9_]*)\}?/g, (_all, sub?: string, name?: string) => {
      if (sub === undefined) return world.env[name ?? ''] ?? '';
      if (sub.startsWith('date')) return world.clock();
      return sub.startsWith('hostname') ? world.hostname : '';
    })
    .replaceAll('\u0001', '$');
}

const UNIT: Readonly<Record<string, number>> = { s: SECOND, m: 60 * SECOND, h: 3600 * SECOND, d: 86_400 * SECOND };

function duration(text: string): number {
  const match = /^([0-9]*\.?[0-9]+)([smhd]?)$/.exec(text);
  return match ? Math.round(Number(match[1]) * (UNIT[match[2] || 's'] ?? SECOND)) : 0;
}

function* command(words: readonly string[], writes: string | undefined, world: ShellWorld): Task<number> {
  const [first, ...rest] = words;
  if (writes !== undefined && writes !== '/dev/null') world.files.add(writes);
  if (first === undefined) return 0;
  const name = first.slice(first.lastIndexOf('/') + 1);
  if (name === 'exec' || name === 'nohup' || name === 'env') {
    if (rest.length > 0) return yield* command(rest, writes, world);
  }
  if (SHELLS.has(name)) return yield* shell(rest, world);
  const server = world.server(name);
  if (server) return yield* server;
  const client = world.client(name);
  if (client !== undefined) return client;
  return yield* builtin(name, rest, writes, world);
}

const SHELLS = new Set(['sh', 'bash', 'ash']);

function* shell(args: readonly string[], world: ShellWorld): Task<number> {
  const flag = args.findIndex((arg) => /^-[a-z]*c[a-z]*$/.test(arg));
  if (flag >= 0) return yield* run(parseScript(args[flag + 1] ?? ''), world);
  const script = args.find((arg) => !arg.startsWith('-'));
  const name = script?.slice(script.lastIndexOf('/') + 1);
  const server = name === undefined ? undefined : world.server(name);
  return server ? yield* server : 0;
}

function* builtin(name: string, args: readonly string[], writes: string | undefined, world: ShellWorld): Task<number> {
  const { sim } = world.process;
  const print = (line: string) => {
    if (writes === undefined) world.print(line);
  };
  switch (name) {
    case 'sleep':
      if (args[0] === 'infinity' || args[0] === 'inf') return yield* forever(world);
      yield* sleep(sim, duration(args[0] ?? '0'));
      if (!world.alive()) throw new Exit(137);
      return 0;
    case 'tail':
    case 'cat':
      if (name === 'tail' && args.includes('-f')) return yield* forever(world);
      return args.some((file) => !file.startsWith('-') && !file.startsWith('/etc/') && !world.files.has(file)) ? 1 : 0;
    case 'exit':
      throw new Exit(Number(args[0] ?? 0) & 255);
    case 'break':
      throw new Break();
    case 'echo':
    case 'printf':
      print((args[0] === '-n' || args[0] === '-e' ? args.slice(1) : args).join(' '));
      return 0;
    case 'date':
      print(world.clock());
      return 0;
    case 'hostname':
      print(world.hostname);
      return 0;
    case 'printenv':
    case 'env':
      for (const key of Object.keys(world.env)) print(`${key}=${world.env[key]!}`);
      return 0;
    case 'touch':
      for (const file of args) world.files.add(file);
      return 0;
    case 'rm':
      for (const file of args) world.files.delete(file);
      return 0;
    case 'test':
    case '[':
      return test(
        args.filter((arg) => arg !== ']'),
        world,
      )
        ? 0
        : 1;
    case 'false':
      return 1;
    case 'kill':
      if (args.includes('1')) throw new Exit(args.includes('-9') ? 137 : 143);
      return 0;
    default:
      if (QUIET.has(name)) return 0;
      world.print(`sh: ${name}: not found`);
      return 127;
  }
}

/** Tools that are taken to work and to say nothing. */
const QUIET = new Set(
  'true : set cd mkdir cp mv chmod chown export ls ps wget curl nslookup dig ping nc trap wait ln sync umask grep sed awk head seq expr dd stress'.split(
    ' ',
  ),
);

export function isTool(binary: string): boolean {
  return SHELLS.has(binary) || QUIET.has(binary) || TOOLS.has(binary);
}

const TOOLS = new Set(
  'sleep tail cat exit echo printf date hostname printenv env touch rm test [ false kill exec nohup'.split(' '),
);

function* forever(world: ShellWorld): Task<number> {
  yield* new Waiter<void>(world.process.sim).wait();
  return 0;
}

function test(args: readonly string[], world: ShellWorld): boolean {
  if (args[0] === '!') return !test(args.slice(1), world);
  if (args.length === 2) {
    if (args[0] === '-z') return args[1] === '';
    if (args[0] === '-n') return args[1] !== '';
    return world.files.has(args[1]!);
  }
  if (args.length === 3) {
    const [left, operator, right] = args;
    if (operator === '=' || operator === '==') return left === right;
    if (operator === '!=') return left !== right;
    if (operator === '-eq') return Number(left) === Number(right);
    if (operator === '-lt') return Number(left) < Number(right);
    if (operator === '-gt') return Number(left) > Number(right);
  }
  return args.length === 1 && args[0] !== '';
}
