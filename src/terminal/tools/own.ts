import { bytesOf, textOf } from '../../engine/apimachinery/index.ts';
import { FileError, type Process, type Program, type Run } from '../../engine/shell/index.ts';
import type { LearnerMachine } from '../machine/learner-machine.ts';
import { ScreenSink, sentence } from '../screen/screen-sink.ts';
import { insteadOf } from './missing.ts';

const CLEAR = '\x1b[H\x1b[2J\x1b[3J';

/** Takes everything off the screen and out of what can be scrolled back to. */
export function* clear(process: Process): Run<number> {
  yield* [];
  if (process.stdout instanceof ScreenSink) process.stdout.draw(CLEAR);
  return 0;
}

/** `history`, `history 10`, `history -c`. */
export function historyProgram(machine: LearnerMachine): Program {
  return function* history(process) {
    const [, argument] = process.args;
    if (argument === '-c') {
      machine.history.clear();
      return 0;
    }
    const { entries } = machine.history;
    const count = argument === undefined ? entries.length : Number(argument);
    if (!Number.isInteger(count) || count < 0) {
      yield* process.complain(`bash: history: ${argument ?? ''}: numeric argument required\n`);
      return 1;
    }
    const first = Math.max(0, entries.length - count);
    const lines = entries.slice(first).map((entry, index) => `${String(first + index + 1).padStart(5)}  ${entry}\n`);
    yield* process.print(bytesOf(lines.join('')));
    return 0;
  };
}

/** Opens files in the editor beside the terminal; what is not there is begun. */
export function editProgram(machine: LearnerMachine): Program {
  return function* edit(process) {
    const { openFile, words } = machine.surroundings;
    const say = words();
    const names = process.args.slice(1).filter((word) => !word.startsWith('-') && !word.startsWith('+'));
    if (!openFile || names.length === 0) {
      const tool = textOf(process.args[0] ?? 'edit');
      yield* process.complain(
        bytesOf(`${openFile ? say('terminal.edit.usage', { tool }) : say('terminal.edit.none')}\n`),
      );
      return 1;
    }
    for (const name of names) {
      const path = process.path(name);
      try {
        if (machine.files.stat(path)?.type === 'directory') throw new FileError('EISDIR');
        if (!machine.files.stat(path)) machine.files.write(path, '');
      } catch (error) {
        if (!(error instanceof FileError)) throw error;
        yield* process.complain(`${process.args[0] ?? ''}: ${name}: ${error.message}\n`);
        return 1;
      }
      openFile(path);
      yield* process.print(bytesOf(`${say('terminal.edit.opened', { file: textOf(name) })}\n`));
    }
    return 0;
  };
}

/** Stands where a tool would be that is not here, and says what to use instead. */
export function missingProgram(machine: LearnerMachine): Program {
  return function* missing(process) {
    const tool = textOf(process.args[0] ?? '');
    const instead = insteadOf(tool);
    const say = machine.surroundings.words();
    const hint = instead === undefined ? '' : ` ${say(instead)}`;
    yield* process.complain(bytesOf(sentence(`${say('terminal.missing', { tool })}${hint}`, process.stderr)));
    return 127;
  };
}
