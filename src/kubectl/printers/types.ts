import type { Flag } from '../cobra/types.ts';
import type { Flags } from '../cobra/types.ts';
import type { Json } from '../rest/types.ts';

/** Writes an object in the form that -o asked for: one text per object, its last line's end with it. */
export interface Printer {
  print(object: Json): string;
}

/** What is told when -o asks for nothing: `deployment.apps/web created (dry run)`. */
export interface Done {
  /** `created`, `configured`, `scaled`. */
  readonly operation: string;
  readonly dryRun?: 'client' | 'server' | undefined;
}

/** `-o`, `--template`, `--show-managed-fields`, `--allow-missing-template-keys` (genericclioptions.PrintFlags). */
export type PrintFlags = readonly Flag[];

/**
 * The printer for the flags of a command that changes something: by -o, or the line that says what was done. Throws
 * `unable to match a printer suitable for the output format "x", allowed formats are: …`.
 */
export type ToPrinter = (flags: Flags, done: Done) => Printer;
