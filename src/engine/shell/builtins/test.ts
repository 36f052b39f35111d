import type { Bytes } from '../../apimachinery/index.ts';
import { compare } from '../interpreter/conditional.ts';
import type { Shell } from '../interpreter/shell.ts';
import type { Builtin } from './index.ts';

class Wrong extends Error {}

/** `-f file` and its kin; undefined: there is no such test. */
export function unary(shell: Shell, operator: string, word: Bytes): boolean | undefined {
  const { process } = shell;
  const { files } = process.machine;
  const stat = () => (word === '' ? undefined : files.stat(process.path(word)));
  switch (operator) {
    case '-z':
      return word === '';
    case '-n':
      return word !== '';
    case '-e':
    case '-a':
      return stat() !== undefined;
    case '-f':
      return stat()?.type === 'file';
    case '-d':
      return stat()?.type === 'directory';
    case '-s':
      return (stat()?.size ?? 0) > 0;
    case '-L':
    case '-h':
      return files.lstat(process.path(word))?.type === 'link';
    case '-c':
      return stat()?.type === 'device';
    case '-b':
    case '-p':
    case '-S':
      return false;
    case '-r':
    case '-w':
      return stat() !== undefined;
    case '-x': {
      const found = stat();
      return found !== undefined && (found.mode & 0o111) !== 0;
    }
    case '-t':
      return ([process.stdin, process.stdout, process.stderr][Number(word)] ?? { tty: false }).tty;
    case '-v':
      return shell.variables.get(word) !== undefined;
    default:
      return undefined;
  }
}

class Test {
  readonly #shell: Shell;
  readonly #words: readonly Bytes[];
  #at = 0;

  constructor(shell: Shell, words: readonly Bytes[]) {
    this.#shell = shell;
    this.#words = words;
  }

  whole(): boolean {
    if (this.#words.length === 0) return false;
    if (this.#words.length === 1) return this.#words[0] !== '';
    const value = this.#or();
    const left = this.#words[this.#at];
    if (left !== undefined)
      throw new Wrong(this.#shell.dialect === 'bash' ? 'too many arguments' : `${left}: unknown operand`);
    return value;
  }

  #or(): boolean {
    let value = this.#and();
    while (this.#words[this.#at] === '-o') {
      this.#at++;
      const right = this.#and();
      value ||= right;
    }
    return value;
  }

  #and(): boolean {
    let value = this.#not();
    while (this.#words[this.#at] === '-a') {
      this.#at++;
      const right = this.#not();
      value &&= right;
    }
    return value;
  }

  #not(): boolean {
    const word = this.#words[this.#at];
    if (word === '!' && this.#words.length - this.#at > 1) {
      this.#at++;
      return !this.#not();
    }
    if (word === '(' && !BINARY.has(this.#words[this.#at + 1] ?? '')) {
      this.#at++;
      const value = this.#or();
      if (this.#words[this.#at++] !== ')') throw new Wrong("`)' expected");
      return value;
    }
    return this.#primary();
  }

  #primary(): boolean {
    const [first = '', operator, second] = this.#words.slice(this.#at, this.#at + 3);
    if (operator !== undefined && second !== undefined && BINARY.has(operator)) {
      this.#at += 3;
      return this.#binary(first, operator, second);
    }
    if (/^-[a-zA-Z]$/.test(first) && operator !== undefined) {
      const value = unary(this.#shell, first, operator);
      if (value !== undefined) {
        this.#at += 2;
        return value;
      }
      throw new Wrong(
        this.#shell.dialect === 'bash' ? `${first}: unary operator expected` : `${operator}: unknown operand`,
      );
    }
    if (operator !== undefined && second !== undefined && operator !== '-a' && operator !== '-o' && operator !== ')') {
      throw new Wrong(
        this.#shell.dialect === 'bash' ? `${operator}: binary operator expected` : `${operator}: unknown operand`,
      );
    }
    this.#at++;
    return first !== '';
  }

  #binary(left: Bytes, operator: string, right: Bytes): boolean {
    const { process } = this.#shell;
    const time = (path: string) => process.machine.files.stat(process.path(path))?.modified ?? -1;
    switch (operator) {
      case '=':
      case '==':
        return left === right;
      case '!=':
        return left !== right;
      case '<':
        return left < right;
      case '>':
        return left > right;
      case '-nt':
        return time(left) > time(right);
      case '-ot':
        return time(left) < time(right);
      case '-ef':
        return process.path(left) === process.path(right);
      default:
        return compare(operator, this.#integer(left), this.#integer(right));
    }
  }

  #integer(text: Bytes): bigint {
    const bare = text.trim();
    if (/^[-+]?[0-9]+$/.test(bare)) return BigInt(bare.replace(/^\+/, ''));
    const said = {
      bash: `${text}: integer expression expected`,
      dash: `Illegal number: ${text}`,
      ash: `${text}: bad number`,
    };
    throw new Wrong(said[this.#shell.dialect]);
  }
}

const BINARY = new Set(['=', '==', '!=', '<', '>', '-eq', '-ne', '-lt', '-le', '-gt', '-ge', '-nt', '-ot', '-ef']);

export const test: Builtin = function* (shell, words) {
  const [name] = words;
  let args = words.slice(1);
  if (name === '[') {
    if (args.at(-1) !== ']') {
      yield* shell.complain(shell.dialect === 'bash' ? "[: missing `]'" : '[: missing ]');
      return 2;
    }
    args = args.slice(0, -1);
  }
  try {
    return new Test(shell, args).whole() ? 0 : 1;
  } catch (error) {
    if (!(error instanceof Wrong)) throw error;
    yield* shell.complain(`${shell.dialect === 'ash' ? '' : `${name}: `}${error.message}`);
    return 2;
  }
};
