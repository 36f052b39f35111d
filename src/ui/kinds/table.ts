import type { MessageId } from '../../i18n/index.ts';
import type { SignName } from './signs.tsx';

/** What the page knows of a kind, whatever the object. */
export interface KindFacts {
  readonly kind: string;
  /** '' for core. */
  readonly group: string;
  /** As the mirror knows it: `pods`, `deployments.apps`. */
  readonly resource: string;
  readonly namespaced: boolean;
  readonly sign: SignName;
  /** What it is called in running text. */
  readonly noun: MessageId;
  /** Somebody defined it while the cluster ran. */
  readonly custom: boolean;
}

type Row = readonly [kind: string, plural: string, sign: SignName, noun: MessageId, scope?: 'cluster'];

const ROWS: Readonly<Record<string, readonly Row[]>> = {
  '': [
    ['Pod', 'pods', 'Pod', 'noun.pods'],
    ['Service', 'services', 'Service', 'noun.services'],
    ['Endpoints', 'endpoints', 'Endpoints', 'noun.endpoints'],
    ['ConfigMap', 'configmaps', 'ConfigMap', 'noun.configmaps'],
    ['Secret', 'secrets', 'Secret', 'noun.secrets'],
    ['ServiceAccount', 'serviceaccounts', 'ServiceAccount', 'noun.serviceaccounts'],
    ['ReplicationController', 'replicationcontrollers', 'ReplicationController', 'noun.replicationcontrollers'],
    ['PersistentVolumeClaim', 'persistentvolumeclaims', 'PersistentVolumeClaim', 'noun.persistentvolumeclaims'],
    ['ResourceQuota', 'resourcequotas', 'ResourceQuota', 'noun.resourcequotas'],
    ['LimitRange', 'limitranges', 'LimitRange', 'noun.limitranges'],
    ['PodTemplate', 'podtemplates', 'Pod', 'noun.podtemplates'],
    ['Event', 'events', 'Event', 'noun.events'],
    ['Node', 'nodes', 'Node', 'noun.nodes', 'cluster'],
    ['Namespace', 'namespaces', 'Namespace', 'noun.namespaces', 'cluster'],
    ['PersistentVolume', 'persistentvolumes', 'PersistentVolume', 'noun.persistentvolumes', 'cluster'],
  ],
  apps: [
    ['Deployment', 'deployments', 'Deployment', 'noun.deployments'],
    ['ReplicaSet', 'replicasets', 'ReplicaSet', 'noun.replicasets'],
    ['StatefulSet', 'statefulsets', 'StatefulSet', 'noun.statefulsets'],
    ['DaemonSet', 'daemonsets', 'DaemonSet', 'noun.daemonsets'],
    ['ControllerRevision', 'controllerrevisions', 'Revision', 'noun.controllerrevisions'],
  ],
  batch: [
    ['Job', 'jobs', 'Job', 'noun.jobs'],
    ['CronJob', 'cronjobs', 'CronJob', 'noun.cronjobs'],
  ],
  autoscaling: [
    ['HorizontalPodAutoscaler', 'horizontalpodautoscalers', 'HorizontalPodAutoscaler', 'noun.horizontalpodautoscalers'],
  ],
  policy: [['PodDisruptionBudget', 'poddisruptionbudgets', 'PodDisruptionBudget', 'noun.poddisruptionbudgets']],
  'discovery.k8s.io': [['EndpointSlice', 'endpointslices', 'Endpoints', 'noun.endpointslices']],
  'networking.k8s.io': [
    ['Ingress', 'ingresses', 'Ingress', 'noun.ingresses'],
    ['NetworkPolicy', 'networkpolicies', 'NetworkPolicy', 'noun.networkpolicies'],
    ['IngressClass', 'ingressclasses', 'Class', 'noun.ingressclasses', 'cluster'],
    ['IPAddress', 'ipaddresses', 'Object', 'noun.ipaddresses', 'cluster'],
    ['ServiceCIDR', 'servicecidrs', 'Object', 'noun.servicecidrs', 'cluster'],
  ],
  'rbac.authorization.k8s.io': [
    ['Role', 'roles', 'Role', 'noun.roles'],
    ['RoleBinding', 'rolebindings', 'Binding', 'noun.rolebindings'],
    ['ClusterRole', 'clusterroles', 'Role', 'noun.clusterroles', 'cluster'],
    ['ClusterRoleBinding', 'clusterrolebindings', 'Binding', 'noun.clusterrolebindings', 'cluster'],
  ],
  'storage.k8s.io': [
    ['StorageClass', 'storageclasses', 'StorageClass', 'noun.storageclasses', 'cluster'],
    ['VolumeAttachment', 'volumeattachments', 'Binding', 'noun.volumeattachments', 'cluster'],
    ['CSIDriver', 'csidrivers', 'Class', 'noun.csidrivers', 'cluster'],
    ['CSINode', 'csinodes', 'Node', 'noun.csinodes', 'cluster'],
    ['CSIStorageCapacity', 'csistoragecapacities', 'ResourceQuota', 'noun.csistoragecapacities'],
    ['VolumeAttributesClass', 'volumeattributesclasses', 'Class', 'noun.volumeattributesclasses', 'cluster'],
  ],
  'coordination.k8s.io': [['Lease', 'leases', 'Lease', 'noun.leases']],
  'scheduling.k8s.io': [['PriorityClass', 'priorityclasses', 'Priority', 'noun.priorityclasses', 'cluster']],
  'node.k8s.io': [['RuntimeClass', 'runtimeclasses', 'Class', 'noun.runtimeclasses', 'cluster']],
  'certificates.k8s.io': [
    ['CertificateSigningRequest', 'certificatesigningrequests', 'Role', 'noun.certificatesigningrequests', 'cluster'],
  ],
  'apiextensions.k8s.io': [
    [
      'CustomResourceDefinition',
      'customresourcedefinitions',
      'CustomResourceDefinition',
      'noun.customresourcedefinitions',
      'cluster',
    ],
  ],
  'apiregistration.k8s.io': [['APIService', 'apiservices', 'Service', 'noun.apiservices', 'cluster']],
  'admissionregistration.k8s.io': [
    [
      'MutatingWebhookConfiguration',
      'mutatingwebhookconfigurations',
      'Webhook',
      'noun.mutatingwebhookconfigurations',
      'cluster',
    ],
    [
      'ValidatingWebhookConfiguration',
      'validatingwebhookconfigurations',
      'Webhook',
      'noun.validatingwebhookconfigurations',
      'cluster',
    ],
    ['ValidatingAdmissionPolicy', 'validatingadmissionpolicies', 'Role', 'noun.validatingadmissionpolicies', 'cluster'],
    [
      'ValidatingAdmissionPolicyBinding',
      'validatingadmissionpolicybindings',
      'Binding',
      'noun.validatingadmissionpolicybindings',
      'cluster',
    ],
    ['MutatingAdmissionPolicy', 'mutatingadmissionpolicies', 'Role', 'noun.mutatingadmissionpolicies', 'cluster'],
    [
      'MutatingAdmissionPolicyBinding',
      'mutatingadmissionpolicybindings',
      'Binding',
      'noun.mutatingadmissionpolicybindings',
      'cluster',
    ],
  ],
  'flowcontrol.apiserver.k8s.io': [
    ['FlowSchema', 'flowschemas', 'Priority', 'noun.flowschemas', 'cluster'],
    [
      'PriorityLevelConfiguration',
      'prioritylevelconfigurations',
      'Priority',
      'noun.prioritylevelconfigurations',
      'cluster',
    ],
  ],
  'resource.k8s.io': [
    ['ResourceClaim', 'resourceclaims', 'PersistentVolumeClaim', 'noun.resourceclaims'],
    ['ResourceClaimTemplate', 'resourceclaimtemplates', 'PersistentVolumeClaim', 'noun.resourceclaimtemplates'],
    ['ResourceSlice', 'resourceslices', 'PersistentVolume', 'noun.resourceslices', 'cluster'],
    ['DeviceClass', 'deviceclasses', 'Class', 'noun.deviceclasses', 'cluster'],
  ],
};

/** Every kind that Kubernetes itself stores. */
export const KINDS: readonly KindFacts[] = Object.entries(ROWS).flatMap(([group, rows]) =>
  rows.map(([kind, plural, sign, noun, scope]) => ({
    kind,
    group,
    resource: group === '' ? plural : `${plural}.${group}`,
    namespaced: scope === undefined,
    sign,
    noun,
    custom: false,
  })),
);

const byKind = new Map(KINDS.map((facts) => [facts.kind, facts]));
const byGroupKind = new Map(KINDS.map((facts) => [`${facts.group}/${facts.kind}`, facts]));
const byResource = new Map(KINDS.map((facts) => [facts.resource, facts]));
const byPlural = new Map(KINDS.map((facts) => [facts.resource.split('.')[0] ?? '', facts]));

/** Of Kubernetes' own kinds, by name; with the group where a custom kind may have the same. */
export function kindNamed(kind: string, group?: string): KindFacts | undefined {
  return group === undefined ? byKind.get(kind) : byGroupKind.get(`${group}/${kind}`);
}

/** By resource as the mirror knows it, or by plural alone. */
export function kindOfResource(resource: string): KindFacts | undefined {
  return byResource.get(resource) ?? (resource.includes('.') ? undefined : byPlural.get(resource));
}

/** `Deployment` → `deployments.apps`; undefined for kinds that are not Kubernetes' own. */
export function resourceOfKind(kind: string, group?: string): string | undefined {
  return kindNamed(kind, group)?.resource;
}

/** `deployments.apps` and `deployments` → the word for a deployment. */
export function nounOf(resource: string): MessageId {
  const dot = resource.indexOf('.');
  return (kindOfResource(resource) ?? byPlural.get(dot < 0 ? resource : resource.slice(0, dot)))?.noun ?? 'noun.object';
}

/** The facts of a kind that a CustomResourceDefinition brought, or that is not known at all. */
export function customKind(kind: string, group: string, resource: string, namespaced: boolean): KindFacts {
  return { kind, group, resource, namespaced, sign: 'Custom', noun: 'noun.object', custom: true };
}
