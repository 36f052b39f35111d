import type { Bytes } from '../../apimachinery/index.ts';
import type { Run } from '../machine.ts';
import { runProcess } from '../process.ts';
import { Gathered } from '../streams.ts';
import type { Substitutions } from './expand.ts';
import type { Runner } from './run.ts';
import { ExpansionFailure, type Shell } from './shell.ts';
import { MOST_BYTES } from './variables.ts';
import type { List } from '../syntax/tree.ts';

/** How `$( )` and `<( )` are run. */
export function substitutions(by: Runner): Substitutions {
  return { output: (shell, body) => output(shell, body, by), path: (shell, body) => path(shell, body, by) };
}

function* gather(shell: Shell, body: List, by: Runner): Run<Bytes> {
  const gathered = new Gathered(MOST_BYTES);
  const child = shell.fork({ stdout: gathered }, '');
  if (!child) throw new ExpansionFailure('fork: retry: Resource temporarily unavailable', false);
  child.enter();
  shell.substituted = yield* runProcess(child.process, () => by.toEnd(child, () => by.list(child, body)));
  return gathered.bytes;
}

/** Without the newlines at its end, and without NUL, which no argument can hold. */
function* output(shell: Shell, body: List, by: Runner): Run<Bytes> {
  return (yield* gather(shell, body, by)).replaceAll('\0', '').replace(/\n+$/, '');
}

/** A file of what was printed: its reader would not see the difference. */
function* path(shell: Shell, body: List, by: Runner): Run<Bytes> {
  const { files } = shell.process.machine;
  const text = yield* gather(shell, body, by);
  let number = 63;
  while (files.stat(`/tmp/sh-fd.${shell.process.pid}.${number}`)) number--;
  const name = `/tmp/sh-fd.${shell.process.pid}.${number}`;
  if (!files.stat('/tmp')) files.mkdir('/tmp');
  files.write(name, text);
  shell.temporary.push(name);
  return name;
}
