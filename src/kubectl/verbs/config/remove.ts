import { CommandError } from '../../cobra/errors.ts';
import type { Command, Completing, Invocation } from '../../cobra/types.ts';
import {
  configFiles,
  defaultFile,
  mergedFiles,
  writeCurrentContext,
  writeEntry,
  type Stanza,
} from '../../config/index.ts';
import { requireWords } from './arguments.ts';
import { completeClusters, completeContexts, completeUsers } from './complete.ts';

function remover(
  what: string,
  stanza: Stanza,
  complete: (partial: Completing) => Promise<readonly string[]>,
  example: string,
): Command {
  return {
    name: `delete-${what}`,
    usage: 'NAME',
    short: `Delete the specified ${what} from the kubeconfig`,
    examples: `# Forget the ${what} ${example}\nkubectl config delete-${what} ${example}`,
    complete,
    run: (invocation) => remove(invocation, what, stanza),
  };
}

async function remove(invocation: Invocation, what: string, stanza: Stanza): Promise<void> {
  const { args, help, out, err, world } = invocation;
  if (args.length !== 1) {
    help();
    return;
  }
  const name = args[0]!;
  const files = await configFiles(invocation);
  const merged = mergedFiles(files);
  const { path } = defaultFile(files);
  if (!merged[stanza].has(name)) throw new CommandError(`cannot delete ${what} ${name}, not in ${path}`);
  if (stanza === 'contexts' && merged.currentContext === name) {
    err('warning: this removed your active context, use "kubectl config use-context" to select a different one\n');
  }
  await writeEntry(world, files, stanza, name, undefined);
  out(`deleted ${what} ${name} from ${path}\n`);
}

/** kubectl/pkg/cmd/config/delete_cluster.go */
export const deleteCluster: Command = remover('cluster', 'clusters', completeClusters, 'minikube');

/** kubectl/pkg/cmd/config/delete_context.go */
export const deleteContext: Command = remover('context', 'contexts', completeContexts, 'minikube');

/** kubectl/pkg/cmd/config/delete_user.go */
export const deleteUser: Command = remover('user', 'users', completeUsers, 'minikube');

/** kubectl/pkg/cmd/config/rename_context.go */
export const renameContext: Command = {
  name: 'rename-context',
  usage: 'CONTEXT_NAME NEW_NAME',
  short: 'Rename a context from the kubeconfig file',
  long: 'Give a context another name. When it is the current one, it stays so under its new name.',
  examples:
    "# The context 'old-name' is called 'new-name' from now on\nkubectl config rename-context old-name new-name",
  complete: completeContexts,
  run: rename,
};

async function rename(invocation: Invocation): Promise<void> {
  const { args, world, out } = invocation;
  requireWords(invocation, 2);
  const [from = '', to = ''] = args;
  const files = await configFiles(invocation);
  const { contexts, currentContext } = mergedFiles(files);
  const { path } = defaultFile(files);
  const entry = contexts.get(from);
  if (entry === undefined)
    throw new CommandError(`cannot rename the context ${JSON.stringify(from)}, it's not in ${path}`);
  if (contexts.has(to)) {
    throw new CommandError(
      `cannot rename the context ${JSON.stringify(from)}, the context ${JSON.stringify(to)} already exists in ${path}`,
    );
  }
  await writeEntry(world, files, 'contexts', from, undefined);
  await writeEntry(world, await configFiles(invocation), 'contexts', to, entry);
  if (currentContext === from) await writeCurrentContext(world, await configFiles(invocation), to);
  out(`Context ${JSON.stringify(from)} renamed to ${JSON.stringify(to)}.\n`);
}
