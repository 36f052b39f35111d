import type { Factory } from '../rest/types.ts';
import type { World } from '../world.ts';

/** How a flag's text is read, by pflag's names. Durations are Go's (`5m`), answered in microseconds. */
export type FlagType = 'bool' | 'string' | 'int' | 'int32' | 'duration' | 'stringArray' | 'stringSlice' | 'intOrString';

export interface Flag {
  readonly name: string;
  /** One letter. */
  readonly short?: string;
  readonly type: FlagType;
  /** As it is written in the usage: `false`, `0`, `''`, `[]`. Left out: the zero of its type. */
  readonly default?: string;
  /** What the flag means when it is given without a value (pflag's NoOptDefVal). */
  readonly bare?: string;
  /** In one sentence of ours; a word in `backquotes` names its value. */
  readonly usage: string;
  readonly hidden?: boolean;
  /** What to use instead: `Flag --record has been deprecated, ` and this. */
  readonly deprecated?: string;
  /** Words that complete it. */
  readonly choices?: readonly string[];
  /** Words that complete it, asked for. */
  readonly complete?: (partial: Completing) => Promise<readonly string[]>;
}

/** What the flags of a command line came to. Asking for a flag that the command does not define is a defect and throws. */
export interface Flags {
  bool(name: string): boolean;
  string(name: string): string;
  int(name: string): number;
  /** Microseconds. */
  duration(name: string): number;
  /** Of a stringArray or stringSlice. */
  list(name: string): readonly string[];
  /** Whether it was on the command line. */
  changed(name: string): boolean;
  /** Whether the command defines it. */
  has(name: string): boolean;
}

/** A command line that has been understood. */
export interface Invocation {
  /** `kubectl create deployment`. */
  readonly path: string;
  readonly args: readonly string[];
  /** How many of the args stood before `--`; undefined: there was none (cobra's ArgsLenAtDash). */
  readonly dash: number | undefined;
  readonly flags: Flags;
  readonly factory: Factory;
  readonly world: World;
  /** Writes to standard output, without adding a line's end. */
  readonly out: (text: string) => void;
  /** Writes to standard error, without adding a line's end. */
  readonly err: (text: string) => void;
  /** Writes the command's help to standard output. */
  readonly help: () => void;
}

/** A word that is being typed, for completion. */
export interface Completing {
  readonly args: readonly string[];
  /** What stands of the word so far. */
  readonly word: string;
  readonly flags: Flags;
  readonly factory: Factory;
  readonly world: World;
}

/** One command, as cobra has them. A verb is one file that exports its Command. */
export interface Command {
  readonly name: string;
  /** What follows the name in its usage line: `NAME --image=image [--dry-run=server|client]`. */
  readonly usage?: string;
  readonly aliases?: readonly string[];
  /** Words that people type for it and that are none: `rm` for delete. */
  readonly suggestFor?: readonly string[];
  /** One line, for the list of commands. */
  readonly short: string;
  /** A paragraph or two of ours; left out: `short`. */
  readonly long?: string;
  /** Lines of ours, `# What it does` above each. */
  readonly examples?: string;
  readonly flags?: readonly Flag[];
  /** Flags that its subcommands have too. */
  readonly persistentFlags?: readonly Flag[];
  readonly commands?: readonly Command[];
  readonly hidden?: boolean;
  /** Refuses what run would refuse for the number of words alone; throws a UsageError or CommandError. */
  readonly run?: (invocation: Invocation) => Promise<void>;
  readonly complete?: (partial: Completing) => Promise<readonly string[]>;
}
