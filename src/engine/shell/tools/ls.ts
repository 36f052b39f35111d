import { civilFromDays, compareStrings, type Bytes } from '../../apimachinery/index.ts';
import type { Stat } from '../files/file-system.ts';
import { join } from '../files/path.ts';
import type { Program, Run } from '../machine.ts';
import type { Process } from '../process.ts';
import { complainOf, readArguments, type Arguments } from './arguments.ts';

interface Entry {
  readonly name: Bytes;
  readonly stat: Stat;
}

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
const HALF_A_YEAR = 182 * 86_400_000_000;

export const ls: Program = function* (process) {
  const args = readArguments(process, {
    flags: 'laAhrtS1dRFiCnspGgoL',
    long: {
      all: 'a',
      'almost-all': 'A',
      'human-readable': 'h',
      reverse: 'r',
      recursive: 'R',
      directory: 'd',
      color: 'K',
      'full-time': 'l',
    },
  });
  const { files } = process.machine;
  const paths = args.words.length > 0 ? args.words : ['.'];
  const plain: Entry[] = [];
  const folders: Bytes[] = [];
  let code = 0;
  for (const path of paths) {
    const stat =
      args.has('l', 'd') && !path.endsWith('/') ? files.lstat(process.path(path)) : files.stat(process.path(path));
    if (!stat) {
      code = process.machine.gnu ? 2 : 1;
      yield* complainOf(
        process,
        process.machine.gnu
          ? `cannot access '${path}': No such file or directory`
          : `${path}: No such file or directory`,
      );
    } else if (stat.type === 'directory' && !args.has('d')) folders.push(path);
    else plain.push({ name: path, stat });
  }
  yield* print(process, args, sorted(plain, args), '');
  const titled = paths.length > 1 || args.has('R');
  for (let i = 0; i < folders.length; i++) {
    const folder = folders[i]!;
    yield* process.turn();
    if (titled) yield* process.print(`${i > 0 || plain.length > 0 ? '\n' : ''}${folder}:\n`);
    const entries = entriesOf(process, folder, args);
    if (args.has('l', 'n', 'g', 'o'))
      yield* process.print(`total ${entries.reduce((sum, { stat }) => sum + blocks(stat), 0)}\n`);
    yield* print(process, args, entries, folder);
    if (!args.has('R')) continue;
    const inner = entries.filter(({ name, stat }) => stat.type === 'directory' && name !== '.' && name !== '..');
    folders.splice(i + 1, 0, ...inner.map(({ name }) => join(folder, name)));
  }
  return code;
};

function blocks({ type, size }: Stat): number {
  return type === 'file' || type === 'directory' ? Math.ceil(size / 4096) * 4 : 0;
}

function entriesOf(process: Process, folder: Bytes, args: Arguments): Entry[] {
  const { files } = process.machine;
  const path = process.path(folder);
  const names = files.list(path).filter((name) => args.has('a', 'A') || !name.startsWith('.'));
  const entries = names.map((name) => ({ name, stat: files.lstat(join(path, name))! }));
  const dots = args.has('a') ? ['.', '..'].map((name) => ({ name, stat: files.stat(join(path, name))! })) : [];
  return sorted([...dots, ...entries], args);
}

function sorted(entries: Entry[], args: Arguments): Entry[] {
  const byName = (a: Entry, b: Entry) => compareStrings(a.name, b.name);
  if (args.has('t')) entries.sort((a, b) => b.stat.modified - a.stat.modified || byName(a, b));
  else if (args.has('S')) entries.sort((a, b) => b.stat.size - a.stat.size || byName(a, b));
  return args.has('r') ? entries.reverse() : entries;
}

function* print(process: Process, args: Arguments, entries: readonly Entry[], folder: Bytes): Run {
  if (entries.length === 0) return;
  const mark = ({ name, stat }: Entry) => (args.has('F', 'p') && stat.type === 'directory' ? `${name}/` : name);
  if (!args.has('l', 'n', 'g', 'o')) {
    const names = entries.map(mark);
    yield* process.print(process.stdout.tty && !args.has('1') ? columns(names) : `${names.join('\n')}\n`);
    return;
  }
  void folder;
  const { user } = process.machine;
  const [owner, group] = args.has('n') ? [String(user.uid), String(user.gid)] : [user.name, user.group];
  const sizes = entries.map(({ stat }) => (args.has('h') ? human(stat.size) : String(stat.size)));
  const width = Math.max(...sizes.map((size) => size.length));
  for (const [i, entry] of entries.entries()) {
    const { stat } = entry;
    const links = stat.type === 'directory' ? 2 : 1;
    const size = process.machine.gnu ? sizes[i]!.padStart(width) : sizes[i]!.padStart(9);
    const who = process.machine.gnu
      ? `${links} ${owner} ${group}`
      : `${String(links).padStart(4)} ${owner.padEnd(8)} ${group.padEnd(8)}`;
    const target = stat.target === undefined ? '' : ` -> ${stat.target}`;
    yield* process.print(
      `${modeText(stat)} ${who} ${size} ${dateText(stat.modified, process.machine.now())} ${mark(entry)}${target}\n`,
    );
  }
}

/** Down each column, two spaces apart, 80 wide. */
function columns(names: readonly Bytes[]): Bytes {
  for (let rows = 1; ; rows++) {
    const table: Bytes[][] = [];
    for (let i = 0; i < names.length; i += rows) table.push(names.slice(i, i + rows));
    const widths = table.map((column) => Math.max(...column.map((name) => name.length)) + 2);
    if (rows < names.length && widths.reduce((sum, width) => sum + width, 0) - 2 > 80) continue;
    const lines = Array.from({ length: rows }, (_, row) =>
      table
        .map((column, i) => (column[row] ?? '').padEnd(widths[i]!))
        .join('')
        .trimEnd(),
    );
    return `${lines.join('\n')}\n`;
  }
}

/** `drwxr-xr-x` */
export function modeText({ type, mode }: Stat): string {
  const letter = { directory: 'd', link: 'l', device: 'c', file: '-' }[type];
  const bits = [6, 3, 0].map((shift) => {
    const three = (mode >> shift) & 7;
    return (three & 4 ? 'r' : '-') + (three & 2 ? 'w' : '-') + (three & 1 ? 'x' : '-');
  });
  const sticky = mode & 0o1000 ? bits.join('').slice(0, -1) + 't' : bits.join('');
  return letter + sticky;
}

/** `Jan  1 00:03`, or with the year when it is long ago. */
function dateText(at: number, now: number): string {
  const seconds = Math.floor(at / 1_000_000);
  const { year, month, day } = civilFromDays(Math.floor(seconds / 86_400));
  const inDay = ((seconds % 86_400) + 86_400) % 86_400;
  const two = (n: number) => String(n).padStart(2, '0');
  const clock = `${two(Math.floor(inDay / 3600))}:${two(Math.floor(inDay / 60) % 60)}`;
  const recent = now - at < HALF_A_YEAR && at <= now;
  return `${MONTHS[month - 1]} ${String(day).padStart(2)} ${recent ? clock : ` ${year}`}`;
}

/** `4.0K` */
export function human(size: number): string {
  let value = size;
  let unit = 0;
  for (; value >= 1024 && unit < 4; unit++) value /= 1024;
  if (unit === 0) return String(size);
  return (value < 10 ? (Math.ceil(value * 10) / 10).toFixed(1) : String(Math.ceil(value))) + 'KMGT'[unit - 1]!;
}
