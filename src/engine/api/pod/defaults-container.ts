import { canonicalQuantity, parseQuantity, tryParseQuantity } from '../../apimachinery/index.ts';
import { isUnset } from '../validate.ts';
import type { ResourceList } from '../wire.ts';
import { defaultPullPolicy } from './image-name.ts';
import type { Container, ContainerPort, EnvVar, Lifecycle, Probe, ResourceRequirements } from './types.ts';

type Handler = NonNullable<Lifecycle['postStart']>;

/** Quantities are stored as their canonical text, and nothing finer than a thousandth is kept (SetDefaults_ResourceList). */
export function defaultResourceList(list: ResourceList): ResourceList {
  let changed = false;
  const next: Record<string, string> = {};
  for (const name of Object.keys(list)) {
    const text = list[name] ?? '0';
    const parsed = tryParseQuantity(text);
    const canonical = parsed === undefined ? text : parsed.roundUp(-3).toString();
    if (canonical !== text) changed = true;
    next[name] = canonical;
  }
  return changed ? next : list;
}

export function defaultResources(resources: ResourceRequirements | undefined): ResourceRequirements {
  if (resources === undefined) return NO_RESOURCES;
  const { limits, requests } = resources;
  const nextLimits = limits === undefined ? undefined : defaultResourceList(limits);
  const nextRequests = requests === undefined ? undefined : defaultResourceList(requests);
  if (nextLimits === limits && nextRequests === requests) return resources;
  return {
    ...resources,
    ...(nextLimits === undefined ? {} : { limits: nextLimits }),
    ...(nextRequests === undefined ? {} : { requests: nextRequests }),
  };
}

/** One object for all containers that ask for nothing. */
const NO_RESOURCES: ResourceRequirements = {};

/** SetDefaults_Pod: what is limited and not requested is requested as it is limited. */
export function requestsFromLimits(resources: ResourceRequirements): ResourceRequirements {
  const { limits, requests } = resources;
  if (limits === undefined) return resources;
  const missing = Object.keys(limits).filter((name) => requests?.[name] === undefined);
  if (missing.length === 0) return resources;
  const next: Record<string, string> = { ...requests };
  for (const name of missing) next[name] = limits[name] ?? '0';
  return { ...resources, requests: next };
}

function defaultPort(port: ContainerPort): ContainerPort {
  return isUnset(port.protocol) ? { ...port, protocol: 'TCP' } : port;
}

function defaultHandler<T extends Handler | Probe>(handler: T): T {
  const { httpGet } = handler;
  if (httpGet === undefined || (!isUnset(httpGet.path) && !isUnset(httpGet.scheme))) return handler;
  const path = isUnset(httpGet.path) ? '/' : httpGet.path;
  const scheme = isUnset(httpGet.scheme) ? 'HTTP' : httpGet.scheme;
  return { ...handler, httpGet: { ...httpGet, path, scheme } };
}

function orElse(value: number | undefined, fallback: number): number {
  return value === undefined || value === 0 ? fallback : value;
}

function defaultProbe(probe: Probe): Probe {
  const next = defaultHandler(probe);
  const grpc = next.grpc;
  const service = grpc !== undefined && grpc.service === undefined ? { grpc: { ...grpc, service: '' } } : undefined;
  if (
    service === undefined &&
    next.timeoutSeconds > 0 &&
    next.periodSeconds > 0 &&
    next.successThreshold > 0 &&
    next.failureThreshold > 0
  ) {
    return next;
  }
  return {
    ...next,
    ...service,
    timeoutSeconds: orElse(next.timeoutSeconds, 1),
    periodSeconds: orElse(next.periodSeconds, 10),
    successThreshold: orElse(next.successThreshold, 1),
    failureThreshold: orElse(next.failureThreshold, 3),
  };
}

function defaultLifecycle(lifecycle: Lifecycle): Lifecycle {
  const postStart = lifecycle.postStart === undefined ? undefined : defaultHandler(lifecycle.postStart);
  const preStop = lifecycle.preStop === undefined ? undefined : defaultHandler(lifecycle.preStop);
  if (postStart === lifecycle.postStart && preStop === lifecycle.preStop) return lifecycle;
  return {
    ...lifecycle,
    ...(postStart === undefined ? {} : { postStart }),
    ...(preStop === undefined ? {} : { preStop }),
  };
}

function defaultEnv(variable: EnvVar): EnvVar {
  const valueFrom = variable.valueFrom;
  if (valueFrom === undefined) return variable;
  const { fieldRef, resourceFieldRef } = valueFrom;
  if (fieldRef !== undefined && isUnset(fieldRef.apiVersion)) {
    return { ...variable, valueFrom: { ...valueFrom, fieldRef: { ...fieldRef, apiVersion: 'v1' } } };
  }
  if (resourceFieldRef !== undefined) {
    const divisor = canonicalDivisor(resourceFieldRef.divisor);
    if (divisor === resourceFieldRef.divisor) return variable;
    return { ...variable, valueFrom: { ...valueFrom, resourceFieldRef: { ...resourceFieldRef, divisor } } };
  }
  return variable;
}

/** A quantity is never absent in Go: an unset divisor reads back as "0". */
function canonicalDivisor(divisor: string | number | undefined): string {
  if (divisor === undefined || divisor === '') return '0';
  return tryParseQuantity(divisor) === undefined ? String(divisor) : canonicalQuantity(divisor);
}

/** The same list when no item changed. */
export function mapSame<T>(list: readonly T[], change: (item: T) => T): readonly T[] {
  let next: T[] | undefined;
  for (let i = 0; i < list.length; i++) {
    const item = list[i] as T;
    const changed = change(item);
    if (changed === item) continue;
    next ??= [...list];
    next[i] = changed;
  }
  return next ?? list;
}

type Mutable<T> = { -readonly [Key in keyof T]?: T[Key] };

const PROBES = ['livenessProbe', 'readinessProbe', 'startupProbe'] as const;

/** SetDefaults_Container and what stands inside a container. */
export function defaultContainer(container: Container): Container {
  const change: Mutable<Container> = {};
  if (isUnset(container.imagePullPolicy)) change.imagePullPolicy = defaultPullPolicy(container.image ?? '');
  if (isUnset(container.terminationMessagePath)) change.terminationMessagePath = '/dev/termination-log';
  if (isUnset(container.terminationMessagePolicy)) change.terminationMessagePolicy = 'File';
  const resources = defaultResources(container.resources);
  if (resources !== container.resources) change.resources = resources;
  if (container.ports !== undefined) {
    const ports = mapSame(container.ports, defaultPort);
    if (ports !== container.ports) change.ports = ports;
  }
  if (container.env !== undefined) {
    const env = mapSame(container.env, defaultEnv);
    if (env !== container.env) change.env = env;
  }
  for (const name of PROBES) {
    const probe = container[name];
    const next = probe === undefined ? undefined : defaultProbe(probe);
    if (next !== probe) change[name] = next;
  }
  if (container.lifecycle !== undefined) {
    const lifecycle = defaultLifecycle(container.lifecycle);
    if (lifecycle !== container.lifecycle) change.lifecycle = lifecycle;
  }
  for (const _ in change) return { ...container, ...change };
  return container;
}

/** Used where a sum of quantities becomes text again. */
export function addQuantities(a: string | undefined, b: string): string {
  return a === undefined ? b : parseQuantity(a).add(parseQuantity(b)).toString();
}
