import type { Bytes } from '../../apimachinery/index.ts';
import type { Run } from '../machine.ts';
import type { Command } from '../syntax/tree.ts';
import type { Runner } from './run.ts';
import { Returned, type Shell } from './shell.ts';

/** Calls a function: its arguments are `$1` and so on until it returns. */
export function* callFunction(shell: Shell, body: Command, args: readonly Bytes[], by: Runner): Run<number> {
  const { positional, loops, replaceable } = shell;
  shell.positional = args;
  shell.loops = 0;
  shell.replaceable = false;
  shell.functionDepth++;
  shell.variables.enterFunction();
  try {
    return yield* by.command(shell, body);
  } catch (error) {
    if (error instanceof Returned) return error.code;
    throw error;
  } finally {
    shell.variables.leaveFunction();
    shell.functionDepth--;
    shell.positional = positional;
    shell.loops = loops;
    shell.replaceable = replaceable;
  }
}
