import { deepEqual, getNested, isJSONObject, setNested } from '../../../engine/apimachinery/index.ts';
import { mergeRulesOf, twoWayStrategicPatch } from '../../apply/index.ts';
import { AggregateFailure, CommandError } from '../../cobra/errors.ts';
import type { Flag, Invocation } from '../../cobra/types.ts';
import {
  allFlag,
  dryRunFlag,
  dryRunOf,
  fieldManagerFlag,
  localFlag,
  selectorFlag,
  withFiles,
} from '../../flags/index.ts';
import { printFlags, toPrinter } from '../../printers/index.ts';
import { Helper, objectName } from '../../resource/rest-helper.ts';
import type { Info } from '../../resource/types.ts';
import type { Json } from '../../rest/types.ts';
import { typed } from '../../typed/index.ts';

export const LOCAL_ERROR = `you must specify resources by --filename when --local is set.
Example resource specifications include:
   '-f rsrc.yaml'
   '--filename=rsrc.json'`;

/** What every `kubectl set` but selector has. */
export const setFlags: readonly Flag[] = [
  ...printFlags,
  allFlag,
  localFlag,
  dryRunFlag,
  fieldManagerFlag('kubectl-set'),
];

export const setSelectorFlag = selectorFlag;

/** Refuses what cannot go together. */
export function checkTogether({ flags }: Invocation): void {
  if (flags.has('selector') && flags.bool('all') && flags.string('selector') !== '') {
    throw new CommandError('cannot set --all and --selector at the same time');
  }
  if (flags.bool('local') && flags.string('dry-run') === 'server') {
    throw new CommandError('cannot specify --local and --dry-run=server - did you mean --dry-run=client?');
  }
}

/** The objects that a command line names. */
export async function infosOf(
  { flags, factory }: Invocation,
  resources: readonly string[],
  localError: string = LOCAL_ERROR,
): Promise<readonly Info[]> {
  const namespace = await factory.namespace();
  const builder = withFiles(factory.builder(), flags)
    .namespace(namespace.name, namespace.enforced)
    .continueOnError()
    .flatten();
  if (!flags.bool('local')) {
    return builder
      .labelSelector(flags.has('selector') ? flags.string('selector') : '')
      .args(resources, flags.bool('all'))
      .latest()
      .infos();
  }
  if (resources.length > 0) throw new CommandError(localError);
  return builder.local().infos();
}

/** Where the spec of a pod stands in an object (polymorphichelpers/updatepodspec.go). */
function podSpecPath({ mapping: { kind, version } }: Info): readonly string[] {
  switch (kind) {
    case 'Pod':
      return ['spec'];
    case 'CronJob':
      return ['spec', 'jobTemplate', 'spec', 'template', 'spec'];
    case 'Deployment':
    case 'ReplicaSet':
    case 'StatefulSet':
    case 'DaemonSet':
    case 'ReplicationController':
    case 'Job':
      return ['spec', 'template', 'spec'];
    default:
      throw new CommandError(`the object is not a pod or does not have a pod template: *${version}.${kind}`);
  }
}

/** The object with another spec of its pods. */
export function withPodSpec(info: Info, change: (spec: Json) => Json): Json {
  const path = podSpecPath(info);
  const spec = getNested(info.object, path);
  return setNested(info.object, path, change(isJSONObject(spec) ? spec : {})) as Json;
}

/** `*` in a name stands for anything (set/helper.go, selectString). */
function matches(name: string, wanted: string): boolean {
  const parts = wanted.split('*').map((part) => part.replaceAll(/[.+?^${}()|[\]\\]/g, '\\$&'));
  return new RegExp(`^${parts.join('.*')}$`, 's').test(name);
}

/** The spec with containers of this name, or pattern, changed; undefined: none bears it. */
export function withContainers(spec: Json, wanted: string, change: (container: Json) => Json): Json | undefined {
  let found = false;
  const changed = (list: unknown): unknown =>
    Array.isArray(list)
      ? (list as readonly Json[]).map((container) => {
          if (!matches(String(container['name']), wanted)) return container;
          found = true;
          return change(container);
        })
      : list;
  const containers = changed(spec['containers']);
  const initContainers = changed(spec['initContainers']);
  if (!found) return undefined;
  return { ...spec, containers, ...(initContainers === undefined ? {} : { initContainers }) };
}

/** What one `kubectl set` does to an object, and how it speaks of it. */
export interface Setting {
  /** `image updated` */
  readonly operation: string;
  /** Stands before a refusal of the server: `failed to patch image update to pod template: `. */
  readonly failure: string;
  /** Objects that do not change are told as well. */
  readonly always?: boolean;
  /** The object as it is to be. Errors are told behind the object's name; BareError alone. */
  readonly change: (info: Info) => Json | Promise<Json>;
}

/** An error that is told without the object it is about. */
export class BareError extends CommandError {}

async function settle(invocation: Invocation, setting: Setting, info: Info): Promise<void> {
  const { flags, factory, out } = invocation;
  const dryRun = dryRunOf(invocation);
  let object: Json;
  try {
    object = await setting.change(info);
  } catch (error) {
    if (!(error instanceof CommandError) || error instanceof BareError) throw error;
    throw new CommandError(`error: ${objectName(info)} ${error.message}\n`);
  }
  if (setting.always !== true && deepEqual(object, info.object)) return;
  const printer = await toPrinter(invocation, { operation: setting.operation, dryRun, typed: true });
  if (flags.bool('local') || dryRun === 'client') return out(printer.print(typed(object)));
  const rules = mergeRulesOf(String(info.object['apiVersion']), info.mapping.kind) ?? {};
  const patch = twoWayStrategicPatch(info.object, object, rules);
  const helper = new Helper(factory.rest, info.mapping, { dryRun, fieldManager: flags.string('field-manager') });
  let patched: Json;
  try {
    patched = await helper.patch(info.namespace, info.name, 'strategic', patch);
  } catch (error) {
    throw new CommandError(setting.failure + (error instanceof Error ? error.message : String(error)));
  }
  out(printer.print(typed(patched)));
}

/** Every object in turn; what goes wrong is told at the end. */
export async function settleAll(invocation: Invocation, setting: Setting, infos: readonly Info[]): Promise<void> {
  const errors: unknown[] = [];
  for (const info of infos) {
    try {
      await settle(invocation, setting, info);
    } catch (error) {
      errors.push(error);
    }
  }
  if (errors.length === 1) throw errors[0];
  if (errors.length > 1) throw new AggregateFailure(errors);
}
