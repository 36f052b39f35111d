import { pathOf } from '../rest/types.ts';
import { horizontalPodAutoscalerDescriber } from './autoscaler.ts';
import { certificateSigningRequestDescriber } from './certificatesigningrequest.ts';
import { configMapDescriber, secretDescriber } from './config.ts';
import { daemonSetDescriber } from './daemonset.ts';
import { deploymentDescriber } from './deployment.ts';
import type { Describer, Settings, Subject } from './describer.ts';
import { endpointSliceDescriber } from './endpoint-slices.ts';
import { genericDescriber } from './generic.ts';
import { ingressClassDescriber, ingressDescriber } from './ingress.ts';
import { cronJobDescriber, jobDescriber } from './job.ts';
import { namespaceDescriber } from './namespace.ts';
import { ipAddressDescriber, serviceCIDRDescriber } from './network-addresses.ts';
import { networkPolicyDescriber } from './networkpolicy.ts';
import { nodeDescriber } from './node.ts';
import { persistentVolumeDescriber } from './persistentvolume.ts';
import { persistentVolumeClaimDescriber } from './persistentvolumeclaim.ts';
import { podDescriber } from './pod.ts';
import { podDisruptionBudgetDescriber, priorityClassDescriber } from './policy.ts';
import { tabbed } from './prefix-writer.ts';
import { limitRangeDescriber, resourceQuotaDescriber } from './quota.ts';
import { roleBindingDescriber, roleDescriber } from './rbac.ts';
import { replicaSetDescriber, replicationControllerDescriber } from './replicaset.ts';
import { endpointsDescriber, serviceDescriber } from './service.ts';
import { serviceAccountDescriber } from './serviceaccount.ts';
import { statefulSetDescriber } from './statefulset.ts';
import { csiNodeDescriber, storageClassDescriber, volumeAttributesClassDescriber } from './storage.ts';

/**
 * What `kubectl describe` says of an object: one file for each kind or family of kinds, and the generic describer for all the
 * others (kubectl/pkg/describe/describe.go).
 *
 * It promises the texts of kubectl 1.33 to the byte: titles, order, columns, what stands for nothing.
 *
 * It differs from upstream where upstream's own order is accidental: the resources of a limit range and the keys of a config
 * map are sorted. An annotation that is cut within a character of several bytes ends with a replacement character.
 */
const describers: ReadonlyMap<string, Describer> = new Map([
  ['Pod', podDescriber],
  ['ReplicationController', replicationControllerDescriber],
  ['Secret', secretDescriber],
  ['Service', serviceDescriber],
  ['ServiceAccount', serviceAccountDescriber],
  ['Node', nodeDescriber],
  ['LimitRange', limitRangeDescriber],
  ['ResourceQuota', resourceQuotaDescriber],
  ['PersistentVolume', persistentVolumeDescriber],
  ['PersistentVolumeClaim', persistentVolumeClaimDescriber],
  ['Namespace', namespaceDescriber],
  ['Endpoints', endpointsDescriber],
  ['ConfigMap', configMapDescriber],
  ['EndpointSlice.discovery.k8s.io', endpointSliceDescriber],
  ['HorizontalPodAutoscaler.autoscaling', horizontalPodAutoscalerDescriber],
  ['Ingress.networking.k8s.io', ingressDescriber],
  ['IngressClass.networking.k8s.io', ingressClassDescriber],
  ['ServiceCIDR.networking.k8s.io', serviceCIDRDescriber],
  ['IPAddress.networking.k8s.io', ipAddressDescriber],
  ['Job.batch', jobDescriber],
  ['CronJob.batch', cronJobDescriber],
  ['StatefulSet.apps', statefulSetDescriber],
  ['Deployment.apps', deploymentDescriber],
  ['DaemonSet.apps', daemonSetDescriber],
  ['ReplicaSet.apps', replicaSetDescriber],
  ['CertificateSigningRequest.certificates.k8s.io', certificateSigningRequestDescriber],
  ['StorageClass.storage.k8s.io', storageClassDescriber],
  ['CSINode.storage.k8s.io', csiNodeDescriber],
  ['VolumeAttributesClass.storage.k8s.io', volumeAttributesClassDescriber],
  ['PodDisruptionBudget.policy', podDisruptionBudgetDescriber],
  ['Role.rbac.authorization.k8s.io', roleDescriber],
  ['ClusterRole.rbac.authorization.k8s.io', roleDescriber],
  ['RoleBinding.rbac.authorization.k8s.io', roleBindingDescriber],
  ['ClusterRoleBinding.rbac.authorization.k8s.io', roleBindingDescriber],
  ['NetworkPolicy.networking.k8s.io', networkPolicyDescriber],
  ['PriorityClass.scheduling.k8s.io', priorityClassDescriber],
]);

/**
 * The version that a describer is written for, where the server prefers or was asked for another. v1.36 serves no
 * VolumeAttributesClass of v1beta1 any more: kubectl 1.33 does not find it, and so neither do we.
 */
const VERSIONS: ReadonlyMap<string, string> = new Map([
  ['HorizontalPodAutoscaler.autoscaling', 'v2'],
  ['VolumeAttributesClass.storage.k8s.io', 'v1beta1'],
]);

/** Asks for the object, and for what else its description shows, and answers the text. */
export async function describe(subject: Subject, settings: Settings): Promise<string> {
  const { mapping, namespace, name } = subject;
  const kind = mapping.group === '' ? mapping.kind : `${mapping.kind}.${mapping.group}`;
  const version = VERSIONS.get(kind) ?? mapping.version;
  const object = await settings.rest.get(pathOf({ ...mapping, version }, namespace, name));
  return tabbed(await (describers.get(kind) ?? genericDescriber)(object, settings, subject));
}

export { type Settings, type Subject } from './describer.ts';
