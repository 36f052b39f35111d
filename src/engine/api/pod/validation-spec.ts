import {
  field,
  inclusiveRangeError,
  isDNS1123Subdomain,
  isQualifiedName,
  isValidIP,
  nameIsDNSSubdomain,
  validateLabels,
  type ErrorList,
  type Path,
} from '../../apimachinery/index.ts';
import { checkDNS1123Label, checkOneOf, checkQualifiedName, isUnset, MAX_INT32, rejectEach } from '../validate.ts';
import type { PodSpec } from './types.ts';
import { checkAffinity } from './validation-affinity.ts';
import { checkContainers, checkEphemeralContainers, checkInitContainers } from './validation-containers.ts';
import { usesHostUsers, type PodValidationOptions } from './validation-context.ts';
import { checkDNSConfig, checkDNSPolicy } from './validation-dns.ts';
import { checkContainerResources, checkPodResources } from './validation-resources.ts';
import { checkHostUsers, checkPodSecurity } from './validation-security.ts';
import { checkSpread } from './validation-spread.ts';
import { checkTolerations } from './validation-taints.ts';
import { checkVolumes } from './validation-volumes.ts';
import { checkOS } from './validation-windows.ts';

/** validatePodResourceClaims. */
function checkResourceClaims(errors: ErrorList, path: Path, claims: NonNullable<PodSpec['resourceClaims']>): void {
  const names = new Set<string>();
  claims.forEach((claim, i) => {
    const at = path.index(i);
    const { name, resourceClaimName, resourceClaimTemplateName } = claim;
    if (isUnset(name)) errors.push(field.required(at.child('name')));
    else if (names.has(name)) errors.push(field.duplicate(at.child('name'), name));
    else checkDNS1123Label(errors, at, 'name', name);
    names.add(name);
    if (resourceClaimName !== undefined && resourceClaimTemplateName !== undefined) {
      const why = 'at most one of `resourceClaimName` or `resourceClaimTemplateName` may be specified';
      errors.push(field.invalid(at, claim, why));
    }
    if (resourceClaimName === undefined && resourceClaimTemplateName === undefined) {
      const why = 'must specify one of: `resourceClaimName`, `resourceClaimTemplateName`';
      errors.push(field.invalid(at, claim, why));
    }
    for (const key of ['resourceClaimName', 'resourceClaimTemplateName'] as const) {
      const value = claim[key];
      if (value !== undefined) rejectEach(errors, at.child(key), value, nameIsDNSSubdomain(value, false));
    }
  });
}

/** validatePodHostNetworkDeps: a template may leave host ports out, a pod has had them filled in. */
function checkHostNetwork(errors: ErrorList, path: Path, spec: PodSpec, resourceIsPod: boolean): void {
  if (spec.hostNetwork !== true) return;
  spec.containers.forEach((container, i) => {
    container.ports?.forEach(({ hostPort = 0, containerPort }, j) => {
      if ((!resourceIsPod && hostPort === 0) || hostPort === containerPort) return;
      const at = path.child('containers').index(i).child('ports').index(j).child('hostPort');
      errors.push(field.invalid(at, hostPort, 'must match `containerPort` when `hostNetwork` is true'));
    });
  });
}

function checkGates(errors: ErrorList, path: Path, spec: PodSpec): void {
  spec.readinessGates?.forEach(({ conditionType }, i) =>
    checkQualifiedName(errors, path.child('readinessGates').index(i).child('conditionType'), conditionType),
  );
  const seen = new Set<string>();
  spec.schedulingGates?.forEach(({ name }, i) => {
    const at = path.child('schedulingGates').index(i);
    rejectEach(errors, at, name, isQualifiedName(name));
    if (seen.has(name)) errors.push(field.duplicate(at, name));
    seen.add(name);
  });
}

const SUBDOMAIN_NAMES = ['serviceAccountName', 'nodeName'] as const;

/** The fields that name other things, or the pod itself. */
function checkNames(errors: ErrorList, path: Path, spec: PodSpec): void {
  for (const key of SUBDOMAIN_NAMES) {
    const name = spec[key];
    if (name === undefined || name === '') continue;
    const messages = nameIsDNSSubdomain(name, false);
    if (messages.length > 0) rejectEach(errors, path.child(key), name, messages);
  }
  const deadline = spec.activeDeadlineSeconds;
  if (deadline !== undefined && (deadline < 1 || deadline > MAX_INT32)) {
    errors.push(field.invalid(path.child('activeDeadlineSeconds'), deadline, inclusiveRangeError(1, MAX_INT32)));
  }
  if (!isUnset(spec.hostname)) checkDNS1123Label(errors, path, 'hostname', spec.hostname ?? '');
  if (!isUnset(spec.subdomain)) checkDNS1123Label(errors, path, 'subdomain', spec.subdomain ?? '');
  if (spec.tolerations !== undefined) checkTolerations(errors, path.child('tolerations'), spec.tolerations);
  spec.hostAliases?.forEach(({ ip, hostnames = [] }, i) => {
    const at = path.child('hostAliases').index(i);
    errors.push(...isValidIP(at.child('ip'), ip ?? ''));
    hostnames.forEach((name, j) => rejectEach(errors, at.child('hostnames').index(j), name, isDNS1123Subdomain(name)));
  });
  for (const key of ['priorityClassName', 'runtimeClassName'] as const) {
    const name = spec[key];
    if (isUnset(name)) continue;
    rejectEach(errors, path.child(key), name, nameIsDNSSubdomain(name ?? '', false));
  }
  checkHostnameOverride(errors, path, spec);
}

const MAX_HOSTNAME = 64;

function checkHostnameOverride(errors: ErrorList, path: Path, spec: PodSpec): void {
  const name = spec.hostnameOverride;
  if (name === undefined) return;
  const at = path.child('hostnameOverride');
  if (spec.hostNetwork === true) errors.push(field.forbidden(at, 'may not be specified when hostNetwork is true'));
  if (spec.setHostnameAsFQDN === true) {
    errors.push(field.forbidden(at, 'may not be specified when setHostnameAsFQDN is true'));
  }
  if (name.length > MAX_HOSTNAME) errors.push(field.tooLong(at, MAX_HOSTNAME));
  rejectEach(errors, at, name, isDNS1123Subdomain(name));
}

/** ValidatePodSpec. pkg/apis/core/validation/validation.go */
export function checkPodSpec(errors: ErrorList, path: Path, spec: PodSpec, options: PodValidationOptions): void {
  const gracePeriod = spec.terminationGracePeriodSeconds;
  if (gracePeriod === undefined) errors.push(field.required(path.child('terminationGracePeriodSeconds')));
  const volumes = checkVolumes(errors, path.child('volumes'), spec.volumes, options.meta?.name);
  const claims = spec.resourceClaims ?? [];
  if (claims.length > 0) checkResourceClaims(errors, path.child('resourceClaims'), claims);
  const context = {
    volumes,
    claimNames: claims.map((claim) => claim.name).filter((name) => !isUnset(name)),
    gracePeriod,
    restartPolicy: spec.restartPolicy,
    hostUsers: usesHostUsers(spec),
  };
  checkContainers(errors, path.child('containers'), spec, context);
  if (spec.initContainers !== undefined) checkInitContainers(errors, path.child('initContainers'), spec, context);
  checkEphemeralContainers(errors, path.child('ephemeralContainers'), spec, context);
  if (spec.resources !== undefined) checkPodResources(errors, path.child('resources'), spec);
  checkHostNetwork(errors, path, spec, options.resourceIsPod);
  checkOneOf(errors, path, 'restartPolicy', spec.restartPolicy, ['Always', 'OnFailure', 'Never']);
  checkDNSPolicy(errors, path, spec.dnsPolicy);
  if (spec.nodeSelector !== undefined) errors.push(...validateLabels(spec.nodeSelector, path.child('nodeSelector')));
  for (const _ in spec.securityContext) {
    checkPodSecurity(errors, path, spec);
    break;
  }
  if (spec.affinity !== undefined) checkAffinity(errors, path.child('affinity'), spec.affinity);
  checkDNSConfig(errors, path, spec);
  checkGates(errors, path, spec);
  if (spec.topologySpreadConstraints !== undefined) {
    checkSpread(errors, path.child('topologySpreadConstraints'), spec.topologySpreadConstraints);
  }
  checkHostUsers(errors, path, spec);
  checkNames(errors, path, spec);
  if (spec.preemptionPolicy !== undefined) {
    checkOneOf(errors, path, 'preemptionPolicy', spec.preemptionPolicy, ['PreemptLowerPriority', 'Never']);
  }
  if (spec.overhead !== undefined) {
    checkContainerResources(errors, path.child('overhead'), { limits: spec.overhead }, []);
  }
  checkOS(errors, path, spec);
}
