import { textOf, bytesOf, type Bytes } from '../apimachinery/index.ts';
import { SECOND, Waiter, sleep, type Task } from '../sim/index.ts';
import { builtin, isBuiltin } from './shell-builtins.ts';
import { parseScript, type CommandStatement, type ListItem, type Statement } from './shell-parse.ts';
import { Break, Exit, type ShellWorld } from './shell-world.ts';
import { Stdin } from './stdio.ts';

/** At least this long for each turn of a loop, so that `while true; do :; done` does not stop the clock. */
const LOOP_STEP = SECOND / 100;

export function* runArgv(argv: readonly string[], world: ShellWorld): Task<number> {
  try {
    return yield* runWords(argv, world);
  } catch (error) {
    if (error instanceof Exit) return error.code;
    if (error instanceof Break) return 0;
    throw error;
  }
}

function* run(statement: Statement, world: ShellWorld): Task<number> {
  if (!world.alive()) throw new Exit(137);
  switch (statement.kind) {
    case 'command':
      return yield* command(statement, world);
    case 'list':
      return yield* list(statement.items, world);
    case 'if':
      return yield* run((yield* run(statement.condition, world)) === 0 ? statement.then : statement.otherwise, world);
    default:
      return yield* loop(statement, world);
  }
}

function* list(items: readonly ListItem[], world: ShellWorld): Task<number> {
  let code = 0;
  let printed: Bytes | undefined;
  for (let i = 0; i < items.length; i++) {
    const item = items[i]!;
    if (item.when === 'ok' && code !== 0) continue;
    if (item.when === 'failed' && code === 0) continue;
    const input = item.when === 'piped' ? new Stdin(world.process.sim, printed, true) : world.stdin;
    if (items[i + 1]?.when === 'piped') {
      const parts: Bytes[] = [];
      yield* run(item.run, { ...world, stdin: input, write: (bytes) => void parts.push(bytes) });
      printed = parts.join('');
    } else {
      code = yield* run(item.run, input === world.stdin ? world : { ...world, stdin: input });
    }
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
      if (sub === undefined) return Object.hasOwn(world.env, name ?? '') ? world.env[name ?? '']! : '';
      if (sub.startsWith('date')) return world.clock();
      return sub.startsWith('hostname') ? world.hostname : '';
    })
    .replaceAll('\u0001', '$');
}

function* command(statement: CommandStatement, outer: ShellWorld): Task<number> {
  const { words, writes, appends, reads, joins } = statement;
  let world = outer;
  if (joins === 'errors') world = { ...outer, write: outer.complain };
  else if (joins === 'output') world = { ...outer, complain: outer.write };
  const argv = expandAll(words, world);
  if (writes === undefined && reads === undefined) return yield* runWords(argv, world);
  const source = reads === undefined ? undefined : expand(reads, world);
  if (source !== undefined && !world.files.has(source)) {
    world.complain(bytesOf(`sh: can't open ${source}: no such file\n`));
    return 1;
  }
  const stdin = source === undefined ? world.stdin : new Stdin(world.process.sim, world.files.get(source), true);
  if (writes === undefined) return yield* runWords(argv, { ...world, stdin });
  const file = expand(writes, world);
  if (file === '/dev/null') return yield* runWords(argv, { ...world, stdin, write: () => {} });
  if (!appends || !world.files.has(file)) world.files.set(file, '');
  const write = (bytes: Bytes) => void world.files.set(file, (world.files.get(file) ?? '') + bytes);
  return yield* runWords(argv, { ...world, stdin, write, ...(joins === 'output' && { complain: write }) });
}

function* runWords(words: readonly string[], world: ShellWorld): Task<number> {
  const [first, ...rest] = words;
  if (first === undefined) return 0;
  const assigned = /^([A-Za-z_][A-Za-z0-9_]*)=(.*)$/s.exec(first);
  if (assigned) {
    world.env[assigned[1]!] = assigned[2]!;
    return yield* runWords(rest, world);
  }
  const name = baseName(first);
  if ((name === 'exec' || name === 'nohup' || name === 'env') && rest.length > 0) return yield* runWords(rest, world);
  if (SHELLS.has(name)) return yield* shell(rest, world);
  const server = world.server(name);
  if (server) return yield* server;
  const client = world.client(name);
  if (client !== undefined) return client;
  return yield* builtin(name, rest, world);
}

function baseName(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

const SHELLS = new Set(['sh', 'bash', 'ash']);

export function isTool(binary: string): boolean {
  return SHELLS.has(binary) || isBuiltin(binary);
}

function* shell(args: readonly string[], world: ShellWorld): Task<number> {
  const flag = args.findIndex((arg) => /^-[a-z]*c[a-z]*$/.test(arg));
  if (flag >= 0) return yield* run(parseScript(args[flag + 1] ?? ''), world);
  const script = args.find((arg) => !arg.startsWith('-'));
  if (script === undefined) return world.stdin ? yield* interactive(world, world.stdin) : 0;
  const server = world.server(baseName(script));
  if (server) return yield* server;
  const text = world.files.get(script);
  return text === undefined ? 0 : yield* run(parseScript(textOf(text)), world);
}

/** Reads lines and runs each, until there are no more or one says `exit`. */
function* interactive(world: ShellWorld, stdin: Stdin): Task<number> {
  let code = 0;
  let pending = '';
  const prompt = () => {
    if (world.tty) world.write(pending === '' ? '/ # ' : '> ');
  };
  for (;;) {
    world.interrupts.heard = () => {
      pending = '';
      prompt();
    };
    prompt();
    const line = yield* stdin.readLine();
    if (!world.alive()) throw new Exit(137);
    if (line === undefined) {
      if (world.tty) world.write('\n');
      return code;
    }
    pending += `${textOf(line)}\n`;
    if (isUnfinished(pending)) continue;
    const script = pending;
    pending = '';
    code = world.tty ? yield* runInterruptibly(script, world) : yield* runLine(script, world);
  }
}

/** Runs a line that ctrl-C ends: what it was doing goes on in nobody's sight, and does nothing more. */
function* runInterruptibly(script: string, world: ShellWorld): Task<number> {
  const done = new Waiter<number | Exit>(world.process.sim);
  world.interrupts.heard = () => done.settle(INTERRUPTED);
  const unlessDone = (write: (bytes: Bytes) => void) => (bytes: Bytes) => {
    if (!done.settled) write(bytes);
  };
  const child = {
    ...world,
    alive: () => world.alive() && !done.settled,
    write: unlessDone(world.write),
    complain: unlessDone(world.complain),
  };
  world.process.go('command', settleWith(done, runLine(script, child)));
  const result = yield* done.wait();
  if (result instanceof Exit) throw result;
  return result;
}

/** 128 + SIGINT */
const INTERRUPTED = 130;

function* settleWith(done: Waiter<number | Exit>, task: Task<number>): Task {
  try {
    done.settle(yield* task);
  } catch (error) {
    if (!(error instanceof Exit)) throw error;
    done.settle(error);
  }
}

function* runLine(script: string, world: ShellWorld): Task<number> {
  try {
    return yield* run(parseScript(script), world);
  } catch (error) {
    if (error instanceof Break) return 0;
    throw error;
  }
}

/** More `do` and `if` than `done` and `fi`: the rest is on the next line. */
function isUnfinished(script: string): boolean {
  const words = script.split(/[\s;]+/);
  const count = (...which: string[]) => words.filter((word) => which.includes(word)).length;
  return count('for', 'while', 'until') > count('done') || count('if') > count('fi');
}
