import type { Builtin } from './index.ts';

/** The next option of the arguments, into a variable; OPTIND counts the words that are done. */
export const getopts: Builtin = function* (shell, words) {
  const [, spec = '', name = '', ...given] = words;
  const { variables } = shell;
  const args = given.length > 0 ? given : shell.positional;
  const index = Number(variables.get('OPTIND') ?? '1') || 1;
  if (index === 1 && shell.optionOffset.word !== 1) shell.optionOffset = { word: 1, at: 1 };
  const offset = shell.optionOffset.word === index ? shell.optionOffset.at : 1;
  const word = args[index - 1];
  variables.unset('OPTARG');
  if (word === undefined || !word.startsWith('-') || word === '-' || word === '--') {
    if (word === '--') variables.set('OPTIND', String(index + 1));
    variables.set(name, '?');
    return 1;
  }
  const letter = word[offset]!;
  const more = offset + 1 < word.length;
  const next = (at: number, to: number) => {
    variables.set('OPTIND', String(at));
    shell.optionOffset = { word: at, at: to };
  };
  const known = letter === ':' ? -1 : spec.indexOf(letter);
  const silent = spec.startsWith(':');
  if (known < 0) {
    if (silent) variables.set('OPTARG', letter);
    else yield* shell.process.complain(`${shell.name}: illegal option -- ${letter}\n`);
    variables.set(name, '?');
    next(more ? index : index + 1, more ? offset + 1 : 1);
    return 0;
  }
  variables.set(name, letter);
  if (spec[known + 1] !== ':') {
    next(more ? index : index + 1, more ? offset + 1 : 1);
    return 0;
  }
  const value = more ? word.slice(offset + 1) : args[index];
  next(more ? index + 1 : index + 2, 1);
  if (value !== undefined) {
    variables.set('OPTARG', value);
    return 0;
  }
  variables.set(name, silent ? ':' : '?');
  if (silent) variables.set('OPTARG', letter);
  else yield* shell.process.complain(`${shell.name}: option requires an argument -- ${letter}\n`);
  return 0;
};
