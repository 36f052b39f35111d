import { mapSame } from '../pod/defaults-container.ts';
import { isUnset } from '../validate.ts';
import type { Service, ServicePort, ServiceSpec, ServiceStatus } from './types.ts';

const CLIENT_IP_SECONDS = 10_800;

type Change = { -readonly [Key in keyof ServiceSpec]?: ServiceSpec[Key] };

function defaultPort(port: ServicePort): ServicePort {
  const noProtocol = isUnset(port.protocol);
  const noTarget = isUnset(port.targetPort) || port.targetPort === 0;
  if (!noProtocol && !noTarget) return port;
  return {
    ...port,
    protocol: noProtocol ? 'TCP' : port.protocol,
    targetPort: noTarget ? port.port : port.targetPort,
  };
}

/** service.ExternallyAccessible. */
export function isExternallyAccessible(spec: Pick<ServiceSpec, 'type' | 'externalIPs'>): boolean {
  if (spec.type === 'LoadBalancer' || spec.type === 'NodePort') return true;
  return spec.type === 'ClusterIP' && (spec.externalIPs?.length ?? 0) > 0;
}

/** service.NeedsHealthCheck. */
export function needsHealthCheck(spec: ServiceSpec): boolean {
  return spec.type === 'LoadBalancer' && spec.externalTrafficPolicy === 'Local';
}

export function isHeadless(spec: ServiceSpec): boolean {
  return spec.clusterIPs?.length === 1 && spec.clusterIPs[0] === 'None';
}

function defaultSpec(spec: ServiceSpec): ServiceSpec {
  const change: Change = {};
  const sessionAffinity = isUnset(spec.sessionAffinity) ? 'None' : spec.sessionAffinity;
  if (sessionAffinity !== spec.sessionAffinity) change.sessionAffinity = sessionAffinity;
  if (sessionAffinity === 'ClientIP' && spec.sessionAffinityConfig?.clientIP?.timeoutSeconds === undefined) {
    change.sessionAffinityConfig = { clientIP: { timeoutSeconds: CLIENT_IP_SECONDS } };
  }
  const type = isUnset(spec.type) ? 'ClusterIP' : spec.type;
  if (type !== spec.type) change.type = type;
  if (spec.ports !== undefined) {
    const ports = mapSame(spec.ports, defaultPort);
    if (ports !== spec.ports) change.ports = ports;
  }
  if (isUnset(spec.externalTrafficPolicy) && isExternallyAccessible({ ...spec, type })) {
    change.externalTrafficPolicy = 'Cluster';
  }
  if (spec.internalTrafficPolicy === undefined && ['NodePort', 'LoadBalancer', 'ClusterIP'].includes(type)) {
    change.internalTrafficPolicy = 'Cluster';
  }
  if (type === 'LoadBalancer' && spec.allocateLoadBalancerNodePorts === undefined) {
    change.allocateLoadBalancerNodePorts = true;
  }
  const dropConfig = sessionAffinity === 'None' && spec.sessionAffinityConfig !== undefined;
  if (Object.keys(change).length === 0 && !dropConfig) return spec;
  const next = { ...spec, ...change };
  if (dropConfig) delete next.sessionAffinityConfig;
  return next;
}

function defaultStatus(status: ServiceStatus | undefined, type: string): ServiceStatus {
  const loadBalancer = status?.loadBalancer ?? {};
  const ingress = loadBalancer.ingress;
  if (type !== 'LoadBalancer' || ingress === undefined)
    return status?.loadBalancer ? status : { ...status, loadBalancer };
  const next = mapSame(ingress, (entry) =>
    !isUnset(entry.ip) && entry.ipMode === undefined ? { ...entry, ipMode: 'VIP' } : entry,
  );
  return next === ingress && status !== undefined
    ? status
    : { ...status, loadBalancer: { ...loadBalancer, ingress: next } };
}

/** SetDefaults_Service. pkg/apis/core/v1/defaults.go */
export function defaultService(service: Service): Service {
  const spec = defaultSpec(service.spec ?? {});
  const status = defaultStatus(service.status, spec.type);
  return spec === service.spec && status === service.status ? service : { ...service, spec, status };
}
