import { getNested, ParseError, parseLabelSelector, setNested } from '../../../engine/apimachinery/index.ts';
import { CommandError } from '../../cobra/errors.ts';
import type { Command, Invocation } from '../../cobra/types.ts';
import { dryRunOf, filenameFlags } from '../../flags/index.ts';
import { toPrinter } from '../../printers/index.ts';
import { Helper } from '../../resource/rest-helper.ts';
import type { Info } from '../../resource/types.ts';
import type { Json } from '../../rest/types.ts';
import { typed } from '../../typed/index.ts';
import { infosOf, setFlags } from './change.ts';

const WORDS = new Map([
  ['in', 'In'],
  ['notin', 'NotIn'],
  ['!=', 'NotIn'],
  ['exists', 'Exists'],
  ['!', 'DoesNotExist'],
]);

interface Wanted {
  readonly labels: Readonly<Record<string, string>>;
  /** As Go prints them: `{a In [b]}`. */
  readonly expressions: readonly string[];
}

function read(text: string): Wanted {
  const labels = new Map<string, string>();
  const expressions: string[] = [];
  try {
    for (const { key, operator, values } of parseLabelSelector(text).requirements) {
      if (operator === '=' || operator === '==') labels.set(key, values[0] ?? '');
      else expressions.push(`{${key} ${WORDS.get(operator) ?? operator} [${values.join(' ')}]}`);
    }
  } catch (error) {
    if (!(error instanceof ParseError)) throw error;
    throw new CommandError(`couldn't parse the selector string "${text}": ${error.message}`);
  }
  return { labels: Object.fromEntries(labels), expressions };
}

function resourcesAndSelector(args: readonly string[]): readonly [resources: readonly string[], selector: Wanted] {
  const last = args.at(-1);
  if (last === undefined) throw new CommandError('one selector is required');
  return [args.slice(0, -1), read(last)];
}

function changed({ mapping: { kind, group }, object }: Info, wanted: Wanted, version: string): Json {
  if (kind !== 'Service' || group !== '') throw new CommandError('setting a selector is only supported for Services');
  if (wanted.expressions.length > 0) {
    throw new CommandError(`match expression [${wanted.expressions.join(' ')}] not supported on this object`);
  }
  const out = setNested(object, ['spec', 'selector'], wanted.labels) as Json;
  return version === '' ? out : (setNested(out, ['metadata', 'resourceVersion'], version) as Json);
}

/** The old labels go, since a merge would keep them. */
function mergePatch(info: Info, wanted: Wanted, version: string): Json {
  const before = getNested(info.object, ['spec', 'selector']);
  const gone = Object.keys(typeof before === 'object' && before !== null ? before : {}).filter(
    (key) => !Object.hasOwn(wanted.labels, key),
  );
  const selector = { ...Object.fromEntries(gone.map((key) => [key, null])), ...wanted.labels };
  return { spec: { selector }, ...(version === '' ? {} : { metadata: { resourceVersion: version } }) };
}

async function run(invocation: Invocation): Promise<void> {
  const { flags, factory, args, out } = invocation;
  const dryRun = dryRunOf(invocation);
  const printer = await toPrinter(invocation, { operation: 'selector updated', dryRun, typed: true });
  const [resources, wanted] = resourcesAndSelector(args);
  const version = flags.string('resource-version');
  const infos = await infosOf(invocation, resources);
  for (const info of infos) {
    const object = changed(info, wanted, version);
    if (flags.bool('local') || dryRun === 'client') {
      out(printer.print(typed(object)));
      continue;
    }
    const helper = new Helper(factory.rest, info.mapping, { dryRun, fieldManager: flags.string('field-manager') });
    out(
      printer.print(typed(await helper.patch(info.namespace, info.name, 'merge', mergePatch(info, wanted, version)))),
    );
  }
}

export const selector: Command = {
  name: 'selector',
  usage: '(-f FILENAME | TYPE NAME) EXPRESSIONS [--resource-version=version]',
  short: 'Set the selector on a resource',
  long: `Set the selector on a resource. The old one is gone afterwards.

 A selector begins with a letter or a digit; letters, digits, hyphens, dots and underscores follow, 63 in all. Only services can have theirs changed.`,
  examples: `# A service for other pods
kubectl set selector service web app=web,track=stable`,
  flags: [
    ...setFlags,
    ...filenameFlags('Files of the objects.')
      .filter(({ name }) => name !== 'kustomize')
      .map((flag) => (flag.name === 'recursive' ? { ...flag, default: 'true' } : flag)),
    {
      name: 'resource-version',
      type: 'string',
      usage: 'Changes the object only if this is its version now. For one object alone.',
    },
  ],
  run,
};
