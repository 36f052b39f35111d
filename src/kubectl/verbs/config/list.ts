import { compareStrings } from '../../../engine/apimachinery/index.ts';
import { AggregateFailure, CommandError } from '../../cobra/errors.ts';
import type { Command, Invocation } from '../../cobra/types.ts';
import { configFiles, mergedFiles } from '../../config/index.ts';
import { inColumns, TABLE_STYLE } from '../../printers/tabwriter.ts';
import { completeContexts } from './complete.ts';

/** kubectl/pkg/cmd/config/get_contexts.go */
export const getContexts: Command = {
  name: 'get-contexts',
  usage: '[(-o|--output=)name)]',
  short: 'Describe one or many contexts',
  examples: `# All contexts of the kubeconfig
kubectl config get-contexts

# One of them
kubectl config get-contexts my-context`,
  complete: completeContexts,
  flags: [
    { name: 'no-headers', type: 'bool', usage: 'Print no line of headings.' },
    { name: 'output', short: 'o', type: 'string', usage: 'How to print them. One of: (name).', choices: ['name'] },
  ],
  run: runGetContexts,
};

async function runGetContexts(invocation: Invocation): Promise<void> {
  const { args, flags, out } = invocation;
  const output = flags.string('output');
  if (output !== '' && output !== 'name') {
    throw new CommandError(
      `--output ${output} is not available in kubectl config get-contexts; resetting to default output format`,
    );
  }
  const { contexts, currentContext } = mergedFiles(await configFiles(invocation));
  const missing = args.filter((name) => !contexts.has(name));
  const names = (args.length === 0 ? [...contexts.keys()] : args.filter((name) => contexts.has(name))).sort(
    compareStrings,
  );
  const said = (name: string, key: string) => String(contexts.get(name)?.[key] ?? '');
  const rows = names.map((name) => {
    const current = name === currentContext ? '*' : '';
    return [current, name, said(name, 'cluster'), said(name, 'user'), said(name, 'namespace')];
  });
  const head = ['CURRENT', 'NAME', 'CLUSTER', 'AUTHINFO', 'NAMESPACE'];
  if (output === 'name') for (const name of names) out(`${name}\n`);
  else out(inColumns(flags.bool('no-headers') ? rows : [head, ...rows], TABLE_STYLE));
  if (missing.length === 0) return;
  const errors = missing.map((name) => new CommandError(`context ${name} not found`));
  throw errors.length === 1 ? errors[0]! : new AggregateFailure(errors);
}

function listOf(name: string, what: 'clusters' | 'users', short: string): Command {
  return {
    name,
    usage: '[flags]',
    short,
    examples: `# Their names\nkubectl config ${name}`,
    run: async (invocation) => {
      const entries = mergedFiles(await configFiles(invocation))[what];
      invocation.out(['NAME', ...[...entries.keys()].sort(compareStrings)].map((line) => `${line}\n`).join(''));
    },
  };
}

/** kubectl/pkg/cmd/config/get_clusters.go */
export const getClusters: Command = listOf('get-clusters', 'clusters', 'Display clusters defined in the kubeconfig');

/** kubectl/pkg/cmd/config/get_users.go */
export const getUsers: Command = listOf('get-users', 'users', 'Display users defined in the kubeconfig');
