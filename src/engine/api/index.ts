/**
 * Every kind of object the cluster knows, one folder each: its stored type, what is filled in when its author left it out,
 * what is refused and with which words, what a create or an update may change, its row in `kubectl get`, and the edges it
 * draws to other objects. `kinds` is the one list; adding a kind is adding its folder and a line there.
 *
 * It promises Kubernetes v1.36's defaults, field paths and texts to the letter, that every function is pure and answers the
 * same object when there is nothing to change, and that validation walks only what it has not already found valid.
 *
 * It differs from Kubernetes in this: objects are the wire form, so there are no internal versions and no conversions but
 * those of events.k8s.io and autoscaling/v1; feature gates stand at v1.36's defaults; columns describe themselves in words of
 * our own; the time zones of CronJobs are a table of ours (cronjob/time-zones.ts); what is immutable and was changed is shown
 * as JSON; a volume source that nothing here mounts is checked for what it must say and little more.
 */
import type { ApiObject } from '../apimachinery/index.ts';
import { apiServiceKind } from './apiservice/index.ts';
import { bindingKind } from './binding/index.ts';
import { certificateSigningRequestKind } from './certificatesigningrequest/index.ts';
import { clusterRoleKind } from './clusterrole/index.ts';
import { clusterRoleBindingKind } from './clusterrolebinding/index.ts';
import { componentStatusKind } from './componentstatus/index.ts';
import { configMapKind } from './configmap/index.ts';
import { controllerRevisionKind } from './controllerrevision/index.ts';
import { cronJobKind } from './cronjob/index.ts';
import { csiDriverKind } from './csidriver/index.ts';
import { csiNodeKind } from './csinode/index.ts';
import { csiStorageCapacityKind } from './csistoragecapacity/index.ts';
import { customResourceDefinitionKind } from './customresourcedefinition/index.ts';
import { daemonSetKind } from './daemonset/index.ts';
import { deploymentKind } from './deployment/index.ts';
import { deviceClassKind } from './deviceclass/index.ts';
import { endpointsKind } from './endpoints/index.ts';
import { endpointSliceKind } from './endpointslice/index.ts';
import { eventKind } from './event/index.ts';
import { flowSchemaKind } from './flowschema/index.ts';
import { horizontalPodAutoscalerKind } from './horizontalpodautoscaler/index.ts';
import { ingressKind } from './ingress/index.ts';
import { ingressClassKind } from './ingressclass/index.ts';
import { ipAddressKind } from './ipaddress/index.ts';
import { jobKind } from './job/index.ts';
import type { Kind } from './kind.ts';
import { leaseKind } from './lease/index.ts';
import { limitRangeKind } from './limitrange/index.ts';
import { localSubjectAccessReviewKind } from './localsubjectaccessreview/index.ts';
import { mutatingAdmissionPolicyKind } from './mutatingadmissionpolicy/index.ts';
import { mutatingAdmissionPolicyBindingKind } from './mutatingadmissionpolicybinding/index.ts';
import { mutatingWebhookConfigurationKind } from './mutatingwebhookconfiguration/index.ts';
import { namespaceKind } from './namespace/index.ts';
import { networkPolicyKind } from './networkpolicy/index.ts';
import { nodeKind } from './node/index.ts';
import { persistentVolumeKind } from './persistentvolume/index.ts';
import { persistentVolumeClaimKind } from './persistentvolumeclaim/index.ts';
import { podKind } from './pod/index.ts';
import { podDisruptionBudgetKind } from './poddisruptionbudget/index.ts';
import { podTemplateKind } from './podtemplate/index.ts';
import { priorityClassKind } from './priorityclass/index.ts';
import { priorityLevelConfigurationKind } from './prioritylevelconfiguration/index.ts';
import { replicaSetKind } from './replicaset/index.ts';
import { replicationControllerKind } from './replicationcontroller/index.ts';
import { resourceClaimKind } from './resourceclaim/index.ts';
import { resourceClaimTemplateKind } from './resourceclaimtemplate/index.ts';
import { resourceQuotaKind } from './resourcequota/index.ts';
import { resourceSliceKind } from './resourceslice/index.ts';
import { roleKind } from './role/index.ts';
import { roleBindingKind } from './rolebinding/index.ts';
import { runtimeClassKind } from './runtimeclass/index.ts';
import { secretKind } from './secret/index.ts';
import { selfSubjectAccessReviewKind } from './selfsubjectaccessreview/index.ts';
import { selfSubjectReviewKind } from './selfsubjectreview/index.ts';
import { selfSubjectRulesReviewKind } from './selfsubjectrulesreview/index.ts';
import { serviceKind } from './service/index.ts';
import { serviceAccountKind } from './serviceaccount/index.ts';
import { serviceCIDRKind } from './servicecidr/index.ts';
import { statefulSetKind } from './statefulset/index.ts';
import { storageClassKind } from './storageclass/index.ts';
import { subjectAccessReviewKind } from './subjectaccessreview/index.ts';
import { tokenReviewKind } from './tokenreview/index.ts';
import { validatingAdmissionPolicyKind } from './validatingadmissionpolicy/index.ts';
import { validatingAdmissionPolicyBindingKind } from './validatingadmissionpolicybinding/index.ts';
import { validatingWebhookConfigurationKind } from './validatingwebhookconfiguration/index.ts';
import { volumeAttachmentKind } from './volumeattachment/index.ts';
import { volumeAttributesClassKind } from './volumeattributesclass/index.ts';

/** A kind whose object type is not known here. The server only ever hands a kind objects of that kind. */
function untyped<T extends ApiObject>(kind: Kind<T>): Kind {
  return kind as Kind<ApiObject> & Kind<T>;
}

/** In the order in which discovery names them. */
export const kinds: readonly Kind[] = [
  untyped(configMapKind),
  untyped(endpointsKind),
  untyped(eventKind),
  untyped(limitRangeKind),
  untyped(namespaceKind),
  untyped(nodeKind),
  untyped(persistentVolumeClaimKind),
  untyped(persistentVolumeKind),
  untyped(podKind),
  untyped(podTemplateKind),
  untyped(replicationControllerKind),
  untyped(resourceQuotaKind),
  untyped(secretKind),
  untyped(serviceAccountKind),
  untyped(serviceKind),
  untyped(controllerRevisionKind),
  untyped(daemonSetKind),
  untyped(deploymentKind),
  untyped(replicaSetKind),
  untyped(mutatingAdmissionPolicyKind),
  untyped(mutatingAdmissionPolicyBindingKind),
  untyped(mutatingWebhookConfigurationKind),
  untyped(validatingAdmissionPolicyKind),
  untyped(validatingAdmissionPolicyBindingKind),
  untyped(validatingWebhookConfigurationKind),
  untyped(apiServiceKind),
  untyped(certificateSigningRequestKind),
  untyped(ingressKind),
  untyped(ingressClassKind),
  untyped(ipAddressKind),
  untyped(networkPolicyKind),
  untyped(serviceCIDRKind),
  untyped(runtimeClassKind),
  untyped(clusterRoleBindingKind),
  untyped(clusterRoleKind),
  untyped(roleBindingKind),
  untyped(roleKind),
  untyped(statefulSetKind),
  untyped(horizontalPodAutoscalerKind),
  untyped(cronJobKind),
  untyped(jobKind),
  untyped(podDisruptionBudgetKind),
  untyped(csiDriverKind),
  untyped(csiNodeKind),
  untyped(csiStorageCapacityKind),
  untyped(storageClassKind),
  untyped(volumeAttachmentKind),
  untyped(volumeAttributesClassKind),
  untyped(customResourceDefinitionKind),
  untyped(leaseKind),
  untyped(endpointSliceKind),
  untyped(flowSchemaKind),
  untyped(priorityLevelConfigurationKind),
  untyped(priorityClassKind),
  untyped(deviceClassKind),
  untyped(resourceClaimKind),
  untyped(resourceClaimTemplateKind),
  untyped(resourceSliceKind),
];

/** Kinds of which nothing is stored: questions and views that the API server answers. */
export const answeredKinds: readonly Kind[] = [
  untyped(bindingKind),
  untyped(componentStatusKind),
  untyped(selfSubjectReviewKind),
  untyped(tokenReviewKind),
  untyped(localSubjectAccessReviewKind),
  untyped(selfSubjectAccessReviewKind),
  untyped(selfSubjectRulesReviewKind),
  untyped(subjectAccessReviewKind),
];

const byResource = new Map<string, Kind>();
const byKind = new Map<string, Kind>();
for (const kind of kinds) {
  for (const { group, version } of [kind, ...(kind.versions ?? [])]) {
    byResource.set(`${group}/${version}/${kind.resource}`, kind);
    byKind.set(`${group === '' ? '' : `${group}/`}${version}/${kind.kind}`, kind);
  }
}

/** By where it is served; other served versions find the same kind. */
export function kindForResource(group: string, version: string, resource: string): Kind | undefined {
  return byResource.get(`${group}/${version}/${resource}`);
}

/** By what an object says of itself. */
export function kindForObject(apiVersion: string, kind: string): Kind | undefined {
  return byKind.get(`${apiVersion}/${kind}`);
}

export { typeDescriptionOf } from './schema/list-types.ts';
export { decodeProtobuf } from './schema/protobuf.ts';
export { compareKubeAwareVersions, customResourceOf, type CustomResource } from './customresource/index.ts';
export { decodeObject, strictDecodingError, type Decoded } from './decode.ts';
export { validatePodBinding } from './binding/index.ts';
export { isJobFinished, isConditionTrue as isJobConditionTrue } from './job/conditions.ts';
export { nextActivation, parseSchedule, scheduleOf, type Schedule } from './cronjob/schedule.ts';
export * from './kind.ts';
export { nodeRoles, nodeStatusText } from './node/printer.ts';
export { summarizePod, type PodSummary } from './pod/printer.ts';
export { prepareEphemeralContainers, validateEphemeralContainers } from './pod/ephemeral-containers.ts';
export { podQOS } from './pod/qos.ts';
export { prepareResize, validateResize } from './pod/resize.ts';
export { bindPod } from './pod/strategy.ts';
export * from './refs.ts';
export { relationsOf } from './relations.ts';
export { scaleOf, validateScale } from './scale/index.ts';
export { isDefaultStorageClass } from './storageclass/index.ts';
