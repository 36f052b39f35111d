import type { Bytes } from '../../apimachinery/index.ts';
import { globMatch } from '../interpreter/glob.ts';
import { basename, join } from '../files/path.ts';
import type { Program, Run } from '../machine.ts';
import type { Process } from '../process.ts';
import { UsageFailure, complainOf } from './arguments.ts';
import { removeAll } from './files.ts';
import { spawn } from './run.ts';

type Test = (path: Bytes) => Run<boolean>;

/** Reads the tests and actions behind the paths, with `!`, `-o` and parentheses. */
class Expression {
  readonly #process: Process;
  readonly #words: readonly Bytes[];
  #at = 0;
  acts = false;
  deepest = Infinity;
  shallowest = 0;

  constructor(process: Process, words: readonly Bytes[]) {
    this.#process = process;
    this.#words = words;
  }

  whole(): Test {
    if (this.#words.length === 0)
      return function* () {
        return true;
      };
    const test = this.#or();
    if (this.#at < this.#words.length)
      throw new UsageFailure(`paths must precede expression: \`${this.#words[this.#at]}'`);
    return test;
  }

  #or(): Test {
    let left = this.#and();
    while (this.#words[this.#at] === '-o' || this.#words[this.#at] === '-or') {
      this.#at++;
      const [first, second] = [left, this.#and()];
      left = function* (path) {
        return (yield* first(path)) || (yield* second(path));
      };
    }
    return left;
  }

  #and(): Test {
    let left = this.#one();
    for (let word; (word = this.#words[this.#at]) !== undefined && word !== '-o' && word !== '-or' && word !== ')';) {
      if (word === '-a' || word === '-and') this.#at++;
      const [first, second] = [left, this.#one()];
      left = function* (path) {
        return (yield* first(path)) && (yield* second(path));
      };
    }
    return left;
  }

  #value(name: string): Bytes {
    const value = this.#words[this.#at++];
    if (value === undefined) throw new UsageFailure(`missing argument to \`${name}'`);
    return value;
  }

  #one(): Test {
    const word = this.#words[this.#at++] ?? '';
    const process = this.#process;
    const { files } = process.machine;
    const plain = (test: (path: Bytes) => boolean): Test =>
      function* (path) {
        return test(path);
      };
    switch (word) {
      case '!':
      case '-not': {
        const test = this.#one();
        return function* (path) {
          return !(yield* test(path));
        };
      }
      case '(': {
        const test = this.#or();
        this.#at++;
        return test;
      }
      case '-name':
      case '-iname': {
        const pattern = this.#value(word);
        const fold = (text: Bytes) => (word === '-iname' ? text.toLowerCase() : text);
        return plain((path) => globMatch(fold(pattern), fold(basename(path))));
      }
      case '-path': {
        const pattern = this.#value(word);
        return plain((path) => globMatch(pattern, path));
      }
      case '-type': {
        const letter = this.#value(word);
        const type = { f: 'file', d: 'directory', l: 'link' }[letter];
        return plain((path) => files.lstat(process.path(path))?.type === type);
      }
      case '-empty':
        return plain((path) => {
          const stat = files.lstat(process.path(path));
          return stat?.type === 'directory' ? files.list(process.path(path)).length === 0 : stat?.size === 0;
        });
      case '-maxdepth':
        this.deepest = Number(this.#value(word));
        return plain(() => true);
      case '-mindepth':
        this.shallowest = Number(this.#value(word));
        return plain(() => true);
      case '-xdev':
      case '-follow':
        return plain(() => true);
      case '-print':
      case '-print0':
        this.acts = true;
        return function* (path) {
          yield* process.print(word === '-print' ? `${path}\n` : `${path}\0`);
          return true;
        };
      case '-delete':
        this.acts = true;
        return plain((path) => {
          removeAll(process, process.path(path));
          return true;
        });
      case '-exec':
        return this.#exec();
      default:
        throw new UsageFailure(process.machine.gnu ? `unknown predicate \`${word}'` : `unrecognized: ${word}`);
    }
  }

  /** `-exec command {} ;`, and `+` as if it were `;`. */
  #exec(): Test {
    this.acts = true;
    const command: Bytes[] = [];
    for (let word; (word = this.#value('-exec')) !== ';' && word !== '+';) command.push(word);
    const process = this.#process;
    return function* (path) {
      return (
        (yield* spawn(
          process,
          command.map((word) => word.replaceAll('{}', path)),
        )) === 0
      );
    };
  }
}

export const find: Program = function* (process) {
  const words = process.args.slice(1);
  const first = words.findIndex((word) => /^[-!(]/.test(word));
  const paths = first < 0 ? words : words.slice(0, first);
  const expression = new Expression(process, first < 0 ? [] : words.slice(first));
  const test = expression.whole();
  let code = 0;
  const walk = function* (path: Bytes, depth: number): Run {
    yield* process.turn();
    const { files } = process.machine;
    const stat = files.lstat(process.path(path));
    if (!stat) {
      code = 1;
      return yield* complainOf(
        process,
        process.machine.gnu ? `'${path}': No such file or directory` : `${path}: No such file or directory`,
      );
    }
    const names = stat.type === 'directory' && depth < expression.deepest ? files.list(process.path(path)) : [];
    if (depth >= expression.shallowest && (yield* test(path)) && !expression.acts) yield* process.print(`${path}\n`);
    for (const name of names) if (files.lstat(process.path(join(path, name)))) yield* walk(join(path, name), depth + 1);
  };
  for (const path of paths.length > 0 ? paths : ['.']) yield* walk(path, 0);
  return code;
};
