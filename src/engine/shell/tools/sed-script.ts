import type { Bytes } from '../../apimachinery/index.ts';
import { compileRegexp, type Regexp } from '../regexp/index.ts';
import { UsageFailure } from './arguments.ts';

export interface Address {
  readonly line?: number;
  readonly last?: true;
  /** `first~step` */
  readonly first: number;
  readonly step?: number;
  readonly regexp?: Regexp;
}

export interface Substitution {
  readonly regexp: Regexp;
  /** Text, the number of a group, or a change of case. */
  readonly parts: readonly ({ readonly text: Bytes } | number | 'U' | 'L' | 'E')[];
  readonly global: boolean;
  readonly nth: number;
  readonly print: boolean;
  /** The file of `w`. */
  readonly into: Bytes;
}

export interface SedCommand {
  readonly name: string;
  readonly from: Address | undefined;
  readonly to: Address | undefined;
  readonly negated: boolean;
  readonly substitution?: Substitution;
  readonly map?: ReadonlyMap<string, string>;
  readonly text: Bytes;
  readonly code: number;
  /** Where a jump goes on: behind this command. */
  jump: number;
}

/** Reads a script of sed. Throws UsageFailure in GNU sed's words. */
export function parseSed(script: Bytes, extended: boolean): readonly SedCommand[] {
  return new ScriptReader(script, extended).read();
}

class ScriptReader {
  readonly #script: Bytes;
  readonly #extended: boolean;
  #at = 0;
  readonly #labels = new Map<string, number>();
  readonly #jumps: { command: SedCommand; label: string }[] = [];
  #last: Regexp | undefined;

  constructor(script: Bytes, extended: boolean) {
    this.#script = script;
    this.#extended = extended;
  }

  #fail(message: string): never {
    throw new UsageFailure(`-e expression #1, char ${this.#at}: ${message}`);
  }

  read(): readonly SedCommand[] {
    const commands: SedCommand[] = [];
    const open: SedCommand[] = [];
    for (;;) {
      this.#skip(/[\s;]/);
      if (this.#at >= this.#script.length) break;
      if (this.#script[this.#at] === '#') {
        this.#line();
        continue;
      }
      const command = this.#command(commands.length);
      if (!command) continue;
      if (command.name === '}') {
        const begin = open.pop();
        if (!begin) this.#fail("unexpected `}'");
        begin.jump = commands.length - 1;
        continue;
      }
      if (command.name === '{') open.push(command);
      commands.push(command);
    }
    if (open.length > 0) {
      this.#at = 0;
      this.#fail("unmatched `{'");
    }
    for (const { command, label } of this.#jumps) {
      const target = label === '' ? commands.length : this.#labels.get(label);
      if (target === undefined)
        throw new UsageFailure(`-e expression #1, char ${this.#at}: can't find label for jump to \`${label}'`);
      command.jump = label === '' ? target : target - 1;
    }
    return commands;
  }

  #skip(what: RegExp): void {
    while (this.#at < this.#script.length && what.test(this.#script[this.#at]!)) this.#at++;
  }

  #line(): string {
    const end = this.#script.indexOf('\n', this.#at);
    const text = this.#script.slice(this.#at, end < 0 ? undefined : end);
    this.#at += text.length;
    return text;
  }

  #command(index: number): SedCommand | undefined {
    const from = this.#address();
    let to: Address | undefined;
    if (from && this.#script[this.#at] === ',') {
      this.#at++;
      this.#skip(/\s/);
      to = this.#address();
      if (!to) this.#fail("unexpected `,'");
    }
    this.#skip(/\s/);
    const negated = this.#script[this.#at] === '!';
    if (negated) this.#at++;
    this.#skip(/\s/);
    const name = this.#script[this.#at++];
    if (name === undefined) this.#fail('missing command');
    const command: SedCommand = { name, from, to, negated, text: '', code: 0, jump: 0 };
    if (name === ':') {
      this.#skip(/ /);
      this.#labels.set(this.#word(), index);
      return undefined;
    }
    if (name === 'b' || name === 't') {
      this.#skip(/ /);
      this.#jumps.push({ command, label: this.#word() });
      return command;
    }
    if (name === 's') return { ...command, substitution: this.#substitution() };
    if (name === 'y') return { ...command, map: this.#map() };
    if (name === 'a' || name === 'i' || name === 'c') return { ...command, text: this.#text() };
    if (name === 'q' || name === 'Q') {
      this.#skip(/ /);
      return {
        ...command,
        code: Number(/^[0-9]*/.exec(this.#script.slice(this.#at, (this.#at += this.#digits())))![0]),
      };
    }
    if (!'{}dDpP=hHgGxnNl'.includes(name)) this.#fail(`unknown command: \`${name}'`);
    if (!'{}'.includes(name)) {
      this.#skip(/[ \t]/);
      if (!/^(?:[;\n}]|$)/.test(this.#script.slice(this.#at, this.#at + 1))) {
        this.#at++;
        this.#fail('extra characters after command');
      }
    }
    return command;
  }

  #digits(): number {
    return /^[0-9]*/.exec(this.#script.slice(this.#at))![0].length;
  }

  #word(): string {
    const word = /^[^\s;}]*/.exec(this.#script.slice(this.#at))![0];
    this.#at += word.length;
    return word;
  }

  #text(): Bytes {
    this.#skip(/ /);
    if (this.#script[this.#at] === '\\') {
      this.#at++;
      this.#skip(/[ \t]/);
      if (this.#script[this.#at] === '\n') this.#at++;
    }
    let text = this.#line();
    while (text.endsWith('\\') && this.#at < this.#script.length) {
      this.#at++;
      text = `${text.slice(0, -1)}\n${this.#line()}`;
    }
    return text.replace(/\\(.)/g, '$1');
  }

  #address(): Address | undefined {
    const rest = this.#script.slice(this.#at);
    const number = /^([0-9]+)(?:~([0-9]+))?/.exec(rest);
    if (number) {
      this.#at += number[0].length;
      if (number[2] !== undefined) return { first: Number(number[1]), step: Number(number[2]) };
      return { line: Number(number[1]), first: 0 };
    }
    if (rest.startsWith('$')) {
      this.#at++;
      return { last: true, first: 0 };
    }
    if (!rest.startsWith('/') && !rest.startsWith('\\')) return undefined;
    if (rest.startsWith('\\')) this.#at++;
    const delimiter = this.#script[this.#at++]!;
    const pattern = this.#upTo(delimiter, 'unterminated address regex');
    const fold = this.#script[this.#at] === 'I';
    if (fold) this.#at++;
    return { first: 0, regexp: this.#regexp(pattern, fold) };
  }

  #upTo(delimiter: string, otherwise: string): string {
    let text = '';
    for (; ; this.#at++) {
      const c = this.#script[this.#at];
      if (c === undefined) this.#fail(otherwise);
      if (c === delimiter) break;
      if (c === '\\') {
        const next = this.#script[++this.#at] ?? '';
        text += next === delimiter ? next : `\\${next}`;
      } else text += c;
    }
    this.#at++;
    return text;
  }

  #regexp(pattern: string, ignoreCase: boolean): Regexp {
    if (pattern === '' && this.#last) return this.#last;
    const regexp = compileRegexp(pattern, { extended: this.#extended, ignoreCase });
    if (typeof regexp === 'string') return this.#fail(regexp);
    this.#last = regexp;
    return regexp;
  }

  #substitution(): Substitution {
    const delimiter = this.#script[this.#at++];
    if (delimiter === undefined || delimiter === '\n') this.#fail("unterminated `s' command");
    const pattern = this.#upTo(delimiter, "unterminated `s' command");
    const replacement = this.#upTo(delimiter, "unterminated `s' command");
    const flags = /^[gpiI0-9]*/.exec(this.#script.slice(this.#at))![0];
    this.#at += flags.length;
    let into = '';
    if (this.#script[this.#at] === 'w') {
      this.#at++;
      into = this.#line().trim();
    } else if (!/^(?:[\s;}]|$)/.test(this.#script.slice(this.#at, this.#at + 1))) {
      this.#at++;
      this.#fail("unknown option to `s'");
    }
    return {
      regexp: this.#regexp(pattern, /i/i.test(flags)),
      parts: partsOf(replacement),
      global: flags.includes('g'),
      nth: Number(/[0-9]+/.exec(flags)?.[0] ?? 1),
      print: flags.includes('p'),
      into,
    };
  }

  #map(): ReadonlyMap<string, string> {
    const delimiter = this.#script[this.#at++] ?? '/';
    const from = [...this.#upTo(delimiter, "unterminated `y' command").replaceAll('\\n', '\n')];
    const to = [...this.#upTo(delimiter, "unterminated `y' command").replaceAll('\\n', '\n')];
    if (from.length !== to.length) this.#fail("strings for `y' command are different lengths");
    return new Map(from.map((c, i) => [c, to[i]!]));
  }
}

function partsOf(replacement: string): Substitution['parts'] {
  const parts: ({ text: Bytes } | number | 'U' | 'L' | 'E')[] = [];
  for (let i = 0; i < replacement.length; i++) {
    const c = replacement[i]!;
    const next = replacement[i + 1] ?? '';
    if (c === '&') parts.push(0);
    else if (c !== '\\') parts.push({ text: c });
    else {
      i++;
      if (/[0-9]/.test(next)) parts.push(Number(next));
      else if (next === 'U' || next === 'L' || next === 'E') parts.push(next);
      else parts.push({ text: next === 'n' ? '\n' : next === 't' ? '\t' : next });
    }
  }
  return parts;
}
