import { CommandError, UsageError } from '../../cobra/errors.ts';
import type { Command, Flag, Invocation } from '../../cobra/types.ts';
import {
  dryRunFlag,
  dryRunOf,
  fieldManagerFlag,
  fieldValidationOf,
  requireFlags,
  saveConfigFlag,
  validateFlag,
} from '../../flags/index.ts';
import { printFlags, toPrinter } from '../../printers/index.ts';
import { type Json, type Mapping, pathOf } from '../../rest/types.ts';
import { typed, withSavedConfig } from '../../typed/index.ts';

/** Where what a generator makes is posted. */
export type Target = Pick<Mapping, 'group' | 'version' | 'resource' | 'namespaced'>;

/** A `kubectl create KIND`: what is its own; everything else they do alike. */
export interface Generator {
  readonly name: string;
  readonly usage: string;
  readonly aliases?: readonly string[];
  readonly short: string;
  readonly long?: string;
  readonly examples: string;
  readonly flags: readonly Flag[];
  /** Flags that have to be there. */
  readonly required?: readonly string[];
  readonly target: Target;
  /** Stands before a refusal of the server: `failed to create job: `. Left out: the refusal as it is. */
  readonly failure?: string;
  readonly complete?: Command['complete'];
  /** The object, but for its namespace. Throws what Complete and Validate refuse. */
  readonly generate: (invocation: Invocation, name: string) => Json | Promise<Json>;
}

/** The one word before `--` (kubectl/pkg/cmd/create/create.go, NameFromCommandArgs). */
export function nameOf({ args, dash }: Invocation): string {
  const count = dash ?? args.length;
  if (count !== 1) throw new UsageError(`exactly one NAME is required, got ${count}`);
  return args[0] ?? '';
}

/** What stands behind the name: the command of a container. */
export function commandOf({ args }: Invocation): readonly string[] | undefined {
  return args.length > 1 ? args.slice(1) : undefined;
}

/** `''` says nothing, in fields that Go leaves out when they are empty. */
export function orAbsent(text: string): string | undefined {
  return text === '' ? undefined : text;
}

/** Some list, or nothing for an empty one. */
export function someOf<T>(list: readonly T[]): readonly T[] | undefined {
  return list.length === 0 ? undefined : list;
}

/** Throws again what was thrown, with words before it when there are any; what those were then shows no more. */
export function withWords(words: string | undefined, error: unknown): unknown {
  if (words === undefined || !(error instanceof Error) || error instanceof CommandError) return error;
  return new CommandError(words + error.message);
}

async function namespaced(invocation: Invocation, target: Target, object: Json): Promise<[Json, string]> {
  if (!target.namespaced) return [object, ''];
  const { name, enforced } = await invocation.factory.namespace();
  if (!enforced) return [object, name];
  return [{ ...object, metadata: { ...(object['metadata'] as Json), namespace: name } }, name];
}

async function create(generator: Generator, invocation: Invocation): Promise<void> {
  const { flags, factory, out } = invocation;
  requireFlags(flags, ...(generator.required ?? []));
  const name = nameOf(invocation);
  const dryRun = dryRunOf(invocation);
  const printer = await toPrinter(invocation, { operation: 'created', dryRun, typed: true });
  const fieldValidation = fieldValidationOf(flags);
  const bare = await generator.generate(invocation, name);
  const [placed, namespace] = await namespaced(invocation, generator.target, bare);
  const object = typed(flags.bool('save-config') ? withSavedConfig(placed) : placed);
  if (dryRun === 'client') return out(printer.print(object));
  const query = {
    fieldManager: flags.string('field-manager'),
    fieldValidation,
    dryRun: dryRun === 'server' ? 'All' : undefined,
  };
  try {
    const made = await factory.rest.post(pathOf(generator.target, namespace), object, { query });
    out(printer.print(typed(made)));
  } catch (error) {
    throw withWords(generator.failure, error);
  }
}

/** A generator as a command. */
export function generatorCommand(generator: Generator): Command {
  const { name, usage, aliases, short, long, examples, complete } = generator;
  return {
    name,
    usage,
    short,
    examples,
    ...(aliases === undefined ? {} : { aliases }),
    ...(long === undefined ? {} : { long }),
    ...(complete === undefined ? {} : { complete }),
    flags: [
      ...printFlags,
      saveConfigFlag,
      validateFlag,
      dryRunFlag,
      fieldManagerFlag('kubectl-create'),
      ...generator.flags,
    ],
    run: (invocation) => create(generator, invocation),
  };
}
