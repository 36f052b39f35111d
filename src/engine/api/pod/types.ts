import type { IAffinity } from 'kubernetes-models/v1/Affinity';
import type { IContainer } from 'kubernetes-models/v1/Container';
import type { IContainerPort } from 'kubernetes-models/v1/ContainerPort';
import type { IContainerState } from 'kubernetes-models/v1/ContainerState';
import type { IContainerStatus } from 'kubernetes-models/v1/ContainerStatus';
import type { IEnvFromSource } from 'kubernetes-models/v1/EnvFromSource';
import type { IEnvVar } from 'kubernetes-models/v1/EnvVar';
import type { IEphemeralContainer } from 'kubernetes-models/v1/EphemeralContainer';
import type { IHTTPGetAction } from 'kubernetes-models/v1/HTTPGetAction';
import type { ILifecycle } from 'kubernetes-models/v1/Lifecycle';
import type { IPodCondition } from 'kubernetes-models/v1/PodCondition';
import type { IPodDNSConfig } from 'kubernetes-models/v1/PodDNSConfig';
import type { IPodSecurityContext } from 'kubernetes-models/v1/PodSecurityContext';
import type { IPodSpec } from 'kubernetes-models/v1/PodSpec';
import type { IPodStatus } from 'kubernetes-models/v1/PodStatus';
import type { IProbe } from 'kubernetes-models/v1/Probe';
import type { ISecurityContext } from 'kubernetes-models/v1/SecurityContext';
import type { IToleration } from 'kubernetes-models/v1/Toleration';
import type { ITopologySpreadConstraint } from 'kubernetes-models/v1/TopologySpreadConstraint';
import type { IVolume } from 'kubernetes-models/v1/Volume';
import type { IVolumeMount } from 'kubernetes-models/v1/VolumeMount';
import type { ApiObject, ObjectMeta } from '../../apimachinery/index.ts';
import type { ResourceList, Stored, StoredWithout } from '../wire.ts';

export type PodPhase = 'Pending' | 'Running' | 'Succeeded' | 'Failed' | 'Unknown';
export type PodQOSClass = 'Guaranteed' | 'Burstable' | 'BestEffort';
export type RestartPolicy = 'Always' | 'OnFailure' | 'Never';
export type Protocol = 'TCP' | 'UDP' | 'SCTP';
export type ConditionStatus = 'True' | 'False' | 'Unknown';

export interface ResourceRequirements {
  readonly limits?: ResourceList;
  readonly requests?: ResourceList;
  readonly claims?: readonly { readonly name: string; readonly request?: string }[];
}

export type ContainerPort = Stored<IContainerPort, 'protocol'>;
export type EnvVar = Stored<IEnvVar>;
export type EnvFromSource = Stored<IEnvFromSource>;
export type VolumeMount = Stored<IVolumeMount>;
export type Volume = Stored<IVolume>;
export type Lifecycle = Stored<ILifecycle>;
export type SecurityContext = Stored<ISecurityContext>;
export type PodSecurityContext = Stored<IPodSecurityContext>;
export type HTTPGetAction = Stored<IHTTPGetAction>;
export type Affinity = Stored<IAffinity>;
export type NodeAffinity = NonNullable<Affinity['nodeAffinity']>;
export type PodAffinity = NonNullable<Affinity['podAffinity']>;
export type PodAntiAffinity = NonNullable<Affinity['podAntiAffinity']>;
export type NodeSelector = NonNullable<NodeAffinity['requiredDuringSchedulingIgnoredDuringExecution']>;
export type NodeSelectorTerm = NodeSelector['nodeSelectorTerms'][number];
export type NodeSelectorRequirement = NonNullable<NodeSelectorTerm['matchExpressions']>[number];
export type PodAffinityTerm = NonNullable<PodAffinity['requiredDuringSchedulingIgnoredDuringExecution']>[number];
export type Toleration = Stored<IToleration>;
export type TopologySpreadConstraint = Stored<ITopologySpreadConstraint>;
export type PodDNSConfig = Stored<IPodDNSConfig>;
export type Probe = Stored<IProbe, 'timeoutSeconds' | 'periodSeconds' | 'successThreshold' | 'failureThreshold'>;

/** A container after defaulting. */
export interface Container extends StoredWithout<
  IContainer,
  'ports' | 'resources' | 'livenessProbe' | 'readinessProbe' | 'startupProbe' | 'image',
  'imagePullPolicy' | 'terminationMessagePath' | 'terminationMessagePolicy'
> {
  readonly image: string;
  readonly ports?: readonly ContainerPort[];
  readonly resources: ResourceRequirements;
  readonly livenessProbe?: Probe;
  readonly readinessProbe?: Probe;
  readonly startupProbe?: Probe;
}

export type EphemeralContainer = Stored<IEphemeralContainer>;

/** A pod's spec after defaulting; `nodeName` is absent until the pod is bound. */
export interface PodSpec extends StoredWithout<
  IPodSpec,
  'containers' | 'initContainers' | 'ephemeralContainers' | 'overhead' | 'resources',
  'restartPolicy' | 'dnsPolicy' | 'terminationGracePeriodSeconds' | 'schedulerName' | 'securityContext'
> {
  readonly containers: readonly Container[];
  readonly initContainers?: readonly Container[];
  readonly ephemeralContainers?: readonly EphemeralContainer[];
  readonly overhead?: ResourceList;
  readonly resources?: ResourceRequirements;
}

export type ContainerState = Stored<IContainerState>;

export interface ContainerStatus extends StoredWithout<IContainerStatus, 'allocatedResources' | 'resources'> {
  readonly allocatedResources?: ResourceList;
  readonly resources?: ResourceRequirements;
}

export type PodCondition = Stored<IPodCondition>;

export interface PodStatus extends StoredWithout<
  IPodStatus,
  | 'phase'
  | 'conditions'
  | 'containerStatuses'
  | 'initContainerStatuses'
  | 'ephemeralContainerStatuses'
  | 'allocatedResources'
  | 'resources'
> {
  readonly phase: PodPhase;
  readonly conditions?: readonly PodCondition[];
  readonly containerStatuses?: readonly ContainerStatus[];
  readonly initContainerStatuses?: readonly ContainerStatus[];
  readonly ephemeralContainerStatuses?: readonly ContainerStatus[];
  readonly allocatedResources?: ResourceList;
  readonly resources?: ResourceRequirements;
}

export interface Pod extends ApiObject<PodSpec, PodStatus> {
  readonly apiVersion: 'v1';
  readonly kind: 'Pod';
  readonly metadata: ObjectMeta;
  readonly spec: PodSpec;
  readonly status: PodStatus;
}

/** What a template may say of the pods made from it: no server-set fields. */
export type TemplateMeta = Partial<ObjectMeta>;

/** The template inside workloads, after defaulting. */
export interface PodTemplateSpec {
  readonly metadata: TemplateMeta;
  readonly spec: PodSpec;
}
