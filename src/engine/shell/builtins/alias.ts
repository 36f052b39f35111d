import type { Builtin } from './index.ts';

export const alias: Builtin = function* (shell, words) {
  const show = (name: string) => `alias ${name}='${shell.aliases.get(name)!.replaceAll("'", "'\\''")}'\n`;
  if (words.length === 1) {
    yield* shell.process.print([...shell.aliases.keys()].sort().map(show).join(''));
    return 0;
  }
  let code = 0;
  for (const word of words.slice(1)) {
    const equals = word.indexOf('=');
    if (equals > 0) shell.aliases.set(word.slice(0, equals), word.slice(equals + 1));
    else if (shell.aliases.has(word)) yield* shell.process.print(show(word));
    else {
      yield* shell.complain(`alias: ${word}: not found`);
      code = 1;
    }
  }
  return code;
};

export const unalias: Builtin = function* (shell, words) {
  let code = 0;
  for (const word of words.slice(1)) {
    if (word === '-a') shell.aliases.clear();
    else if (!shell.aliases.delete(word)) {
      yield* shell.complain(`unalias: ${word}: not found`);
      code = 1;
    }
  }
  return code;
};
