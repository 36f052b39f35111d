import { compareStrings, type Bytes } from '../../../apimachinery/index.ts';
import { format } from '../../builtins/format.ts';
import type { Program, Run } from '../../machine.ts';
import type { Process } from '../../process.ts';
import { compileRegexp, type Regexp } from '../../regexp/index.ts';
import { unescapeAnsi } from '../../syntax/reader.ts';
import { Inputs, UsageFailure, readArguments } from '../arguments.ts';
import { parseAwk } from './parse.ts';
import type { Expression, Rule, Statement } from './tree.ts';

type Value = number | string;

/** `next`, `exit`, `break` and `continue`. */
class Leave extends Error {
  readonly to: 'next' | 'exit' | 'break' | 'continue';
  constructor(to: 'next' | 'exit' | 'break' | 'continue') {
    super(to);
    this.to = to;
  }
}

const NUMBER = /^\s*[-+]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][-+]?[0-9]+)?\s*$/;
/** Elements of all arrays together, and the bytes of one string. */
const MOST_ELEMENTS = 100_000;
const MOST_BYTES = 1 << 20;

function numberOf(value: Value): number {
  if (typeof value === 'number') return value;
  return Number(/^\s*[-+]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][-+]?[0-9]+)?/.exec(value)?.[0] ?? 0);
}

function textOf(value: Value): string {
  if (typeof value === 'string') return value;
  return Number.isInteger(value) ? String(value) : format('%.6g', [String(value)]).text;
}

class Awk {
  readonly #process: Process;
  readonly variables = new Map<string, Value>([
    ['FS', ' '],
    ['OFS', ' '],
    ['ORS', '\n'],
    ['NR', 0],
    ['NF', 0],
  ]);
  readonly #arrays = new Map<string, Map<string, Value>>();
  readonly #regexps = new Map<string, Regexp>();
  #fields: string[] = [''];
  #elements = 0;
  code = 0;

  constructor(process: Process) {
    this.#process = process;
  }

  line(text: Bytes): void {
    this.#fields = [text, ...this.#split(text, this.#text('FS'))];
    this.variables.set('NF', this.#fields.length - 1);
    this.variables.set('NR', numberOf(this.variables.get('NR')!) + 1);
  }

  #text(name: string): string {
    return textOf(this.variables.get(name) ?? '');
  }

  #split(text: string, by: string): string[] {
    if (text === '') return [];
    if (by === ' ') return text.split(/[ \t\n]+/).filter((part) => part !== '');
    if (by.length === 1 && by !== '\\') return text.split(by);
    const regexp = this.#regexp(by);
    const parts: string[] = [];
    let at = 0;
    for (let match; (match = regexp.exec(text, at)) && match.end > match.start; at = match.end)
      parts.push(text.slice(at, match.start));
    return [...parts, text.slice(at)];
  }

  #regexp(pattern: string): Regexp {
    let known = this.#regexps.get(pattern);
    if (known) return known;
    const compiled = compileRegexp(pattern, { extended: true });
    if (typeof compiled === 'string') throw new UsageFailure(compiled, 2);
    if (this.#regexps.size < 1000) this.#regexps.set(pattern, compiled);
    known = compiled;
    return known;
  }

  truth(value: Value): boolean {
    return typeof value === 'number' ? value !== 0 : NUMBER.test(value) ? Number(value) !== 0 : value !== '';
  }

  *run(statements: readonly Statement[]): Run {
    for (const statement of statements) yield* this.#statement(statement);
  }

  *#statement(statement: Statement): Run {
    yield* this.#process.turn();
    switch (statement.kind) {
      case 'expression':
        this.value(statement.value);
        return;
      case 'print':
        return yield* this.#print(statement.formatted, statement.args);
      case 'block':
        return yield* this.run(statement.body);
      case 'if': {
        const chosen = this.truth(this.value(statement.test)) ? statement.then : statement.otherwise;
        if (chosen) yield* this.#statement(chosen);
        return;
      }
      case 'while':
        while (this.truth(this.value(statement.test))) {
          if (!(yield* this.#body(statement.body))) return;
          if (statement.step) yield* this.#statement(statement.step);
        }
        return;
      case 'each':
        for (const key of [...this.#array(statement.array).keys()]) {
          this.variables.set(statement.name, key);
          if (!(yield* this.#body(statement.body))) return;
        }
        return;
      case 'delete':
        if (statement.index) this.#array(statement.name).delete(textOf(this.value(statement.index)));
        else this.#array(statement.name).clear();
        return;
      default:
        if (statement.value) this.code = numberOf(this.value(statement.value)) & 255;
        throw new Leave(statement.kind);
    }
  }

  /** False: a `break` has ended the loop. */
  *#body(body: Statement): Run<boolean> {
    try {
      yield* this.#statement(body);
      return true;
    } catch (error) {
      if (error instanceof Leave && error.to === 'continue') return true;
      if (error instanceof Leave && error.to === 'break') return false;
      throw error;
    }
  }

  *#print(formatted: boolean, args: readonly Expression[]): Run {
    const values = args.map((one) => textOf(this.value(one)));
    if (formatted) yield* this.#process.print(format(values[0] ?? '', values.slice(1)).text);
    else if (args.length === 0) yield* this.#process.print(this.#fields[0]! + this.#text('ORS'));
    else yield* this.#process.print(values.join(this.#text('OFS')) + this.#text('ORS'));
  }

  #array(name: string): Map<string, Value> {
    let array = this.#arrays.get(name);
    if (!array) this.#arrays.set(name, (array = new Map()));
    return array;
  }

  value(expression: Expression): Value {
    switch (expression.kind) {
      case 'number':
      case 'string':
        return expression.value;
      case 'regexp':
        return expression.regexp.test(this.#fields[0]!) ? 1 : 0;
      case 'variable':
        return this.variables.get(expression.name) ?? '';
      case 'element':
        return this.#array(expression.name).get(textOf(this.value(expression.index))) ?? '';
      case 'field':
        return this.#fields[numberOf(this.value(expression.index))] ?? '';
      case 'assign': {
        const right = this.value(expression.value);
        const value =
          expression.operator === ''
            ? right
            : calculate(expression.operator, numberOf(this.value(expression.to)), numberOf(right));
        return this.#assign(expression.to, value);
      }
      case 'step': {
        const old = numberOf(this.value(expression.to));
        this.#assign(expression.to, old + expression.by);
        return expression.before ? old + expression.by : old;
      }
      case 'unary': {
        const value = this.value(expression.value);
        if (expression.operator === '!') return this.truth(value) ? 0 : 1;
        return expression.operator === '-' ? -numberOf(value) : numberOf(value);
      }
      case 'binary':
        return this.#binary(expression);
      case 'in':
        return this.#array(expression.name).has(textOf(this.value(expression.key))) ? 1 : 0;
      case 'choice':
        return this.value(this.truth(this.value(expression.test)) ? expression.yes : expression.no);
      default:
        return this.#call(expression.name, expression.args);
    }
  }

  #assign(to: Expression, value: Value): Value {
    const kept = typeof value === 'string' ? value.slice(0, MOST_BYTES) : value;
    if (to.kind === 'variable') {
      this.variables.set(to.name, kept);
      if (to.name === 'NF') this.#rejoin(numberOf(kept));
    } else if (to.kind === 'element') {
      if (++this.#elements > MOST_ELEMENTS) throw new UsageFailure('out of memory', 2);
      this.#array(to.name).set(textOf(this.value(to.index)), kept);
    } else if (to.kind === 'field') {
      const at = Math.min(numberOf(this.value(to.index)), 10_000);
      if (at === 0) {
        this.#fields = [textOf(kept), ...this.#split(textOf(kept), this.#text('FS'))];
        this.variables.set('NF', this.#fields.length - 1);
      } else {
        while (this.#fields.length <= at) this.#fields.push('');
        this.#fields[at] = textOf(kept);
        this.#rejoin(this.#fields.length - 1);
      }
    } else throw new UsageFailure('cmd. line:1: Unexpected token', 1);
    return kept;
  }

  #rejoin(count: number): void {
    const fields = this.#fields.slice(1, Math.max(0, count) + 1);
    this.#fields = [fields.join(this.#text('OFS')), ...fields];
    this.variables.set('NF', fields.length);
  }

  #binary({ operator, left, right }: Extract<Expression, { kind: 'binary' }>): Value {
    if (operator === '&&') return this.truth(this.value(left)) && this.truth(this.value(right)) ? 1 : 0;
    if (operator === '||') return this.truth(this.value(left)) || this.truth(this.value(right)) ? 1 : 0;
    if (operator === '~' || operator === '!~') {
      const regexp = right.kind === 'regexp' ? right.regexp : this.#regexp(textOf(this.value(right)));
      return regexp.test(textOf(this.value(left))) === (operator === '~') ? 1 : 0;
    }
    const [a, b] = [this.value(left), this.value(right)];
    if (operator === '') return (textOf(a) + textOf(b)).slice(0, MOST_BYTES);
    if (!/^[<>=!]/.test(operator)) return calculate(operator, numberOf(a), numberOf(b));
    const numeric =
      [a, b].every((one) => typeof one === 'number' || NUMBER.test(one)) &&
      left.kind !== 'string' &&
      right.kind !== 'string';
    const order = numeric ? numberOf(a) - numberOf(b) : compareStrings(textOf(a), textOf(b));
    const holds = {
      '<': order < 0,
      '<=': order <= 0,
      '==': order === 0,
      '!=': order !== 0,
      '>': order > 0,
      '>=': order >= 0,
    };
    return holds[operator as '<'] ? 1 : 0;
  }

  #call(name: string, args: readonly Expression[]): Value {
    const [first, second, third] = args;
    const text = (one: Expression | undefined) => (one ? textOf(this.value(one)) : this.#fields[0]!);
    switch (name) {
      case 'length':
        return first?.kind === 'variable' && this.#arrays.has(first.name)
          ? this.#array(first.name).size
          : text(first).length;
      case 'substr': {
        const from = Math.round(numberOf(this.value(second!)));
        const to = third ? from + Math.round(numberOf(this.value(third))) : Infinity;
        return text(first).slice(Math.max(0, from - 1), Math.max(0, to - 1));
      }
      case 'index':
        return text(first).indexOf(text(second)) + 1;
      case 'toupper':
        return text(first).toUpperCase();
      case 'tolower':
        return text(first).toLowerCase();
      case 'int':
        return Math.trunc(numberOf(text(first)));
      case 'sprintf':
        return format(
          text(first),
          args.slice(1).map((one) => text(one)),
        ).text;
      case 'split': {
        const parts = this.#split(
          text(first),
          third ? (third.kind === 'regexp' ? ' ' : text(third)) : this.#text('FS'),
        );
        const array = this.#array(second?.kind === 'variable' ? second.name : '');
        array.clear();
        parts.forEach((part, i) => array.set(String(i + 1), part));
        return parts.length;
      }
      case 'sub':
      case 'gsub':
        return this.#substitute(
          name === 'gsub',
          first!,
          text(second),
          third ?? { kind: 'field', index: { kind: 'number', value: 0 } },
        );
      case 'match': {
        const match = (second?.kind === 'regexp' ? second.regexp : this.#regexp(text(second))).exec(text(first), 0);
        this.variables.set('RSTART', match ? match.start + 1 : 0);
        this.variables.set('RLENGTH', match ? match.end - match.start : -1);
        return match ? match.start + 1 : 0;
      }
      default:
        throw new UsageFailure(`cmd. line:1: Call to undefined function`, 1);
    }
  }

  #substitute(all: boolean, pattern: Expression, by: string, target: Expression): number {
    const regexp = pattern.kind === 'regexp' ? pattern.regexp : this.#regexp(textOf(this.value(pattern)));
    const text = textOf(this.value(target));
    let [out, at, count] = ['', 0, 0];
    for (let match; at <= text.length && (match = regexp.exec(text, at));) {
      const found = text.slice(match.start, match.end);
      out += text.slice(at, match.start) + by.replace(/\\&|&/g, (one) => (one === '&' ? found : '&'));
      at = match.end;
      count++;
      if (match.end === match.start) out += text[at++] ?? '';
      if (!all) break;
    }
    if (count > 0) this.#assign(target, out + text.slice(at));
    return count;
  }
}

function calculate(operator: string, a: number, b: number): number {
  switch (operator) {
    case '+':
      return a + b;
    case '-':
      return a - b;
    case '*':
      return a * b;
    case '^':
      return a ** b;
    default:
      if (b === 0) throw new UsageFailure('Division by zero', 2);
      return operator === '/' ? a / b : a % b;
  }
}

/** Patterns, fields, variables, arrays, print and printf, and the functions of strings: what people put behind a pipe. */
export const awk: Program = function* (process) {
  const args = readArguments(process, { values: 'Fvf', stopAtWord: true });
  const words = [...args.words];
  let program = '';
  for (const name of args.all('f')) program += yield* new Inputs(process, [name]).all();
  if (program === '') {
    const given = words.shift();
    if (given === undefined) throw new UsageFailure('usage: awk [-F fs] [-v var=value] program [file...]');
    program = given;
  }
  const rules = parseAwk(program);
  const state = new Awk(process);
  const separator = args.value('F');
  if (separator !== undefined) state.variables.set('FS', separator === 't' ? '\t' : unescapeAnsi(separator));
  for (const setting of args.all('v')) {
    const equals = setting.indexOf('=');
    state.variables.set(setting.slice(0, equals), unescapeAnsi(setting.slice(equals + 1)));
  }
  const inputs = new Inputs(process, words);
  const leaves = yield* leaving(only(rules, 'BEGIN', state));
  const reads = rules.some(({ when }) => when !== 'BEGIN');
  if (!leaves && reads) {
    yield* leaving(
      inputs.lines(function* (line) {
        state.line(line);
        yield* nextLine(rules, state);
      }),
    );
  }
  yield* leaving(only(rules, 'END', state));
  return inputs.failed > 0 ? 2 : state.code;
};

function* only(rules: readonly Rule[], which: 'BEGIN' | 'END', state: Awk): Run {
  for (const { when, body } of rules) if (when === which && body) yield* state.run(body);
}

function* nextLine(rules: readonly Rule[], state: Awk): Run {
  try {
    for (const { when, body } of rules) {
      if (when === 'BEGIN' || when === 'END' || (when && !state.truth(state.value(when)))) continue;
      yield* state.run(body ?? [{ kind: 'print', formatted: false, args: [] }]);
    }
  } catch (error) {
    if (!(error instanceof Leave) || error.to !== 'next') throw error;
  }
}

/** True: `exit` has ended it. */
function* leaving(run: Run): Run<boolean> {
  try {
    yield* run;
    return false;
  } catch (error) {
    if (error instanceof Leave && error.to === 'exit') return true;
    throw error;
  }
}
