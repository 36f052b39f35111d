import { getNested } from '../../../engine/apimachinery/index.ts';
import { CommandError, UsageError } from '../../cobra/errors.ts';
import type { Invocation } from '../../cobra/types.ts';
import { dryRunOf } from '../../flags/index.ts';
import { doneText, namePrinter } from '../../printers/index.ts';
import { Helper } from '../../resource/rest-helper.ts';
import type { Info } from '../../resource/types.ts';

/** The nodes that a command line means; throws the usage of the command for one that means none. */
export async function nodesOf(invocation: Invocation): Promise<readonly Info[]> {
  const { path, factory, flags, args } = invocation;
  const selector = flags.string('selector');
  if (args.length === 0 && !flags.changed('selector')) {
    throw new UsageError(`USAGE: ${path.split(' ').at(-1)!} NODE [flags]`);
  }
  if (args.length > 0 && selector !== '') {
    throw new UsageError('error: cannot specify both a node name and a --selector option');
  }
  const { name, enforced } = await factory.namespace();
  const builder = factory.builder().namespace(name, enforced).flatten();
  if (flags.has('chunk-size')) builder.chunkSize(flags.int('chunk-size'));
  const infos =
    args.length === 0
      ? await builder.labelSelector(selector).args(['nodes'], true).infos()
      : await builder.args(args.map((one) => (one.includes('/') ? one : `nodes/${one}`))).infos();
  for (const { mapping } of infos) {
    if (mapping.resource === 'nodes' && mapping.group === '') continue;
    const resource = `${mapping.group}/${mapping.version}, Resource=${mapping.resource}`;
    throw new CommandError(`error: expected resource of type node, got ${JSON.stringify(resource)}`);
  }
  return infos;
}

/** Says what was done with an object: `node/worker-1 cordoned (dry run)`. */
export function tell(invocation: Invocation, info: Info, operation: string): void {
  const text = doneText({ operation, dryRun: dryRunOf(invocation) });
  invocation.out(namePrinter(text).print(info.object));
}

/** RunCordonOrUncordon: whether new pods may come. */
export async function setUnschedulable(
  invocation: Invocation,
  nodes: readonly Info[],
  desired: boolean,
): Promise<void> {
  const { factory, err } = invocation;
  const dryRun = dryRunOf(invocation);
  const word = desired ? 'cordon' : 'uncordon';
  for (const node of nodes) {
    if ((getNested(node.object, ['spec', 'unschedulable']) === true) === desired) {
      tell(invocation, node, `already ${word}ed`);
      continue;
    }
    try {
      const patch = { spec: { unschedulable: desired ? true : null } };
      const helper = new Helper(factory.rest, node.mapping, { dryRun });
      if (dryRun !== 'client') await helper.patch('', node.name, 'strategic', patch);
      tell(invocation, node, `${word}ed`);
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      err(`error: unable to ${word} node ${JSON.stringify(node.name)}: ${reason}\n`);
    }
  }
}
