import type { Bytes } from '../../apimachinery/index.ts';
import type { Run } from '../machine.ts';
import { runProcess } from '../process.ts';
import type { Command, List } from '../syntax/tree.ts';
import { runConditional } from './conditional.ts';
import { arithmetic, expandPattern, expandText, expandWords } from './expand.ts';
import { globMatch } from './glob.ts';
import { redirect } from './redirect.ts';
import type { Runner } from './run.ts';
import { LoopControl, type Shell } from './shell.ts';
import { assign } from './simple.ts';
import { substitutions } from './substitution.ts';

type Of<K extends Command['kind']> = Extract<Command, { kind: K }>;

/** Everything that is no simple command. */
export function* compound(shell: Shell, command: Exclude<Command, { kind: 'simple' }>, by: Runner): Run<number> {
  const { replaceable } = shell;
  shell.replaceable = false;
  const restore = yield* redirect(shell, command.redirects, substitutions(by));
  try {
    return yield* dispatch(shell, command, by);
  } finally {
    restore();
    shell.replaceable = replaceable;
  }
}

function* dispatch(shell: Shell, command: Exclude<Command, { kind: 'simple' }>, by: Runner): Run<number> {
  switch (command.kind) {
    case 'group':
      return yield* by.list(shell, command.body);
    case 'subshell':
      return yield* subshell(shell, command.body, by);
    case 'if':
      return yield* runIf(shell, command, by);
    case 'while':
      return yield* runWhile(shell, command, by);
    case 'for':
      return yield* runFor(shell, command, by);
    case 'cfor':
      return yield* runCFor(shell, command, by);
    case 'case':
      return yield* runCase(shell, command, by);
    case 'function':
      shell.functions.set(command.name, command.body);
      return 0;
    case 'test':
      return yield* runConditional(shell, command.words, substitutions(by));
    default: {
      const text = yield* expandText(shell, command.expression, substitutions(by));
      return arithmetic(shell, text) === 0n ? 1 : 0;
    }
  }
}

function* subshell(shell: Shell, body: List, by: Runner): Run<number> {
  const child = shell.fork({}, '');
  if (!child) {
    yield* shell.complain('fork: retry: Resource temporarily unavailable');
    return 254;
  }
  const job = shell.start(child.process, '(', () =>
    runProcess(child.process, () => by.toEnd(child, () => by.list(child, body))),
  );
  return yield* shell.await(job, false);
}

function* runIf(shell: Shell, { branches, otherwise }: Of<'if'>, by: Runner): Run<number> {
  for (const { condition, body } of branches) {
    if ((yield* holds(shell, condition, by)) === 0) return yield* by.list(shell, body);
  }
  return otherwise ? yield* by.list(shell, otherwise) : 0;
}

function* holds(shell: Shell, condition: List, by: Runner): Run<number> {
  shell.guarded++;
  try {
    return yield* by.list(shell, condition);
  } finally {
    shell.guarded--;
  }
}

/** Runs a loop's body; false: a `break` has ended the loop. */
function* turn(shell: Shell, body: List, by: Runner): Run<boolean> {
  yield* shell.process.turn();
  shell.loops++;
  try {
    yield* by.list(shell, body);
    return true;
  } catch (error) {
    if (!(error instanceof LoopControl)) throw error;
    shell.status = 0;
    if (--error.levels > 0 && shell.loops > 1) throw error;
    return error.again;
  } finally {
    shell.loops--;
  }
}

function* runWhile(shell: Shell, { until, condition, body }: Of<'while'>, by: Runner): Run<number> {
  let code = 0;
  while (((yield* holds(shell, condition, by)) === 0) !== until) {
    const goesOn = yield* turn(shell, body, by);
    code = shell.status;
    if (!goesOn) break;
  }
  return code;
}

function* runFor(shell: Shell, { name, words, body }: Of<'for'>, by: Runner): Run<number> {
  const values = words ? yield* expandWords(shell, words, substitutions(by)) : shell.positional;
  let code = 0;
  for (const value of values) {
    assign(shell, name, value);
    const goesOn = yield* turn(shell, body, by);
    code = shell.status;
    if (!goesOn) break;
  }
  return code;
}

function* runCFor(shell: Shell, { parts, body }: Of<'cfor'>, by: Runner): Run<number> {
  const [begin, condition, step] = parts;
  const worth = function* (part: typeof begin): Run<bigint> {
    const text: Bytes = yield* expandText(shell, part, substitutions(by));
    return text.trim() === '' ? 1n : arithmetic(shell, text);
  };
  yield* worth(begin);
  let code = 0;
  while ((yield* worth(condition)) !== 0n) {
    const goesOn = yield* turn(shell, body, by);
    code = shell.status;
    if (!goesOn) break;
    yield* worth(step);
  }
  return code;
}

function* runCase(shell: Shell, { word, cases }: Of<'case'>, by: Runner): Run<number> {
  const substitute = substitutions(by);
  const text = yield* expandText(shell, word, substitute);
  for (let i = 0; i < cases.length; i++) {
    let fits = false;
    for (const pattern of cases[i]!.patterns) {
      fits ||= globMatch(yield* expandPattern(shell, pattern, substitute), text);
    }
    if (!fits) continue;
    shell.status = 0;
    let code = yield* by.list(shell, cases[i]!.body);
    while (cases[i]!.falls && ++i < cases.length) code = yield* by.list(shell, cases[i]!.body);
    return code;
  }
  return 0;
}
