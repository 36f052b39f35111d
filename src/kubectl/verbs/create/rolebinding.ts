import { CommandError } from '../../cobra/errors.ts';
import type { Flag, Flags } from '../../cobra/types.ts';
import type { Json } from '../../rest/types.ts';
import { generatorCommand, someOf } from './generator.ts';

const RBAC = 'rbac.authorization.k8s.io';

const SUBJECT_FLAGS: readonly Flag[] = [
  { name: 'user', type: 'stringArray', usage: 'A user who gets the rights; may be given again.' },
  { name: 'group', type: 'stringArray', usage: 'A group that gets the rights; may be given again.' },
  {
    name: 'serviceaccount',
    type: 'stringArray',
    usage: 'A service account that gets the rights, as <namespace>:<name>; may be given again.',
  },
];

function subjectsOf(flags: Flags): readonly Json[] | undefined {
  const named = (kind: string) => (name: string) => ({ kind, apiGroup: RBAC, name });
  const accounts = flags.list('serviceaccount').map((text) => {
    const [namespace, name, more] = text.split(':');
    if (name === undefined || name === '' || more !== undefined) {
      throw new CommandError('serviceaccount must be <namespace>:<name>');
    }
    return { kind: 'ServiceAccount', name, namespace };
  });
  return someOf([...flags.list('user').map(named('User')), ...flags.list('group').map(named('Group')), ...accounts]);
}

export const clusterrolebinding = generatorCommand({
  name: 'clusterrolebinding',
  usage:
    'NAME --clusterrole=NAME [--user=username] [--group=groupname] [--serviceaccount=namespace:serviceaccountname] [--dry-run=server|client|none]',
  short: 'Create a cluster role binding for a particular cluster role',
  examples: `# Two people may do everything, everywhere
kubectl create clusterrolebinding admins --clusterrole=cluster-admin --user=ada --user=grace

# A service account may look at everything
kubectl create clusterrolebinding reader --clusterrole=view --serviceaccount=default:reporter`,
  flags: [{ name: 'clusterrole', type: 'string', usage: 'The cluster role whose rights are given.' }, ...SUBJECT_FLAGS],
  required: ['clusterrole'],
  target: { group: RBAC, version: 'v1', resource: 'clusterrolebindings', namespaced: false },
  failure: 'failed to create clusterrolebinding: ',
  generate: ({ flags }, name) => ({
    apiVersion: `${RBAC}/v1`,
    kind: 'ClusterRoleBinding',
    metadata: { name },
    subjects: subjectsOf(flags),
    roleRef: { apiGroup: RBAC, kind: 'ClusterRole', name: flags.string('clusterrole') },
  }),
});

export const rolebinding = generatorCommand({
  name: 'rolebinding',
  usage:
    'NAME --clusterrole=NAME|--role=NAME [--user=username] [--group=groupname] [--serviceaccount=namespace:serviceaccountname] [--dry-run=server|client|none]',
  short: 'Create a role binding for a particular role or cluster role',
  examples: `# The rights of a cluster role, in this namespace only
kubectl create rolebinding editors --clusterrole=edit --user=ada --group=writers

# A role for a service account
kubectl create rolebinding reader --role=pod-reader --serviceaccount=default:reporter`,
  flags: [
    { name: 'clusterrole', type: 'string', usage: 'The cluster role whose rights are given.' },
    { name: 'role', type: 'string', usage: 'The role whose rights are given.' },
    ...SUBJECT_FLAGS,
  ],
  target: { group: RBAC, version: 'v1', resource: 'rolebindings', namespaced: true },
  failure: 'failed to create rolebinding: ',
  generate: ({ flags }, name) => {
    const [role, clusterRole] = [flags.string('role'), flags.string('clusterrole')];
    if ((role === '') === (clusterRole === '')) {
      throw new CommandError('exactly one of clusterrole or role must be specified');
    }
    return {
      apiVersion: `${RBAC}/v1`,
      kind: 'RoleBinding',
      metadata: { name },
      subjects: subjectsOf(flags),
      roleRef: { apiGroup: RBAC, kind: role === '' ? 'ClusterRole' : 'Role', name: role === '' ? clusterRole : role },
    };
  },
});
