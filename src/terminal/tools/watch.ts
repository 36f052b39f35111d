import { bytesOf, textOf, type Bytes } from '../../engine/apimachinery/index.ts';
import {
  Gathered,
  Held,
  Process,
  runProcess,
  SIGINT,
  SIGTERM,
  type Program,
  type Run,
} from '../../engine/shell/index.ts';
import type { LearnerMachine } from '../machine/learner-machine.ts';
import { Sanitizer } from '../screen/sanitize.ts';
import { ScreenSink } from '../screen/screen-sink.ts';
import { textWidth, widthOf, withoutColours } from '../screen/width.ts';

interface Asked {
  readonly command: Bytes;
  readonly seconds: number;
  readonly header: boolean;
  readonly untilChange: boolean;
}

const USAGE =
  '\nUsage:\n watch [options] command\n\nOptions:\n  -n, --interval <secs>  seconds to wait between updates\n  -t, --no-title         turn off header\n  -g, --chgexit          exit when output from command changes\n';
const OTHER_SCREEN = '\x1b[?1049h';
const OWN_SCREEN = '\x1b[?1049l';
const MOST_OUTPUT = 256 * 1024;

/** procps' watch: a command again and again, what it printed from the top of the screen. On the virtual clock. */
export function watchProgram(machine: LearnerMachine): Program {
  return function* watch(process) {
    const asked = readArguments(process.args.slice(1));
    if (typeof asked === 'string') {
      yield* process.complain(bytesOf(asked));
      return 1;
    }
    const sink = process.stdout instanceof ScreenSink ? process.stdout : undefined;
    sink?.draw(OTHER_SCREEN);
    try {
      return yield* again(machine, process, asked, sink);
    } finally {
      sink?.draw(OWN_SCREEN);
    }
  };
}

function* again(machine: LearnerMachine, process: Process, asked: Asked, sink: ScreenSink | undefined): Run<number> {
  let before: Bytes | undefined;
  for (;;) {
    const output = yield* runOnce(machine, process, asked.command);
    if (sink) sink.draw(`\x1b[H\x1b[2J${page(asked, textOf(output), machine.now(), sink.screen)}`);
    else yield* process.print(output);
    if (asked.untilChange && before !== undefined && before !== output) return 0;
    before = output;
    yield* process.sleep(asked.seconds * 1_000_000);
  }
}

/** The command in a shell of its own; what stops the watch stops it too. */
function* runOnce(machine: LearnerMachine, process: Process, command: Bytes): Run<Bytes> {
  const shell = machine.program('bash');
  const pid = machine.processes.nextPid();
  if (!shell || pid === undefined) return 'watch: fork: Resource temporarily unavailable\n';
  const output = new Gathered(MOST_OUTPUT);
  const { env, cwd } = process;
  const args = ['bash', '-c', command];
  const child = new Process(machine, pid, {
    args,
    env,
    cwd,
    stdin: new Held(''),
    stdout: output,
    stderr: output,
    parent: process,
  });
  const done = machine.waiter();
  const run = function* (): Run {
    yield* runProcess(child, shell);
    done.settle();
  };
  try {
    machine.go('watch', run());
    yield* process.wait(done);
  } finally {
    for (const below of machine.processes.descendantsOf(pid)) below.signal(SIGINT);
    child.signal(SIGTERM);
  }
  return output.bytes;
}

function readArguments(words: readonly Bytes[]): Asked | string {
  let seconds = 2;
  let header = true;
  let untilChange = false;
  let at = 0;
  for (; at < words.length; at++) {
    const word = words[at]!;
    const interval =
      /^(?:-n|--interval=)(.+)$/.exec(word)?.[1] ?? (/^(-n|--interval)$/.test(word) ? words[++at] : undefined);
    if (interval !== undefined) {
      seconds = Math.max(0.1, Number(interval.replace(',', '.')));
      if (Number.isNaN(seconds)) return `watch: failed to parse argument: '${interval}'\n`;
    } else if (word === '-t' || word === '--no-title') header = false;
    else if (word === '-g' || word === '--chgexit') untilChange = true;
    else if (word === '--') {
      at++;
      break;
    } else if (/^-[bcdewx]$|^--(differences|color|exec)/.test(word)) continue;
    else if (word.startsWith('-') && word !== '-')
      return `watch: invalid option -- '${word.replace(/^-+/, '')}'${USAGE}`;
    else break;
  }
  const command = words.slice(at).join(' ');
  return command === '' ? USAGE : { command, seconds, header, untilChange };
}

/** The header, and as many lines as fit, cut where the screen ends. */
function page(
  asked: Asked,
  output: string,
  now: number,
  screen: { readonly columns: number; readonly rows: number },
): string {
  const { columns, rows } = screen;
  const lines: string[] = [];
  if (asked.header) lines.push(headLine(asked, now, columns), '');
  for (const line of new Sanitizer().clean(output).split('\r\n')) lines.push(cut(line, columns));
  return lines.slice(0, rows).join('\r\n');
}

function headLine({ command, seconds }: Asked, now: number, columns: number): string {
  const right = `orrery: ${new Date(Math.floor(now / 1000)).toISOString().slice(0, 19).replace('T', ' ')}`;
  const left = cut(
    new Sanitizer().clean(`Every ${seconds.toFixed(1)}s: ${textOf(command)}`),
    Math.max(8, columns - right.length - 2),
  );
  return left + ' '.repeat(Math.max(1, columns - textWidth(withoutColours(left)) - right.length)) + right;
}

/** Colours take no room and stay. */
function cut(line: string, columns: number): string {
  let width = 0;
  let out = '';
  // eslint-disable-next-line no-control-regex
  for (const [piece] of line.matchAll(/\x1b\[[0-9;:]*m|[^]/gu)) {
    const own = piece.length > 1 && piece.startsWith('\x1b') ? 0 : widthOf(piece);
    if (width + own > columns) continue;
    width += own;
    out += piece;
  }
  return `${out}\x1b[0m`;
}
