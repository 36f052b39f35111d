import { CommandError, throwVisited } from '../../cobra/errors.ts';
import type { Command, Invocation } from '../../cobra/types.ts';
import { statusViewerFor } from '../../polymorphichelpers/rollout-status.ts';
import { until } from '../../rest/until.ts';
import { requireTargets, revisionFlag, targetFlags, targets, tellNothing } from './targets.ts';

async function run(invocation: Invocation): Promise<void> {
  const { factory, world, flags, out } = invocation;
  requireTargets(invocation);
  const revision = revisionFlag(invocation);
  const { infos, errors } = await (await targets(invocation)).gather();
  throwVisited(errors);
  if (infos.length === 0) return tellNothing(invocation);
  const failures: unknown[] = [];
  for (const info of infos) {
    try {
      const view = statusViewerFor(info.mapping);
      await until(factory.rest, world, info, flags.duration('timeout'), ({ type, object }) => {
        if (type === 'DELETED') throw new CommandError('object has been deleted');
        const { text, done } = view(object, revision);
        out(text);
        return done || !flags.bool('watch');
      });
    } catch (error) {
      failures.push(error);
    }
  }
  throwVisited(failures);
}

/** kubectl/pkg/cmd/rollout/rollout_status.go */
export const status: Command = {
  name: 'status',
  usage: '(TYPE NAME | TYPE/NAME) [flags]',
  short: 'Show the status of the rollout',
  long:
    'Tells how far the latest rollout is, and waits until it is done. --watch=false tells it once and waits for nothing.\n\n' +
    'When a newer rollout begins meanwhile, that is the one that is waited for. To give up instead, say which revision is meant ' +
    'with --revision=N.',
  examples: '# Wait until a deployment has been rolled out\nkubectl rollout status deployment/nginx',
  flags: [
    ...targetFlags,
    { name: 'watch', short: 'w', type: 'bool', default: 'true', usage: 'Waits until the rollout is done.' },
    { name: 'revision', type: 'int', usage: 'The revision that is meant; 0 means the latest.' },
    {
      name: 'timeout',
      type: 'duration',
      usage: 'How long to wait at most, with a unit (1s, 2m, 3h); zero waits for ever.',
    },
  ],
  run,
};
