import { byteLength, getNestedStringMap, goJSON, setNested, sortedKeys } from '../../../engine/apimachinery/index.ts';
import { CommandError } from '../../cobra/errors.ts';
import type { Command, Flag, Invocation } from '../../cobra/types.ts';
import {
  allFlag,
  allNamespacesFlag,
  dryRunFlag,
  dryRunOf,
  fieldManagerFlag,
  fieldSelectorFlag,
  filenameFlags,
  localFlag,
  selectorFlag,
  withFiles,
  type DryRun,
} from '../../flags/index.ts';
import { printFlags, toPrinter } from '../../printers/index.ts';
import { Helper } from '../../resource/rest-helper.ts';
import type { Builder, Info } from '../../resource/types.ts';
import type { Json } from '../../rest/types.ts';
import { resourcesAndPairs, type Changes, type Words } from './pairs.ts';

type Strings = Readonly<Record<string, string>>;

/** What label and annotate do not have in common (kubectl/pkg/cmd/label, kubectl/pkg/cmd/annotate). */
export interface Topic {
  /** `label` */
  readonly noun: string;
  /** `labels`: the field of metadata. */
  readonly field: 'labels' | 'annotations';
  readonly command: Omit<Command, 'flags' | 'run' | 'commands'>;
  readonly localFiles: string;
  /** Throws for pairs that cannot be. */
  readonly parse: (pairs: readonly string[]) => Changes;
  /** Throws when a value would change that may not. */
  readonly refuseOverwrites: (taken: readonly (readonly [key: string, value: string])[]) => void;
  /** What was done, for the line that says so. */
  readonly done: (before: number, after: number, overwrite: boolean, same: boolean) => string;
  /** Told of a key that was to go and is not there; left out: nothing is told. */
  readonly notFound?: (key: string) => string;
  readonly listAndOutput: boolean;
}

interface Asked extends Words {
  readonly changes: Changes;
  readonly dryRun: DryRun;
}

function mapOf(object: Json, field: Topic['field']): Strings {
  return getNestedStringMap(object, ['metadata', field]) ?? {};
}

function check(topic: Topic, { flags }: Invocation, { resources, changes, dryRun }: Asked): void {
  const { noun } = topic;
  const files = flags.list('filename').length > 0 || flags.string('kustomize') !== '';
  if (flags.bool('all') && flags.string('selector') !== '') {
    throw new CommandError('cannot set --all and --selector at the same time');
  }
  if (flags.bool('all') && flags.string('field-selector') !== '') {
    throw new CommandError('cannot set --all and --field-selector at the same time');
  }
  if (flags.bool('list') && flags.string('output') !== '' && !topic.listAndOutput) {
    throw new CommandError('--list and --output may not be specified together');
  }
  if (flags.bool('local')) {
    if (resources.length > 0) {
      throw new CommandError(`can only use local files by ${topic.localFiles} when --local=true is set`);
    }
    if (!files) throw new CommandError('one or more files must be specified as -f when --local=true is set');
    if (dryRun === 'server') {
      throw new CommandError('cannot specify --local and --dry-run=server - did you mean --dry-run=client?');
    }
  } else if (resources.length === 0 && !files) {
    throw new CommandError('one or more resources must be specified as <resource> <name> or <resource>/<name>');
  }
  if (changes.set.size === 0 && changes.remove.length === 0 && !flags.bool('list')) {
    throw new CommandError(`at least one ${noun} update is required`);
  }
}

/** The object as it is to be. */
function changed(topic: Topic, object: Json, { changes }: Asked, overwrite: boolean, version: string): Json {
  const before = mapOf(object, topic.field);
  if (!overwrite) {
    const taken = [...changes.set.keys()]
      .filter((key) => Object.hasOwn(before, key) && before[key] !== changes.set.get(key))
      .sort()
      .map((key) => [key, before[key] ?? ''] as const);
    if (taken.length > 0) topic.refuseOverwrites(taken);
  }
  const after = new Map(Object.entries(before));
  for (const [key, value] of changes.set) after.set(key, value);
  for (const key of changes.remove) after.delete(key);
  const had = getNestedStringMap(object, ['metadata', topic.field]) !== undefined;
  const written = after.size === 0 && !had ? undefined : Object.fromEntries(after);
  const out = setNested(object, ['metadata', topic.field], written) as Json;
  return version === '' ? out : (setNested(out, ['metadata', 'resourceVersion'], version) as Json);
}

/** What differs, as a JSON merge patch. */
function mergePatch(topic: Topic, before: Json, after: Json, version: string): Json {
  const [old, now] = [mapOf(before, topic.field), mapOf(after, topic.field)];
  const entries: [string, string | null][] = [
    ...Object.keys(now)
      .filter((key) => old[key] !== now[key])
      .map((key): [string, string] => [key, now[key] ?? '']),
    ...Object.keys(old)
      .filter((key) => !Object.hasOwn(now, key))
      .map((key): [string, null] => [key, null]),
  ];
  const metadata = {
    ...(entries.length === 0 ? {} : { [topic.field]: Object.fromEntries(entries) }),
    ...(version === '' ? {} : { resourceVersion: version }),
  };
  return Object.keys(metadata).length === 0 ? {} : { metadata };
}

function list(topic: Topic, { out, err }: Invocation, { mapping, name }: Info, object: Json, single: boolean): void {
  if (!single) err(`Listing ${topic.field} for ${mapping.kind}.${mapping.group}/${name}:\n`);
  const map = mapOf(object, topic.field);
  for (const key of sortedKeys(map)) out(`${single ? '' : ' '}${key}=${map[key]}\n`);
}

async function changeOne(topic: Topic, invocation: Invocation, asked: Asked, info: Info, single: boolean) {
  const { flags, factory, out } = invocation;
  const version = flags.string('resource-version');
  const local = flags.bool('local') || flags.bool('list') || asked.dryRun === 'client';
  if (!local && topic.notFound !== undefined) {
    const there = mapOf(info.object, topic.field);
    for (const key of asked.changes.remove) if (!Object.hasOwn(there, key)) out(topic.notFound(key));
  }
  const overwrite = flags.bool('overwrite');
  let object = changed(topic, info.object, asked, overwrite, version);
  const [before, after] = [goJSON(info.object), goJSON(object)];
  if (!local) {
    const patch = mergePatch(topic, info.object, object, version);
    const helper = new Helper(factory.rest, info.mapping, {
      fieldManager: flags.string('field-manager'),
      dryRun: asked.dryRun,
    });
    object = await helper.patch(info.namespace, info.name, 'merge', patch);
  }
  if (flags.bool('list')) return list(topic, invocation, info, object, single);
  const operation = topic.done(byteLength(before), byteLength(after), overwrite, before === after);
  out((await toPrinter(invocation, { operation, dryRun: asked.dryRun })).print(object));
}

function builderFor(
  { flags, factory }: Invocation,
  { resources }: Asked,
  namespace: string,
  enforced: boolean,
): Builder {
  const builder = withFiles(factory.builder(), flags).namespace(namespace, enforced).continueOnError().flatten();
  if (flags.bool('local')) return builder.local();
  return builder
    .labelSelector(flags.string('selector'))
    .fieldSelector(flags.string('field-selector'))
    .allNamespaces(flags.bool('all-namespaces'))
    .args(resources, flags.bool('all'))
    .latest();
}

async function run(topic: Topic, invocation: Invocation): Promise<void> {
  const { flags, factory, args } = invocation;
  const dryRun = dryRunOf(invocation);
  await toPrinter(invocation, { operation: '', dryRun });
  const words = resourcesAndPairs(args, topic.noun);
  const asked = { ...words, changes: topic.parse(words.pairs), dryRun };
  const namespace = await factory.namespace();
  check(topic, invocation, asked);
  const builder = builderFor(invocation, asked, namespace.name, namespace.enforced);
  let several = false;
  await builder.visit(async (info) => {
    several ||= !builder.single() && flags.string('resource-version') !== '';
    if (!several) await changeOne(topic, invocation, asked, info, builder.single());
  });
  if (several) throw new CommandError('--resource-version may only be used with a single resource');
}

export function changeCommand(topic: Topic): Command {
  const { field } = topic;
  const flags: readonly Flag[] = [
    { name: 'overwrite', type: 'bool', usage: `Also changes ${field} that have a value already.` },
    { name: 'list', type: 'bool', usage: `Shows the ${field} of an object.` },
    localFlag,
    selectorFlag,
    fieldSelectorFlag,
    allFlag,
    allNamespacesFlag,
    {
      name: 'resource-version',
      type: 'string',
      usage: 'Changes the object only if this is its version now. For one object alone.',
    },
    ...filenameFlags(`Files, directories or addresses of the objects whose ${field} change.`),
    dryRunFlag,
    fieldManagerFlag(`kubectl-${topic.command.name}`),
    ...printFlags,
  ];
  return { ...topic.command, flags, run: (invocation) => run(topic, invocation) };
}
