import { ParseError, parseLabelSelector } from '../../../engine/apimachinery/index.ts';
import { AggregateFailure, CommandError, throwAggregate } from '../../cobra/errors.ts';
import type { Command, Invocation } from '../../cobra/types.ts';
import { dryRunFlag, dryRunOf, selectorFlag } from '../../flags/index.ts';
import type { Info } from '../../resource/types.ts';
import { Remover } from './evict.ts';
import { errorsOf, judgedPods, podName, warningsOf, type DrainRules } from './filters.ts';
import { nodesOf, setUnschedulable, tell } from './nodes.ts';

function rulesOf({ flags }: Invocation): DrainRules {
  return {
    force: flags.bool('force'),
    ignoreDaemonSets: flags.bool('ignore-daemonsets'),
    deleteEmptyDirData: flags.bool('delete-emptydir-data'),
    podSelector: flags.string('pod-selector'),
    chunkSize: flags.int('chunk-size'),
    skipWaitForDeleteTimeout: flags.int('skip-wait-for-delete-timeout'),
  };
}

/** What stands where Go prints an aggregate: one message as it is, several in brackets. */
function together(errors: readonly unknown[]): string {
  const texts = [...new Set(errors.map((error) => (error instanceof Error ? error.message : String(error))))];
  return texts.length === 1 ? texts[0]! : `[${texts.join(', ')}]`;
}

async function tellPending(invocation: Invocation, node: Info, errors: readonly unknown[]): Promise<void> {
  const { factory, world, err } = invocation;
  const judged = await judgedPods(factory.rest, node.name, rulesOf(invocation), world.now());
  const pending = judged.filter(({ verdict }) => verdict.remove);
  if (pending.length > 0) {
    err(`There are pending pods in node ${JSON.stringify(node.name)} when an error occurred: ${together(errors)}\n`);
    for (const { pod } of pending) err(`pod/${pod.metadata?.name ?? ''}\n`);
  }
  const wrong = errorsOf(judged);
  if (wrong.length > 0) {
    err(
      `Following errors occurred while getting the list of pods to delete:\n${together(wrong.map((text) => new Error(text)))}`,
    );
  }
}

/** deleteOrEvictPodsSimple; answers what went wrong. */
async function drainOne(invocation: Invocation, node: Info): Promise<readonly unknown[]> {
  const { factory, world, flags, out, err } = invocation;
  const judged = await judgedPods(factory.rest, node.name, rulesOf(invocation), world.now());
  const wrong = errorsOf(judged);
  if (wrong.length > 0) return wrong.map((text) => new Error(text));
  const warnings = warningsOf(judged);
  if (warnings !== '') err(`Warning: ${warnings}\n`);
  const pods = judged.filter(({ verdict }) => verdict.remove).map(({ pod }) => pod);
  if (dryRunOf(invocation) === 'client') {
    for (const pod of pods) out(`evicting pod ${podName(pod)} (dry run)\n`);
    return [];
  }
  if (pods.length === 0) return [];
  const remover = new Remover(invocation);
  const errors = flags.bool('disable-eviction') ? await remover.delete(pods) : await remover.evict(pods);
  if (errors.length > 0) await tellPending(invocation, node, errors);
  return errors;
}

async function run(invocation: Invocation): Promise<void> {
  const { err } = invocation;
  dryRunOf(invocation);
  const nodes = await checked(invocation, () => nodesOf(invocation));
  await setUnschedulable(invocation, nodes, true);
  const fatal: unknown[] = [];
  const remaining: string[] = [];
  for (const node of nodes) {
    const errors = await drainOne(invocation, node);
    if (errors.length === 0) {
      tell(invocation, node, 'drained');
      continue;
    }
    const name = JSON.stringify(node.name);
    err(`error: unable to drain node ${name} due to error: ${together(errors)}, continuing command...\n`);
    fatal.push(new AggregateFailure(errors));
    remaining.push(node.name);
  }
  if (remaining.length > 0)
    err(`There are pending nodes to be drained:\n${remaining.map((name) => ` ${name}\n`).join('')}`);
  throwAggregate(fatal);
}

/** Selectors are read before any node is asked for. */
async function checked<T>({ args, flags }: Invocation, then: () => Promise<T>): Promise<T> {
  const usage = (args.length === 0) === (flags.string('selector') === '');
  if (!usage && flags.string('pod-selector') !== '') {
    try {
      parseLabelSelector(flags.string('pod-selector'));
    } catch (error) {
      if (!(error instanceof ParseError)) throw error;
      throw new CommandError('--pod-selector=<pod_selector> must be a valid label selector');
    }
  }
  return then();
}

/** kubectl/pkg/cmd/drain/drain.go, NewCmdDrain */
export const drain: Command = {
  name: 'drain',
  usage: 'NODE',
  short: 'Drain node in preparation for maintenance',
  long:
    'Marks the node as unschedulable and then takes every pod off it, by eviction, so that disruption budgets are kept; with ' +
    '--disable-eviction by deletion, which asks no budget. It waits until the pods have ended; until then leave the machine as it ' +
    'is.\n\n' +
    "Some pods stay or stop it: static pods stay. A daemon set's pods stay and need --ignore-daemonsets to be passed over. Pods " +
    'with an emptyDir lose their data and need --delete-emptydir-data. Pods that no controller would replace need --force.\n\n' +
    'When the node is to have pods again, use kubectl uncordon.',
  examples: [
    '# Drain node "foo", with pods that nobody will replace',
    'kubectl drain foo --force',
    '',
    '# Give each pod a quarter of an hour',
    'kubectl drain foo --grace-period=900',
  ].join('\n'),
  flags: [
    { name: 'force', type: 'bool', usage: 'Goes on even where pods declare no controller.' },
    { name: 'ignore-daemonsets', type: 'bool', usage: 'Passes over pods that a DaemonSet manages.' },
    {
      name: 'delete-emptydir-data',
      type: 'bool',
      usage: 'Goes on even where pods use an emptyDir, whose data are deleted with them.',
    },
    {
      name: 'grace-period',
      type: 'int',
      default: '-1',
      usage: 'Seconds that each pod has to end; negative: as many as the pod says.',
    },
    { name: 'timeout', type: 'duration', usage: 'How long to wait before giving up; zero waits for ever.' },
    selectorFlag,
    { name: 'pod-selector', type: 'string', usage: 'Only pods with these labels.' },
    {
      name: 'disable-eviction',
      type: 'bool',
      usage: 'Deletes where it could evict: disruption budgets are not asked. With care.',
    },
    {
      name: 'skip-wait-for-delete-timeout',
      type: 'int',
      usage: 'Does not wait for pods whose deletion began more than so many seconds ago; has to be greater than 0.',
    },
    dryRunFlag,
    {
      name: 'chunk-size',
      type: 'int',
      default: '500',
      usage: 'Asks for long lists in pieces of so many; 0 asks for all at once.',
    },
  ],
  run,
};
