import {
  field,
  isQualifiedName,
  nameIsDNSSubdomain,
  validateImmutableField,
  type ErrorList,
} from '../../apimachinery/index.ts';
import { checkAddressList } from '../addresses.ts';
import { METADATA, rejectEach, STATUS, validateMetaUpdate } from '../validate.ts';
import type { ContainerStatus, Pod, PodStatus, RestartPolicy } from './types.ts';
import { checkPodAnnotationsUpdate } from './validation-annotations.ts';

const SYSTEM_CONDITIONS = ['PodScheduled', 'Ready', 'Initialized'];

function checkConditions(errors: ErrorList, status: PodStatus): void {
  status.conditions?.forEach(({ type }, i) => {
    if (SYSTEM_CONDITIONS.includes(type)) return;
    const messages = isQualifiedName(type);
    if (messages.length > 0) rejectEach(errors, METADATA.child('conditions').index(i).child('Type'), type, messages);
  });
}

type List = 'containerStatuses' | 'initContainerStatuses' | 'ephemeralContainerStatuses';

/** ValidateContainerStateTransition: what has ended for good stays ended. */
function checkTransitions(
  errors: ErrorList,
  list: List,
  after: readonly ContainerStatus[] = [],
  before: readonly ContainerStatus[] = [],
  restartPolicyOf: (name: string) => RestartPolicy,
): void {
  if (after === before) return;
  before.forEach((old, i) => {
    const ended = old.state?.terminated;
    if (ended === undefined) return;
    const policy = restartPolicyOf(old.name);
    if (policy === 'Always' || (policy === 'OnFailure' && ended.exitCode !== 0)) return;
    for (const status of after) {
      if (status.name !== old.name || status.state?.terminated !== undefined) continue;
      const path = STATUS.child(list).index(i).child('state');
      errors.push(field.forbidden(path, 'may not be transitioned to non-terminated state'));
    }
  });
}

/** A container's own rule, if it has one, decides whether it may start again. */
function restartPolicies(pod: Pod): (name: string) => RestartPolicy {
  const all = [...pod.spec.containers, ...(pod.spec.initContainers ?? [])];
  return (name) => {
    const container = all.find((candidate) => candidate.name === name);
    if (container?.restartPolicyRules !== undefined) return 'Always';
    return (container?.restartPolicy as RestartPolicy | undefined) ?? pod.spec.restartPolicy;
  };
}

function checkAddresses(errors: ErrorList, status: PodStatus, old: PodStatus): void {
  const { podIPs, hostIPs, hostIP } = status;
  if (podIPs !== undefined && podIPs !== old.podIPs) checkAddressList(errors, STATUS.child('podIPs'), podIPs);
  if (hostIPs === undefined || hostIPs.length === 0 || hostIPs === old.hostIPs) return;
  const path = STATUS.child('hostIPs');
  if (hostIP !== hostIPs[0]?.ip) {
    errors.push(field.invalid(path.index(0).child('ip'), hostIPs[0]?.ip, 'must be equal to `hostIP`'));
  }
  checkAddressList(errors, path, hostIPs);
}

function checkClaims(errors: ErrorList, pod: Pod): void {
  const path = STATUS.child('resourceClaimStatuses');
  const seen = new Set<string>();
  pod.status.resourceClaimStatuses?.forEach(({ name }, i) => {
    const at = path.index(i).child('name');
    if (!pod.spec.resourceClaims?.some((claim) => claim.name === name)) {
      errors.push(field.invalid(at, name, 'must match the name of an entry in `spec.resourceClaims`'));
    }
    if (seen.has(name)) errors.push(field.duplicate(at, name));
    seen.add(name);
  });
}

/** ValidatePodStatusUpdate. */
export function validatePodStatusUpdate(pod: Pod, old: Pod): ErrorList {
  const errors = validateMetaUpdate(pod.metadata, old.metadata);
  const { status } = pod;
  const { annotations } = pod.metadata;
  checkPodAnnotationsUpdate(errors, METADATA.child('annotations'), annotations, old.metadata.annotations);
  if (status.conditions !== old.status.conditions) checkConditions(errors, status);
  if (pod.spec.nodeName !== old.spec.nodeName) {
    errors.push(field.forbidden(STATUS.child('nodeName'), 'may not be changed directly'));
  }
  const nominated = status.nominatedNodeName ?? '';
  if (nominated !== '' && nominated !== old.status.nominatedNodeName) {
    rejectEach(errors, STATUS.child('nominatedNodeName'), nominated, nameIsDNSSubdomain(nominated, false));
  }
  if (status.qosClass !== old.status.qosClass) {
    errors.push(...validateImmutableField(status.qosClass, old.status.qosClass, STATUS.child('qosClass')));
  }
  const before = old.status;
  if (old.spec.restartPolicy !== 'Always') {
    const policyOf = restartPolicies(old);
    for (const list of ['containerStatuses', 'initContainerStatuses'] as const) {
      checkTransitions(errors, list, status[list], before[list], policyOf);
    }
  }
  const list = 'ephemeralContainerStatuses';
  checkTransitions(errors, list, status[list], before[list], () => 'Never');
  if (status.resourceClaimStatuses !== undefined) checkClaims(errors, pod);
  checkAddresses(errors, status, before);
  return errors;
}
