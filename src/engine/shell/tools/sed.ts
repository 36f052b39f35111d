import type { Bytes } from '../../apimachinery/index.ts';
import type { Program, Run, Source } from '../machine.ts';
import type { Process } from '../process.ts';
import type { Match } from '../regexp/index.ts';
import { Inputs, UsageFailure, complainOf, readArguments, splitOnce } from './arguments.ts';
import { parseSed, type Address, type SedCommand, type Substitution } from './sed-script.ts';

interface Line {
  readonly text: Bytes;
  readonly number: number;
  readonly last: boolean;
}

/** A line on its way through the script. */
interface Cycle {
  line: Line;
  space: Bytes;
  appended: Bytes;
  changed: boolean;
}

/** The bytes that the pattern space and the hold space may have. */
const MOST_HELD = 1 << 20;

/** What a script does to the lines of one input. */
class Editor {
  readonly #process: Process;
  readonly #commands: readonly SedCommand[];
  readonly #quiet: boolean;
  /** Where it prints: standard output, or a file that is edited in place. */
  readonly #print: (text: Bytes) => Run;
  readonly #inRange = new Set<SedCommand>();
  #hold: Bytes = '';
  #quit: number | undefined;

  constructor(process: Process, commands: readonly SedCommand[], quiet: boolean, print: (text: Bytes) => Run) {
    this.#process = process;
    this.#commands = commands;
    this.#quiet = quiet;
    this.#print = print;
  }

  /** The exit code of `q`, once there was one. */
  get code(): number | undefined {
    return this.#quit;
  }

  *edit(next: () => Run<Line | undefined>): Run {
    for (let line; this.#quit === undefined && (line = yield* next()) !== undefined;) {
      yield* this.#process.turn();
      yield* this.#cycle(line, next);
    }
  }

  *#cycle(first: Line, next: () => Run<Line | undefined>): Run {
    const state: Cycle = { line: first, space: first.text, appended: '', changed: false };
    for (let i = 0, steps = 0; i < this.#commands.length; i++) {
      const command = this.#commands[i]!;
      if (++steps > 100_000) throw new UsageFailure('too many jumps in one line');
      if (this.#applies(command, state.line, state.space) === command.negated) {
        if (command.name === '{') i = command.jump;
        continue;
      }
      switch (command.name) {
        case 'd':
          return yield* this.#print(state.appended);
        case 'D':
          if (!state.space.includes('\n')) return;
          state.space = state.space.slice(state.space.indexOf('\n') + 1);
          i = -1;
          break;
        case 'c':
          if (!command.to || !this.#inRange.has(command)) yield* this.#print(`${command.text}\n`);
          return;
        case 'n':
        case 'N':
          if (yield* this.#advance(command.name, state, next)) break;
          return yield* this.#print(state.appended);
        case 'b':
          i = command.jump;
          break;
        case 't':
          if (state.changed) i = command.jump;
          state.changed = false;
          break;
        case 'q':
        case 'Q':
          this.#quit = command.code;
          if (command.name === 'q' && !this.#quiet) yield* this.#print(`${state.space}\n`);
          return;
        default:
          yield* this.#edit(command, state);
      }
    }
    if (!this.#quiet) yield* this.#print(`${state.space}\n`);
    yield* this.#print(state.appended);
  }

  /** False: there is no next line. */
  *#advance(name: 'n' | 'N', state: Cycle, next: () => Run<Line | undefined>): Run<boolean> {
    if (name === 'n' && !this.#quiet) yield* this.#print(`${state.space}\n`);
    const following = yield* next();
    if (!following) {
      if (name === 'N' && !this.#quiet) yield* this.#print(`${state.space}\n`);
      return false;
    }
    state.line = following;
    state.space = name === 'N' ? `${state.space}\n${following.text}`.slice(0, MOST_HELD) : following.text;
    return true;
  }

  /** Commands that change or print the line and go on with the next command. */
  *#edit(command: SedCommand, state: Cycle): Run {
    switch (command.name) {
      case 's':
        return yield* this.#substitute(command.substitution!, state);
      case 'p':
        return yield* this.#print(`${state.space}\n`);
      case 'P':
        return yield* this.#print(`${state.space.split('\n')[0]}\n`);
      case '=':
        return yield* this.#print(`${state.line.number}\n`);
      case 'a':
        state.appended += `${command.text}\n`;
        return;
      case 'i':
        return yield* this.#print(`${command.text}\n`);
      case 'y':
        state.space = [...state.space].map((c) => command.map!.get(c) ?? c).join('');
        return;
      case 'h':
        this.#hold = state.space;
        return;
      case 'H':
        this.#hold = `${this.#hold}\n${state.space}`.slice(0, MOST_HELD);
        return;
      case 'g':
        state.space = this.#hold;
        return;
      case 'G':
        state.space = `${state.space}\n${this.#hold}`.slice(0, MOST_HELD);
        return;
      case 'x':
        [state.space, this.#hold] = [this.#hold, state.space];
        return;
      default:
    }
  }

  *#substitute(substitution: Substitution, state: Cycle): Run {
    const result = substitute(state.space, substitution);
    if (result === undefined) return;
    state.space = result.slice(0, MOST_HELD);
    state.changed = true;
    if (substitution.print) yield* this.#print(`${state.space}\n`);
    if (substitution.into === '') return;
    const { machine } = this.#process;
    machine.files.write(this.#process.path(substitution.into), `${state.space}\n`, 'append');
  }

  #applies(command: SedCommand, line: Line, space: Bytes): boolean {
    const { from, to } = command;
    if (!from) return true;
    if (!to) return isAt(from, line, space);
    if (this.#inRange.has(command)) {
      const ends = to.line !== undefined ? line.number >= to.line : isAt(to, line, space);
      if (ends) this.#inRange.delete(command);
      return to.line === undefined || line.number <= to.line || !ends;
    }
    if (!isAt(from, line, space)) return false;
    const goesOn = to.line === undefined ? !to.last || !line.last : to.line > line.number;
    if (goesOn) this.#inRange.add(command);
    return true;
  }
}

function isAt(address: Address, line: Line, space: Bytes): boolean {
  if (address.line !== undefined) return line.number === address.line;
  if (address.last) return line.last;
  if (address.step !== undefined)
    return address.step === 0
      ? line.number === address.first
      : line.number >= address.first && (line.number - address.first) % address.step === 0;
  return address.regexp!.test(space);
}

/** Undefined: there was nothing to exchange. */
function substitute(text: Bytes, { regexp, parts, global, nth }: Substitution): Bytes | undefined {
  let out = '';
  let at = 0;
  let count = 0;
  let changed = false;
  for (let match: Match | undefined; at <= text.length && (match = regexp.exec(text, at));) {
    count++;
    const exchanges = global ? count >= nth : count === nth;
    out += text.slice(at, match.start);
    out += exchanges ? replaced(parts, match) : text.slice(match.start, match.end);
    changed ||= exchanges;
    at = match.end;
    if (match.end === match.start) out += text[at++] ?? '';
    if (exchanges && !global) break;
  }
  return changed ? out + text.slice(at) : undefined;
}

function replaced(parts: Substitution['parts'], match: Match): Bytes {
  let fold = (text: Bytes) => text;
  let out = '';
  for (const part of parts) {
    if (part === 'U') fold = (text) => text.toUpperCase();
    else if (part === 'L') fold = (text) => text.toLowerCase();
    else if (part === 'E') fold = (text) => text;
    else out += fold(typeof part === 'number' ? (match.groups[part] ?? '') : part.text);
  }
  return out;
}

export const sed: Program = function* (process) {
  // `-i.bak` has its value stuck to it, and `-i` has none.
  const inPlace = process.args.findIndex((word) => /^-[nErs]*i|^--in-place/.test(word));
  const suffix =
    inPlace < 0
      ? ''
      : (/^-[nErs]*i(.*)$/.exec(process.args[inPlace]!)?.[1] ?? splitOnce(process.args[inPlace]!, '=')[1] ?? '');
  if (inPlace > 0) {
    const letters = /^-([nErs]*)i/.exec(process.args[inPlace]!)?.[1] ?? '';
    process.args = process.args.toSpliced(inPlace, 1, ...(letters === '' ? [] : [`-${letters}`]));
  }
  const args = readArguments(process, {
    flags: 'nErsuz',
    values: 'ef',
    long: { quiet: 'n', silent: 'n', expression: 'e', file: 'f', 'regexp-extended': 'E' },
  });
  const words = [...args.words];
  const scripts = [...args.all('e')];
  for (const name of args.all('f')) scripts.push(yield* new Inputs(process, [name]).all());
  if (scripts.length === 0) {
    const script = words.shift();
    if (script === undefined) throw new UsageFailure('usage: sed [-nEi] [-e script] [file...]');
    scripts.push(script);
  }
  const commands = parseSed(scripts.join('\n'), args.has('E', 'r'));
  const quiet = args.has('n');
  if (inPlace > 0) return yield* editInPlace(process, commands, quiet, words, suffix);
  const editor = new Editor(process, commands, quiet, (text) => process.print(text));
  const inputs = new Inputs(process, words);
  yield* editor.edit(lineSource(process, inputs));
  return editor.code ?? (inputs.failed > 0 ? 2 : 0);
};

/** One line ahead, because `$` has to know which is the last. */
function lineSource(process: Process, inputs: Inputs): () => Run<Line | undefined> {
  const names = [...inputs.names];
  let number = 0;
  let ahead: Bytes | undefined;
  let source: Source | undefined;
  let started = false;
  const pull = function* (): Run<Bytes | undefined> {
    for (;;) {
      if (source) {
        const line = yield* process.readLine(source);
        if (line !== undefined) return line;
        source = undefined;
      }
      const name = names.shift();
      if (name === undefined) return undefined;
      source = yield* inputs.open(name);
    }
  };
  return function* () {
    if (!started) ahead = yield* pull();
    started = true;
    if (ahead === undefined) return undefined;
    const text = ahead;
    ahead = yield* pull();
    return { text, number: ++number, last: ahead === undefined };
  };
}

function* editInPlace(
  process: Process,
  commands: readonly SedCommand[],
  quiet: boolean,
  names: readonly Bytes[],
  suffix: string,
): Run<number> {
  const { files } = process.machine;
  if (names.length === 0) {
    yield* complainOf(process, 'no input files');
    return 1;
  }
  let code = 0;
  for (const name of names) {
    const path = process.path(name);
    const inputs = new Inputs(process, [name]);
    let text = '';
    const editor = new Editor(process, commands, quiet, function* (piece) {
      text += piece;
    });
    if (files.stat(path) && suffix !== '') files.write(path + suffix, files.read(path));
    yield* editor.edit(lineSource(process, inputs));
    if (inputs.failed > 0) code = 2;
    else files.write(path, text);
  }
  return code;
}
