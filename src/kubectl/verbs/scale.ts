import { CommandError, throwVisited } from '../cobra/errors.ts';
import type { Command, Invocation } from '../cobra/types.ts';
import { allFlag, dryRunFlag, dryRunOf, filenameFlags, requireFlags, selectorFlag, withFiles } from '../flags/index.ts';
import { Scaler, type Precondition } from '../polymorphichelpers/scaler.ts';
import { printFlags, toPrinter } from '../printers/index.ts';
import { messageForError } from '../check-err.ts';
import type { Gathered } from '../resource/types.ts';

function preconditionOf({ flags }: Invocation): Precondition | undefined {
  const replicas = flags.int('current-replicas');
  const resourceVersion = flags.string('resource-version');
  return replicas === -1 && resourceVersion === '' ? undefined : { replicas, resourceVersion };
}

async function found({ factory, flags, args }: Invocation): Promise<Gathered> {
  const { name, enforced } = await factory.namespace();
  return withFiles(factory.builder().continueOnError().namespace(name, enforced), flags)
    .selectAll(flags.bool('all'))
    .args(args, flags.bool('all'))
    .flatten()
    .labelSelector(flags.string('selector'))
    .gather();
}

/** What could not be found is told as part of a sentence, without who said so. */
function whyNothing(errors: readonly unknown[]): string {
  const messages = errors.map((error) => (error instanceof Error ? error.message : messageForError(error)));
  if (messages.length === 0) return '';
  return messages.length === 1 ? ` ${messages[0]!}` : ` [${messages.join(', ')}]`;
}

async function run(invocation: Invocation): Promise<void> {
  const { factory, world, flags, out } = invocation;
  requireFlags(flags, 'replicas');
  const dryRun = dryRunOf(invocation);
  const printer = await toPrinter(invocation, { operation: 'scaled', dryRun });
  const replicas = flags.int('replicas');
  if (replicas < 0) {
    throw new CommandError('The --replicas=COUNT flag is required, and COUNT must be greater than or equal to 0');
  }
  if (flags.int('current-replicas') < -1) {
    throw new CommandError('The --current-replicas must specify an integer of -1 or greater');
  }
  const { infos, errors } = await found(invocation);
  const precondition = preconditionOf(invocation);
  if (precondition !== undefined && precondition.resourceVersion !== '' && infos.length > 1) {
    throw new CommandError('cannot use --resource-version with multiple resources');
  }
  if (infos.length === 0) throw new CommandError(`no objects passed to scale${whyNothing(errors)}`);
  const timeout = flags.duration('timeout');
  for (const info of infos) {
    if (dryRun !== 'client') {
      const scaler = new Scaler(factory.rest, world, info, dryRun);
      await scaler.scale(replicas, precondition);
      if (timeout > 0 && dryRun === undefined) await scaler.wait(replicas, timeout);
    }
    out(printer.print(info.object));
  }
  throwVisited(errors);
}

/** kubectl/pkg/cmd/scale/scale.go */
export const scale: Command = {
  name: 'scale',
  usage: '[--resource-version=version] [--current-replicas=count] --replicas=COUNT (-f FILENAME | TYPE NAME)',
  short: 'Set a new size for a deployment, replica set, or replication controller',
  long:
    'Sets how many pods a deployment, a replica set, a replication controller or a stateful set shall have.\n\n' +
    'With --current-replicas or --resource-version it does so only when what is there is still as you know it, and the server ' +
    'makes sure that nothing comes between.',
  examples: [
    '# Three pods for a replica set',
    'kubectl scale --replicas=3 rs/foo',
    '',
    '# For whatever a file names',
    'kubectl scale --replicas=3 -f foo.yaml',
    '',
    '# From two to three, and from nothing else',
    'kubectl scale --current-replicas=2 --replicas=3 deployment/mysql',
    '',
    '# Several at once',
    'kubectl scale --replicas=5 rc/example1 rc/example2 rc/example3',
  ].join('\n'),
  flags: [
    ...filenameFlags('The files that say what is to be scaled'),
    ...printFlags,
    allFlag,
    selectorFlag,
    { name: 'replicas', type: 'int', usage: 'How many replicas there shall be. Has to be given.' },
    {
      name: 'current-replicas',
      type: 'int',
      default: '-1',
      usage: 'Scales only when there shall be so many now; -1 scales in any case.',
    },
    { name: 'resource-version', type: 'string', usage: 'Scales only when the object has this version.' },
    {
      name: 'timeout',
      type: 'duration',
      usage: 'How long to wait until there are as many, with a unit (1s, 2m, 3h); zero waits for nothing.',
    },
    dryRunFlag,
  ],
  run,
};
