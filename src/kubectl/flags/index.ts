/**
 * Flags that several verbs have, and how their words are read (kubectl/pkg/cmd/util/helpers.go). A verb lists those that it
 * has; what they say is kubectl's own, to the letter.
 */
import { formatMicroTime } from '../../engine/apimachinery/index.ts';
import { CommandError } from '../cobra/errors.ts';
import type { Flag, Flags, Invocation } from '../cobra/types.ts';
import type { Builder } from '../resource/types.ts';

export type DryRun = 'client' | 'server' | undefined;

const DRY_RUN_DEPRECATED = '--dry-run is deprecated and can be replaced with --dry-run=client.';

export const dryRunFlag: Flag = {
  name: 'dry-run',
  type: 'string',
  default: 'none',
  bare: 'unchanged',
  usage:
    'One of "none", "server" or "client": client shows what would be sent and sends nothing, server sends it and keeps nothing.',
  choices: ['none', 'server', 'client'],
};

export const saveConfigFlag: Flag = {
  name: 'save-config',
  type: 'bool',
  usage: 'Also writes the configuration into an annotation of the object, where a later kubectl apply looks for it.',
};

export const validateFlag: Flag = {
  name: 'validate',
  type: 'string',
  default: 'strict',
  bare: 'strict',
  usage:
    'What an unknown or repeated field does: strict (or true) fails the request, warn lets it through with a warning, ignore (or false) drops it in silence.',
  choices: ['strict', 'warn', 'ignore'],
};

export const selectorFlag: Flag = {
  name: 'selector',
  short: 'l',
  type: 'string',
  usage: "Only objects with these labels: '=', '==', '!=', 'in', 'notin' (-l key1=value1,key2 in (a,b)).",
};

export const fieldSelectorFlag: Flag = {
  name: 'field-selector',
  type: 'string',
  usage: "Only objects with these fields: '=', '==' and '!='. Which fields it may be depends on the type.",
};

export const allNamespacesFlag: Flag = {
  name: 'all-namespaces',
  short: 'A',
  type: 'bool',
  usage: 'Looks in every namespace.',
};

export const allFlag: Flag = {
  name: 'all',
  type: 'bool',
  usage: 'All objects of the types named, in the namespace.',
};

export const localFlag: Flag = {
  name: 'local',
  type: 'bool',
  usage: 'Works on the file alone and asks no server.',
};

export function fieldManagerFlag(manager: string): Flag {
  return {
    name: 'field-manager',
    type: 'string',
    default: manager,
    usage: 'Under which name the fields that are set here are remembered.',
  };
}

/** -f, -k and -R. */
export function filenameFlags(usage: string): readonly Flag[] {
  return [
    { name: 'filename', short: 'f', type: 'stringSlice', usage },
    {
      name: 'kustomize',
      short: 'k',
      type: 'string',
      usage: 'A directory with a kustomization. Not together with -f or -R.',
    },
    {
      name: 'recursive',
      short: 'R',
      type: 'bool',
      usage: 'Goes through the directories under the directory that -f names as well.',
    },
  ];
}

/** `W1121 13:50:44.178071    8168 helpers.go:703] ` and a text, as klog tells a warning (`W`) or what ends it (`F`). */
export function klog({ world, err }: Invocation, severity: 'W' | 'E' | 'F', place: string, text: string): void {
  const now = world.now();
  const time = formatMicroTime(now);
  err(`${severity}${time.slice(5, 7)}${time.slice(8, 10)} ${time.slice(11, 26)}       1 ${place}] ${text}\n`);
}

export function klogWarning(invocation: Invocation, place: string, text: string): void {
  klog(invocation, 'W', place, text);
}

/** What --dry-run asks for; throws for a word that it does not know. */
export function dryRunOf(invocation: Invocation): DryRun {
  const word = invocation.flags.string('dry-run');
  if (word === 'client' || word === 'server') return word;
  if (word === 'none') return undefined;
  if (word === 'unchanged') {
    klogWarning(invocation, 'helpers.go:703', DRY_RUN_DEPRECATED);
    return 'client';
  }
  throw new CommandError(`Invalid dry-run value (${word}). Must be "none", "server", or "client".`);
}

const DIRECTIVES = new Map([
  ['strict', 'Strict'],
  ['warn', 'Warn'],
  ['ignore', 'Ignore'],
  ...['1', 't', 'T', 'TRUE', 'true', 'True'].map((word) => [word, 'Strict'] as const),
  ...['0', 'f', 'F', 'FALSE', 'false', 'False'].map((word) => [word, 'Ignore'] as const),
]);

/** What --validate asks of the server: `Strict`, `Warn`, `Ignore`. */
export function fieldValidationOf(flags: Flags): string {
  const word = flags.string('validate');
  const directive = DIRECTIVES.get(word);
  if (directive !== undefined) return directive;
  throw new CommandError(
    `invalid - validate option ${JSON.stringify(word)}; must be one of: strict (or true), warn, ignore (or false)`,
  );
}

/** Gives a builder what -f, -k and -R say. */
export function withFiles(builder: Builder, flags: Flags): Builder {
  const kustomize = flags.has('kustomize') ? flags.string('kustomize') : '';
  return builder.files({
    filenames: flags.list('filename'),
    ...(kustomize === '' ? {} : { kustomize }),
    recursive: flags.bool('recursive'),
  });
}

/** Refuses a command line that leaves out what must be there (cobra's MarkFlagRequired). */
export function requireFlags(flags: Flags, ...names: readonly string[]): void {
  const missing = names.filter((name) => !flags.changed(name));
  if (missing.length === 0) return;
  throw new CommandError(`required flag(s) ${missing.map((name) => `"${name}"`).join(', ')} not set`);
}
