import { clusterRole, clusterRoleBinding, group, role, roleBinding, serviceAccount, user } from './policy.ts';

const BY_KUBEADM = { bootstrapping: false };
const BOOTSTRAPPERS = group('system:bootstrappers:kubeadm:default-node-token');
const NODES = group('system:nodes');

/** What `kubeadm init` leaves behind. cmd/kubeadm/app/phases/{kubeconfig,bootstraptoken,kubelet,uploadconfig,addons} */
export const kubeadmClusterRoles = [
  clusterRole('kubeadm:get-nodes', ['get core nodes'], BY_KUBEADM),
  clusterRole(
    'system:coredns',
    ['list,watch core endpoints,namespaces,pods,services', 'list,watch discovery.k8s.io endpointslices'],
    BY_KUBEADM,
  ),
];

export const kubeadmClusterRoleBindings = [
  clusterRoleBinding('kubeadm:cluster-admins', [group('kubeadm:cluster-admins')], {
    to: 'cluster-admin',
    ...BY_KUBEADM,
  }),
  clusterRoleBinding('kubeadm:get-nodes', [BOOTSTRAPPERS], BY_KUBEADM),
  clusterRoleBinding('kubeadm:kubelet-bootstrap', [BOOTSTRAPPERS], { to: 'system:node-bootstrapper', ...BY_KUBEADM }),
  clusterRoleBinding('kubeadm:node-autoapprove-bootstrap', [BOOTSTRAPPERS], {
    to: 'system:certificates.k8s.io:certificatesigningrequests:nodeclient',
    ...BY_KUBEADM,
  }),
  clusterRoleBinding('kubeadm:node-autoapprove-certificate-rotation', [NODES], {
    to: 'system:certificates.k8s.io:certificatesigningrequests:selfnodeclient',
    ...BY_KUBEADM,
  }),
  clusterRoleBinding('kubeadm:node-proxier', [serviceAccount('kube-proxy')], {
    to: 'system:node-proxier',
    ...BY_KUBEADM,
  }),
  clusterRoleBinding('system:coredns', [serviceAccount('coredns')], BY_KUBEADM),
];

const SYSTEM = 'kube-system';

export const kubeadmRoles = [
  role('kube-public', 'kubeadm:bootstrap-signer-clusterinfo', ['get core configmaps cluster-info'], BY_KUBEADM),
  role(SYSTEM, 'kube-proxy', ['get core configmaps kube-proxy'], BY_KUBEADM),
  role(SYSTEM, 'kubeadm:kubelet-config', ['get core configmaps kubelet-config'], BY_KUBEADM),
  role(SYSTEM, 'kubeadm:nodes-kubeadm-config', ['get core configmaps kubeadm-config'], BY_KUBEADM),
];

export const kubeadmRoleBindings = [
  roleBinding('kube-public', 'kubeadm:bootstrap-signer-clusterinfo', [user('system:anonymous')], BY_KUBEADM),
  roleBinding(SYSTEM, 'kube-proxy', [BOOTSTRAPPERS], BY_KUBEADM),
  roleBinding(SYSTEM, 'kubeadm:kubelet-config', [NODES, BOOTSTRAPPERS], BY_KUBEADM),
  roleBinding(SYSTEM, 'kubeadm:nodes-kubeadm-config', [BOOTSTRAPPERS, NODES], BY_KUBEADM),
];
