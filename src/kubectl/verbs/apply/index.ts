/**
 * apply: brings the cluster to what manifests say, and remembers in an annotation what they said (kubectl/pkg/cmd/apply).
 *
 * It differs from upstream in this: patches are worked out by the vocabulary's own table of merge keys whatever --openapi-patch
 * says, and there are no apply sets (an alpha that needs KUBECTL_APPLYSET).
 */
import { inKeyOrder } from '../../apply/index.ts';
import { AggregateFailure, CommandError, UsageError } from '../../cobra/errors.ts';
import type { Command, Flag, Invocation } from '../../cobra/types.ts';
import { allFlag, dryRunFlag, fieldManagerFlag, selectorFlag, validateFlag, withFiles } from '../../flags/index.ts';
import { printFlags, toPrinter } from '../../printers/index.ts';
import { messageOf } from '../../resource/rest-helper.ts';
import type { Info } from '../../resource/types.ts';
import type { Json } from '../../rest/types.ts';
import { deletionFlags } from '../delete/delete-flags.ts';
import { applyObject } from './apply-object.ts';
import { editLastAppliedCommand } from './edit-last-applied.ts';
import { applyOptions, type ApplyOptions } from './options.ts';
import { pruneAll } from './prune.ts';
import { setLastAppliedCommand } from './set-last-applied.ts';
import { viewLastAppliedCommand } from './view-last-applied.ts';

const SERVER_SIDE: readonly Flag[] = [
  { name: 'server-side', type: 'bool', usage: 'Lets the server work out what is to be changed.' },
  {
    name: 'force-conflicts',
    type: 'bool',
    usage: 'With --server-side: takes fields over that other managers have set.',
  },
  {
    name: 'subresource',
    type: 'string',
    usage: 'With --server-side: applies to this subresource of the object.',
  },
];

const OWN: readonly Flag[] = [
  {
    name: 'overwrite',
    type: 'bool',
    default: 'true',
    usage: 'Where the manifest and the cluster differ, the manifest wins.',
  },
  {
    name: 'prune',
    type: 'bool',
    usage: 'Deletes what an earlier apply made and what the files no longer contain. Together with -l or --all.',
  },
  {
    name: 'prune-allowlist',
    type: 'stringArray',
    usage: 'Which kinds --prune looks through instead of the usual ones, as <group/version/kind>.',
  },
  {
    name: 'openapi-patch',
    type: 'bool',
    default: 'true',
    usage: "Takes the rules of merging lists from the server's OpenAPI.",
  },
];

export const apply: Command = {
  name: 'apply',
  usage: '(-f FILENAME | -k DIRECTORY)',
  short: 'Apply a configuration to a resource by file name or stdin',
  long: `Brings the cluster to what manifests say: what is not there is created, what is there is changed where it differs.

What a manifest said is remembered with the object, so that a field that it no longer says is taken away the next time, while fields that others have set are left alone. Objects that are to be applied should have been made with apply, or with create --save-config.`,
  examples: `# What a file describes
kubectl apply -f ./pod.yaml

# What the kustomization in a directory describes
kubectl apply -k dir/

# What standard input describes
cat pod.yaml | kubectl apply -f -

# All files of a directory, and delete what they no longer contain
kubectl apply --prune -f manifests/ -l app=nginx

# Let the server work out what is to be changed
kubectl apply --server-side -f ./pod.yaml`,
  flags: [
    ...deletionFlags('The files that contain what is to be applied.'),
    ...SERVER_SIDE,
    ...OWN,
    allFlag,
    selectorFlag,
    dryRunFlag,
    validateFlag,
    fieldManagerFlag('kubectl-client-side-apply'),
    ...printFlags,
  ],
  commands: [editLastAppliedCommand, setLastAppliedCommand, viewLastAppliedCommand],
  run,
};

async function run(invocation: Invocation): Promise<void> {
  const { args, flags } = invocation;
  if (args.length > 0) throw new UsageError(`Unexpected args: [${args.join(' ')}]`);
  const options = await applyOptions(invocation);
  if (flags.list('filename').length === 0 && flags.string('kustomize') === '')
    throw new CommandError('must specify one of -f and -k');
  await toPrinter(invocation, { operation: '' });
  if (options.namespace.enforced) options.visitedNamespaces.add(options.namespace.name);
  const { infos, errors } = await objectsOf(options);
  if (infos.length === 0 && errors.length === 0) throw new Error('no objects passed to apply');
  const applied: Json[] = [];
  for (const info of infos) {
    try {
      applied.push(await applyObject(info, options));
    } catch (error) {
      errors.push(error);
    }
  }
  if (errors.length === 1) throw errors[0];
  if (errors.length > 1) throw new AggregateFailure(errors.map(inOneLine));
  if (options.printsObjects) await print(applied, invocation);
  if (options.prune) await pruneAll(options);
}

/** All of the objects that can be read; what cannot does not keep the others back. */
async function objectsOf(options: ApplyOptions): Promise<{ infos: Info[]; errors: unknown[] }> {
  const { factory, flags } = options.invocation;
  const infos: Info[] = [];
  const errors: unknown[] = [];
  const builder = withFiles(factory.builder().namespace(options.namespace.name, options.namespace.enforced), flags)
    .validate(options.fieldValidation)
    .continueOnError()
    .labelSelector(flags.string('selector'))
    .flatten();
  try {
    await builder.visit(async (info) => void infos.push(info));
  } catch (error) {
    errors.push(error);
  }
  return { infos, errors };
}

/** Several errors of reading are one among those of applying: `[a, b]` (utilerrors.Aggregate.Error). */
function inOneLine(error: unknown): unknown {
  if (!(error instanceof AggregateFailure)) return error;
  const texts = [...new Set(error.errors.map(messageOf))];
  return new Error(texts.length === 1 ? texts[0] : `[${texts.join(', ')}]`);
}

async function print(objects: readonly Json[], invocation: Invocation): Promise<void> {
  const [only] = objects;
  if (objects.length === 1 && only !== undefined)
    return invocation.out((await toPrinter(invocation, { operation: '' })).print(only));
  // Go's own type of a list says its kind first.
  const list: Json = { kind: 'List', apiVersion: 'v1', metadata: {}, items: objects.map(inKeyOrder) };
  invocation.out((await toPrinter(invocation, { operation: '', typed: true })).print(list));
}
