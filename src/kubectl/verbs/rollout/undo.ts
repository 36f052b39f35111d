import type { Command, Invocation } from '../../cobra/types.ts';
import { dryRunFlag, dryRunOf } from '../../flags/index.ts';
import { rollback } from '../../polymorphichelpers/rollback.ts';
import { printFlags, toPrinter } from '../../printers/index.ts';
import { typed } from '../../typed/index.ts';
import { requireTargets, targetFlags, targets } from './targets.ts';

async function run(invocation: Invocation): Promise<void> {
  const { factory, flags, out } = invocation;
  const dryRun = dryRunOf(invocation);
  requireTargets(invocation);
  const builder = await targets(invocation);
  await builder.visit(async (info) => {
    const operation = await rollback(factory.rest, info, flags.int('to-revision'), dryRun);
    out((await toPrinter(invocation, { operation, dryRun, typed: true })).print(typed(info.object)));
  });
}

/** kubectl/pkg/cmd/rollout/rollout_undo.go */
export const undo: Command = {
  name: 'undo',
  usage: '(TYPE NAME | TYPE/NAME) [flags]',
  short: 'Undo a previous rollout',
  long: 'Goes back to the revision before the latest, or to the one that --to-revision names.',
  examples: [
    '# Back to what the deployment was before',
    'kubectl rollout undo deployment/abc',
    '',
    '# Back to the third revision of a daemon set',
    'kubectl rollout undo daemonset/abc --to-revision=3',
    '',
    '# Ask the server whether it would work, and change nothing',
    'kubectl rollout undo --dry-run=server deployment/abc',
  ].join('\n'),
  flags: [
    ...targetFlags,
    ...printFlags,
    { name: 'to-revision', type: 'int', usage: 'The revision to go back to; 0 means the one before the latest.' },
    dryRunFlag,
  ],
  run,
};
