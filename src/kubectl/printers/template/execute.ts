import { byteLength, getOwn, goQuote, sortedKeys } from '../../../engine/apimachinery/index.ts';
import { PrintError } from '../types.ts';
import { FUNCTIONS } from './functions.ts';
import { nodeText, statementText, type Command, type Expression, type Pipe, type Statement } from './nodes.ts';
import type { Template } from './parse.ts';
import { isInteger, isTrue, typeName, valueText, type Value } from './values.ts';

/** How deep templates may call one another (text/template's maxExecDepth, less what a browser's stack is smaller). */
const MAX_DEPTH = 1_000;

interface Variable {
  readonly name: string;
  value: Value;
}

type Flow = 'break' | 'continue' | undefined;

/** What a statement or an expression is about, for errors. */
interface Place {
  readonly at: number;
  readonly text: string;
}

/** Runs a template on data; what it wrote before an error is in the PrintError's output. */
export function execute(template: Template, data: Value, missingKeyIsError: boolean): string {
  const execution = new Execution(template, missingKeyIsError);
  execution.run(data);
  return execution.text();
}

const NOTHING = Symbol('nothing was piped in');

class Execution {
  readonly #template: Template;
  readonly #missingKeyIsError: boolean;
  readonly #out: string[] = [];
  #name = 'output';
  #variables: Variable[] = [];
  #depth = 0;

  constructor(template: Template, missingKeyIsError: boolean) {
    this.#template = template;
    this.#missingKeyIsError = missingKeyIsError;
  }

  run(data: Value): void {
    this.#variables = [{ name: '$', value: data }];
    this.#list(data, this.#template.body);
  }

  text(): string {
    return this.#out.join('');
  }

  #fail(place: Place, message: string): never {
    const before = this.#template.text.slice(0, place.at);
    const column = byteLength(before.slice(before.lastIndexOf('\n') + 1));
    const line = before.split('\n').length;
    const where = `template: output:${line}:${column}: executing ${goQuote(this.#name)} at <${place.text}>: `;
    throw new PrintError(where + message, this.text());
  }

  #list(dot: Value, statements: readonly Statement[]): Flow {
    for (const statement of statements) {
      const flow = this.#statement(dot, statement);
      if (flow !== undefined) return flow;
    }
    return undefined;
  }

  #statement(dot: Value, node: Statement): Flow {
    switch (node.kind) {
      case 'text':
        this.#out.push(node.text);
        return undefined;
      case 'action': {
        const value = this.#pipe(dot, node.pipe);
        if (node.pipe.declares.length === 0) this.#print(value);
        return undefined;
      }
      case 'if':
      case 'with':
        return this.#branch(dot, node);
      case 'range':
        return this.#range(dot, node);
      case 'template':
        this.#call(dot, node);
        return undefined;
      default:
        return node.kind;
    }
  }

  #print(value: Value): void {
    this.#out.push(value === undefined || value === null ? '<no value>' : valueText(value));
  }

  /** What is declared inside is gone after it. */
  #scoped<T>(body: () => T): T {
    const outer = this.#variables.length;
    const result = body();
    this.#variables.length = outer;
    return result;
  }

  #branch(dot: Value, node: Extract<Statement, { kind: 'if' | 'range' | 'with' }>): Flow {
    return this.#scoped(() => {
      const value = this.#pipe(dot, node.pipe);
      if (isTrue(value)) return this.#list(node.kind === 'with' ? value : dot, node.body);
      return this.#list(dot, node.otherwise);
    });
  }

  #range(dot: Value, node: Extract<Statement, { kind: 'if' | 'range' | 'with' }>): Flow {
    return this.#scoped(() => {
      const { declares, assigns } = node.pipe;
      const value = this.#pipe(dot, { ...node.pipe, declares: [] });
      const entries = this.#entries(value, node);
      const base = this.#variables.length;
      for (const [key, item] of entries) {
        const values = declares.length === 1 && !isInteger(value) ? [item] : [key, item];
        this.#variables.length = base;
        declares.forEach((name, i) => {
          if (assigns) this.#assign(name, values[i]);
          else this.#variables.push({ name, value: values[i] });
        });
        const flow = this.#list(item, node.body);
        if (flow === 'break') break;
      }
      this.#variables.length = base;
      return entries.length === 0 ? this.#list(dot, node.otherwise) : undefined;
    });
  }

  #entries(value: Value, node: Exclude<Statement, { kind: 'text' }>): readonly (readonly [Value, Value])[] {
    if (value === undefined || value === null) return [];
    if (Array.isArray(value)) return (value as readonly Value[]).map((item, i) => [BigInt(i), item]);
    if (typeof value === 'object') return sortedKeys(value).map((key) => [key, getOwn(value, key)]);
    if (isInteger(value)) {
      return Array.from({ length: Math.max(0, Number(value)) }, (_, i) => [BigInt(i), BigInt(i)] as const);
    }
    const place = 'pipe' in node && node.pipe !== undefined ? node.pipe : undefined;
    const where = place === undefined ? { at: node.at, text: statementText(node) } : this.#placeOf(place);
    return this.#fail(where, `range can't iterate over ${valueText(value)}`);
  }

  #call(dot: Value, node: Extract<Statement, { kind: 'template' }>): void {
    const body = this.#template.defined.get(node.name);
    const place = { at: node.at, text: statementText(node) };
    if (body === undefined) return this.#fail(place, `template ${goQuote(node.name)} not defined`);
    if (this.#depth === MAX_DEPTH) return this.#fail(place, `exceeded maximum template depth (${MAX_DEPTH})`);
    const value = node.pipe === undefined ? undefined : this.#pipe(dot, node.pipe);
    const [outer, name] = [this.#variables, this.#name];
    this.#variables = [{ name: '$', value }];
    this.#name = node.name;
    this.#depth++;
    this.#list(value, body);
    this.#depth--;
    this.#variables = outer;
    this.#name = name;
  }

  #assign(name: string, value: Value): void {
    const variable = this.#variables.findLast((known) => known.name === name);
    if (variable !== undefined) variable.value = value;
  }

  #placeOf(node: Expression | Command): Place {
    return { at: node.at, text: nodeText(node) };
  }

  #pipe(dot: Value, pipe: Pipe): Value {
    let value: Value = NOTHING;
    for (const command of pipe.commands) value = this.#command(dot, command, value);
    for (const name of pipe.declares) {
      if (pipe.assigns) this.#assign(name, value);
      else this.#variables.push({ name, value });
    }
    return value;
  }

  #command(dot: Value, command: Command, final: Value): Value {
    const first = command.args[0]!;
    if (first.kind === 'identifier') return this.#function(dot, first, command, command.args.slice(1), final);
    const given = command.args.length > 1 || final !== NOTHING;
    if (first.kind === 'field' || first.kind === 'variable' || first.kind === 'chain') {
      if (given && (first.kind !== 'variable' || first.path.length > 0)) {
        const place = this.#placeOf(first);
        return this.#fail(place, `${first.path.at(-1)} is not a method but has arguments`);
      }
    }
    if (given) this.#fail(this.#placeOf(first), `can't give argument to non-function ${nodeText(first)}`);
    if (first.kind === 'nil') this.#fail(this.#placeOf(first), 'nil is not a command');
    return this.#value(dot, first);
  }

  #value(dot: Value, node: Expression): Value {
    switch (node.kind) {
      case 'dot':
        return dot;
      case 'nil':
        return undefined;
      case 'bool':
      case 'number':
      case 'string':
        return node.value;
      case 'pipe':
        return this.#pipe(dot, node);
      case 'identifier':
        return this.#function(dot, node, node, [], NOTHING);
      case 'field':
        return this.#fields(dot, node.path, node);
      case 'variable': {
        const found = this.#variables.findLast(({ name }) => name === node.name)?.value;
        return this.#fields(found, node.path, node);
      }
      case 'chain':
        if (node.base.kind === 'nil')
          return this.#fail(this.#placeOf(node), `indirection through explicit nil in ${nodeText(node)}`);
        return this.#fields(this.#value(dot, node.base), node.path, node);
    }
  }

  #fields(base: Value, path: readonly string[], node: Expression): Value {
    return path.reduce((value, name, i) => {
      // What a variable holds has its own type; what a map holds has the map's.
      const type = i === 0 && node.kind === 'variable' ? typeName(value) : 'interface {}';
      return this.#field(value, name, node, type);
    }, base);
  }

  #field(value: Value, name: string, node: Expression, type: string): Value {
    const place = this.#placeOf(node);
    if (value === undefined) {
      return this.#missingKeyIsError ? this.#fail(place, `nil data; no entry for key ${goQuote(name)}`) : undefined;
    }
    if (value === null) return this.#fail(place, `nil pointer evaluating interface {}.${name}`);
    if (typeof value !== 'object' || Array.isArray(value)) {
      return this.#fail(place, `can't evaluate field ${name} in type ${type}`);
    }
    const found = getOwn(value, name);
    if (found === undefined && this.#missingKeyIsError) this.#fail(place, `map has no entry for key ${goQuote(name)}`);
    return found;
  }

  #function(
    dot: Value,
    { name }: Extract<Expression, { kind: 'identifier' }>,
    node: Expression | Command,
    given: readonly Expression[],
    final: Value,
  ): Value {
    const place = this.#placeOf(node);
    const called = FUNCTIONS.get(name);
    if (called === undefined) return this.#fail(place, `${goQuote(name)} is not a defined function`);
    const count = given.length + (final === NOTHING ? 0 : 1);
    if (count < called.least || count > (called.most ?? Infinity)) {
      const wanted = called.most === undefined ? `at least ${called.least}` : String(called.most);
      return this.#fail(place, `wrong number of args for ${name}: want ${wanted} got ${count}`);
    }
    const args: Value[] = [];
    for (const [i, arg] of given.entries()) {
      const value = this.#argument(dot, arg, called.strings?.includes(i) === true);
      if (count > 1 && (name === 'and' || name === 'or') && isTrue(value) === (name === 'or')) return value;
      args.push(value);
    }
    if (final !== NOTHING) {
      if (called.strings?.includes(args.length) === true) this.#string(final, place);
      args.push(final);
    }
    try {
      return called.call(args);
    } catch (error) {
      if (!(error instanceof PrintError)) throw error;
      return this.#fail(place, `error calling ${name}: ${error.message}`);
    }
  }

  #argument(dot: Value, node: Expression, string: boolean): Value {
    const value = this.#value(dot, node);
    const place = this.#placeOf(node);
    if (!string) return value;
    if (node.kind === 'number' || node.kind === 'bool') this.#fail(place, `expected string; found ${nodeText(node)}`);
    this.#string(value, place);
    return value;
  }

  #string(value: Value, place: Place): void {
    if (typeof value === 'string') return;
    if (value === undefined || value === null) this.#fail(place, 'invalid value; expected string');
    this.#fail(place, `wrong type for value; expected string; got ${typeName(value)}`);
  }
}
