import type { ClusterRole } from '../../../api/clusterrole/types.ts';
import { nodeRules } from './node-rules.ts';
import { aggregate, clusterRole, EVENTS, READ, READ_WRITE, WRITE, type Written } from './policy.ts';

/** The roles for people and for components, at v1.36's default feature gates. bootstrappolicy/policy.go ClusterRoles */
const TO_ADMIN = 'rbac.authorization.k8s.io/aggregate-to-admin';
const TO_EDIT = 'rbac.authorization.k8s.io/aggregate-to-edit';
const TO_VIEW = 'rbac.authorization.k8s.io/aggregate-to-view';
const CSR = 'certificates.k8s.io';

const PEOPLE: readonly Written<ClusterRole>[] = [
  clusterRole('cluster-admin', ['* * *', '* url *']),
  aggregate('admin', TO_ADMIN),
  aggregate('edit', TO_EDIT, { [TO_ADMIN]: 'true' }),
  aggregate('view', TO_VIEW, { [TO_EDIT]: 'true' }),
  clusterRole(
    'system:aggregate-to-admin',
    [
      'create authorization.k8s.io localsubjectaccessreviews',
      `${READ_WRITE} rbac.authorization.k8s.io rolebindings,roles`,
    ],
    { labels: { [TO_ADMIN]: 'true' } },
  ),
  clusterRole(
    'system:aggregate-to-edit',
    [
      `${READ} core pods/attach,pods/exec,pods/portforward,pods/proxy,secrets,services/proxy`,
      'impersonate core serviceaccounts',
      `${WRITE} core pods,pods/attach,pods/exec,pods/portforward,pods/proxy`,
      'create core pods/eviction',
      `${WRITE} core configmaps,events,persistentvolumeclaims,replicationcontrollers,replicationcontrollers/scale,secrets,serviceaccounts,services,services/proxy`,
      'create core serviceaccounts/token',
      `${WRITE} apps daemonsets,deployments,deployments/rollback,deployments/scale,replicasets,replicasets/scale,statefulsets,statefulsets/scale`,
      `${WRITE} autoscaling horizontalpodautoscalers`,
      `${WRITE} batch cronjobs,jobs`,
      `${WRITE} extensions daemonsets,deployments,deployments/rollback,deployments/scale,ingresses,networkpolicies,replicasets,replicasets/scale,replicationcontrollers/scale`,
      `${WRITE} policy poddisruptionbudgets`,
      `${WRITE} networking.k8s.io ingresses,networkpolicies`,
      `${READ_WRITE} coordination.k8s.io leases`,
      `${WRITE} resource.k8s.io resourceclaims,resourceclaimtemplates`,
    ],
    { labels: { [TO_EDIT]: 'true' } },
  ),
  clusterRole(
    'system:aggregate-to-view',
    [
      `${READ} core configmaps,endpoints,persistentvolumeclaims,persistentvolumeclaims/status,pods,replicationcontrollers,replicationcontrollers/scale,serviceaccounts,services,services/status`,
      `${READ} core bindings,events,limitranges,namespaces/status,pods/log,pods/status,replicationcontrollers/status,resourcequotas,resourcequotas/status`,
      `${READ} core namespaces`,
      `${READ} discovery.k8s.io endpointslices`,
      `${READ} apps controllerrevisions,daemonsets,daemonsets/status,deployments,deployments/scale,deployments/status,replicasets,replicasets/scale,replicasets/status,statefulsets,statefulsets/scale,statefulsets/status`,
      `${READ} autoscaling horizontalpodautoscalers,horizontalpodautoscalers/status`,
      `${READ} batch cronjobs,cronjobs/status,jobs,jobs/status`,
      `${READ} extensions daemonsets,daemonsets/status,deployments,deployments/scale,deployments/status,ingresses,ingresses/status,networkpolicies,replicasets,replicasets/scale,replicasets/status,replicationcontrollers/scale`,
      `${READ} policy poddisruptionbudgets,poddisruptionbudgets/status`,
      `${READ} networking.k8s.io ingresses,ingresses/status,networkpolicies`,
      `${READ} resource.k8s.io resourceclaims,resourceclaims/status,resourceclaimtemplates`,
    ],
    { labels: { [TO_VIEW]: 'true' } },
  ),
];

const EVERYBODY: readonly Written<ClusterRole>[] = [
  clusterRole('system:discovery', [
    'get url /api,/api/*,/apis,/apis/*,/healthz,/livez,/openapi,/openapi/*,/readyz,/version,/version/',
  ]),
  clusterRole('system:public-info-viewer', ['get url /healthz,/livez,/readyz,/version,/version/']),
  clusterRole('system:basic-user', [
    'create authorization.k8s.io selfsubjectaccessreviews,selfsubjectrulesreviews',
    'create authentication.k8s.io selfsubjectreviews',
  ]),
  clusterRole('system:service-account-issuer-discovery', [
    'get url /.well-known/openid-configuration,/.well-known/openid-configuration/,/openid/v1/jwks,/openid/v1/jwks/',
  ]),
  clusterRole('system:monitoring', [
    'get url /healthz,/healthz/*,/livez,/livez/*,/metrics,/metrics/slis,/readyz,/readyz/*',
  ]),
  clusterRole('system:auth-delegator', [
    'create authentication.k8s.io tokenreviews',
    'create authorization.k8s.io subjectaccessreviews',
  ]),
];

const CERTIFICATES: readonly Written<ClusterRole>[] = [
  ...['nodeclient', 'selfnodeclient'].map((name) =>
    clusterRole(`system:${CSR}:certificatesigningrequests:${name}`, [
      `create ${CSR} certificatesigningrequests/${name}`,
    ]),
  ),
  ...['kube-apiserver-client', 'kube-apiserver-client-kubelet', 'kubelet-serving', 'legacy-unknown'].map((signer) =>
    clusterRole(`system:${CSR}:${signer}-approver`, [`approve ${CSR} signers kubernetes.io/${signer}`]),
  ),
];

const CONTROL_PLANE: readonly Written<ClusterRole>[] = [
  clusterRole('system:kube-aggregator', [`${READ} core endpoints,services`]),
  clusterRole('system:kube-controller-manager', [
    EVENTS,
    'create coordination.k8s.io leases',
    'get,update coordination.k8s.io leases kube-controller-manager',
    'create core secrets,serviceaccounts',
    'delete core secrets',
    'get core configmaps,namespaces,secrets,serviceaccounts',
    'update core secrets,serviceaccounts',
    'create authentication.k8s.io tokenreviews',
    'create authorization.k8s.io subjectaccessreviews',
    'list,watch * *',
    'create core serviceaccounts/token',
  ]),
  clusterRole('system:kube-scheduler', [
    EVENTS,
    'create coordination.k8s.io leases',
    'get,list,update,watch coordination.k8s.io leases kube-scheduler',
    `${READ_WRITE} coordination.k8s.io leasecandidates`,
    `${READ} core nodes`,
    'delete,get,list,watch core pods',
    'create core bindings,pods/binding',
    'patch,update core pods/status',
    `${READ} core replicationcontrollers,services`,
    `${READ} apps,extensions replicasets`,
    `${READ} apps statefulsets`,
    `${READ} policy poddisruptionbudgets`,
    `${READ} core persistentvolumeclaims,persistentvolumes`,
    'create authentication.k8s.io tokenreviews',
    'create authorization.k8s.io subjectaccessreviews',
    `${READ} storage.k8s.io csinodes`,
    `${READ} storage.k8s.io volumeattachments`,
    `${READ} core namespaces`,
    `${READ} storage.k8s.io csidrivers`,
    `${READ} storage.k8s.io csistoragecapacities`,
    `${READ} resource.k8s.io deviceclasses`,
    'get,list,patch,update,watch resource.k8s.io resourceclaims',
    'get,list,patch,update,watch resource.k8s.io resourceclaims/status',
    'get,list,patch,update,watch core pods/finalizers',
    `${READ} resource.k8s.io resourceslices`,
    'patch,update resource.k8s.io resourceclaims/binding',
  ]),
  clusterRole('system:volume-scheduler', [
    'get,list,patch,update,watch core persistentvolumes',
    `${READ} storage.k8s.io storageclasses`,
    'get,list,patch,update,watch core persistentvolumeclaims',
  ]),
  clusterRole('system:kubelet-api-admin', [
    `${READ} core nodes`,
    'proxy core nodes',
    '* core nodes/log,nodes/metrics,nodes/proxy,nodes/stats',
    '* core nodes/configz,nodes/healthz,nodes/pods',
  ]),
];

const NODES: readonly Written<ClusterRole>[] = [
  clusterRole('system:node', nodeRules),
  clusterRole('system:node-bootstrapper', [`create,get,list,watch ${CSR} certificatesigningrequests`]),
  clusterRole('system:node-problem-detector', ['get core nodes', 'patch core nodes/status', EVENTS]),
  clusterRole('system:node-proxier', [
    'list,watch core endpoints,services',
    `${READ} core nodes`,
    EVENTS,
    'list,watch networking.k8s.io servicecidrs',
    'list,watch discovery.k8s.io endpointslices',
  ]),
];

const ADD_ONS: readonly Written<ClusterRole>[] = [
  clusterRole('system:heapster', [`${READ} core events,namespaces,nodes,pods`, `${READ} extensions deployments`]),
  clusterRole('system:kube-dns', ['list,watch core endpoints,services']),
  clusterRole('system:persistent-volume-provisioner', [
    'create,delete,get,list,watch core persistentvolumes',
    'get,list,update,watch core persistentvolumeclaims',
    `${READ} storage.k8s.io storageclasses`,
    'watch core events',
    EVENTS,
  ]),
];

export const clusterRoles = [...PEOPLE, ...EVERYBODY, ...CERTIFICATES, ...CONTROL_PLANE, ...NODES, ...ADD_ONS];
