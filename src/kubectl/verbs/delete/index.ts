/** delete: takes objects out of the cluster and waits until they are gone (kubectl/pkg/cmd/delete/delete.go). */
import { CommandError } from '../../cobra/errors.ts';
import type { Command, Flags, Invocation } from '../../cobra/types.ts';
import {
  allFlag,
  allNamespacesFlag,
  dryRunFlag,
  dryRunOf,
  fieldSelectorFlag,
  selectorFlag,
  withFiles,
} from '../../flags/index.ts';
import { refusalOf } from '../../rest/index.ts';
import type { Builder } from '../../resource/types.ts';
import { readAll } from '../../resource/read.ts';
import { deleteFlags, propagationPolicy } from './delete-flags.ts';
import { deleteResult, type Deletion } from './delete-result.ts';

const IMMEDIATE =
  'Warning: Immediate deletion does not wait for confirmation that the running resource has been terminated. The resource may continue to run on the cluster indefinitely.\n';

export const deleteCommand: Command = {
  name: 'delete',
  usage: '([-f FILENAME] | [-k DIRECTORY] | TYPE [(NAME | -l label | --all)])',
  suggestFor: ['rm'],
  short: 'Delete resources by file names, stdin, resources and names, or by resources and label selector',
  long: `Deletes objects: those that files or standard input contain, those of a type and a name, or those of a type with certain labels.

Objects that take time to end, Pods above all, are asked to end and are gone when they have; --grace-period says how long they may take, --now and --force cut it short. Deleting does not ask for versions: what somebody else changed a moment ago is deleted as well.`,
  examples: `# What a file describes
kubectl delete -f ./pod.yaml

# What the kustomization in a directory describes
kubectl delete -k dir

# A Pod and a Service of the same name
kubectl delete pod,service web

# Everything with a label
kubectl delete pods,services -l app=web

# A Pod, at once
kubectl delete pod web --now

# A Pod on a node that no longer answers
kubectl delete pod web --force

# All Pods of the namespace
kubectl delete pods --all`,
  flags: [...deleteFlags, allFlag, allNamespacesFlag, selectorFlag, fieldSelectorFlag, dryRunFlag],
  run,
};

async function run(invocation: Invocation): Promise<void> {
  const { flags, factory, args } = invocation;
  const namespace = await factory.namespace();
  const gracePeriod = graceOf(flags);
  const policy = propagationPolicy(flags);
  const dryRun = dryRunOf(invocation);
  const raw = flags.string('raw');
  const builder = raw === '' ? builderOf(invocation, namespace) : undefined;
  validate(invocation, gracePeriod);
  if (builder === undefined) return deleteRaw(invocation, raw);
  const deletion: Deletion = {
    policy,
    gracePeriod,
    dryRun,
    ignoreNotFound: ignoreNotFound(flags),
    wait: flags.bool('wait'),
    timeout: flags.duration('timeout'),
    output: flags.string('output'),
    quiet: false,
    warnClusterScope: namespace.enforced && !flags.bool('all-namespaces'),
  };
  if (flags.bool('interactive') && !(await confirmed(invocation, builderOf(invocation, namespace), deletion))) return;
  await deleteResult(invocation, builder.args(args), deletion);
}

function graceOf(flags: Flags): number {
  const said = flags.int('grace-period');
  if (flags.bool('now')) {
    if (said !== -1) throw new CommandError('--now and --grace-period cannot be specified together');
    return 1;
  }
  // Without --force, 0 would lose data by accident: it means 1.
  if (said === 0 && !flags.bool('force')) return 1;
  return flags.bool('force') && said < 0 ? 0 : said;
}

function ignoreNotFound(flags: Flags): boolean {
  if (flags.changed('ignore-not-found')) return flags.bool('ignore-not-found');
  return flags.bool('all') || flags.string('selector') !== '' || flags.string('field-selector') !== '';
}

function builderOf({ flags, factory }: Invocation, namespace: { name: string; enforced: boolean }): Builder {
  return withFiles(factory.builder().namespace(namespace.name, namespace.enforced), flags)
    .labelSelector(flags.string('selector'))
    .fieldSelector(flags.string('field-selector'))
    .selectAll(flags.bool('all'))
    .allNamespaces(flags.bool('all-namespaces'))
    .continueOnError()
    .flatten()
    .requireObject(false);
}

function validate({ flags, err }: Invocation, gracePeriod: number): void {
  const output = flags.string('output');
  if (output !== '' && output !== 'name')
    throw new CommandError(`unexpected -o output mode: ${output}. We only support '-o name'`);
  if (gracePeriod === 0 && flags.bool('force')) err(IMMEDIATE);
  if (gracePeriod > 0 && flags.bool('force'))
    throw new CommandError('--force and --grace-period greater than 0 cannot be specified together');
}

async function deleteRaw({ flags, factory, out, world }: Invocation, raw: string): Promise<void> {
  const files = flags.list('filename');
  if (files.length > 1) throw new CommandError('--raw can only use a single local file or stdin');
  const body = files[0] === undefined ? undefined : await readAll(world, files[0]);
  const response = await factory.rest.raw('DELETE', raw, body);
  if (response.status >= 400) throw refusalOf(response, 'DELETE', raw);
  out(response.body);
}

/** Shows what would be deleted and hears what the person says to it. */
async function confirmed(invocation: Invocation, builder: Builder, deletion: Deletion): Promise<boolean> {
  const { out, args, world } = invocation;
  const infos = await builder.args(args).infos();
  if (infos.length === 0) {
    out('No resources found\n');
    return false;
  }
  out(`You are about to delete the following ${infos.length} resource(s):\n`);
  for (const { mapping, name } of infos) {
    const type = mapping.group === '' ? mapping.kind : `${mapping.kind}.${mapping.group}`;
    out(`${type.toLowerCase()}/${name}\n`);
  }
  if (deletion.dryRun !== undefined) return true;
  out('Do you want to continue? (y/n): ');
  const piece = await world.stdin.read();
  const said = piece === undefined ? '' : piece.slice(0, 1);
  if (said.toLowerCase() === 'y') return true;
  out('deletion is cancelled\n');
  return false;
}
