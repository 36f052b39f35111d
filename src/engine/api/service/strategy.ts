import { FieldError, newInvalid, type ErrorList } from '../../apimachinery/index.ts';
import type { Allocators } from '../kind.ts';
import { withSpec } from '../strategies.ts';
import { SPEC } from '../validate.ts';
import { familyOf } from '../addresses.ts';
import { isHeadless, needsHealthCheck } from './defaults.ts';
import type { Service, ServicePort, ServiceSpec } from './types.ts';

type Change = { -readonly [Key in keyof ServiceSpec]?: ServiceSpec[Key] };

function without(spec: ServiceSpec, ...names: readonly (keyof ServiceSpec)[]): ServiceSpec {
  const next = { ...spec };
  for (const name of names) delete next[name];
  return next;
}

/** NormalizeClusterIPs: the old singular field and the new plural one follow each other. */
export function normalizeClusterIPs(service: Service, old: Service | undefined): Service {
  const { spec } = service;
  const [one = '', many = []] = [spec.clusterIP, spec.clusterIPs];
  if (old === undefined) {
    return one !== '' && many.length === 0 ? withSpec(service, { ...spec, clusterIPs: [one] }) : service;
  }
  const [oldOne = '', oldMany = []] = [old.spec.clusterIP, old.spec.clusterIPs];
  if (one === '' && oldOne !== '' && sameList(many, oldMany)) return withSpec(service, without(spec, 'clusterIPs'));
  if (one !== oldOne && one !== '' && sameList(many, oldMany)) {
    return withSpec(service, { ...spec, clusterIPs: [one, ...many.slice(1)] });
  }
  return service;
}

function sameList(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((value, i) => value === b[i]);
}

function needsClusterIP(spec: ServiceSpec): boolean {
  return spec.type === 'ClusterIP' || spec.type === 'NodePort' || spec.type === 'LoadBalancer';
}

/**
 * patchAllocatedValues (pkg/registry/core/service/storage/storage.go): an update that does not speak of what was handed out keeps
 * it, as `kubectl replace` of the file that made the Service means it. So do the families (initIPFamilyFields).
 */
export function keepAllocated(service: Service, old: Service): Service {
  const { spec } = service;
  const before = old.spec;
  if (!needsClusterIP(before) || !needsClusterIP(spec)) return service;
  const change: Change = {};
  const ip = spec.clusterIP || before.clusterIP;
  if (ip !== spec.clusterIP && ip !== undefined) change.clusterIP = ip;
  if ((spec.clusterIPs ?? []).length === 0 && ip === before.clusterIP && before.clusterIPs) {
    change.clusterIPs = before.clusterIPs;
  }
  if ((spec.ipFamilies ?? []).length === 0 && before.ipFamilies) change.ipFamilies = before.ipFamilies;
  if (!spec.ipFamilyPolicy && before.ipFamilyPolicy) change.ipFamilyPolicy = before.ipFamilyPolicy;
  return Object.keys(change).length === 0 ? service : withSpec(service, { ...spec, ...change });
}

function needsNodePort(spec: ServiceSpec): boolean {
  return spec.type === 'NodePort' || (spec.type === 'LoadBalancer' && spec.allocateLoadBalancerNodePorts !== false);
}

/**
 * dropTypeDependentFields: what the old type needed and the new one does not, and the author did not touch, goes. So
 * `kubectl apply` of a Service that stops being a NodePort does not stumble over the port it once had.
 */
export function dropTypeDependentFields(service: Service, old: Service): Service {
  let { spec } = service;
  const before = old.spec;
  if (needsClusterIP(before) && !needsClusterIP(spec) && sameList(spec.clusterIPs ?? [], before.clusterIPs ?? [])) {
    spec = without(spec, 'clusterIP', 'clusterIPs');
  }
  if (needsClusterIP(before) && !needsClusterIP(spec) && sameList(spec.ipFamilies ?? [], before.ipFamilies ?? [])) {
    spec = without(spec, 'ipFamilies', 'ipFamilyPolicy');
  }
  const couldHavePorts = (s: ServiceSpec): boolean => s.type === 'NodePort' || s.type === 'LoadBalancer';
  if (couldHavePorts(before) && !couldHavePorts(spec) && sameNodePorts(spec, before)) {
    const ports = spec.ports?.map(({ nodePort: _, ...port }): ServicePort => port);
    spec = { ...spec, ...(ports === undefined ? {} : { ports }) };
  }
  if (needsHealthCheck(before) && !needsHealthCheck(spec) && spec.healthCheckNodePort === before.healthCheckNodePort) {
    spec = without(spec, 'healthCheckNodePort');
  }
  const wasLoadBalancer = before.type === 'LoadBalancer' && spec.type !== 'LoadBalancer';
  for (const name of ['allocateLoadBalancerNodePorts', 'loadBalancerClass'] as const) {
    if (wasLoadBalancer && spec[name] === before[name] && spec[name] !== undefined) spec = without(spec, name);
  }
  if (couldHavePorts(before) && !couldHavePorts(spec) && (spec.externalIPs?.length ?? 0) === 0) {
    if (spec.externalTrafficPolicy === before.externalTrafficPolicy) spec = without(spec, 'externalTrafficPolicy');
  }
  return withSpec(service, spec);
}

function sameNodePorts(a: ServiceSpec, b: ServiceSpec): boolean {
  const ports = new Set((b.ports ?? []).map((port) => port.nodePort));
  return (a.ports ?? []).every((port) => port.nodePort === undefined || ports.has(port.nodePort));
}

function refuse(service: Service, errors: ErrorList): never {
  throw newInvalid({ group: '', kind: 'Service' }, service.metadata.name, errors);
}

/** initIPFamilyFields for a cluster that speaks IPv4 only. */
function familyFields(service: Service, old: Service | undefined): Change {
  const { spec } = service;
  const selectorless = Object.keys(spec.selector ?? {}).length === 0;
  if (isHeadless(spec) && selectorless) {
    const first = spec.ipFamilies?.[0] ?? 'IPv4';
    const policy = spec.ipFamilyPolicy ?? old?.spec.ipFamilyPolicy ?? 'RequireDualStack';
    const second = first === 'IPv4' ? 'IPv6' : 'IPv4';
    const families = policy === 'SingleStack' ? [first] : [first, second];
    return { ipFamilies: spec.ipFamilies?.length === 2 ? spec.ipFamilies : families, ipFamilyPolicy: policy } as Change;
  }
  if (
    spec.ipFamilyPolicy === 'RequireDualStack' ||
    (spec.clusterIPs?.length ?? 0) > 1 ||
    (spec.ipFamilies?.length ?? 0) > 1
  ) {
    const why = 'this cluster is not configured for dual-stack services';
    refuse(service, [
      new FieldError('FieldValueInvalid', SPEC.child('ipFamilyPolicy'), spec.ipFamilyPolicy ?? 'RequireDualStack', why),
    ]);
  }
  const family = spec.ipFamilies?.[0] ?? (familyOf(spec.clusterIPs?.[0] ?? '') === 6 ? 'IPv6' : 'IPv4');
  if (family === 'IPv6') {
    const why = 'not configured on this cluster';
    refuse(service, [new FieldError('FieldValueInvalid', SPEC.child('ipFamilies').index(0), 'IPv6', why)]);
  }
  return { ipFamilies: ['IPv4'], ipFamilyPolicy: spec.ipFamilyPolicy ?? 'SingleStack' };
}

function clusterIPFields(spec: ServiceSpec, old: Service | undefined, allocators: Allocators): Change {
  const asked = spec.clusterIPs?.[0] ?? spec.clusterIP ?? '';
  const held = old?.spec.clusterIPs?.[0] ?? '';
  if (asked === 'None') return { clusterIP: 'None', clusterIPs: ['None'] };
  if (asked !== '' && asked === held) return {};
  const address = allocators.clusterIP(asked === '' ? undefined : asked);
  return { clusterIP: address, clusterIPs: [address] };
}

function portFields(spec: ServiceSpec, old: Service | undefined, allocators: Allocators): Change {
  const { ports } = spec;
  if (ports === undefined || !needsNodePort(spec)) return {};
  const before = old?.spec.ports ?? [];
  const held = new Set(before.map((port) => port.nodePort));
  const given = new Map<number, number>();
  const next = ports.map((port) => {
    const same = before.find((other) => other.port === port.port && other.protocol === port.protocol);
    const asked = port.nodePort || (same?.nodePort ?? 0);
    if (asked !== 0 && held.has(asked)) return port.nodePort === asked ? port : { ...port, nodePort: asked };
    // The same port number over TCP and UDP may share one node port.
    const shared = asked === 0 ? given.get(port.port) : undefined;
    const nodePort = shared ?? allocators.nodePort(asked === 0 ? undefined : asked);
    given.set(port.port, nodePort);
    return { ...port, nodePort };
  });
  return { ports: next };
}

/** The storage layer's part (pkg/registry/core/service/storage/alloc.go): addresses and ports are handed out, never guessed. */
export function allocateService(service: Service, old: Service | undefined, allocators: Allocators): Service {
  const { spec } = service;
  if (!needsClusterIP(spec)) return service;
  const change: Change = {
    ...clusterIPFields(spec, old, allocators),
    ...familyFields(service, old),
    ...portFields(spec, old, allocators),
  };
  if (needsHealthCheck(spec) && !spec.healthCheckNodePort) {
    change.healthCheckNodePort = old?.spec.healthCheckNodePort ?? allocators.nodePort(undefined);
  }
  return withSpec(service, { ...spec, ...change });
}
