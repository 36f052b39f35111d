import type { Bytes } from '../apimachinery/index.ts';
import { reportJobs } from './builtins/jobs.ts';
import { runScript, runToEnd } from './interpreter/run.ts';
import { LoopControl, Returned, type Shell } from './interpreter/shell.ts';
import type { Run } from './machine.ts';
import { Killed, SIGINT } from './signals.ts';
import { Parser } from './syntax/parser.ts';
import { SyntaxFailure } from './syntax/tree.ts';

/** 128 + SIGINT */
const INTERRUPTED = 128 + SIGINT;

/** Ctrl-C at a prompt or during a line; the shell itself goes on. */
class Interrupted extends Error {}

/** Reads lines and runs each, until there are no more or one says `exit`. */
export function* interact(shell: Shell): Run<number> {
  shell.origin = 'interactive';
  const { process } = shell;
  let interrupted = false;
  process.handlers.set(SIGINT, () => {
    interrupted = true;
    for (const child of process.machine.processes.descendantsOf(process.pid)) child.signal(SIGINT);
    process.wake();
  });
  process.interruption = () => {
    if (!interrupted) return;
    interrupted = false;
    throw new Interrupted();
  };
  process.handlers.set(15, 'ignored');
  return yield* runToEnd(shell, () => lines(shell));
}

function* lines(shell: Shell): Run<number> {
  const { process } = shell;
  let pending = '';
  for (;;) {
    try {
      yield* reportJobs(shell);
      if (process.stdin.tty)
        yield* process.complain(pending === '' ? prompt(shell) : (shell.variables.get('PS2') ?? '> '));
      const line = yield* process.readLine();
      if (line === undefined) {
        if (process.stdin.tty) yield* process.complain(shell.dialect === 'bash' ? 'exit\n' : '\n');
        return shell.status;
      }
      pending += `${line}\n`;
      if (isIncomplete(shell, pending)) continue;
      const script = pending;
      pending = '';
      shell.depth = 0;
      shell.loops = 0;
      yield* runScript(shell, script);
    } catch (error) {
      if (error instanceof LoopControl || error instanceof Returned) continue;
      if (!(error instanceof Interrupted || (error instanceof Killed && process.ended === undefined))) throw error;
      pending = '';
      shell.status = INTERRUPTED;
    }
  }
}

/** Whether more lines might make a whole command of it: an open quote, a `do` without its `done`, a here-document. */
export function isIncomplete(shell: Shell, script: Bytes): boolean {
  if (/(^|[^\\])(\\\\)*\\\n$/.test(script)) return true;
  const parser = new Parser(script, (name) => shell.aliases.get(name));
  try {
    while (parser.next());
    return false;
  } catch (error) {
    if (error instanceof SyntaxFailure) return error.incomplete;
    throw error;
  }
}

/** PS1 with its backslashes, or the prompt that images come with: `/ # `, `root@web:/# `. */
function prompt(shell: Shell): Bytes {
  const { process } = shell;
  const { user, hostname } = process.machine;
  const home = shell.variables.get('HOME') ?? user.home;
  const folder =
    process.cwd === home || process.cwd.startsWith(`${home}/`) ? `~${process.cwd.slice(home.length)}` : process.cwd;
  const sign = user.uid === 0 ? '#' : '$';
  const written = shell.variables.get('PS1');
  if (written === undefined) {
    if (shell.dialect === 'dash') return `${sign} `;
    return shell.dialect === 'ash' ? `${folder} ${sign} ` : `${user.name}@${hostname}:${folder}${sign} `;
  }
  const values: Readonly<Record<string, string>> = {
    u: user.name,
    h: hostname.split('.')[0]!,
    H: hostname,
    w: folder,
    W: folder === '~' ? '~' : folder.slice(folder.lastIndexOf('/') + 1) || '/',
    $: sign,
    n: '\n',
    s: shell.name,
    '[': '',
    ']': '',
    '\\': '\\',
  };
  return written.replace(/\\(.)/g, (all, letter: string) => (Object.hasOwn(values, letter) ? values[letter]! : all));
}
