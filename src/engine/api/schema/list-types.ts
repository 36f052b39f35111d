import {
  ANY_ATOMIC,
  BOOLEAN,
  listType,
  mapType,
  NUMERIC,
  STRING,
  UNTYPED,
  type FieldDescription,
  type ListKey,
  type TypeDescription,
} from '../../apimachinery/managedfields/index.ts';
import { fieldsOf, type FieldKind } from './fields.ts';
import { ROOTS } from './generated/schemas.ts';

/** The type of a kind's objects as server-side apply sees it; undefined for a kind that is not built in. */
export function typeDescriptionOf(apiVersion: string, kind: string): TypeDescription | undefined {
  const root = ROOTS[`${apiVersion}/${kind}`];
  return root === undefined ? undefined : struct(root);
}

/** `x-kubernetes-list-type: map`, with the keys; a list that is not named here or in SETS is one value. By type and field. */
const LIST_MAP_KEYS: Readonly<Record<string, string>> = {
  'ComponentStatus.conditions': 'type',
  'Container.env': 'name',
  'Container.ports': 'containerPort,protocol',
  'Container.volumeDevices': 'devicePath',
  'Container.volumeMounts': 'mountPath',
  'ContainerStatus.allocatedResourcesStatus': 'name',
  'ContainerStatus.volumeMounts': 'mountPath',
  'EphemeralContainer.env': 'name',
  'EphemeralContainer.ports': 'containerPort,protocol',
  'EphemeralContainer.volumeDevices': 'devicePath',
  'EphemeralContainer.volumeMounts': 'mountPath',
  'NamespaceStatus.conditions': 'type',
  'NodeStatus.addresses': 'type',
  'NodeStatus.conditions': 'type',
  'ObjectMeta.ownerReferences': 'uid',
  'PersistentVolumeClaimStatus.conditions': 'type',
  'PodSpec.containers': 'name',
  'PodSpec.ephemeralContainers': 'name',
  'PodSpec.hostAliases': 'ip',
  'PodSpec.imagePullSecrets': 'name',
  'PodSpec.initContainers': 'name',
  'PodSpec.resourceClaims': 'name',
  'PodSpec.schedulingGates': 'name',
  'PodSpec.topologySpreadConstraints': 'topologyKey,whenUnsatisfiable',
  'PodSpec.volumes': 'name',
  'PodStatus.conditions': 'type',
  'PodStatus.podIPs': 'ip',
  'PodStatus.resourceClaimStatuses': 'name',
  'ReplicationControllerStatus.conditions': 'type',
  'ResourceRequirements.claims': 'name',
  'ResourceStatus.resources': 'resourceID',
  'ServiceAccount.secrets': 'name',
  'ServiceSpec.ports': 'port,protocol',
  'ServiceStatus.conditions': 'type',
  'admissionregistration.MutatingAdmissionPolicySpec.matchConditions': 'name',
  'admissionregistration.MutatingWebhook.matchConditions': 'name',
  'admissionregistration.MutatingWebhookConfiguration.webhooks': 'name',
  'admissionregistration.ValidatingAdmissionPolicySpec.matchConditions': 'name',
  'admissionregistration.ValidatingAdmissionPolicySpec.variables': 'name',
  'admissionregistration.ValidatingAdmissionPolicyStatus.conditions': 'type',
  'admissionregistration.ValidatingWebhook.matchConditions': 'name',
  'admissionregistration.ValidatingWebhookConfiguration.webhooks': 'name',
  'apiextensions.CustomResourceDefinitionStatus.conditions': 'type',
  'apiregistration.APIServiceStatus.conditions': 'type',
  'apps.DaemonSetStatus.conditions': 'type',
  'apps.DeploymentStatus.conditions': 'type',
  'apps.ReplicaSetStatus.conditions': 'type',
  'apps.StatefulSetStatus.conditions': 'type',
  'autoscaling.v2.HorizontalPodAutoscalerStatus.conditions': 'type',
  'certificates.CertificateSigningRequestStatus.conditions': 'type',
  'flowcontrol.FlowSchemaStatus.conditions': 'type',
  'flowcontrol.PriorityLevelConfigurationStatus.conditions': 'type',
  'networking.ServiceCIDRStatus.conditions': 'type',
  'policy.PodDisruptionBudgetStatus.conditions': 'type',
  'resource.AllocatedDeviceStatus.conditions': 'type',
  'resource.ResourceClaimStatus.devices': 'device,driver,pool,shareID',
  'resource.ResourceClaimStatus.reservedFor': 'uid',
  'storage.CSINodeSpec.drivers': 'name',
};

/** How OpenAPI says that a type is one value. */
export function isAtomic(type: string): boolean {
  return ATOMIC_STRUCTS.has(type);
}

/** How OpenAPI says what two writers of one field may each have of it. */
export function structureOf(type: string, field: string, { shape }: FieldKind): Readonly<Record<string, unknown>> {
  const path = `${type}.${field}`;
  if (shape === 'list') {
    if (SETS.has(path)) return { 'x-kubernetes-list-type': 'set' };
    const keys = LIST_MAP_KEYS[path];
    if (keys === undefined) return { 'x-kubernetes-list-type': 'atomic' };
    return { 'x-kubernetes-list-map-keys': keys.split(','), 'x-kubernetes-list-type': 'map' };
  }
  const atomic = ATOMIC_FIELDS[path];
  return atomic === undefined ? NOTHING : { 'x-kubernetes-map-type': atomic ? 'atomic' : 'granular' };
}

const NOTHING: Readonly<Record<string, unknown>> = {};

/** What an item means that leaves a key out. By element type and key. */
const KEY_DEFAULTS: Readonly<Record<string, string>> = {
  'ContainerPort.protocol': 'TCP',
  'ServicePort.protocol': 'TCP',
};

/** `x-kubernetes-list-type: set`. */
const SETS: ReadonlySet<string> = new Set([
  'NodeSpec.podCIDRs',
  'ObjectMeta.finalizers',
  'admissionregistration.ValidatingAdmissionPolicyBindingSpec.validationActions',
  'batch.PodFailurePolicyOnExitCodesRequirement.values',
  'batch.UncountedTerminatedPods.failed',
  'batch.UncountedTerminatedPods.succeeded',
  'discovery.Endpoint.addresses',
  'storage.CSIDriverSpec.volumeLifecycleModes',
]);

/** `x-kubernetes-map-type: atomic` of types. */
const ATOMIC_STRUCTS: ReadonlySet<string> = new Set([
  'ConfigMapKeySelector',
  'EndpointAddress',
  'EndpointPort',
  'FileKeySelector',
  'LabelSelector',
  'LocalObjectReference',
  'NodeSelector',
  'NodeSelectorTerm',
  'ObjectFieldSelector',
  'ObjectReference',
  'OwnerReference',
  'ResourceFieldSelector',
  'ScopeSelector',
  'SecretKeySelector',
  'SecretReference',
  'TopologySelectorTerm',
  'TypedLocalObjectReference',
  'admissionregistration.MatchResources',
  'admissionregistration.NamedRuleWithOperations',
  'admissionregistration.ParamKind',
  'admissionregistration.ParamRef',
  'admissionregistration.Variable',
  'autoscaling.CrossVersionObjectReference',
  'autoscaling.v2.CrossVersionObjectReference',
  'discovery.EndpointPort',
  'rbac.RoleRef',
  'rbac.Subject',
]);

/** `x-kubernetes-map-type` of fields, where it is not the type's own. */
const ATOMIC_FIELDS: Readonly<Record<string, boolean>> = {
  'PodSpec.nodeSelector': true,
  'ReplicationControllerSpec.selector': true,
  'ServiceSpec.selector': true,
  'node.Scheduling.nodeSelector': true,
  'PersistentVolumeSpec.claimRef': false,
};

/** Structs that Go holds by value, beside `metadata`, `spec` and `status`: they are always there. */
const HELD_BY_VALUE: ReadonlySet<string> = new Set([
  'Container.resources',
  'ContainerStatus.lastState',
  'ContainerStatus.state',
  'EphemeralContainer.resources',
  'Event.involvedObject',
  'Event.source',
  'NodeDaemonEndpoints.kubeletEndpoint',
  'NodeStatus.daemonEndpoints',
  'NodeStatus.nodeInfo',
  'PersistentVolumeClaimSpec.resources',
  'PodTemplate.template',
  'ServiceStatus.loadBalancer',
  'apiextensions.CustomResourceDefinitionSpec.names',
  'apiextensions.CustomResourceDefinitionStatus.acceptedNames',
  'apps.DaemonSetSpec.template',
  'apps.DaemonSetSpec.updateStrategy',
  'apps.DeploymentSpec.strategy',
  'apps.DeploymentSpec.template',
  'apps.ReplicaSetSpec.template',
  'apps.StatefulSetSpec.template',
  'apps.StatefulSetSpec.updateStrategy',
  'autoscaling.HorizontalPodAutoscalerSpec.scaleTargetRef',
  'autoscaling.v2.HorizontalPodAutoscalerSpec.scaleTargetRef',
  'batch.CronJobSpec.jobTemplate',
  'batch.JobSpec.template',
  'discovery.Endpoint.conditions',
  'events.Event.deprecatedSource',
  'events.Event.regarding',
  'flowcontrol.FlowSchemaSpec.priorityLevelConfiguration',
  'networking.IngressStatus.loadBalancer',
  'networking.NetworkPolicySpec.podSelector',
  'rbac.ClusterRoleBinding.roleRef',
  'rbac.RoleBinding.roleRef',
  'resource.ResourceClaimSpec.devices',
  'resource.ResourceSliceSpec.pool',
  'storage.VolumeAttachmentSpec.source',
]);

/** Lists without `omitempty`: where nobody sets them, they are null. */
const WRITTEN_AS_NULL: ReadonlySet<string> = new Set([
  'LimitRangeSpec.limits',
  'PodSpec.containers',
  'apiextensions.CustomResourceDefinitionSpec.versions',
  'apiextensions.CustomResourceDefinitionStatus.conditions',
  'apiextensions.CustomResourceDefinitionStatus.storedVersions',
  'autoscaling.v2.HorizontalPodAutoscalerStatus.currentMetrics',
  'discovery.EndpointSlice.endpoints',
  'discovery.EndpointSlice.ports',
  'rbac.ClusterRole.rules',
  'rbac.Role.rules',
  'storage.CSINodeSpec.drivers',
]);

const ALWAYS_BY_VALUE = new Set(['metadata', 'spec', 'status']);

/** Types whose values many objects share: the pods of one template have one spec. */
const SHARED = new Set(['PodSpec', 'PodTemplateSpec']);

/** Types of which there are very many, whose values differ in what stands in their fields and hardly in which they have. */
const FEW_SHAPES = new Set([
  'ContainerState',
  'Event',
  'LeaseSpec',
  'NodeCondition',
  'ObjectMeta',
  'PodCondition',
  'PodIP',
  'coordination.LeaseSpec',
  'events.Event',
]);

/** Metadata that says who the object is, or how it is stored. */
const NOBODYS = new Set([
  'creationTimestamp',
  'generation',
  'managedFields',
  'name',
  'namespace',
  'resourceVersion',
  'selfLink',
  'uid',
]);

const structs = new Map<string, TypeDescription>();

function struct(name: string, atomic = ATOMIC_STRUCTS.has(name)): TypeDescription {
  const key = atomic ? `${name} atomic` : name;
  const known = structs.get(key);
  if (known !== undefined) return known;
  const made = new StructDescription(name, atomic);
  structs.set(key, made);
  return made;
}

/** A struct whose fields are looked up when somebody asks: types hold one another. */
class StructDescription implements TypeDescription {
  readonly shape = 'map';
  readonly scalar = 'untyped';
  readonly keys: readonly ListKey[] = [];
  readonly element = undefined;
  readonly atomic: boolean;
  readonly shared: boolean;
  readonly fewShapes: boolean;
  readonly #name: string;
  #fields: ReadonlyMap<string, FieldDescription> | undefined;

  constructor(name: string, atomic: boolean) {
    this.#name = name;
    this.atomic = atomic;
    this.shared = SHARED.has(name);
    this.fewShapes = FEW_SHAPES.has(name);
  }

  get fields(): ReadonlyMap<string, FieldDescription> {
    this.#fields ??= new Map(
      [...fieldsOf(this.#name)].map(([name, kind]) => [name, describeField(this.#name, name, kind)] as const),
    );
    return this.#fields;
  }
}

function describeField(type: string, name: string, kind: FieldKind): FieldDescription {
  const path = `${type}.${name}`;
  const byValue = kind.shape === 'struct' && (ALWAYS_BY_VALUE.has(name) || HELD_BY_VALUE.has(path));
  const zero = byValue ? 'struct' : WRITTEN_AS_NULL.has(path) ? 'null' : undefined;
  return { type: describe(kind, path), zero, nobodys: isNobodys(type, name) };
}

function isNobodys(type: string, name: string): boolean {
  if (type === 'ObjectMeta') return NOBODYS.has(name);
  return (name === 'apiVersion' || name === 'kind') && fieldsOf(type).has('metadata');
}

function describe(kind: FieldKind, path: string): TypeDescription {
  switch (kind.shape) {
    case 'struct':
      return struct(kind.text, ATOMIC_FIELDS[path] ?? ATOMIC_STRUCTS.has(kind.text));
    case 'list':
      return listType(describe(kind.item!, ''), relationshipOf(path, kind.item!));
    case 'map':
      return mapType(describe(kind.item!, ''), ATOMIC_FIELDS[path] ?? false);
    default:
      return scalar(kind.text);
  }
}

function relationshipOf(path: string, item: FieldKind): 'atomic' | 'set' | readonly ListKey[] {
  if (SETS.has(path)) return 'set';
  const keys = LIST_MAP_KEYS[path];
  if (keys === undefined) return 'atomic';
  return keys.split(',').map((name) => ({ name, default: KEY_DEFAULTS[`${item.text}.${name}`] }));
}

function scalar(text: string): TypeDescription {
  switch (text) {
    case 'any':
      return ANY_ATOMIC;
    case 'string':
    case 'bytes':
      return STRING;
    case 'bool':
      return BOOLEAN;
    case 'int32':
    case 'int64':
    case 'float64':
      return NUMERIC;
    default:
      return UNTYPED;
  }
}
