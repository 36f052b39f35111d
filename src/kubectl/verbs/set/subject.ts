import { deepEqual } from '../../../engine/apimachinery/index.ts';
import { CommandError } from '../../cobra/errors.ts';
import type { Command, Flags, Invocation } from '../../cobra/types.ts';
import { dryRunOf, filenameFlags } from '../../flags/index.ts';
import { toPrinter } from '../../printers/index.ts';
import type { Info } from '../../resource/types.ts';
import type { Json } from '../../rest/types.ts';
import { checkTogether, infosOf, setFlags, setSelectorFlag, settleAll } from './change.ts';

const GROUP = 'rbac.authorization.k8s.io';

function subjectsOf(flags: Flags, defaultNamespace: string): readonly Json[] {
  const named = (kind: string) => (name: string) => ({ kind, apiGroup: GROUP, name });
  const accounts = flags.list('serviceaccount').map((text) => {
    const [namespace = '', name = ''] = text.split(':');
    return { kind: 'ServiceAccount', name, namespace: namespace === '' ? defaultNamespace : namespace };
  });
  return [...flags.list('user').map(named('User')), ...flags.list('group').map(named('Group')), ...accounts];
}

/** Those that are there, and those that are new among the others. */
function united({ mapping: { kind }, object }: Info, subjects: readonly Json[]): Json {
  if (kind !== 'RoleBinding' && kind !== 'ClusterRoleBinding') {
    throw new CommandError('setting subjects is only supported for RoleBinding/ClusterRoleBinding');
  }
  const before = Array.isArray(object['subjects']) ? (object['subjects'] as readonly Json[]) : [];
  const fresh: Json[] = [];
  for (const subject of subjects) {
    if (![...before, ...fresh].some((known) => deepEqual(known, subject))) fresh.push(subject);
  }
  return fresh.length === 0 ? object : { ...object, subjects: [...before, ...fresh] };
}

async function run(invocation: Invocation): Promise<void> {
  const { flags, args, factory } = invocation;
  await toPrinter(invocation, { operation: '', dryRun: dryRunOf(invocation) });
  checkTogether(invocation);
  const infos = await infosOf(invocation, args);
  if (['user', 'group', 'serviceaccount'].every((flag) => flags.list(flag).length === 0)) {
    throw new CommandError('you must specify at least one value of user, group or serviceaccount');
  }
  for (const account of flags.list('serviceaccount')) {
    const [, name, more] = account.split(':');
    if (name === undefined || name === '' || more !== undefined) {
      throw new CommandError('serviceaccount must be <namespace>:<name>');
    }
  }
  const subjects = subjectsOf(flags, (await factory.namespace()).name);
  const setting = {
    operation: 'subjects updated',
    failure: 'failed to patch subjects to rolebinding: ',
    change: (info: Info) => united(info, subjects),
  };
  await settleAll(invocation, setting, infos);
}

export const subject: Command = {
  name: 'subject',
  usage:
    '(-f FILENAME | TYPE NAME) [--user=username] [--group=groupname] [--serviceaccount=namespace:serviceaccountname] [--dry-run=server|client|none]',
  short: 'Update the user, group, or service account in a role binding or cluster role binding',
  examples: `# One more service account has the rights of a cluster role
kubectl set subject clusterrolebinding admin --serviceaccount=default:reporter

# More people have those of a role
kubectl set subject rolebinding editors --user=ada --user=grace --group=writers`,
  flags: [
    ...setFlags,
    setSelectorFlag,
    ...filenameFlags('Files, directories or addresses of the bindings.'),
    { name: 'user', type: 'stringArray', usage: 'A user who gets the rights as well.' },
    { name: 'group', type: 'stringArray', usage: 'A group that gets the rights as well.' },
    { name: 'serviceaccount', type: 'stringArray', usage: 'A service account that gets the rights as well.' },
  ],
  run,
};
