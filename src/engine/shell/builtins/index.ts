import type { Bytes } from '../../apimachinery/index.ts';
import type { Runner } from '../interpreter/run.ts';
import type { Shell } from '../interpreter/shell.ts';
import type { Run } from '../machine.ts';
import { alias, unalias } from './alias.ts';
import { breakLoop, continueLoop, exit, returns, shift } from './control.ts';
import { evaluate, exec, source } from './execute.ts';
import { cd, dirs, popd, pushd, pwd } from './folders.ts';
import { getopts } from './getopts.ts';
import { bg, disown, fg, jobs, wait } from './jobs.ts';
import { command, type, hash } from './names.ts';
import { echo, printf } from './print.ts';
import { read } from './read.ts';
import { set, shopt } from './set.ts';
import { test } from './test.ts';
import { kill, trap } from './trap.ts';
import { declare, exporting, letIt, local, readonly, unset } from './variables.ts';

/** A command that the shell does itself; `words[0]` is its name. */
export type Builtin = (shell: Shell, words: readonly Bytes[], by: Runner) => Run<number>;

function always(code: number): Builtin {
  return function* () {
    return code;
  };
}

/** One line for each; its file says how. */
const BUILTINS: ReadonlyMap<string, Builtin> = new Map<string, Builtin>([
  [':', always(0)],
  ['true', always(0)],
  ['false', always(1)],
  ['.', source],
  ['[', test],
  ['alias', alias],
  ['bg', bg],
  ['break', breakLoop],
  ['builtin', command],
  ['cd', cd],
  ['command', command],
  ['continue', continueLoop],
  ['declare', declare],
  ['dirs', dirs],
  ['disown', disown],
  ['echo', echo],
  ['eval', evaluate],
  ['exec', exec],
  ['exit', exit],
  ['export', exporting],
  ['fg', fg],
  ['getopts', getopts],
  ['hash', hash],
  ['jobs', jobs],
  ['kill', kill],
  ['let', letIt],
  ['local', local],
  ['logout', exit],
  ['popd', popd],
  ['printf', printf],
  ['pushd', pushd],
  ['pwd', pwd],
  ['read', read],
  ['readonly', readonly],
  ['return', returns],
  ['set', set],
  ['shift', shift],
  ['shopt', shopt],
  ['source', source],
  ['test', test],
  ['trap', trap],
  ['type', type],
  ['typeset', declare],
  ['ulimit', always(0)],
  ['umask', always(0)],
  ['unalias', unalias],
  ['unset', unset],
  ['wait', wait],
]);

export function builtinNamed(name: string): Builtin | undefined {
  return BUILTINS.get(name);
}

export function builtinNames(): readonly string[] {
  return [...BUILTINS.keys()];
}
