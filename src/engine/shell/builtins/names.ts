import { which } from '../interpreter/lookup.ts';
import type { Shell } from '../interpreter/shell.ts';
import { runProgram } from '../interpreter/simple.ts';
import { builtinNamed, type Builtin } from './index.ts';

const KEYWORDS = new Set(
  '! { } if then elif else fi for while until do done case esac in function [[ ]] time'.split(' '),
);

/** What a name stands for, as `type` and `command -V` say it; `path`: as `command -v` does. */
function describe(shell: Shell, name: string): { said: string; path: string; kind: string } | undefined {
  const alias = shell.aliases.get(name);
  if (alias !== undefined) {
    return { said: `${name} is aliased to \`${alias}'`, path: `alias ${name}='${alias}'`, kind: 'alias' };
  }
  const bash = shell.dialect === 'bash';
  if (KEYWORDS.has(name)) return { said: `${name} is a shell keyword`, path: name, kind: 'keyword' };
  if (shell.functions.has(name)) {
    return { said: bash ? `${name} is a function` : `${name} is a shell function`, path: name, kind: 'function' };
  }
  if (builtinNamed(name)) return { said: `${name} is a shell builtin`, path: name, kind: 'builtin' };
  const path = which(shell, name);
  return path === undefined ? undefined : { said: `${name} is ${path}`, path, kind: 'file' };
}

export const type: Builtin = function* (shell, words) {
  const kinds = words.includes('-t');
  let code = 0;
  for (const name of words.slice(1).filter((word) => !word.startsWith('-'))) {
    const found = describe(shell, name);
    if (found) yield* shell.process.print(`${kinds ? found.kind : words.includes('-p') ? found.path : found.said}\n`);
    else {
      code = shell.dialect === 'bash' ? 1 : 127;
      if (shell.dialect === 'bash') {
        if (!kinds) yield* shell.complain(`type: ${name}: not found`);
      } else yield* shell.process.print(`${name}: not found\n`);
    }
  }
  return code;
};

/** `command -v name`, or a command of which functions are not asked. */
export const command: Builtin = function* (shell, words, by) {
  const flag = /^-[vVp]+$/.test(words[1] ?? '') ? words[1]! : '';
  const args = words.slice(flag === '' ? 1 : 2);
  if (flag === '' || flag === '-p') {
    if (args.length === 0) return 0;
    const builtin = builtinNamed(args[0]!);
    return builtin ? yield* builtin(shell, args, by) : yield* runProgram(shell, args, []);
  }
  let code = 0;
  for (const name of args) {
    const found = describe(shell, name);
    if (found) yield* shell.process.print(`${flag.includes('v') ? found.path : found.said}\n`);
    else {
      code = shell.dialect === 'bash' ? 1 : 127;
      if (flag.includes('V')) yield* shell.complain(`command: ${name}: not found`);
    }
  }
  return code;
};

export const hash: Builtin = function* () {
  return 0;
};
