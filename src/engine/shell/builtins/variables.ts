import { arithmetic } from '../interpreter/expand.ts';
import type { Shell } from '../interpreter/shell.ts';
import type { Run } from '../machine.ts';
import type { Builtin } from './index.ts';

const NAME = /^[A-Za-z_][A-Za-z0-9_]*$/;

/** Goes through `name` and `name=value`; what is no name is complained of. */
function* each(
  shell: Shell,
  words: readonly string[],
  then: (name: string, value: string | undefined) => boolean,
): Run<number> {
  let code = 0;
  for (const word of words.slice(1)) {
    if (word.startsWith('-') && !word.includes('=')) continue;
    const equals = word.indexOf('=');
    const append = equals > 0 && word[equals - 1] === '+';
    const name = equals < 0 ? word : word.slice(0, append ? equals - 1 : equals);
    if (!NAME.test(name)) {
      const bash = shell.dialect === 'bash';
      yield* shell.complain(
        bash ? `${words[0]}: \`${word}': not a valid identifier` : `${words[0]}: ${name}: bad variable name`,
      );
      code = bash ? 1 : 2;
      continue;
    }
    const value = equals < 0 ? undefined : (append ? (shell.variables.get(name) ?? '') : '') + word.slice(equals + 1);
    if (then(name, value)) continue;
    yield* shell.complain(`${name}: ${shell.dialect === 'bash' ? 'readonly variable' : 'is read only'}`);
    code = 1;
  }
  return code;
}

/** `declare -x NAME="value"`, or `export NAME='value'`. */
function* list(shell: Shell, word: string, which: (name: string) => boolean): Run<number> {
  const bash = shell.dialect === 'bash';
  for (const name of shell.variables.names().filter(which)) {
    const value = shell.variables.get(name);
    const shown = bash
      ? `="${(value ?? '').replace(/["\\$`]/g, '\\$&')}"`
      : `='${(value ?? '').replaceAll("'", "'\\''")}'`;
    const begin = bash ? (word === 'export' ? 'declare -x' : 'declare -r') : word;
    yield* shell.process.print(`${begin} ${name}${value === undefined ? '' : shown}\n`);
  }
  return 0;
}

export const exporting: Builtin = function* (shell, words) {
  const { variables } = shell;
  const names = words.filter((word) => word !== '-p');
  if (names.length === 1) return yield* list(shell, 'export', (name) => variables.isExported(name));
  const exported = !words.includes('-n');
  return yield* each(shell, words, (name, value) => {
    if (value !== undefined && !variables.set(name, value)) return false;
    variables.mark(name, { exported });
    return true;
  });
};

export const readonly: Builtin = function* (shell, words) {
  const { variables } = shell;
  if (words.filter((word) => word !== '-p').length === 1) {
    return yield* list(shell, 'readonly', (name) => variables.isReadOnly(name));
  }
  return yield* each(shell, words, (name, value) => {
    if (value !== undefined && !variables.set(name, value)) return false;
    variables.mark(name, { readOnly: true });
    return true;
  });
};

export const unset: Builtin = function* (shell, words) {
  const functions = words.includes('-f');
  return yield* each(shell, words, (name) => {
    if (functions) shell.functions.delete(name);
    else if (!shell.variables.has(name)) shell.functions.delete(name);
    else return shell.variables.unset(name);
    return true;
  });
};

export const local: Builtin = function* (shell, words) {
  if (shell.functionDepth === 0) {
    yield* shell.complain('local: can only be used in a function');
    return 1;
  }
  return yield* each(shell, words, (name, value) => {
    shell.variables.local(name);
    return value === undefined || shell.variables.set(name, value);
  });
};

export const declare: Builtin = function* (shell, words) {
  const flags = words.filter((word) => /^-[a-zA-Z]+$/.test(word)).join('');
  if (flags.includes('p') || words.length === 1) return yield* list(shell, 'export', () => true);
  if (flags.includes('f')) return 0;
  return yield* each(shell, words, (name, value) => {
    if (shell.functionDepth > 0 && !flags.includes('g')) shell.variables.local(name);
    const held = value !== undefined && flags.includes('i') ? String(arithmetic(shell, value)) : value;
    if (held !== undefined && !shell.variables.set(name, held)) return false;
    shell.variables.mark(name, {
      ...(flags.includes('x') && { exported: true }),
      ...(flags.includes('r') && { readOnly: true }),
    });
    return true;
  });
};

export const letIt: Builtin = function* (shell, words) {
  let value = 0n;
  for (const word of words.slice(1)) value = arithmetic(shell, word);
  return value === 0n ? 1 : 0;
};
