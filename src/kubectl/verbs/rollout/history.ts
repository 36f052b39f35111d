import type { Command, Invocation } from '../../cobra/types.ts';
import { historyOf, historyText, theRevision } from '../../polymorphichelpers/history.ts';
import { outputFormat, printFlags, toPrinter } from '../../printers/index.ts';
import { typed } from '../../typed/index.ts';
import { requireTargets, revisionFlag, targetFlags, targets } from './targets.ts';

async function run(invocation: Invocation): Promise<void> {
  const { factory, out } = invocation;
  requireTargets(invocation);
  const wanted = revisionFlag(invocation);
  const whole = outputFormat(invocation) !== '';
  const printer = whole ? await toPrinter(invocation, { operation: '', typed: true }) : undefined;
  const builder = await targets(invocation);
  await builder.visit(async ({ mapping, object }) => {
    const revisions = await historyOf(factory.rest, mapping, object);
    if (printer === undefined) {
      const operation = `${wanted > 0 ? `with revision #${wanted}` : ''}\n${historyText(revisions, wanted)}`;
      out((await toPrinter(invocation, { operation })).print(object));
      return;
    }
    for (const revision of wanted > 0 ? [theRevision(revisions, wanted)] : revisions) {
      out(printer.print(typed(revision.object)));
    }
  });
}

/** kubectl/pkg/cmd/rollout/rollout_history.go */
export const history: Command = {
  name: 'history',
  usage: '(TYPE NAME | TYPE/NAME) [flags]',
  short: 'View rollout history',
  long: 'Lists the revisions that a workload has had, and why each came to be where somebody said so; or shows one of them.',
  examples: [
    '# The revisions of a deployment',
    'kubectl rollout history deployment/abc',
    '',
    '# What the third revision of a daemon set was',
    'kubectl rollout history daemonset/abc --revision=3',
  ].join('\n'),
  flags: [
    ...targetFlags,
    ...printFlags,
    { name: 'revision', type: 'int', usage: 'Shows this revision, with its pod template.' },
  ],
  run,
};
