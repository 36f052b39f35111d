import { UsageError, CommandError } from '../../cobra/errors.ts';
import type { Command, Invocation } from '../../cobra/types.ts';
import { configFiles, mergedFiles, wireConfig, type Config } from '../../config/index.ts';
import { printFlags, toPrinter } from '../../printers/index.ts';
import type { Json } from '../../rest/types.ts';

/** kubectl/pkg/cmd/config/view.go */
export const view: Command = {
  name: 'view',
  usage: '[flags]',
  short: 'Display merged kubeconfig settings or a specified kubeconfig file',
  long:
    'Print the kubeconfig: all of its files merged, or the one that --kubeconfig names. Keys and tokens are left out unless ' +
    '--raw asks for them.\n\nWith --output jsonpath={...} one field can be had.',
  examples: `# All that is configured
kubectl config view

# With certificates, keys and tokens
kubectl config view --raw

# The names of the users
kubectl config view -o jsonpath='{.users[*].name}'`,
  flags: [
    {
      name: 'flatten',
      type: 'bool',
      usage: 'What files hold is put into the output itself, so that it can be carried away',
    },
    { name: 'merge', type: 'bool', default: 'true', usage: 'Merge all the files there are' },
    { name: 'minify', type: 'bool', usage: 'Only what the current context needs' },
    { name: 'raw', type: 'bool', usage: 'With keys, certificates and tokens as they are' },
    ...printFlags.map((flag) => (flag.name === 'output' ? { ...flag, default: 'yaml' } : flag)),
  ],
  run,
};

async function run(invocation: Invocation): Promise<void> {
  const { args, flags, out } = invocation;
  if (args.length > 0) throw new UsageError(`unexpected arguments: [${args.join(' ')}]`);
  if (flags.changed('merge') && !flags.bool('merge') && flags.string('kubeconfig') === '') {
    throw new CommandError('if merge==false a precise file must be specified');
  }
  const printer = await toPrinter(invocation, { operation: '', typed: true });
  const merged = mergedFiles(await configFiles(invocation));
  const chosen = flags.bool('minify') ? minified(merged, flags.string('context')) : merged;
  out(printer.print(wireConfig(flags.bool('raw') || flags.bool('flatten') ? chosen : redacted(chosen))));
}

/** api.MinifyConfig: the current context, its cluster and its user. */
function minified(config: Config, wanted: string): Config {
  const name = wanted === '' ? config.currentContext : wanted;
  if (name === '') throw new CommandError('current-context must exist in order to minify');
  const context = config.contexts.get(name);
  if (context === undefined) throw new CommandError(`cannot locate context ${name}`);
  const only = (entries: ReadonlyMap<string, Json>, key: unknown) =>
    new Map([...entries].filter(([entry]) => entry === key));
  return {
    contexts: new Map([[name, context]]),
    clusters: only(config.clusters, context['cluster']),
    users: only(config.users, context['user']),
    currentContext: name,
  };
}

/** Bytes are omitted, words that open doors are redacted (api.ShortenConfig and RedactSecrets). */
function redacted(config: Config): Config {
  const each = (entries: ReadonlyMap<string, Json>) =>
    new Map(
      [...entries].map(([name, entry]) => [
        name,
        Object.fromEntries(Object.entries(entry).map(([key, value]) => [key, hidden(key, value)])),
      ]),
    );
  return { ...config, clusters: each(config.clusters), users: each(config.users) };
}

function hidden(key: string, value: unknown): unknown {
  if (key.endsWith('-data')) return 'DATA+OMITTED';
  return key === 'token' || key === 'password' ? 'REDACTED' : value;
}
