import { isNotFound } from '../../engine/apimachinery/index.ts';
import { CommandError, throwAggregate } from '../cobra/errors.ts';
import type { Command, Invocation } from '../cobra/types.ts';
import { describe as describeObject, type Settings } from '../describe/index.ts';
import { allNamespacesFlag, filenameFlags, selectorFlag, withFiles } from '../flags/index.ts';
import type { Gathered } from '../resource/types.ts';

const NOTHING_NAMED =
  'You must specify the type of resource to describe. Use "kubectl api-resources" for a complete list of supported resources.\n';

async function found({ factory, flags, args }: Invocation): Promise<Gathered> {
  const { name, enforced } = await factory.namespace();
  const builder = withFiles(factory.builder().continueOnError().namespace(name, enforced), flags)
    .allNamespaces(flags.bool('all-namespaces'))
    .labelSelector(flags.string('selector'))
    .args(args, true)
    .chunkSize(flags.int('chunk-size'))
    .flatten();
  return builder.gather();
}

/** DescribeMatchingResources: of nothing that has the name itself, what the names of begin with it. */
async function describeMatching(invocation: Invocation, settings: Settings, notFound: unknown): Promise<void> {
  const { factory, args, flags, out } = invocation;
  const [type = '', prefix = ''] = args;
  const { name, enforced } = await factory.namespace();
  const builder = factory.builder().namespace(name, enforced).args([type], true).chunkSize(flags.int('chunk-size'));
  const matching = (await builder.flatten().infos()).filter((info) => info.name.startsWith(prefix));
  if (matching.length === 0) throw notFound;
  for (const info of matching) out(`${await describeObject(info, settings)}\n`);
}

async function run(invocation: Invocation): Promise<void> {
  const { factory, world, flags, args, out, err } = invocation;
  const files = flags.list('filename').length > 0 || flags.string('kustomize') !== '';
  if (args.length === 0 && !files) throw new CommandError(NOTHING_NAMED);
  const settings: Settings = {
    rest: factory.rest,
    now: world.now(),
    showEvents: flags.bool('show-events'),
    chunkSize: flags.int('chunk-size'),
  };
  const { infos, errors: missing } = await found(invocation);
  if (missing.length === 1 && isNotFound(missing[0]) && args.length === 2) {
    return describeMatching(invocation, settings, missing[0]);
  }
  const errors = [...missing];
  const told = new Set<string>();
  let between = '';
  for (const info of infos) {
    try {
      out(between + (await describeObject(info, settings)));
      between = '\n\n';
    } catch (failure) {
      const message = failure instanceof Error ? failure.message : String(failure);
      if (!told.has(message)) errors.push(failure);
      told.add(message);
    }
  }
  if (infos.length === 0 && errors.length === 0) {
    const { name } = await factory.namespace();
    err(flags.bool('all-namespaces') ? 'No resources found\n' : `No resources found in ${name} namespace.\n`);
  }
  throwAggregate(errors);
}

/** kubectl/pkg/cmd/describe/describe.go */
export const describe: Command = {
  name: 'describe',
  usage: '(-f FILENAME | TYPE [NAME_PREFIX | -l label] | TYPE/NAME)',
  short: 'Show details of a specific resource or group of resources',
  long:
    'Show everything that is worth knowing about an object or several: its settings, its state, what belongs to it, and what ' +
    'happened to it (its events). Name one object, all of a type, those that a selector finds, or the beginning of names:\n\n' +
    '        $ kubectl describe TYPE NAME_PREFIX\n\n' +
    'looks for an object of exactly that name first, and when there is none describes each whose name begins so.\n\n' +
    'Use "kubectl api-resources" for a complete list of supported resources.',
  examples: [
    '# A node: its capacity, its conditions, and what runs on it',
    'kubectl describe node worker-1',
    '',
    '# One pod',
    'kubectl describe pod/web',
    '',
    '# All pods whose names begin with web',
    'kubectl describe pods web',
    '',
    '# The pods with a label, in every namespace',
    'kubectl describe pods -A -l app=web',
    '',
    '# What a file names, as the cluster has it',
    'kubectl describe -f pod.yaml',
  ].join('\n'),
  flags: [
    ...filenameFlags('A file, a directory or a URL that names what to describe'),
    selectorFlag,
    allNamespacesFlag,
    {
      name: 'show-events',
      type: 'bool',
      default: 'true',
      usage: 'Shows what happened to the object as well.',
    },
    {
      name: 'chunk-size',
      type: 'int',
      default: '500',
      usage: 'Asks for long lists in pieces of so many; 0 asks for all at once.',
    },
  ],
  run,
};
