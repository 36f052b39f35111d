import type { PatchMeta } from '../kind.ts';
import { TYPES } from './generated/schemas.ts';

type ByField = Readonly<Record<string, PatchMeta>>;

const merge = (mergeKey?: string): PatchMeta =>
  mergeKey === undefined ? { strategy: 'merge' } : { strategy: 'merge', mergeKey };
const retain = (mergeKey: string): PatchMeta => ({ strategy: 'merge,retainKeys', mergeKey });

const CONDITIONS: ByField = { conditions: merge('type') };
const CONTAINER: ByField = {
  ports: merge('containerPort'),
  env: merge('name'),
  volumeMounts: merge('mountPath'),
  volumeDevices: merge('devicePath'),
};

/**
 * The patchStrategy and patchMergeKey tags of k8s.io/api, by type and field: what OpenAPI says as x-kubernetes-patch-strategy,
 * from which kubectl apply works out its patches. Where no tag is, a list is replaced.
 */
export const PATCH_STRATEGIES: Readonly<Record<string, ByField>> = {
  ObjectMeta: { ownerReferences: merge('uid'), finalizers: merge() },
  ComponentStatus: CONDITIONS,
  Container: CONTAINER,
  ContainerStatus: { allocatedResourcesStatus: merge('name'), volumeMounts: merge('mountPath') },
  EphemeralContainer: CONTAINER,
  NamespaceStatus: CONDITIONS,
  NodeSpec: { podCIDRs: merge() },
  NodeStatus: { ...CONDITIONS, addresses: merge('type') },
  PersistentVolumeClaimStatus: CONDITIONS,
  PodSpec: {
    volumes: retain('name'),
    initContainers: merge('name'),
    containers: merge('name'),
    ephemeralContainers: merge('name'),
    imagePullSecrets: merge('name'),
    hostAliases: merge('ip'),
    topologySpreadConstraints: merge('topologyKey'),
    schedulingGates: merge('name'),
    resourceClaims: retain('name'),
  },
  PodStatus: { ...CONDITIONS, podIPs: merge('ip'), hostIPs: merge('ip'), resourceClaimStatuses: retain('name') },
  ReplicationControllerStatus: CONDITIONS,
  ServiceAccount: { secrets: merge('name') },
  ServiceSpec: { ports: merge('port') },
  ServiceStatus: CONDITIONS,
  'admissionregistration.MutatingAdmissionPolicySpec': { matchConditions: merge('name') },
  'admissionregistration.MutatingWebhook': { matchConditions: merge('name') },
  'admissionregistration.MutatingWebhookConfiguration': { webhooks: merge('name') },
  'admissionregistration.ValidatingAdmissionPolicySpec': {
    matchConditions: merge('name'),
    variables: merge('name'),
  },
  'admissionregistration.ValidatingWebhook': { matchConditions: merge('name') },
  'admissionregistration.ValidatingWebhookConfiguration': { webhooks: merge('name') },
  'apiregistration.APIServiceStatus': CONDITIONS,
  'apps.DaemonSetStatus': CONDITIONS,
  'apps.DeploymentSpec': { strategy: { strategy: 'retainKeys' } },
  'apps.DeploymentStatus': CONDITIONS,
  'apps.ReplicaSetStatus': CONDITIONS,
  'apps.StatefulSetStatus': CONDITIONS,
  'autoscaling.v2.HorizontalPodAutoscalerStatus': CONDITIONS,
  'batch.JobStatus': CONDITIONS,
  'flowcontrol.FlowSchemaStatus': CONDITIONS,
  'flowcontrol.PriorityLevelConfigurationStatus': CONDITIONS,
  'networking.ServiceCIDRStatus': CONDITIONS,
  'policy.PodDisruptionBudgetSpec': { selector: { strategy: 'replace' } },
  'policy.PodDisruptionBudgetStatus': CONDITIONS,
  'resource.ResourceClaimStatus': { reservedFor: merge('uid') },
  'storage.CSINodeSpec': { drivers: merge('name') },
};

/** The same by dotted path from a kind's type, as a kind says it. */
export function patchMetaOf(type: string): Readonly<Record<string, PatchMeta>> {
  const found: Record<string, PatchMeta> = {};
  collect(type, '', [], found);
  return found;
}

/** `inside`: the types that this one is in; a schema holds schemas, without end. */
function collect(type: string, prefix: string, inside: readonly string[], into: Record<string, PatchMeta>): void {
  if (inside.includes(type)) return;
  const trail = [...inside, type];
  for (const [field, text] of Object.entries(TYPES[type] ?? {})) {
    const strategy = PATCH_STRATEGIES[type]?.[field];
    if (strategy) into[prefix + field] = strategy;
    collect(text.replace(/^(?:\[\]|\{\})+/, ''), `${prefix}${field}.`, trail, into);
  }
}
