import type { Bytes } from '../../apimachinery/index.ts';
import type { Run } from '../machine.ts';
import type { ParameterPart, Word } from '../syntax/tree.ts';
import { evaluate } from './arithmetic.ts';
import { strip, substitute } from './glob.ts';
import { ExpansionFailure, type Shell } from './shell.ts';

/** How the words inside a parameter are expanded. */
export interface Inner {
  text(word: Word): Run<Bytes>;
  pattern(word: Word): Run<Bytes>;
}

/** The value of a parameter; undefined: it is not set. */
export function valueOf(shell: Shell, name: string): Bytes | undefined {
  const { process, positional } = shell;
  if (/^[0-9]+$/.test(name)) return name === '0' ? shell.name : positional[Number(name) - 1];
  switch (name) {
    case '?':
      return String(shell.status);
    case '#':
      return String(positional.length);
    case '$':
      return String(shell.pid);
    case '!':
      return shell.lastBackground === undefined ? undefined : String(shell.lastBackground);
    case '@':
    case '*':
      return positional.length === 0 ? undefined : positional.join(' ');
    case '-':
      return flags(shell);
    case 'RANDOM':
      return String(Math.floor(process.machine.random() * 32_768));
    case 'SECONDS':
      return String(Math.floor((process.machine.now() - process.startedAt) / 1_000_000));
    case 'LINENO':
      return String(shell.line);
    case 'PPID':
      return String(process.parent?.pid ?? 0);
    case 'UID':
    case 'EUID':
      return shell.dialect === 'bash' ? String(process.machine.user.uid) : shell.variables.get(name);
    case 'HOSTNAME':
      return shell.variables.get(name) ?? (shell.dialect === 'bash' ? process.machine.hostname : undefined);
    case 'BASH_VERSION':
      return shell.dialect === 'bash' ? '5.2.15(1)-release' : undefined;
    default:
      return shell.variables.get(name);
  }
}

function flags({ options, origin }: Shell): Bytes {
  const on = (set: boolean, letter: string) => (set ? letter : '');
  const letters = on(options.errexit, 'e') + on(options.nounset, 'u') + on(options.xtrace, 'x');
  return letters + on(origin === 'interactive', 'i') + on(origin === '-c', 'c');
}

export function* expandParameter(shell: Shell, part: ParameterPart, inner: Inner): Run<Bytes> {
  const { name, operator, operand = [] } = part;
  if (operator === 'indirect') {
    const target = valueOf(shell, name) ?? '';
    return valueOf(shell, target) ?? '';
  }
  const value = valueOf(shell, name);
  if (operator === 'length') {
    if (name === '@' || name === '*') return String(shell.positional.length);
    return String(demanded(shell, name, value).length);
  }
  if (operator === undefined) return demanded(shell, name, value);
  if (/^:?[-=?+]$/.test(operator)) return yield* orElse(shell, part, operator, value, inner);
  const text = demanded(shell, name, value);
  switch (operator) {
    case '#':
    case '##':
      return strip(yield* inner.pattern(operand), text, 'front', operator === '##');
    case '%':
    case '%%':
      return strip(yield* inner.pattern(operand), text, 'back', operator === '%%');
    case ':': {
      const offset = yield* inner.text(operand);
      return slice(shell, text, offset, part.second && (yield* inner.text(part.second)));
    }
    case '^':
      return text.slice(0, 1).toUpperCase() + text.slice(1);
    case '^^':
      return text.toUpperCase();
    case ',':
      return text.slice(0, 1).toLowerCase() + text.slice(1);
    case ',,':
      return text.toLowerCase();
    default: {
      const pattern = yield* inner.pattern(operand);
      const by = part.second ? yield* inner.text(part.second) : '';
      return substitute(pattern, text, by, operator as '/' | '//' | '/#' | '/%');
    }
  }
}

/** `set -u` does not let one have what is not there. */
function demanded(shell: Shell, name: string, value: Bytes | undefined): Bytes {
  if (value === undefined && shell.options.nounset && name !== '@' && name !== '*') {
    throw new ExpansionFailure(`${name}: ${shell.dialect === 'bash' ? 'unbound variable' : 'parameter not set'}`, true);
  }
  return value ?? '';
}

function* orElse(
  shell: Shell,
  { name, operand = [] }: ParameterPart,
  operator: string,
  value: Bytes | undefined,
  inner: Inner,
): Run<Bytes> {
  const missing = value === undefined || (operator.startsWith(':') && value === '');
  if (operator.endsWith('+')) return missing ? '' : yield* inner.text(operand);
  if (!missing) return value;
  const other = yield* inner.text(operand);
  if (operator.endsWith('=')) {
    if (!shell.variables.set(name, other)) throw new ExpansionFailure(`${name}: readonly variable`, true);
  } else if (operator.endsWith('?')) {
    const empty =
      shell.dialect === 'bash' && operator.startsWith(':') ? 'parameter null or not set' : 'parameter not set';
    const said = other === '' ? empty : other;
    throw new ExpansionFailure(`${name}: ${said}`, true);
  }
  return other;
}

function slice(shell: Shell, text: Bytes, offset: Bytes, length: Bytes | undefined): Bytes {
  const variables = { get: (name: string) => valueOf(shell, name) ?? '', set: () => {} };
  const from = Number(evaluate(offset, variables));
  const start = from < 0 ? Math.max(0, text.length + from) : Math.min(from, text.length);
  if (length === undefined) return text.slice(start);
  const many = Number(evaluate(length, variables));
  return many < 0 ? text.slice(start, Math.max(start, text.length + many)) : text.slice(start, start + many);
}
