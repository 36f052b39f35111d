import { CommandError } from '../../cobra/errors.ts';
import type { Command, Invocation } from '../../cobra/types.ts';
import { configFiles, mergedFiles, writeCurrentContext, writeEntry } from '../../config/index.ts';
import { completeContexts } from './complete.ts';
import { requireWords } from './arguments.ts';

/** kubectl/pkg/cmd/config/current_context.go */
export const currentContext: Command = {
  name: 'current-context',
  usage: '[flags]',
  short: 'Display the current-context',
  examples: '# Display the current-context\nkubectl config current-context',
  run: async (invocation) => {
    const current = mergedFiles(await configFiles(invocation)).currentContext;
    if (current === '') throw new CommandError('current-context is not set');
    invocation.out(`${current}\n`);
  },
};

/** kubectl/pkg/cmd/config/use_context.go */
export const useContext: Command = {
  name: 'use-context',
  usage: 'CONTEXT_NAME',
  aliases: ['use'],
  short: 'Set the current-context in a kubeconfig file',
  examples: '# From now on talk to the minikube cluster\nkubectl config use-context minikube',
  complete: completeContexts,
  run: async (invocation) => {
    requireWords(invocation, 1);
    const name = invocation.args[0]!;
    const files = await configFiles(invocation);
    if (!mergedFiles(files).contexts.has(name)) {
      throw new CommandError(`no context exists with the name: ${JSON.stringify(name)}`);
    }
    await writeCurrentContext(invocation.world, files, name);
    invocation.out(`Switched to context ${JSON.stringify(name)}.\n`);
  },
};

/** kubectl/pkg/cmd/config/set_context.go */
export const setContext: Command = {
  name: 'set-context',
  usage: '[NAME | --current] [--cluster=cluster_nickname] [--user=user_nickname] [--namespace=namespace]',
  short: 'Set a context entry in kubeconfig',
  long: 'Make a context, or change what is said of one that is there; what is not said stays as it is.',
  examples: '# Be another user in the gce context\nkubectl config set-context gce --user=cluster-admin',
  complete: completeContexts,
  flags: [
    { name: 'cluster', type: 'string', usage: 'The cluster of the context' },
    { name: 'current', type: 'bool', usage: 'Change the current context' },
    { name: 'namespace', type: 'string', usage: 'The namespace of the context' },
    { name: 'user', type: 'string', usage: 'The user of the context' },
  ],
  run: runSetContext,
};

async function runSetContext(invocation: Invocation): Promise<void> {
  const { args, flags, help, world, out } = invocation;
  if (args.length > 1) {
    help();
    throw new CommandError(`Unexpected args: [${args.join(' ')}]`);
  }
  const [named = ''] = args;
  const current = flags.bool('current');
  if (named === '' && !current) throw new CommandError('you must specify a non-empty context name or --current');
  if (named !== '' && current) throw new CommandError('you cannot specify both a context name and --current');
  const files = await configFiles(invocation);
  const merged = mergedFiles(files);
  const name = current ? merged.currentContext : named;
  if (name === '') throw new CommandError('no current context is set');
  const before = merged.contexts.get(name);
  const said = ['cluster', 'user', 'namespace'].filter((flag) => flags.changed(flag));
  const entry = { ...before, ...Object.fromEntries(said.map((flag) => [flag, flags.string(flag)])) };
  await writeEntry(world, files, 'contexts', name, entry);
  out(`Context ${JSON.stringify(name)} ${before === undefined ? 'created' : 'modified'}.\n`);
}
