import { TOOLS, type Program } from '../../engine/shell/index.ts';
import type { LearnerMachine } from '../machine/learner-machine.ts';
import { curlProgram } from './curl.ts';
import { helpProgram } from './help.ts';
import { BORROWED, borrowed } from './just-bash.ts';
import { kubectlProgram } from './kubectl.ts';
import { MISSING } from './missing.ts';
import { clear, editProgram, historyProgram, missingProgram } from './own.ts';
import { sshProgram } from './ssh.ts';
import { watchProgram } from './watch.ts';

/** Every program that this machine has beside the shell's own tools. Add the file, then its line here. */
export function programs(machine: LearnerMachine): ReadonlyMap<string, Program> {
  const edit = editProgram(machine);
  const missing = missingProgram(machine);
  return new Map<string, Program>([
    ...MISSING.map((name) => [name, missing] as const),
    ...BORROWED.filter((name) => !TOOLS.has(name)).map((name) => [name, borrowed(machine, name)] as const),
    ['kubectl', kubectlProgram(machine)],
    ['ssh', sshProgram(machine)],
    ['curl', curlProgram(machine)],
    ['watch', watchProgram(machine)],
    ['clear', clear],
    ['history', historyProgram(machine)],
    ['help', helpProgram(machine)],
    ...['edit', 'vi', 'vim', 'nano', 'emacs', 'code'].map((name) => [name, edit] as const),
  ]);
}
