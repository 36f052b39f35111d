import { FileError } from '../files/file-system.ts';
import type { Run, Sink, Source } from '../machine.ts';
import { openSink, openSource } from '../open.ts';
import { Held } from '../streams.ts';
import type { Redirect } from '../syntax/tree.ts';
import { expandText, type Substitutions } from './expand.ts';
import { ExpansionFailure, type Shell } from './shell.ts';

/** What a process reads and writes, by number. */
type Streams = Map<number, Source | Sink>;

function streamsOf(shell: Shell): Streams {
  const { stdin, stdout, stderr } = shell.process;
  return new Map<number, Source | Sink>([...shell.fds, [0, stdin], [1, stdout], [2, stderr]]);
}

function put(shell: Shell, streams: Streams): void {
  const { process } = shell;
  process.stdin = (streams.get(0) as Source | undefined) ?? new Held('');
  process.stdout = (streams.get(1) as Sink | undefined) ?? CLOSED;
  process.stderr = (streams.get(2) as Sink | undefined) ?? CLOSED;
  shell.fds = new Map([...streams].filter(([fd]) => fd > 2));
}

const CLOSED: Sink = { tty: false, write: function* () {} };

/** Opens what the redirections of a command name, left to right; what comes back puts everything as it was. */
export function* redirect(shell: Shell, redirects: readonly Redirect[], by: Substitutions): Run<() => void> {
  if (redirects.length === 0) return () => {};
  const before = streamsOf(shell);
  const streams = new Map(before);
  for (const one of redirects) {
    yield* open(shell, one, streams, by);
    // `2>&1 > file` copies what 1 was at that time, so each is done before the next is looked at.
    put(shell, streams);
  }
  return () => put(shell, before);
}

function* open(shell: Shell, { fd, kind, target }: Redirect, streams: Streams, by: Substitutions): Run {
  if (kind === '<<' || kind === '<<<') {
    const text = yield* expandText(shell, target, by);
    streams.set(fd, new Held(kind === '<<<' ? `${text}\n` : text));
    return;
  }
  const name = yield* expandText(shell, target, by);
  if (kind === '<&' || kind === '>&') {
    if (/^[0-9]+$/.test(name)) duplicate(Number(name), fd, streams);
    else if (name === '-') streams.delete(fd);
    else both(shell, name, streams, false);
    return;
  }
  if (kind === '&>' || kind === '&>>') return both(shell, name, streams, kind === '&>>');
  if (kind === '<' || kind === '<>') streams.set(fd, reading(shell, name));
  else streams.set(fd, writing(shell, name, kind === '>>'));
}

function duplicate(from: number, to: number, streams: Streams): void {
  const stream = streams.get(from);
  if (!stream) throw new ExpansionFailure(`${from}: Bad file descriptor`, false);
  streams.set(to, stream);
}

function both(shell: Shell, name: string, streams: Streams, append: boolean): void {
  const sink = writing(shell, name, append);
  streams.set(1, sink);
  streams.set(2, sink);
}

/** What the shell says of a file that it cannot open for a command. */
function refused(shell: Shell, name: string, error: unknown, verb: 'open' | 'create'): never {
  if (!(error instanceof FileError)) throw error;
  if (shell.dialect === 'bash') throw new ExpansionFailure(`${name}: ${error.message}`, false);
  const missing = verb === 'open' ? 'no such file' : 'nonexistent directory';
  const inDash = verb === 'open' ? 'No such file' : 'Directory nonexistent';
  const dash = shell.dialect === 'dash';
  const text = error.code === 'ENOENT' ? (dash ? inDash : missing) : error.message;
  throw new ExpansionFailure(`${dash ? 'cannot' : "can't"} ${verb} ${name}: ${text}`, false);
}

function reading(shell: Shell, name: string): Source {
  const { process } = shell;
  try {
    return openSource(process, name);
  } catch (error) {
    return refused(shell, name, error, 'open');
  }
}

function writing(shell: Shell, name: string, append: boolean): Sink {
  const { process } = shell;
  try {
    return openSink(process, name, append);
  } catch (error) {
    return refused(shell, name, error, 'create');
  }
}
