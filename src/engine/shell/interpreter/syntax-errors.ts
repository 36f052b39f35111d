import type { Bytes } from '../../apimachinery/index.ts';
import type { Run } from '../machine.ts';
import type { SyntaxFailure } from '../syntax/tree.ts';
import type { Shell } from './shell.ts';

/** Tells of a script that cannot be read, in the words of the shell it is taken for. */
export function* complainOfSyntax(shell: Shell, failure: SyntaxFailure, script: Bytes): Run {
  const { dialect, origin, name } = shell;
  shell.line = failure.line;
  if (dialect !== 'bash') {
    const said = inPlainSh(failure);
    const line = dialect === 'dash' ? `${failure.line}: ` : origin === 'script' ? `line ${failure.line}: ` : '';
    const what = dialect === 'dash' ? 'Syntax error' : 'syntax error';
    return yield* shell.process.complain(`${name}: ${line}${what}: ${dialect === 'dash' ? capital(said) : said}\n`);
  }
  const where =
    origin === 'interactive' ? '' : origin === '-c' ? `-c: line ${failure.line}: ` : `line ${failure.line}: `;
  let text = `${name}: ${where}${failure.message}\n`;
  if (failure.token !== undefined && origin !== 'interactive') {
    text += `${name}: ${where}\`${script.split('\n')[failure.line - 1] ?? ''}'\n`;
  }
  yield* shell.process.complain(text);
}

function inPlainSh({ message, token }: SyntaxFailure): string {
  const open = /looking for matching `(.)/.exec(message)?.[1];
  if (open === '"' || open === "'") return 'unterminated quoted string';
  if (open === '`') return 'EOF in backquote substitution';
  if (open !== undefined) return open === '}' ? "missing '}'" : 'unexpected end of file (expecting ")")';
  if (token !== undefined) return `unexpected ${token === '\n' ? 'newline' : `"${token}"`}`;
  if (message.endsWith('bad substitution')) return 'bad substitution';
  return message.replace('syntax error: ', '');
}

function capital(text: string): string {
  const dashed = text
    .replace(/^unexpected (".*"|newline)$/, '$1 unexpected')
    .replace(/^unexpected end of file/, 'end of file unexpected');
  return dashed.replace(/^un|^missing/, (word) => word.slice(0, 1).toUpperCase() + word.slice(1));
}
