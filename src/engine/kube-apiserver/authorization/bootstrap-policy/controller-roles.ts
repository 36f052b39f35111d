import { clusterRole, clusterRoleBinding, EVENTS, READ, serviceAccount } from './policy.ts';

const PREFIX = 'system:controller:';
const APPS = 'apps,extensions';
const DRA = 'resource.k8s.io';
const SIGNERS =
  'kubernetes.io/kube-apiserver-client,kubernetes.io/kube-apiserver-client-kubelet,kubernetes.io/kubelet-serving,kubernetes.io/legacy-unknown';
const REVISIONS = 'create,delete,get,list,patch,update,watch apps controllerrevisions';
const SLICES = 'create,delete,get,list,update,watch discovery.k8s.io endpointslices';
const READ_UPDATE = 'get,list,update,watch';

/** Each control loop's own rights, given to the service account of its name. bootstrappolicy/controller_policy.go */
const WORKLOADS: Readonly<Record<string, readonly string[]>> = {
  'cronjob-controller': [
    `${READ_UPDATE} batch cronjobs`,
    'create,delete,get,list,patch,update,watch batch jobs',
    'update batch cronjobs/status',
    'update batch cronjobs/finalizers',
    'delete,list,watch core pods',
    EVENTS,
  ],
  'daemon-set-controller': [
    `${READ} ${APPS} daemonsets`,
    `update ${APPS} daemonsets/status`,
    `update ${APPS} daemonsets/finalizers`,
    'list,watch core nodes',
    'create,delete,list,patch,watch core pods',
    'create core pods/binding',
    REVISIONS,
    EVENTS,
  ],
  'deployment-controller': [
    `${READ_UPDATE} ${APPS} deployments`,
    `update ${APPS} deployments/status`,
    `update ${APPS} deployments/finalizers`,
    `create,delete,get,list,patch,update,watch ${APPS} replicasets`,
    `${READ_UPDATE} core pods`,
    EVENTS,
  ],
  'disruption-controller': [
    `${READ} ${APPS} deployments`,
    `${READ} ${APPS} replicasets`,
    `${READ} core replicationcontrollers`,
    `${READ} policy poddisruptionbudgets`,
    `${READ} apps statefulsets`,
    'update policy poddisruptionbudgets/status',
    'patch,update core pods/status',
    'get * */scale',
    EVENTS,
  ],
  'horizontal-pod-autoscaler': [
    `${READ} autoscaling horizontalpodautoscalers`,
    'update autoscaling horizontalpodautoscalers/status',
    'get,update * */scale',
    'list,watch core pods',
    'list,watch metrics.k8s.io pods',
    `${READ} custom.metrics.k8s.io *`,
    `${READ} external.metrics.k8s.io *`,
    EVENTS,
  ],
  'job-controller': [
    'get,list,patch,update,watch batch jobs',
    'update batch jobs/status',
    'update batch jobs/finalizers',
    'create,delete,list,patch,watch core pods',
    EVENTS,
  ],
  'replicaset-controller': [
    `${READ_UPDATE} ${APPS} replicasets`,
    `update ${APPS} replicasets/status`,
    `update ${APPS} replicasets/finalizers`,
    'create,delete,list,patch,watch core pods',
    EVENTS,
  ],
  'replication-controller': [
    `${READ_UPDATE} core replicationcontrollers`,
    'update core replicationcontrollers/status',
    'update core replicationcontrollers/finalizers',
    'create,delete,list,patch,watch core pods',
    EVENTS,
  ],
  'statefulset-controller': [
    'list,watch core pods',
    `${READ} apps statefulsets`,
    'update apps statefulsets/status',
    'update apps statefulsets/finalizers',
    'create,delete,get,patch,update core pods',
    REVISIONS,
    'create,get,list,watch core persistentvolumeclaims',
    'delete,update core persistentvolumeclaims',
    'update core pods/finalizers',
    EVENTS,
  ],
  'ttl-after-finished-controller': ['delete,get,list,watch batch jobs', EVENTS],
};

const CLUSTER: Readonly<Record<string, readonly string[]>> = {
  'certificate-controller': [
    'delete,get,list,watch certificates.k8s.io certificatesigningrequests',
    'update certificates.k8s.io certificatesigningrequests/approval,certificatesigningrequests/status',
    'approve certificates.k8s.io signers kubernetes.io/kube-apiserver-client-kubelet',
    `sign certificates.k8s.io signers ${SIGNERS}`,
    'create authorization.k8s.io subjectaccessreviews',
    EVENTS,
  ],
  'clusterrole-aggregation-controller': ['escalate,get,list,patch,update,watch rbac.authorization.k8s.io clusterroles'],
  'generic-garbage-collector': ['delete,get,list,patch,update,watch * *', EVENTS],
  'legacy-service-account-token-cleaner': [
    'get core configmaps kube-apiserver-legacy-service-account-token-tracking',
    'delete,patch core secrets',
  ],
  'namespace-controller': [
    'delete,get,list,watch core namespaces',
    'update core namespaces/finalize,namespaces/status',
    'delete,deletecollection,get,list,watch * *',
  ],
  'pod-garbage-collector': ['delete,list,watch core pods', `${READ} core nodes`, 'patch core pods/status'],
  'resourcequota-controller': ['list,watch * *', 'update core resourcequotas/status', EVENTS],
  'root-ca-cert-publisher': ['create,update core configmaps', EVENTS],
  'service-account-controller': ['create core serviceaccounts', EVENTS],
  'validatingadmissionpolicy-status-controller': [
    `${READ} admissionregistration.k8s.io validatingadmissionpolicies`,
    'get,patch,update admissionregistration.k8s.io validatingadmissionpolicies/status',
    EVENTS,
  ],
};

const NODES_AND_NETWORK: Readonly<Record<string, readonly string[]>> = {
  'device-taint-eviction-controller': [
    'delete,get,list,watch core pods',
    'patch,update core pods/status',
    `${READ} ${DRA} resourceclaims`,
    `${READ} ${DRA} resourceslices`,
    `${READ} ${DRA} deviceclasses`,
    EVENTS,
  ],
  'endpoint-controller': [
    `${READ} core pods,services`,
    'create,delete,get,list,update,watch core endpoints',
    'create core endpoints/restricted',
    EVENTS,
  ],
  'endpointslice-controller': [`${READ} core nodes,pods,services`, 'update core services/finalizers', SLICES, EVENTS],
  'endpointslicemirroring-controller': [
    `${READ} core endpoints,services`,
    'update core services/finalizers',
    'update core endpoints/finalizers',
    SLICES,
    EVENTS,
  ],
  'node-controller': [
    'delete,get,list,patch,update,watch core nodes',
    'patch,update core nodes/status',
    'patch,update core pods/status',
    'delete,get,list,watch core pods',
    EVENTS,
  ],
  'resource-claim-controller': [
    `${READ} core pods`,
    'update core pods/finalizers',
    `create,delete,get,list,watch ${DRA} resourceclaims`,
    `patch,update ${DRA} resourceclaims,resourceclaims/status`,
    'patch,update core pods/status',
    EVENTS,
    `patch,update ${DRA} resourceclaims/binding`,
  ],
  'route-controller': ['list,watch core nodes', 'patch core nodes/status', EVENTS],
  'service-cidrs-controller': [
    'get,list,patch,update,watch networking.k8s.io servicecidrs',
    'patch,update networking.k8s.io servicecidrs/finalizers',
    'patch,update networking.k8s.io servicecidrs/status',
    `${READ} networking.k8s.io ipaddresses`,
    EVENTS,
  ],
  'service-controller': [`${READ} core services`, 'patch,update core services/status', 'list,watch core nodes', EVENTS],
  'ttl-controller': ['list,patch,update,watch core nodes', EVENTS],
};

const VOLUMES: Readonly<Record<string, readonly string[]>> = {
  'attachdetach-controller': [
    'list,watch core persistentvolumeclaims,persistentvolumes',
    `${READ} core nodes`,
    'patch,update core nodes/status',
    'list,watch core pods',
    EVENTS,
    'create,delete,get,list,watch storage.k8s.io volumeattachments',
    `${READ} storage.k8s.io csidrivers`,
    `${READ} storage.k8s.io csinodes`,
  ],
  'ephemeral-volume-controller': [
    `${READ} core pods`,
    'update core pods/finalizers',
    'create,get,list,watch core persistentvolumeclaims',
    EVENTS,
  ],
  'expand-controller': [
    'get,list,patch,update,watch core persistentvolumes',
    'patch,update core persistentvolumeclaims/status',
    `${READ} core persistentvolumeclaims`,
    EVENTS,
  ],
  'persistent-volume-binder': [
    'create,delete,get,list,update,watch core persistentvolumes',
    'update core persistentvolumes/status',
    `${READ_UPDATE} core persistentvolumeclaims`,
    'update core persistentvolumeclaims/status',
    'create,delete,get,list,watch core pods',
    `${READ} storage.k8s.io storageclasses`,
    'list,watch core nodes',
    EVENTS,
    'watch core events',
  ],
  'pv-protection-controller': [`${READ_UPDATE} core persistentvolumes`, EVENTS],
  'pvc-protection-controller': [
    `${READ_UPDATE} core persistentvolumeclaims`,
    'update core persistentvolumeclaims/status',
    `${READ} core pods`,
    EVENTS,
  ],
  'selinux-warning-controller': [
    EVENTS,
    `${READ} core persistentvolumes`,
    `${READ} core persistentvolumeclaims`,
    `${READ} core pods`,
    `${READ} storage.k8s.io csidrivers`,
  ],
  'volumeattributesclass-protection-controller': [
    `${READ} core persistentvolumeclaims`,
    `${READ} core persistentvolumes`,
    `${READ_UPDATE} storage.k8s.io volumeattributesclasses`,
    EVENTS,
  ],
};

const all = Object.entries({ ...WORKLOADS, ...CLUSTER, ...NODES_AND_NETWORK, ...VOLUMES });

export const controllerRoles = all.map(([name, lines]) => clusterRole(PREFIX + name, lines));

export const controllerRoleBindings = all.map(([name]) => clusterRoleBinding(PREFIX + name, [serviceAccount(name)]));
