import type { Flag, Invocation } from '../cobra/types.ts';
import type { Json } from '../rest/types.ts';

/** Writes an object in the form that -o asked for: one text per object, its last line's end with it. */
export interface Printer {
  print(object: Json): string;
}

/** A printer could not do with this object what it was told; `output` goes to standard output before the error is told. */
export class PrintError extends Error {
  constructor(
    message: string,
    readonly output = '',
  ) {
    super(message);
  }
}

/** What is told when -o asks for nothing: `deployment.apps/web created (dry run)`. */
export interface Done {
  /** `created`, `configured`, `scaled`. */
  readonly operation: string;
  readonly dryRun?: 'client' | 'server' | undefined;
  /** The object is one of Go's own structs, not a map: `-o json` leaves its keys in the order they come. */
  readonly typed?: boolean;
}

/** `-o`, `--template`, `--show-managed-fields`, `--allow-missing-template-keys` (genericclioptions.PrintFlags). */
export type PrintFlags = readonly Flag[];

/** What a printer needs of a command line: its flags, and the files that a template may be in. */
export type Asked = Pick<Invocation, 'flags' | 'world'>;

/**
 * The printer for the flags of a command that changes something: by -o, or the line that says what was done. Throws
 * `unable to match a printer suitable for the output format "x", allowed formats are: …`.
 */
export type ToPrinter = (asked: Asked, done: Done) => Promise<Printer>;
