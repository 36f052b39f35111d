import { CommandError } from '../../cobra/errors.ts';
import type { Command, Invocation } from '../../cobra/types.ts';
import { dryRunOf, filenameFlags } from '../../flags/index.ts';
import { toPrinter } from '../../printers/index.ts';
import type { Info } from '../../resource/types.ts';
import type { Json } from '../../rest/types.ts';
import { checkTogether, infosOf, setFlags, setSelectorFlag, settleAll, withContainers, withPodSpec } from './change.ts';
import { fromResource, parseEnv, refusedOverwrite, splitEnv, updateEnv, type EnvChanges } from './env-list.ts';
import { refText, resolver, type Resolve } from './env-refs.ts';

interface Shown {
  readonly invocation: Invocation;
  readonly resolve: Resolve;
}

async function show({ invocation, resolve }: Shown, info: Info, container: Json): Promise<boolean> {
  const { out, err, flags } = invocation;
  out(`# ${info.mapping.kind} ${info.name}, container ${String(container['name'])}\n`);
  const failures = new Map<string, string[]>();
  for (const variable of (container['env'] ?? []) as readonly Json[]) {
    const name = String(variable['name']);
    const from = variable['valueFrom'] as Json | undefined;
    if (from === undefined || from === null) {
      out(`${name}=${String(variable['value'] ?? '')}\n`);
      continue;
    }
    if (!flags.bool('resolve')) {
      out(`# ${name} from ${refText(from)}\n`);
      continue;
    }
    try {
      out(`${name}=${await resolve(from, info, container)}\n`);
    } catch (error) {
      out(`# ${name} from ${refText(from)}\n`);
      const message = error instanceof Error ? error.message : String(error);
      failures.set(message, [...(failures.get(message) ?? []), name]);
    }
  }
  const lines = [...failures].map(
    ([message, names]) => `error retrieving reference for ${names.sort().join(', ')}: ${message}\n`,
  );
  for (const line of lines.sort()) err(line);
  return lines.length === 0;
}

/** The object with its variables changed; the containers that were meant are gathered. */
function changed(invocation: Invocation, info: Info, changes: EnvChanges, meant: Json[]): Json {
  const { flags, err } = invocation;
  return withPodSpec(info, (spec) => {
    const out = withContainers(spec, flags.string('containers'), (container) => {
      if (!flags.bool('overwrite')) refusedOverwrite(container, changes);
      const env = updateEnv(container, changes);
      const { env: _before, ...bare } = container;
      const after = env.length === 0 ? bare : { ...bare, env };
      meant.push(after);
      return after;
    });
    if (out !== undefined) return out;
    err(
      `Warning: ${info.mapping.kind}/${info.name} does not have any containers matching "${flags.string('containers')}"\n`,
    );
    return spec;
  });
}

async function list(invocation: Invocation, infos: readonly Info[], changes: EnvChanges): Promise<void> {
  const shown = { invocation, resolve: resolver(invocation) };
  for (const info of infos) {
    const meant: Json[] = [];
    try {
      changed(invocation, info, changes, meant);
    } catch (error) {
      if (!(error instanceof CommandError)) throw error;
      continue;
    }
    for (const container of meant) await show(shown, info, container);
  }
}

async function changesOf(invocation: Invocation, words: readonly string[]): Promise<EnvChanges> {
  const { flags } = invocation;
  const changes = await parseEnv([...flags.list('env'), ...words], invocation);
  const fromFlag = flags.string('from');
  const taken: Json[] = [];
  if (fromFlag !== '') {
    const namespace = await invocation.factory.namespace();
    const builder = invocation.factory.builder().namespace(namespace.name, namespace.enforced).continueOnError();
    for (const info of await builder.args([fromFlag]).latest().flatten().infos()) {
      taken.push(...fromResource(invocation, info));
    }
  }
  const prefix = flags.string('prefix');
  const set = [...changes.set, ...taken].map((variable) =>
    prefix === '' ? variable : { ...variable, name: `${prefix}${String(variable['name'])}` },
  );
  return { set, remove: changes.remove };
}

async function run(invocation: Invocation): Promise<void> {
  const { flags, args } = invocation;
  checkTogether(invocation);
  const split = splitEnv(args);
  if (split === undefined) {
    throw new CommandError(`all resources must be specified before environment changes: ${args.join(' ')}`);
  }
  await toPrinter(invocation, { operation: '', dryRun: dryRunOf(invocation) });
  const files = flags.list('filename').length > 0 || flags.string('kustomize') !== '';
  if (!files && split.resources.length === 0) {
    throw new CommandError('one or more resources must be specified as <resource> <name> or <resource>/<name>');
  }
  if (flags.bool('list') && flags.string('output') !== '') {
    throw new CommandError('--list and --output may not be specified together');
  }
  if (flags.list('keys').length > 0 && flags.string('from') === '') {
    throw new CommandError('when specifying --keys, a configmap or secret must be provided with --from');
  }
  const changes = await changesOf(invocation, split.words);
  const infos = await infosOf(invocation, split.resources);
  if (flags.bool('list')) return list(invocation, infos, changes);
  const setting = {
    operation: 'env updated',
    failure: 'failed to patch env update to pod template: ',
    change: (info: Info) => changed(invocation, info, changes, []),
  };
  await settleAll(invocation, setting, infos);
}

export const env: Command = {
  name: 'env',
  usage: 'RESOURCE/NAME KEY_1=VAL_1 ... KEY_N=VAL_N',
  short: 'Update environment variables on a pod template',
  long: `Update environment variables on a pod template.

 Shows, sets and takes away the variables of the containers in pods and in what makes pods. "-" reads them from standard input.

 Possible resources include (case insensitive):

  pod (po), replicationcontroller (rc), deployment (deploy), daemonset (ds), statefulset (sts), cronjob (cj), replicaset (rs)`,
  examples: `# Set a variable
kubectl set env deployment/web COLOR=blue

# Show all of a deployment's pods
kubectl set env deployment/web --list

# Every key of a secret, with words before it
kubectl set env --from=secret/db --prefix=DB_ deployment/web

# Some keys of a config map
kubectl set env --from=configmap/settings --keys=color,size deployment/web

# Take a variable away, of one container
kubectl set env deployment/web --containers="nginx" COLOR-`,
  flags: [
    ...setFlags,
    setSelectorFlag,
    ...filenameFlags('Files, directories or addresses of the objects.'),
    {
      name: 'containers',
      short: 'c',
      type: 'string',
      default: '*',
      usage: "Which containers change; '*' stands for any letters.",
    },
    { name: 'from', type: 'string', usage: 'A config map or a secret whose keys become variables.' },
    { name: 'prefix', type: 'string', usage: 'Stands before the names of the variables.' },
    { name: 'env', short: 'e', type: 'stringArray', usage: 'A variable and its value.' },
    { name: 'keys', type: 'stringSlice', usage: 'Which keys of --from; left out: all.' },
    { name: 'list', type: 'bool', usage: 'Shows the variables as they are, or would be, and changes nothing.' },
    { name: 'resolve', type: 'bool', usage: 'With --list: shows what stands in the secrets and config maps.' },
    { name: 'overwrite', type: 'bool', default: 'true', usage: 'Also changes variables that have a value already.' },
  ],
  run,
};
