/**
 * `kubectl top` (kubectl/pkg/cmd/top, metricsutil): what nodes and pods use now, as the metrics server has measured it.
 */
import { CommandError } from '../../cobra/errors.ts';
import type { Command, Flag } from '../../cobra/types.ts';
import { allNamespacesFlag, fieldSelectorFlag, selectorFlag } from '../../flags/index.ts';
import { noHeadersFlag } from '../get/flags.ts';
import { topNode } from './node.ts';
import { topPod } from './pod.ts';

const shared: readonly Flag[] = [
  noHeadersFlag,
  selectorFlag,
  {
    name: 'sort-by',
    type: 'string',
    usage: "Sorts by 'cpu' or 'memory', the greediest first.",
    choices: ['cpu', 'memory'],
  },
  {
    name: 'use-protocol-buffers',
    type: 'bool',
    default: 'true',
    usage: 'Asks for metrics in protocol buffers. Here they come as JSON all the same.',
  },
];

export const top: Command = {
  name: 'top',
  short: 'Display resource (CPU/memory) usage',
  long: `Display resource (CPU/memory) usage.

 It shows what nodes and pods use, and needs the metrics server to be there and well.`,
  commands: [
    {
      name: 'node',
      usage: '[NAME | -l label]',
      aliases: ['nodes', 'no'],
      short: 'Display resource (CPU/memory) usage of nodes',
      long: `Display resource (CPU/memory) usage of nodes.

 Beside what is used stands how much that is of what the node can give to pods.`,
      examples: `# All nodes
kubectl top node

# One of them
kubectl top node worker-1`,
      flags: [
        ...shared,
        {
          name: 'show-capacity',
          type: 'bool',
          usage: 'Shares are of what the node has, not of what it gives to pods.',
        },
      ],
      run: topNode,
    },
    {
      name: 'pod',
      usage: '[NAME | -l label]',
      aliases: ['pods', 'po'],
      short: 'Display resource (CPU/memory) usage of pods',
      long: `Display resource (CPU/memory) usage of pods.

 A pod is first measured a minute or so after it was created.`,
      examples: `# The namespace's pods
kubectl top pod

# Those of another, container by container
kubectl top pod --namespace=kube-system --containers

# Those with a label
kubectl top pod -l app=web`,
      flags: [
        ...shared,
        allNamespacesFlag,
        fieldSelectorFlag,
        { name: 'containers', type: 'bool', usage: 'Shows each container.' },
        { name: 'sum', type: 'bool', usage: 'Adds all of them up in a last line.' },
      ],
      run: topPod,
    },
  ],
};

export function checkSortBy(sortBy: string): void {
  if (sortBy !== '' && sortBy !== 'cpu' && sortBy !== 'memory') {
    throw new CommandError('--sort-by accepts only cpu or memory');
  }
}
