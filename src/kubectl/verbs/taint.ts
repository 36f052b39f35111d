import type { ITaint } from 'kubernetes-models/v1/Taint';
import { getNested } from '../../engine/apimachinery/index.ts';
import { CommandError, throwAggregate, throwVisited, UsageError } from '../cobra/errors.ts';
import type { Command, Invocation } from '../cobra/types.ts';
import {
  allFlag,
  dryRunFlag,
  dryRunOf,
  fieldManagerFlag,
  fieldValidationOf,
  selectorFlag,
  validateFlag,
} from '../flags/index.ts';
import { existing, parseTaints, reorganized, type Taints } from '../polymorphichelpers/taints.ts';
import { printFlags, toPrinter } from '../printers/index.ts';
import { Helper } from '../resource/rest-helper.ts';
import type { Builder, Info } from '../resource/types.ts';
import type { Json } from '../rest/types.ts';
import { typed } from '../typed/index.ts';

interface Words {
  readonly resources: readonly string[];
  readonly taints: readonly string[];
}

/** Types and names first, then taints: these have a `=`, a `:` or a `-` at their end. */
function wordsOf(args: readonly string[]): Words {
  const isTaint = (word: string): boolean => /[=:]|-$/.test(word);
  const first = args.findIndex(isTaint);
  const taints = first < 0 ? [] : args.slice(first);
  const late = taints.find((word) => !isTaint(word));
  if (late !== undefined) throw new CommandError(`all resources must be specified before taint changes: ${late}`);
  const resources = first < 0 ? args : args.slice(0, first);
  if (resources.length === 0) throw new CommandError('one or more resources must be specified as <resource> <name>');
  if (taints.length === 0) throw new CommandError('at least one taint update is required');
  return { resources, taints };
}

function parsed(taints: readonly string[]): Taints {
  const result = parseTaints(taints);
  if (typeof result === 'string') throw new UsageError(result);
  return result;
}

async function validate({ factory, flags }: Invocation, [type = '', ...names]: readonly string[], taints: Taints) {
  const word = type.toLowerCase();
  const mapping = await factory.mapper.tryResource(word);
  if (mapping === undefined)
    throwAggregate([new Error(`the server doesn't have a resource type ${JSON.stringify(word)}`)]);
  else if (mapping.kind !== 'Node') {
    throw new CommandError(`invalid resource type ${word}, only node types are supported`);
  }
  const conflicts = taints.add.flatMap(({ key, effect }) =>
    taints.remove.filter((one) => one.key === key && (one.effect === '' || one.effect === effect)),
  );
  if (conflicts.length > 0) {
    const texts = conflicts.map(({ key, effect }) => `${key}=${effect}`);
    throw new CommandError(
      `can not both modify and remove the following taint(s) in the same command: ${texts.join(', ')}`,
    );
  }
  const selects = flags.string('selector') !== '';
  if (selects && flags.bool('all')) {
    throw new CommandError("setting 'all' parameter with a non empty selector is prohibited");
  }
  if (!selects && !flags.bool('all') && names.length === 0) {
    throw new CommandError("at least one resource name must be specified since 'all' parameter is not set");
  }
}

async function nodes({ factory, flags }: Invocation, names: readonly string[]): Promise<Builder> {
  const { name, enforced } = await factory.namespace();
  const builder = factory.builder().continueOnError().namespace(name, enforced).flatten();
  const selector = flags.string('selector');
  if (flags.bool('all') || selector !== '') {
    return builder.selectAll(flags.bool('all')).labelSelector(selector).args(['nodes'], true);
  }
  return builder.args(names.map((one) => (one.includes('/') ? one : `node/${one}`)));
}

async function taintOne(invocation: Invocation, info: Info, taints: Taints): Promise<void> {
  const { factory, flags, out } = invocation;
  const dryRun = dryRunOf(invocation);
  const before = (getNested(info.object, ['spec', 'taints']) ?? []) as readonly ITaint[];
  const overwrite = flags.bool('overwrite');
  const there = overwrite ? [] : existing(before, taints.add);
  if (there.length > 0) {
    const which = `node ${info.name} already has ${there.join(',')} taint(s)`;
    throw new CommandError(`${which} with same effect(s) and --overwrite is false`);
  }
  const { operation, after, missing } = reorganized(before, overwrite, taints);
  throwVisited(missing.map((text) => new CommandError(text)));
  const printer = await toPrinter(invocation, { operation, typed: dryRun !== 'client' });
  const spec: Json = { ...(info.object['spec'] as Json | undefined), taints: after };
  if (dryRun === 'client') return out(printer.print({ ...info.object, spec }));
  const fieldValidation = fieldValidationOf(flags);
  const writing = { dryRun, fieldValidation, fieldManager: flags.string('field-manager') };
  const helper = new Helper(factory.rest, info.mapping, writing);
  const patch = { spec: { taints: after.length === 0 ? null : after } };
  out(printer.print(typed(await helper.patch('', info.name, 'strategic', patch))));
}

async function run(invocation: Invocation): Promise<void> {
  const { resources, taints: words } = wordsOf(invocation.args);
  const taints = parsed(words);
  await validate(invocation, resources, taints);
  const { infos, errors } = await (await nodes(invocation, resources.slice(1))).gather();
  const failures = [...errors];
  for (const info of infos) await taintOne(invocation, info, taints).catch((error: unknown) => failures.push(error));
  throwVisited(failures);
}

/** kubectl/pkg/cmd/taint/taint.go */
export const taint: Command = {
  name: 'taint',
  usage: 'NODE NAME KEY_1=VAL_1:TAINT_EFFECT_1 ... KEY_N=VAL_N:TAINT_EFFECT_N',
  short: 'Update the taints on one or more nodes',
  long:
    'A taint keeps pods that do not tolerate it off a node. It is a key, a value that may be left out, and an effect: ' +
    'key=value:effect.\n\n' +
    '  *  The key begins with a letter or a digit, and has letters, digits, hyphens, dots and underscores, 253 characters at ' +
    'most; a DNS name and a slash may stand before it.\n' +
    '  *  The value is like the key, 63 characters at most.\n' +
    '  *  The effect is NoSchedule, PreferNoSchedule or NoExecute.',
  examples: [
    '# A taint, which must not be there yet',
    'kubectl taint nodes foo dedicated=special-user:NoSchedule',
    '',
    '# Away with the taint of this key and effect',
    'kubectl taint nodes foo dedicated:NoSchedule-',
    '',
    '# Away with every taint of this key',
    'kubectl taint nodes foo dedicated-',
    '',
    '# On all nodes with a label',
    'kubectl taint node -l myLabel=X dedicated=foo:PreferNoSchedule',
  ].join('\n'),
  flags: [
    ...printFlags,
    dryRunFlag,
    validateFlag,
    selectorFlag,
    {
      name: 'overwrite',
      type: 'bool',
      usage: 'Taints that are there already may be changed; otherwise that is refused.',
    },
    { ...allFlag, usage: 'All nodes of the cluster.' },
    fieldManagerFlag('kubectl-taint'),
  ],
  run,
};
