import { LoopControl, Returned, type Shell } from '../interpreter/shell.ts';
import type { Run } from '../machine.ts';
import type { Builtin } from './index.ts';

function loop(again: boolean): Builtin {
  return function* (shell, words) {
    const levels = Number(words[1] ?? 1);
    if (shell.loops === 0) return 0;
    if (!Number.isInteger(levels) || levels < 1) {
      yield* shell.complain(`${words[0]}: ${words[1]}: loop count out of range`);
      throw new LoopControl(shell.loops, false);
    }
    throw new LoopControl(Math.min(levels, shell.loops), again);
  };
}

export const breakLoop = loop(false);
export const continueLoop = loop(true);

/** The code in the first argument, or the one of the last command. */
function* codeOf(shell: Shell, words: readonly string[]): Run<number> {
  const [name, text] = words;
  if (text === undefined) return shell.status;
  if (/^-?[0-9]+$/.test(text)) return Number(text) & 255;
  const bash = shell.dialect === 'bash';
  yield* shell.complain(bash ? `${name}: ${text}: numeric argument required` : `${name}: Illegal number: ${text}`);
  return 2;
}

export const exit: Builtin = function* (shell, words) {
  return shell.leave(yield* codeOf(shell, words));
};

export const returns: Builtin = function* (shell, words) {
  const code = yield* codeOf(shell, words);
  if (shell.functionDepth > 0 || shell.sourcing > 0) throw new Returned(code);
  if (shell.dialect !== 'bash') return shell.leave(code);
  yield* shell.complain("return: can only `return' from a function or sourced script");
  return 2;
};

export const shift: Builtin = function* (shell, words) {
  const count = Number(words[1] ?? 1);
  if (!(count >= 0) || count > shell.positional.length) {
    if (shell.dialect === 'bash') return 1;
    yield* shell.complain("shift: can't shift that many");
    return 2;
  }
  shell.positional = shell.positional.slice(count);
  return 0;
};
