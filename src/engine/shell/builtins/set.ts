import type { Options, Shell } from '../interpreter/shell.ts';
import type { Builtin } from './index.ts';

const LETTERS: Readonly<Record<string, keyof Options>> = {
  e: 'errexit',
  u: 'nounset',
  x: 'xtrace',
  f: 'noglob',
  C: 'noclobber',
  a: 'allexport',
};
/** Letters and names that are taken and mean nothing here. */
const IDLE = new Set('bhmnvBEHPT'.split(''));
const IDLE_NAMES = new Set([
  'history',
  'monitor',
  'emacs',
  'vi',
  'posix',
  'errtrace',
  'functrace',
  'verbose',
  'braceexpand',
]);

/** Takes `-eu`, `+x` and `-o pipefail` off the front of arguments; what is left, or the word that it does not know. */
export function takeOptions(shell: Shell, words: readonly string[]): { rest: readonly string[]; wrong?: string } {
  let i = 0;
  for (; i < words.length; i++) {
    const word = words[i]!;
    if (!/^[-+]./.test(word) || word === '--') break;
    const on = word.startsWith('-');
    for (const letter of word.slice(1)) {
      if (letter === 'o') {
        const name = words[++i] ?? '';
        if (Object.hasOwn(shell.options, name)) shell.options[name as keyof Options] = on;
        else if (!IDLE_NAMES.has(name)) return { rest: [], wrong: `${name}: invalid option name` };
      } else if (Object.hasOwn(LETTERS, letter)) shell.options[LETTERS[letter]!] = on;
      else if (!IDLE.has(letter)) return { rest: [], wrong: `${word.slice(0, 1)}${letter}: invalid option` };
    }
  }
  return { rest: words.slice(i) };
}

export const set: Builtin = function* (shell, words) {
  if (words.length === 1) {
    for (const name of shell.variables.names()) {
      const value = shell.variables.get(name);
      if (value === undefined) continue;
      const shown = /^[\w@%+=:,./-]*$/.test(value) ? value : `'${value.replaceAll("'", "'\\''")}'`;
      yield* shell.process.print(`${name}=${shown}\n`);
    }
    return 0;
  }
  const { rest, wrong } = takeOptions(shell, words.slice(1));
  if (wrong !== undefined) {
    yield* shell.complain(`set: ${wrong}`);
    return 2;
  }
  if (rest[0] === '--') shell.positional = rest.slice(1);
  else if (rest.length > 0) shell.positional = rest;
  return 0;
};

/** Its options change nothing here. */
export const shopt: Builtin = function* () {
  return 0;
};
