import { clusterRoleBinding, EVENTS, group, READ, role, roleBinding, serviceAccount, user } from './policy.ts';

const AUTHENTICATED = group('system:authenticated');
const CONTROLLER_MANAGER = user('system:kube-controller-manager');
const SCHEDULER = user('system:kube-scheduler');

/** Who has the roles of the cluster. bootstrappolicy/policy.go ClusterRoleBindings */
export const clusterRoleBindings = [
  clusterRoleBinding('cluster-admin', [group('system:masters')]),
  clusterRoleBinding('system:monitoring', [group('system:monitoring')]),
  clusterRoleBinding('system:discovery', [AUTHENTICATED]),
  clusterRoleBinding('system:basic-user', [AUTHENTICATED]),
  clusterRoleBinding('system:public-info-viewer', [AUTHENTICATED, group('system:unauthenticated')]),
  clusterRoleBinding('system:node-proxier', [user('system:kube-proxy')]),
  clusterRoleBinding('system:kube-controller-manager', [CONTROLLER_MANAGER]),
  clusterRoleBinding('system:kube-dns', [serviceAccount('kube-dns')]),
  clusterRoleBinding('system:kube-scheduler', [SCHEDULER]),
  clusterRoleBinding('system:volume-scheduler', [SCHEDULER]),
  clusterRoleBinding('system:service-account-issuer-discovery', [group('system:serviceaccounts')]),
  // Nodes have their own authorizer: the binding stays, for nobody.
  clusterRoleBinding('system:node', []),
];

const SYSTEM = 'kube-system';
const PUBLIC = 'kube-public';
const LEADER_LOCKING = [
  'create,get,list,update,watch coordination.k8s.io leases',
  'create,get,list,update,watch coordination.k8s.io leasecandidates',
];

/** bootstrappolicy/namespace_policy.go */
export const namespaceRoles = [
  role(PUBLIC, 'system:controller:bootstrap-signer', [
    `${READ} core configmaps`,
    'update core configmaps cluster-info',
    EVENTS,
  ]),
  role(SYSTEM, 'extension-apiserver-authentication-reader', [
    `${READ} core configmaps extension-apiserver-authentication`,
  ]),
  role(SYSTEM, 'system::leader-locking-kube-controller-manager', LEADER_LOCKING),
  role(SYSTEM, 'system::leader-locking-kube-scheduler', LEADER_LOCKING),
  role(SYSTEM, 'system:controller:bootstrap-signer', [`${READ} core secrets`]),
  role(SYSTEM, 'system:controller:cloud-provider', ['create,get,list,watch core configmaps']),
  role(SYSTEM, 'system:controller:token-cleaner', ['delete,get,list,watch core secrets', EVENTS]),
];

export const namespaceRoleBindings = [
  roleBinding(PUBLIC, 'system:controller:bootstrap-signer', [serviceAccount('bootstrap-signer')]),
  roleBinding(SYSTEM, 'system::extension-apiserver-authentication-reader', [CONTROLLER_MANAGER, SCHEDULER], {
    to: 'extension-apiserver-authentication-reader',
  }),
  roleBinding(SYSTEM, 'system::leader-locking-kube-controller-manager', [
    CONTROLLER_MANAGER,
    serviceAccount('kube-controller-manager'),
    serviceAccount('leader-election-controller'),
  ]),
  roleBinding(SYSTEM, 'system::leader-locking-kube-scheduler', [SCHEDULER, serviceAccount('kube-scheduler')]),
  ...['bootstrap-signer', 'cloud-provider', 'token-cleaner'].map((name) =>
    roleBinding(SYSTEM, `system:controller:${name}`, [serviceAccount(name)]),
  ),
];
