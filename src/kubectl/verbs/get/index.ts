/**
 * `kubectl get` (kubectl/pkg/cmd/get/get.go): tables for people, made by the server, and every other form of -o; lists, single
 * objects, files; watching.
 *
 * It promises kubectl 1.33's tables, errors and warnings. Where kubectl ends with a line of its log (a field that cannot be
 * sorted by), ours has that line without the process's number in it.
 */
import { isNotFound, StatusError } from '../../../engine/apimachinery/index.ts';
import { AggregateFailure, CommandError, ExitError, UsageError } from '../../cobra/errors.ts';
import type { Command, Invocation } from '../../cobra/types.ts';
import { klog, withFiles } from '../../flags/index.ts';
import { UnsortableError } from '../../printers/index.ts';
import { getFlags } from './flags.ts';
import { printGeneric } from './generic.ts';
import { printTables } from './tables.ts';
import { watch } from './watch.ts';
import type { Builder, Info } from '../../resource/types.ts';
import { isHumanReadable } from './printer.ts';

export const get: Command = {
  name: 'get',
  suggestFor: ['list', 'ps'],
  usage:
    '[(-o|--output=)json|yaml|name|go-template|go-template-file|template|templatefile|jsonpath|jsonpath-as-json|jsonpath-file|custom-columns|custom-columns-file|wide] ' +
    '(TYPE[.VERSION][.GROUP] [NAME | -l label] | TYPE[.VERSION][.GROUP]/NAME ...) [flags]',
  short: 'Display one or many resources',
  long: `Display one or many resources.

 What matters most about each is printed as a table. Labels (--selector) and fields (--field-selector) say which; a type that lives in namespaces is looked for in the current one, unless -n or -A says otherwise.

 With -o the same objects come in another form: whole as YAML or JSON, or what a template picks out of them.

Use "kubectl api-resources" for a complete list of supported resources.`,
  examples: `# All pods of the namespace
kubectl get pods

# With their nodes and addresses
kubectl get pods -o wide

# One deployment, as JSON
kubectl get -o json deployment web

# What a file describes, as it is on the server
kubectl get -f pod.yaml

# One value
kubectl get pod web -o jsonpath='{.status.phase}'

# Columns of one's own
kubectl get pods -o custom-columns=NAME:.metadata.name,IMAGE:.spec.containers[*].image

# Several types, and several objects
kubectl get deployments,services
kubectl get deploy/web svc/web

# Everything that changes from now on
kubectl get pods --watch`,
  flags: getFlags,
  run,
};

async function run(invocation: Invocation): Promise<void> {
  const { flags } = invocation;
  complete(invocation);
  validate(invocation);
  if (flags.string('raw') !== '') return raw(invocation);
  if (flags.bool('watch') || flags.bool('watch-only')) return watch(invocation);
  const builder = await selected(invocation, flags.string('sort-by') === '' ? flags.int('chunk-size') : 0);
  const found = await read(builder.continueOnError().flatten(), flags.bool('ignore-not-found'));
  try {
    if (isHumanReadable(invocation)) await printTables(invocation, found);
    else await printGeneric(invocation, found, builder.single());
  } catch (error) {
    if (!(error instanceof UnsortableError)) throw error;
    klog(invocation, 'F', error.place, error.message);
    throw new ExitError(1);
  }
}

function complete({ flags, args, err }: Invocation): void {
  if (flags.string('raw') !== '') {
    if (args.length > 0) throw new CommandError('arguments may not be passed when --raw is specified');
    return;
  }
  if (flags.bool('watch') || flags.bool('watch-only')) {
    if (flags.string('sort-by') === '') return;
    if (flags.bool('watch-only')) err('warning: --watch-only requested, --sort-by will be ignored\n');
    else err('warning: --watch requested, --sort-by will be ignored for watch events received\n');
    return;
  }
  if (args.length > 0 || flags.list('filename').length > 0 || flags.string('kustomize') !== '') return;
  err(
    'You must specify the type of resource to get. Use "kubectl api-resources" for a complete list of supported resources.\n\n',
  );
  throw new UsageError(
    'Required resource not specified.\n' +
      'Use "kubectl explain <resource>" for a detailed description of that resource (e.g. kubectl explain pods).',
  );
}

function validate({ flags }: Invocation): void {
  const [rawPath, output] = [flags.string('raw'), flags.string('output')];
  const watching = flags.bool('watch') || flags.bool('watch-only');
  if (rawPath !== '') {
    if (watching || flags.string('selector') !== '') {
      throw new CommandError(
        '--raw may not be specified with other flags that filter the server request or alter the output',
      );
    }
    if (output !== '') throw new CommandError('--raw and --output are mutually exclusive');
    if (!rawPath.startsWith('/')) {
      throw new CommandError(
        `--raw must be a valid URL path: parse ${JSON.stringify(rawPath)}: invalid URI for request`,
      );
    }
  }
  if (flags.bool('show-labels') && output !== '' && output !== 'wide') {
    throw new CommandError(`--show-labels option cannot be used with ${output} printer`);
  }
  if (flags.bool('output-watch-events') && !watching) {
    throw new CommandError('--output-watch-events option can only be used with --watch or --watch-only');
  }
}

async function raw({ flags, factory, out }: Invocation): Promise<void> {
  const path = flags.string('raw');
  const response = await factory.rest.raw('GET', path);
  if (response.status >= 400) await factory.rest.get(path);
  out(response.body);
}

/** What the command line means, and how the server is to answer. */
export async function selected(invocation: Invocation, chunkSize: number): Promise<Builder> {
  const { flags, factory, args } = invocation;
  const { name, enforced } = await factory.namespace();
  const all = flags.bool('all-namespaces');
  return withFiles(factory.builder(), flags)
    .namespace(name, enforced && !all)
    .allNamespaces(all)
    .labelSelector(flags.string('selector'))
    .fieldSelector(flags.string('field-selector'))
    .subresource(flags.string('subresource'))
    .chunkSize(chunkSize)
    .args(args, true)
    .latest()
    .transformRequests(watchOptions(invocation));
}

const AS_TABLE = [
  'application/json;as=Table;v=v1;g=meta.k8s.io',
  'application/json;as=Table;v=v1beta1;g=meta.k8s.io',
  'application/json',
].join(',');

export function watchOptions(invocation: Invocation): { accept?: string; query?: { includeObject: string } } {
  const { flags } = invocation;
  if (!flags.bool('server-print') || !isHumanReadable(invocation)) return {};
  return { accept: AS_TABLE, ...(flags.string('sort-by') !== '' && { query: { includeObject: 'Object' } }) };
}

/** What was found, and what went wrong on the way. */
export interface Found {
  readonly infos: readonly Info[];
  readonly errors: readonly unknown[];
}

/** Errors of the command line end it at once; those of single objects are told at the end. */
async function read(builder: Builder, ignoreNotFound: boolean): Promise<Found> {
  const infos: Info[] = [];
  try {
    await builder.visit((info) => {
      infos.push(info);
      return Promise.resolve();
    });
  } catch (error) {
    const errors = error instanceof AggregateFailure ? error.errors : [error];
    if (!errors.some((one) => one instanceof StatusError)) throw error;
    return { infos, errors: errors.filter((one) => !(ignoreNotFound && isNotFound(one))) };
  }
  return { infos, errors: [] };
}

export function throwAll(errors: readonly unknown[]): void {
  if (errors.length === 1) throw errors[0];
  if (errors.length > 1) throw new AggregateFailure(errors);
}
