import { bytesOf, textOf, type Bytes } from '../apimachinery/index.ts';
import { SECOND, Waiter, sleep, type Task } from '../sim/index.ts';
import { Break, Exit, type ShellWorld } from './shell-world.ts';
import { tar, untar } from './tar.ts';

type Builtin = (args: readonly string[], world: ShellWorld) => number | Task<number>;

/** What the usual tools do, as far as people rely on it in pods. Their own complaints are busybox's. */
const BUILTINS: ReadonlyMap<string, Builtin> = new Map<string, Builtin>([
  ['sleep', sleepFor],
  ['tail', (args, world) => (args.includes('-f') ? forever(world) : ends(args, world, -1))],
  ['head', (args, world) => ends(args, world, 1)],
  ['cat', (args, world) => cat(args, world)],
  ['tee', tee],
  ['grep', grep],
  ['wc', wc],
  ['exit', (args) => leave(Number(args[0] ?? 0) & 255)],
  ['break', () => stopLoop()],
  ['echo', (args, world) => echo(args, world)],
  ['printf', (args, world) => print(world, args.join(' '))],
  ['date', (_args, world) => print(world, world.clock())],
  ['hostname', (_args, world) => print(world, world.hostname)],
  ['printenv', printenv],
  ['env', printenv],
  ['pwd', (_args, world) => print(world, '/')],
  ['whoami', (_args, world) => print(world, 'root')],
  ['id', (_args, world) => print(world, 'uid=0(root) gid=0(root)')],
  ['touch', (args, world) => touch(args, world)],
  ['mkdir', (args, world) => mkdir(args, world)],
  ['rm', (args, world) => remove(args, world)],
  ['ls', (args, world) => ls(args, world)],
  ['tar', archive],
  ['test', (args, world) => (holds(args, world) ? 0 : 1)],
  ['[', (args, world) => (holds(args.slice(0, -1), world) ? 0 : 1)],
  ['false', () => 1],
  ['kill', (args) => (args.includes('1') ? leave(args.includes('-9') ? 137 : 143) : 0)],
]);

/** Tools that are taken to work and to say nothing. */
const QUIET = new Set(
  'true : set cd cp mv chmod chown export ps wget curl nslookup dig ping nc trap wait ln sync umask sed awk seq expr dd stress nohup exec'.split(
    ' ',
  ),
);

export function isBuiltin(name: string): boolean {
  return BUILTINS.has(name) || QUIET.has(name);
}

export function* builtin(name: string, args: readonly string[], world: ShellWorld): Task<number> {
  const run = BUILTINS.get(name);
  if (run) {
    const result = run(args, world);
    return typeof result === 'number' ? result : yield* result;
  }
  if (QUIET.has(name)) return 0;
  world.complain(bytesOf(`sh: ${name}: not found\n`));
  return 127;
}

function print(world: ShellWorld, line: string): number {
  world.write(bytesOf(`${line}\n`));
  return 0;
}

function leave(code: number): never {
  throw new Exit(code);
}

function stopLoop(): never {
  throw new Break();
}

const UNIT: Readonly<Record<string, number>> = { s: SECOND, m: 60 * SECOND, h: 3600 * SECOND, d: 86_400 * SECOND };

function duration(text: string): number {
  const match = /^([0-9]*\.?[0-9]+)([smhd]?)$/.exec(text);
  return match ? Math.round(Number(match[1]) * (UNIT[match[2] || 's'] ?? SECOND)) : 0;
}

function* sleepFor(args: readonly string[], world: ShellWorld): Task<number> {
  if (args[0] === 'infinity' || args[0] === 'inf') return yield* forever(world);
  yield* sleep(world.process.sim, duration(args[0] ?? '0'));
  if (!world.alive()) throw new Exit(137);
  return 0;
}

function* forever(world: ShellWorld): Task<number> {
  yield* new Waiter<void>(world.process.sim).wait();
  return 0;
}

function echo(args: readonly string[], world: ShellWorld): number {
  const flags = args[0] === '-n' || args[0] === '-e';
  const text = (flags ? args.slice(1) : args).join(' ');
  if (args[0] !== '-n') return print(world, text);
  world.write(bytesOf(text));
  return 0;
}

function printenv(args: readonly string[], world: ShellWorld): number {
  const [name] = args;
  if (name === undefined) {
    for (const key of Object.keys(world.env)) print(world, `${key}=${world.env[key]!}`);
    return 0;
  }
  return Object.hasOwn(world.env, name) ? print(world, world.env[name]!) : 1;
}

/** What every container has without anybody having written it; undefined: there is no such file. */
function contentOf(path: string, world: ShellWorld): Bytes | undefined {
  const written = world.files.get(path);
  if (written !== undefined) return written;
  if (path === '/etc/hostname') return bytesOf(`${world.hostname}\n`);
  if (path === '/etc/hosts') {
    return `# Kubernetes-managed hosts file.\n127.0.0.1\tlocalhost\n${world.ip}\t${bytesOf(world.hostname)}\n`;
  }
  return path.startsWith('/etc/') || path === '/dev/null' ? '' : undefined;
}

/** The files named, or else what is read; undefined when a file is missing, which has been complained of. */
function* inputs(tool: string, paths: readonly string[], world: ShellWorld): Task<Bytes | undefined> {
  if (paths.length === 0) return world.stdin ? yield* world.stdin.readAll() : '';
  const parts: Bytes[] = [];
  for (const path of paths) {
    const content = path === '-' ? ((yield* world.stdin?.readAll() ?? nothing()) ?? '') : contentOf(path, world);
    if (content === undefined) {
      world.complain(bytesOf(`${tool}: can't open '${path}': No such file or directory\n`));
      return undefined;
    }
    parts.push(content);
  }
  return parts.join('');
}

function* nothing(): Task<Bytes> {
  return '';
}

function* cat(args: readonly string[], world: ShellWorld): Task<number> {
  const paths = args.filter((arg) => arg === '-' || !arg.startsWith('-'));
  if (paths.length === 0 && world.stdin) {
    for (let bytes; (bytes = yield* world.stdin.read()) !== undefined;) world.write(bytes);
    return 0;
  }
  const content = yield* inputs('cat', paths, world);
  if (content === undefined) return 1;
  if (content !== '') world.write(content);
  return 0;
}

function* tee(args: readonly string[], world: ShellWorld): Task<number> {
  const content = yield* inputs('tee', [], world);
  for (const path of args) if (!path.startsWith('-')) world.files.set(path, content ?? '');
  world.write(content ?? '');
  return 0;
}

/** The first lines, or with -1 the last: `-n 3`, `-3`; ten without. */
function* ends(args: readonly string[], world: ShellWorld, side: 1 | -1): Task<number> {
  const at = args.indexOf('-n');
  const count = Number(at >= 0 ? args[at + 1] : (args.find((arg) => /^-\d+$/.test(arg))?.slice(1) ?? '10'));
  const paths = args.filter((arg, i) => !arg.startsWith('-') && (at < 0 || i !== at + 1));
  const content = yield* inputs(side === 1 ? 'head' : 'tail', paths, world);
  if (content === undefined) return 1;
  const lines = linesOf(content);
  for (const line of side === 1 ? lines.slice(0, count) : lines.slice(-count)) world.write(`${line}\n`);
  return 0;
}

function linesOf(content: Bytes): Bytes[] {
  const lines = content.split('\n');
  if (lines.at(-1) === '') lines.pop();
  return lines;
}

/** Looks for the words as they stand: patterns are not simulated. */
function* grep(args: readonly string[], world: ShellWorld): Task<number> {
  const flags = args.filter((arg) => arg.startsWith('-')).join('');
  const [wanted = '', ...paths] = args.filter((arg) => !arg.startsWith('-'));
  const content = yield* inputs('grep', paths, world);
  if (content === undefined) return 2;
  const fold = (text: string) => (flags.includes('i') ? text.toLowerCase() : text);
  const needle = fold(bytesOf(wanted));
  const found = linesOf(content).filter((line) => fold(line).includes(needle) !== flags.includes('v'));
  if (flags.includes('c')) print(world, String(found.length));
  else if (!flags.includes('q')) for (const line of found) world.write(`${line}\n`);
  return found.length > 0 ? 0 : 1;
}

function* wc(args: readonly string[], world: ShellWorld): Task<number> {
  const paths = args.filter((arg) => !arg.startsWith('-'));
  const content = yield* inputs('wc', paths, world);
  if (content === undefined) return 1;
  const lines = content.split('\n').length - 1;
  if (args.includes('-l')) return print(world, [lines, ...paths].join(' '));
  if (args.includes('-c')) return print(world, [content.length, ...paths].join(' '));
  const words = content.split(/\s+/).filter((word) => word !== '').length;
  return print(world, [lines, words, content.length, ...paths].join(' '));
}

function touch(args: readonly string[], world: ShellWorld): number {
  for (const path of args) if (!world.files.has(path)) world.files.set(path, '');
  return 0;
}

function remove(args: readonly string[], world: ShellWorld): number {
  for (const path of args) {
    for (const known of [...world.files.keys()]) {
      if (known === path || known.startsWith(`${path}/`)) world.files.delete(known);
    }
  }
  return 0;
}

/** Names in a folder that programs have put there; what the image brought is not known. */
function ls(args: readonly string[], world: ShellWorld): number {
  const paths = args.filter((arg) => !arg.startsWith('-'));
  for (const path of paths.length > 0 ? paths : ['/']) {
    if (contentOf(path, world) !== undefined && !path.endsWith('/')) {
      print(world, path);
      continue;
    }
    const folder = path.endsWith('/') ? path : `${path}/`;
    const names = new Set<string>();
    for (const known of world.files.keys()) {
      const name = known.startsWith(folder) ? known.slice(folder.length).split('/')[0]! : '';
      if (name !== '') names.add(name);
    }
    for (const name of [...names].sort()) print(world, textOf(name));
  }
  return 0;
}

/** `tar cf - PATH` and `tar xmf - -C PATH`: what kubectl cp runs. */
function* archive(args: readonly string[], world: ShellWorld): Task<number> {
  const mode = args[0] ?? '';
  const folder = args.includes('-C') ? args[args.indexOf('-C') + 1]! : '/';
  if (mode.includes('x')) {
    const bytes = world.stdin ? yield* world.stdin.readAll() : '';
    const base = folder.endsWith('/') ? folder : `${folder}/`;
    for (const [name, content] of untar(bytes)) world.files.set(base + name, content);
    return 0;
  }
  const wanted = args.slice(1).filter((arg, i, rest) => arg !== '-' && !arg.startsWith('-') && rest[i - 1] !== '-C');
  const entries = [...world.files].filter(
    ([path]) =>
      !path.endsWith('/') &&
      wanted.some((name) => path === name || path.startsWith(name.endsWith('/') ? name : `${name}/`)),
  );
  if (entries.length === 0) {
    world.complain(bytesOf(`tar: ${wanted.join(' ')}: No such file or directory\n`));
    return 1;
  }
  world.write(tar(entries));
  return 0;
}

/** Folders that images have, beside those that something was put into. */
const FOLDERS = new Set([
  '/',
  '/bin',
  '/dev',
  '/etc',
  '/home',
  '/opt',
  '/proc',
  '/root',
  '/run',
  '/tmp',
  '/usr',
  '/var',
]);

function isFolder(path: string, world: ShellWorld): boolean {
  const bare = path.length > 1 ? path.replace(/\/+$/, '') : path;
  if (FOLDERS.has(bare)) return true;
  for (const known of world.files.keys()) if (known.startsWith(`${bare}/`)) return true;
  return false;
}

/** A folder is known by what is in it; one that was only made, by an entry without a name. */
function mkdir(args: readonly string[], world: ShellWorld): number {
  for (const path of args) if (!path.startsWith('-')) world.files.set(`${path.replace(/\/+$/, '')}/`, '');
  return 0;
}

function holds(args: readonly string[], world: ShellWorld): boolean {
  if (args[0] === '!') return !holds(args.slice(1), world);
  if (args.length === 2) {
    if (args[0] === '-z') return args[1] === '';
    if (args[0] === '-n') return args[1] !== '';
    if (args[0] === '-d') return isFolder(args[1]!, world);
    return world.files.has(args[1]!) || (args[0] === '-e' && isFolder(args[1]!, world));
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
