/** Where each kind is served: what a client needs to build a request. `api/index.ts` has the full descriptions. */
export interface ResourceReference {
  /** '' for core. */
  readonly group: string;
  readonly version: string;
  /** Plural, lower case. */
  readonly resource: string;
  readonly kind: string;
  readonly namespaced: boolean;
}

function namespaced(group: string, version: string, resource: string, kind: string): ResourceReference {
  return { group, version, resource, kind, namespaced: true };
}

function clusterScoped(group: string, version: string, resource: string, kind: string): ResourceReference {
  return { group, version, resource, kind, namespaced: false };
}

export const PODS = namespaced('', 'v1', 'pods', 'Pod');
export const NODES = clusterScoped('', 'v1', 'nodes', 'Node');
export const NAMESPACES = clusterScoped('', 'v1', 'namespaces', 'Namespace');
export const SERVICES = namespaced('', 'v1', 'services', 'Service');
export const ENDPOINTS = namespaced('', 'v1', 'endpoints', 'Endpoints');
export const ENDPOINT_SLICES = namespaced('discovery.k8s.io', 'v1', 'endpointslices', 'EndpointSlice');
export const REPLICATION_CONTROLLERS = namespaced('', 'v1', 'replicationcontrollers', 'ReplicationController');
export const REPLICA_SETS = namespaced('apps', 'v1', 'replicasets', 'ReplicaSet');
export const DEPLOYMENTS = namespaced('apps', 'v1', 'deployments', 'Deployment');
export const DAEMON_SETS = namespaced('apps', 'v1', 'daemonsets', 'DaemonSet');
export const CONTROLLER_REVISIONS = namespaced('apps', 'v1', 'controllerrevisions', 'ControllerRevision');
export const STATEFUL_SETS = namespaced('apps', 'v1', 'statefulsets', 'StatefulSet');
export const JOBS = namespaced('batch', 'v1', 'jobs', 'Job');
export const CRON_JOBS = namespaced('batch', 'v1', 'cronjobs', 'CronJob');
export const PERSISTENT_VOLUMES = clusterScoped('', 'v1', 'persistentvolumes', 'PersistentVolume');
export const PERSISTENT_VOLUME_CLAIMS = namespaced('', 'v1', 'persistentvolumeclaims', 'PersistentVolumeClaim');
export const STORAGE_CLASSES = clusterScoped('storage.k8s.io', 'v1', 'storageclasses', 'StorageClass');
export const POD_DISRUPTION_BUDGETS = namespaced('policy', 'v1', 'poddisruptionbudgets', 'PodDisruptionBudget');
export const RESOURCE_QUOTAS = namespaced('', 'v1', 'resourcequotas', 'ResourceQuota');
export const SERVICE_ACCOUNTS = namespaced('', 'v1', 'serviceaccounts', 'ServiceAccount');
export const EVENTS = namespaced('', 'v1', 'events', 'Event');
export const LEASES = namespaced('coordination.k8s.io', 'v1', 'leases', 'Lease');
export const CONFIG_MAPS = namespaced('', 'v1', 'configmaps', 'ConfigMap');
export const SECRETS = namespaced('', 'v1', 'secrets', 'Secret');
export const PRIORITY_CLASSES = clusterScoped('scheduling.k8s.io', 'v1', 'priorityclasses', 'PriorityClass');
export const CERTIFICATE_SIGNING_REQUESTS = clusterScoped(
  'certificates.k8s.io',
  'v1',
  'certificatesigningrequests',
  'CertificateSigningRequest',
);
export const INGRESSES = namespaced('networking.k8s.io', 'v1', 'ingresses', 'Ingress');
export const INGRESS_CLASSES = clusterScoped('networking.k8s.io', 'v1', 'ingressclasses', 'IngressClass');
export const NETWORK_POLICIES = namespaced('networking.k8s.io', 'v1', 'networkpolicies', 'NetworkPolicy');
export const IP_ADDRESSES = clusterScoped('networking.k8s.io', 'v1', 'ipaddresses', 'IPAddress');
export const SERVICE_CIDRS = clusterScoped('networking.k8s.io', 'v1', 'servicecidrs', 'ServiceCIDR');
export const RUNTIME_CLASSES = clusterScoped('node.k8s.io', 'v1', 'runtimeclasses', 'RuntimeClass');
export const ROLES = namespaced('rbac.authorization.k8s.io', 'v1', 'roles', 'Role');
export const ROLE_BINDINGS = namespaced('rbac.authorization.k8s.io', 'v1', 'rolebindings', 'RoleBinding');
export const CLUSTER_ROLES = clusterScoped('rbac.authorization.k8s.io', 'v1', 'clusterroles', 'ClusterRole');
export const CLUSTER_ROLE_BINDINGS = clusterScoped(
  'rbac.authorization.k8s.io',
  'v1',
  'clusterrolebindings',
  'ClusterRoleBinding',
);
export const HORIZONTAL_POD_AUTOSCALERS = namespaced(
  'autoscaling',
  'v2',
  'horizontalpodautoscalers',
  'HorizontalPodAutoscaler',
);
export const LIMIT_RANGES = namespaced('', 'v1', 'limitranges', 'LimitRange');
export const POD_TEMPLATES = namespaced('', 'v1', 'podtemplates', 'PodTemplate');
export const CSI_DRIVERS = clusterScoped('storage.k8s.io', 'v1', 'csidrivers', 'CSIDriver');
export const CSI_NODES = clusterScoped('storage.k8s.io', 'v1', 'csinodes', 'CSINode');
export const CSI_STORAGE_CAPACITIES = namespaced('storage.k8s.io', 'v1', 'csistoragecapacities', 'CSIStorageCapacity');
export const VOLUME_ATTACHMENTS = clusterScoped('storage.k8s.io', 'v1', 'volumeattachments', 'VolumeAttachment');
export const VALIDATING_ADMISSION_POLICIES = clusterScoped(
  'admissionregistration.k8s.io',
  'v1',
  'validatingadmissionpolicies',
  'ValidatingAdmissionPolicy',
);
export const API_SERVICES = clusterScoped('apiregistration.k8s.io', 'v1', 'apiservices', 'APIService');
export const FLOW_SCHEMAS = clusterScoped('flowcontrol.apiserver.k8s.io', 'v1', 'flowschemas', 'FlowSchema');
export const PRIORITY_LEVELS = clusterScoped(
  'flowcontrol.apiserver.k8s.io',
  'v1',
  'prioritylevelconfigurations',
  'PriorityLevelConfiguration',
);
export const RESOURCE_CLAIMS = namespaced('resource.k8s.io', 'v1', 'resourceclaims', 'ResourceClaim');
export const RESOURCE_CLAIM_TEMPLATES = namespaced(
  'resource.k8s.io',
  'v1',
  'resourceclaimtemplates',
  'ResourceClaimTemplate',
);
export const RESOURCE_SLICES = clusterScoped('resource.k8s.io', 'v1', 'resourceslices', 'ResourceSlice');
export const DEVICE_CLASSES = clusterScoped('resource.k8s.io', 'v1', 'deviceclasses', 'DeviceClass');
