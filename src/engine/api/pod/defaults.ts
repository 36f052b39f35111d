import type { ResourceList } from '../wire.ts';
import { isUnset } from '../validate.ts';
import {
  defaultContainer,
  defaultResourceList,
  defaultResources,
  mapSame,
  requestsFromLimits,
} from './defaults-container.ts';
import { defaultVolume } from './defaults-volumes.ts';
import {
  aggregateContainers,
  isHugePages,
  isOvercommitAllowed,
  isPodLevelResource,
  limitsOf,
  requestsOf,
  type Totals,
} from './resource-totals.ts';
import type { Container, Pod, PodSpec, PodTemplateSpec, ResourceRequirements } from './types.ts';

type Change = { -readonly [Key in keyof PodSpec]?: PodSpec[Key] };

/**
 * Specs that have been filled in, and what they became. Objects are immutable, so an answer holds for ever: the pods that a
 * ReplicaSet makes from one template all get one and the same spec object.
 */
const defaultedSpecs = new WeakMap<PodSpec, PodSpec>();
const defaultedPodSpecs = new WeakMap<PodSpec, PodSpec>();

function remember(known: WeakMap<PodSpec, PodSpec>, spec: PodSpec, compute: (spec: PodSpec) => PodSpec): PodSpec {
  const found = known.get(spec);
  if (found !== undefined) return found;
  const made = compute(spec);
  known.set(spec, made);
  if (made !== spec) known.set(made, made);
  return made;
}

function changed(spec: PodSpec, change: Change): PodSpec {
  for (const _ in change) return { ...spec, ...change };
  return spec;
}

function defaultLists(spec: PodSpec, change: Change): void {
  const containers = mapSame(spec.containers ?? [], defaultContainer);
  if (containers !== spec.containers) change.containers = containers;
  if (spec.initContainers !== undefined) {
    const initContainers = mapSame(spec.initContainers, defaultContainer);
    if (initContainers !== spec.initContainers) change.initContainers = initContainers;
  }
  if (spec.volumes !== undefined) {
    const volumes = mapSame(spec.volumes, defaultVolume);
    if (volumes !== spec.volumes) change.volumes = volumes;
  }
  if (spec.ephemeralContainers !== undefined) {
    const before = spec.ephemeralContainers;
    const ephemeralContainers = mapSame(before, (container) =>
      isUnset(container.imagePullPolicy) ||
      isUnset(container.terminationMessagePath) ||
      isUnset(container.terminationMessagePolicy)
        ? { ...container, ...ephemeralDefaults(container) }
        : container,
    );
    if (ephemeralContainers !== before) change.ephemeralContainers = ephemeralContainers;
  }
}

function ephemeralDefaults(container: { readonly name: string; readonly image?: string }): Partial<Container> {
  const filled = defaultContainer({ ...container, image: container.image ?? '' } as Container);
  const { imagePullPolicy, terminationMessagePath, terminationMessagePolicy } = filled;
  return { imagePullPolicy, terminationMessagePath, terminationMessagePolicy };
}

function computeSpec(spec: PodSpec): PodSpec {
  const change: Change = {};
  if (isUnset(spec.restartPolicy)) change.restartPolicy = 'Always';
  if (isUnset(spec.dnsPolicy)) change.dnsPolicy = 'ClusterFirst';
  if (isUnset(spec.securityContext)) change.securityContext = {};
  if (isUnset(spec.terminationGracePeriodSeconds)) change.terminationGracePeriodSeconds = 30;
  if (isUnset(spec.schedulerName)) change.schedulerName = 'default-scheduler';
  // The deprecated name and the new one always say the same (pkg/apis/core/v1/conversion.go).
  const account = spec.serviceAccountName || spec.serviceAccount;
  if (!isUnset(account) && (spec.serviceAccountName !== account || spec.serviceAccount !== account)) {
    change.serviceAccountName = account;
    change.serviceAccount = account;
  }
  if (spec.overhead !== undefined) {
    const overhead = defaultResourceList(spec.overhead);
    if (overhead !== spec.overhead) change.overhead = overhead;
  }
  if (spec.resources !== undefined) {
    const resources = defaultResources(spec.resources);
    if (resources !== spec.resources) change.resources = resources;
  }
  defaultLists(spec, change);
  return changed(spec, change);
}

/** SetDefaults_PodSpec and everything below it: what a template gets too. */
export function defaultPodSpec(spec: PodSpec): PodSpec {
  return remember(defaultedSpecs, spec, computeSpec);
}

function withHostPorts(container: Container): Container {
  if (container.ports === undefined) return container;
  const ports = mapSame(container.ports, (port) =>
    port.hostPort === undefined || port.hostPort === 0 ? { ...port, hostPort: port.containerPort } : port,
  );
  return ports === container.ports ? container : { ...container, ports };
}

function withMissing(list: ResourceList | undefined, from: Totals, wanted: (name: string) => boolean): ResourceList {
  const next: Record<string, string> = { ...list };
  for (const [name, quantity] of from) {
    if (next[name] === undefined && wanted(name)) next[name] = quantity.toString();
  }
  return next;
}

function isEmpty(list: ResourceList | undefined): boolean {
  return list === undefined || Object.keys(list).length === 0;
}

/** defaultHugePagePodLimits, defaultPodRequests and defaultPodLimits, in that order. */
function defaultPodLevelResources(
  spec: PodSpec,
  containers: readonly Container[],
  inits?: readonly Container[],
): ResourceRequirements | undefined {
  const { resources } = spec;
  if (resources === undefined || (isEmpty(resources.limits) && isEmpty(resources.requests))) return resources;
  const whole = { containers, initContainers: inits };
  let { limits, requests } = resources;
  const limitTotals = aggregateContainers(whole, limitsOf);
  const huge = withMissing(limits, limitTotals, (name) => isHugePages(name) && requests?.[name] === undefined);
  if (!isEmpty(huge)) limits = huge;
  if (!isEmpty(limits)) {
    const own = aggregateContainers(whole, requestsOf);
    requests = withMissing(requests, own, (name) => isPodLevelResource(name) && isOvercommitAllowed(name));
    for (const name of Object.keys(limits ?? {})) {
      if (requests[name] === undefined && isPodLevelResource(name))
        requests = { ...requests, [name]: limits?.[name] ?? '0' };
    }
  } else {
    const all = [...containers, ...(inits ?? []).filter((c) => c.restartPolicy === 'Always')];
    limits = withMissing(
      limits,
      limitTotals,
      (name) =>
        isPodLevelResource(name) &&
        isOvercommitAllowed(name) &&
        all.every((c) => c.resources.limits?.[name] !== undefined),
    );
  }
  return {
    ...resources,
    ...(isEmpty(limits) ? {} : { limits }),
    ...(isEmpty(requests) ? {} : { requests }),
  };
}

function withRequests(container: Container): Container {
  const resources = requestsFromLimits(container.resources);
  return resources === container.resources ? container : { ...container, resources };
}

function computePodSpec(written: PodSpec): PodSpec {
  const spec = defaultedSpecs.get(written) ?? computeSpec(written);
  const change: Change = {};
  const finish = (container: Container): Container => {
    const next = withRequests(container);
    return spec.hostNetwork === true ? withHostPorts(next) : next;
  };
  const containers = mapSame(spec.containers, finish);
  if (containers !== spec.containers) change.containers = containers;
  const inits = spec.initContainers === undefined ? undefined : mapSame(spec.initContainers, finish);
  if (inits !== spec.initContainers) change.initContainers = inits;
  const resources = defaultPodLevelResources(spec, containers, inits);
  if (resources !== spec.resources) change.resources = resources;
  if (spec.enableServiceLinks === undefined) change.enableServiceLinks = true;
  return changed(spec, change);
}

/** SetDefaults_Pod: what only a real pod gets, so that templates stay as their authors wrote them. */
export function defaultPod(pod: Pod): Pod {
  const spec = remember(defaultedPodSpecs, pod.spec ?? NO_SPEC, computePodSpec);
  const status = pod.status ?? NO_STATUS;
  return spec === pod.spec && status === pod.status ? pod : { ...pod, spec, status };
}

const NO_SPEC = {} as PodSpec;
const NO_STATUS = {} as Pod['status'];

/** The template of a workload. */
export function defaultPodTemplate(template: PodTemplateSpec | undefined): PodTemplateSpec {
  const spec = defaultPodSpec(template?.spec ?? NO_SPEC);
  const metadata = template?.metadata ?? NO_METADATA;
  if (template !== undefined && spec === template.spec && metadata === template.metadata) return template;
  return { ...template, metadata, spec };
}

const NO_METADATA = {};
