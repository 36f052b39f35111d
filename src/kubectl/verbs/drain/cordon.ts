import type { Command } from '../../cobra/types.ts';
import { dryRunFlag, selectorFlag } from '../../flags/index.ts';
import { nodesOf, setUnschedulable } from './nodes.ts';

/** kubectl/pkg/cmd/drain/drain.go, NewCmdCordon */
export const cordon: Command = {
  name: 'cordon',
  usage: 'NODE',
  short: 'Mark node as unschedulable',
  long: 'The scheduler sends no more pods to the node. Those that are there stay.',
  examples: '# No new pods for node "foo"\nkubectl cordon foo',
  flags: [selectorFlag, dryRunFlag],
  run: async (invocation) => setUnschedulable(invocation, await nodesOf(invocation), true),
};

/** kubectl/pkg/cmd/drain/drain.go, NewCmdUncordon */
export const uncordon: Command = {
  name: 'uncordon',
  usage: 'NODE',
  short: 'Mark node as schedulable',
  long: 'The scheduler sends pods to the node again.',
  examples: '# New pods may come to node "foo"\nkubectl uncordon foo',
  flags: [selectorFlag, dryRunFlag],
  run: async (invocation) => setUnschedulable(invocation, await nodesOf(invocation), false),
};
