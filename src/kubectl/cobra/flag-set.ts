import { goQuote } from '../../engine/apimachinery/index.ts';
import type { Flag, Flags } from './types.ts';
import { defaultValue, parseValue, type FlagValue } from './value.ts';

/** A command line that pflag refuses; cobra adds where to read more. */
export class FlagError extends Error {}

/** The flags that a command knows, and what a command line made of them (pflag/flag.go). */
export class FlagSet implements Flags {
  readonly #flags = new Map<string, Flag>();
  readonly #shorts = new Map<string, Flag>();
  readonly #values = new Map<string, FlagValue>();
  readonly #changed = new Set<string>();
  /** What stood on the command line beside the flags. */
  readonly args: string[] = [];
  /** How many args stood before `--`. */
  dash: number | undefined;

  /** The first of two flags of one name counts, as a command's own comes before its parents'. */
  constructor(
    flags: readonly Flag[],
    readonly deprecated: (line: string) => void,
  ) {
    for (const flag of flags) {
      if (this.#flags.has(flag.name)) continue;
      this.#flags.set(flag.name, flag);
      if (flag.short !== undefined && !this.#shorts.has(flag.short)) this.#shorts.set(flag.short, flag);
    }
  }

  flag(name: string): Flag | undefined {
    return this.#flags.get(normalized(name));
  }

  short(letter: string): Flag | undefined {
    return this.#shorts.get(letter);
  }

  all(): readonly Flag[] {
    return [...this.#flags.values()];
  }

  parse(words: readonly string[]): void {
    for (let at = 0; at < words.length;) {
      const word = words[at++]!;
      if (!word.startsWith('-') || word === '-') this.args.push(word);
      else if (word === '--') {
        this.dash = this.args.length;
        this.args.push(...words.slice(at));
        return;
      } else at = word.startsWith('--') ? this.#long(word, words, at) : this.#shortsOf(word.slice(1), words, at);
    }
  }

  #long(word: string, words: readonly string[], next: number): number {
    const text = word.slice(2);
    if (text.startsWith('-') || text.startsWith('=')) throw new FlagError(`bad flag syntax: ${word}`);
    const equals = text.indexOf('=');
    const name = equals < 0 ? text : text.slice(0, equals);
    const flag = this.flag(name);
    if (flag === undefined) throw new FlagError(`unknown flag: --${name}`);
    if (equals >= 0) this.set(flag, text.slice(equals + 1));
    else if (bareValue(flag) !== undefined) this.set(flag, bareValue(flag)!);
    else if (next < words.length) this.set(flag, words[next++]!);
    else throw new FlagError(`flag needs an argument: ${word}`);
    return next;
  }

  #shortsOf(letters: string, words: readonly string[], next: number): number {
    for (let rest = letters; rest !== '';) {
      const flag = this.#shorts.get(rest[0]!);
      if (flag === undefined) throw new FlagError(`unknown shorthand flag: '${rest[0]!}' in -${rest}`);
      const bare = bareValue(flag);
      if (rest.length > 2 && rest[1] === '=') {
        this.set(flag, rest.slice(2));
        return next;
      }
      if (bare === undefined) {
        if (rest.length > 1) this.set(flag, rest.slice(1));
        else if (next < words.length) this.set(flag, words[next++]!);
        else throw new FlagError(`flag needs an argument: '${rest[0]!}' in -${rest}`);
        return next;
      }
      this.set(flag, bare);
      rest = rest.slice(1);
    }
    return next;
  }

  set(flag: Flag, text: string): void {
    const before = this.#changed.has(flag.name) ? this.#values.get(flag.name) : undefined;
    try {
      this.#values.set(flag.name, parseValue(flag.type, text, Array.isArray(before) ? (before as string[]) : []));
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      const name = flag.short === undefined ? `--${flag.name}` : `-${flag.short}, --${flag.name}`;
      throw new FlagError(`invalid argument ${goQuote(text)} for ${goQuote(name)} flag: ${reason}`);
    }
    this.#changed.add(flag.name);
    if (flag.deprecated !== undefined) this.deprecated(`Flag --${flag.name} has been deprecated, ${flag.deprecated}\n`);
  }

  /**
   * The same values through other definitions. A command's own `--user` hides the global one, so whoever asks for the global
   * one must be told that it was not given.
   */
  seenAs(definitions: readonly Flag[]): Flags {
    const view = new FlagSet(definitions, this.deprecated);
    for (const flag of definitions) {
      const value = this.#values.get(flag.name);
      if (value === undefined || this.#flags.get(flag.name) !== flag) continue;
      view.#values.set(flag.name, value);
      view.#changed.add(flag.name);
    }
    return view;
  }

  bool(name: string): boolean {
    return this.#value(name) === true;
  }

  string(name: string): string {
    return String(this.#value(name));
  }

  int(name: string): number {
    return Number(this.#value(name));
  }

  duration(name: string): number {
    return Number(this.#value(name));
  }

  list(name: string): readonly string[] {
    const value = this.#value(name);
    return Array.isArray(value) ? (value as readonly string[]) : [String(value)];
  }

  changed(name: string): boolean {
    return this.#changed.has(name);
  }

  has(name: string): boolean {
    return this.#flags.has(name);
  }

  #value(name: string): FlagValue {
    const flag = this.#flags.get(name);
    if (flag === undefined) throw new Error(`flag accessed but not defined: ${name}`);
    return this.#values.get(name) ?? defaultValue(flag);
  }
}

/** What a flag means without a value; undefined: it needs one. */
export function bareValue(flag: Flag): string | undefined {
  return flag.bare ?? (flag.type === 'bool' ? 'true' : undefined);
}

/** `--all_namespaces` is `--all-namespaces` (component-base/cli/flag, WordSepNormalizeFunc). */
function normalized(name: string): string {
  return name.replaceAll('_', '-');
}
