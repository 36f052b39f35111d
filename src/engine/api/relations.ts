import type { ApiObject } from '../apimachinery/index.ts';
import { apiServiceRelations } from './apiservice/relations.ts';
import { clusterRoleRelations } from './clusterrole/relations.ts';
import { cronJobRelations } from './cronjob/relations.ts';
import { csiNodeRelations } from './csinode/relations.ts';
import { storageCapacityRelations } from './csistoragecapacity/relations.ts';
import { customRelations } from './customresource/relations.ts';
import { daemonSetRelations } from './daemonset/relations.ts';
import { deploymentRelations } from './deployment/relations.ts';
import { endpointsRelations } from './endpoints/relations.ts';
import { endpointSliceRelations } from './endpointslice/relations.ts';
import { eventRelations } from './event/relations.ts';
import { flowSchemaRelations } from './flowschema/relations.ts';
import { autoscalerRelations } from './horizontalpodautoscaler/relations.ts';
import { ingressRelations } from './ingress/relations.ts';
import { ingressClassRelations } from './ingressclass/relations.ts';
import { ipAddressRelations } from './ipaddress/relations.ts';
import { jobRelations } from './job/relations.ts';
import type { Relation } from './kind.ts';
import { leaseRelations } from './lease/relations.ts';
import { networkPolicyRelations } from './networkpolicy/relations.ts';
import { volumeRelations } from './persistentvolume/relations.ts';
import { claimRelations } from './persistentvolumeclaim/relations.ts';
import { podRelations } from './pod/relations.ts';
import { disruptionBudgetRelations } from './poddisruptionbudget/relations.ts';
import type { ClusterRoleBinding } from './clusterrolebinding/types.ts';
import { mutatingBindingRelations, validatingBindingRelations } from './policy-relations.ts';
import { bindingRelations } from './rbac/relations.ts';
import { resourceClaimRelations, resourceClaimTemplateRelations } from './resourceclaim/relations.ts';
import type { RoleBinding } from './rolebinding/types.ts';
import { replicaSetRelations } from './replicaset/relations.ts';
import { replicationControllerRelations } from './replicationcontroller/relations.ts';
import { resourceSliceRelations } from './resourceslice/relations.ts';
import { secretRelations } from './secret/relations.ts';
import { serviceRelations } from './service/relations.ts';
import { serviceAccountRelations } from './serviceaccount/relations.ts';
import { statefulSetRelations } from './statefulset/relations.ts';
import { attachmentRelations } from './volumeattachment/relations.ts';
import { attributesClassRelations } from './volumeattributesclass/relations.ts';
import { webhookRelations } from './webhook-relations.ts';

type Relations<T extends ApiObject> = (object: T) => readonly Relation[];

/** An object of a kind always comes to that kind's own function: the table is asked by what the object says of itself. */
function of<T extends ApiObject>(relations: Relations<T>): Relations<ApiObject> {
  return relations as Relations<ApiObject> & Relations<T>;
}

/**
 * The edges that each kind draws to others, apart from all else that is known of kinds: `Kind.relations` is made of the same
 * functions. For those who only draw them, this is light to load. Kinds that draw none are not here.
 */
export const relationsByKind: ReadonlyMap<string, Relations<ApiObject>> = new Map([
  ['/Endpoints', of(endpointsRelations)],
  ['/Event', of(eventRelations)],
  ['/PersistentVolume', of(volumeRelations)],
  ['/PersistentVolumeClaim', of(claimRelations)],
  ['/Pod', of(podRelations)],
  ['/ReplicationController', of(replicationControllerRelations)],
  ['/Secret', of(secretRelations)],
  ['/Service', of(serviceRelations)],
  ['/ServiceAccount', of(serviceAccountRelations)],
  ['admissionregistration.k8s.io/MutatingWebhookConfiguration', of(webhookRelations)],
  ['admissionregistration.k8s.io/ValidatingWebhookConfiguration', of(webhookRelations)],
  ['admissionregistration.k8s.io/MutatingAdmissionPolicyBinding', of(mutatingBindingRelations)],
  ['admissionregistration.k8s.io/ValidatingAdmissionPolicyBinding', of(validatingBindingRelations)],
  ['apiregistration.k8s.io/APIService', of(apiServiceRelations)],
  ['apps/DaemonSet', of(daemonSetRelations)],
  ['apps/Deployment', of(deploymentRelations)],
  ['apps/ReplicaSet', of(replicaSetRelations)],
  ['apps/StatefulSet', of(statefulSetRelations)],
  ['autoscaling/HorizontalPodAutoscaler', of(autoscalerRelations)],
  ['batch/CronJob', of(cronJobRelations)],
  ['batch/Job', of(jobRelations)],
  ['coordination.k8s.io/Lease', of(leaseRelations)],
  ['discovery.k8s.io/EndpointSlice', of(endpointSliceRelations)],
  ['flowcontrol.apiserver.k8s.io/FlowSchema', of(flowSchemaRelations)],
  ['networking.k8s.io/Ingress', of(ingressRelations)],
  ['networking.k8s.io/IngressClass', of(ingressClassRelations)],
  ['networking.k8s.io/IPAddress', of(ipAddressRelations)],
  ['networking.k8s.io/NetworkPolicy', of(networkPolicyRelations)],
  ['policy/PodDisruptionBudget', of(disruptionBudgetRelations)],
  ['rbac.authorization.k8s.io/ClusterRole', of(clusterRoleRelations)],
  ['rbac.authorization.k8s.io/ClusterRoleBinding', of<ClusterRoleBinding>(bindingRelations)],
  ['rbac.authorization.k8s.io/RoleBinding', of<RoleBinding>(bindingRelations)],
  ['resource.k8s.io/ResourceClaim', of(resourceClaimRelations)],
  ['resource.k8s.io/ResourceClaimTemplate', of(resourceClaimTemplateRelations)],
  ['resource.k8s.io/ResourceSlice', of(resourceSliceRelations)],
  ['storage.k8s.io/CSINode', of(csiNodeRelations)],
  ['storage.k8s.io/CSIStorageCapacity', of(storageCapacityRelations)],
  ['storage.k8s.io/VolumeAttachment', of(attachmentRelations)],
  ['storage.k8s.io/VolumeAttributesClass', of(attributesClassRelations)],
]);

/** Of an object of any kind; of kinds that are not Kubernetes' own, every reference that can be told by its shape. */
export function relationsOf(object: ApiObject, custom: boolean): readonly Relation[] {
  const slash = object.apiVersion.indexOf('/');
  const group = slash < 0 ? '' : object.apiVersion.slice(0, slash);
  const own = relationsByKind.get(`${group}/${object.kind}`);
  if (own) return own(object);
  return custom ? customRelations(object) : NONE;
}

const NONE: readonly Relation[] = [];
