import { CommandError } from '../../cobra/errors.ts';
import type { Flag, Invocation } from '../../cobra/types.ts';
import { filenameFlags, selectorFlag, withFiles } from '../../flags/index.ts';
import type { Builder } from '../../resource/types.ts';

/** Which objects a rollout is about: every subcommand asks alike. */
export const targetFlags: readonly Flag[] = [
  ...filenameFlags('The files that say whose rollout is meant.'),
  selectorFlag,
];

/** Throws when the command line names nothing. */
export function requireTargets({ flags, args }: Invocation): void {
  if (args.length > 0 || flags.list('filename').length > 0 || flags.string('kustomize') !== '') return;
  throw new CommandError('required resource not specified');
}

export async function targets({ factory, flags, args }: Invocation): Promise<Builder> {
  const { name, enforced } = await factory.namespace();
  return withFiles(factory.builder().namespace(name, enforced), flags)
    .labelSelector(flags.string('selector'))
    .args(args, true)
    .continueOnError()
    .latest()
    .flatten();
}

/** For a command that found nothing to do. */
export async function tellNothing({ factory, err }: Invocation): Promise<void> {
  const { name } = await factory.namespace();
  err(`No resources found in ${name} namespace.\n`);
}

/** --revision, which is never negative. */
export function revisionFlag({ flags }: Invocation): number {
  const revision = flags.int('revision');
  if (revision < 0) throw new CommandError(`revision must be a positive integer: ${revision}`);
  return revision;
}
