import {
  field,
  isValidCIDR,
  isValidIP,
  nameIsDNS1035Label,
  newPath,
  validateLabels,
  type ErrorList,
  type Path,
} from '../../apimachinery/index.ts';
import { checkNonSpecialIP } from '../addresses.ts';
import {
  checkDNS1123Label,
  checkDNS1123Subdomain,
  checkOneOf,
  checkPortNum,
  checkPortNumOrName,
  checkQualifiedName,
  isUnset,
  METADATA,
  SPEC,
  STATUS,
  validateMeta,
  validateMetaUpdate,
} from '../validate.ts';
import { isExternallyAccessible, isHeadless, needsHealthCheck } from './defaults.ts';
import type { Service, ServicePort, ServiceSpec } from './types.ts';
import { checkClusterIPs, checkClusterIPsUpdate } from './validation-addresses.ts';

const PROTOCOLS = ['SCTP', 'TCP', 'UDP'];
const TYPES = ['ClusterIP', 'ExternalName', 'LoadBalancer', 'NodePort'];
const ONLY_LOAD_BALANCER = "may only be used when `type` is 'LoadBalancer'";
const SOURCE_RANGES = 'service.beta.kubernetes.io/load-balancer-source-ranges';
const HINTS = 'service.kubernetes.io/topology-aware-hints';
const MODE = 'service.kubernetes.io/topology-mode';
const MAX_AFFINITY_SECONDS = 86_400;

function checkAnnotations(errors: ErrorList, service: Service): void {
  const { annotations = {} } = service.metadata;
  const [mode, hints] = [annotations[MODE], annotations[HINTS]];
  if (mode === undefined || hints === undefined || mode === hints) return;
  const why = `must match annotations[${HINTS}] when both are specified`;
  errors.push(field.invalid(METADATA.child('annotations').key(MODE), mode, why));
}

/** What each type may not have. */
function checkType(errors: ErrorList, spec: ServiceSpec): void {
  const { type, ports = [] } = spec;
  if (ports.length === 0 && !isHeadless(spec) && type !== 'ExternalName')
    errors.push(field.required(SPEC.child('ports')));
  if (type === 'LoadBalancer' || type === 'NodePort') {
    if (!isHeadless(spec)) return;
    const why = `may not be set to 'None' for ${type} services`;
    errors.push(field.invalid(SPEC.child('clusterIPs').index(0), spec.clusterIPs?.[0], why));
  }
  if (type !== 'ExternalName') return;
  const why = 'may not be set for ExternalName services';
  for (const name of ['clusterIPs', 'ipFamilies'] as const) {
    if ((spec[name]?.length ?? 0) > 0) errors.push(field.forbidden(SPEC.child(name), why));
  }
  if (spec.ipFamilyPolicy !== undefined) errors.push(field.forbidden(SPEC.child('ipFamilyPolicy'), why));
  const name = (spec.externalName ?? '').replace(/\.$/, '');
  if (name === '') errors.push(field.required(SPEC.child('externalName')));
  else checkDNS1123Subdomain(errors, SPEC, 'externalName', name);
}

/** validateServicePort. */
function checkPort(errors: ErrorList, path: Path, port: ServicePort, requireName: boolean, names: Set<string>): void {
  const { name = '' } = port;
  if (name !== '') {
    checkDNS1123Label(errors, path, 'name', name);
    if (names.has(name)) errors.push(field.duplicate(path.child('name'), name));
    names.add(name);
  } else if (requireName) errors.push(field.required(path.child('name')));
  checkPortNum(errors, path, 'port', port.port);
  checkOneOf(errors, path, 'protocol', port.protocol, PROTOCOLS);
  checkPortNumOrName(errors, path, 'targetPort', port.targetPort);
  if (port.appProtocol !== undefined) checkQualifiedName(errors, path.child('appProtocol'), port.appProtocol);
}

function checkPorts(errors: ErrorList, spec: ServiceSpec): void {
  const { ports = [] } = spec;
  const path = SPEC.child('ports');
  const names = new Set<string>();
  ports.forEach((port, i) => checkPort(errors, path.index(i), port, ports.length > 1, names));
}

/** Two ports may not be the same one; checked after everything else, as upstream does. */
function checkPortPairs(errors: ErrorList, spec: ServiceSpec): void {
  const { ports = [] } = spec;
  const path = SPEC.child('ports');
  if (spec.type === 'ClusterIP') {
    ports.forEach((port, i) => {
      if ((port.nodePort ?? 0) === 0) return;
      errors.push(field.forbidden(path.index(i).child('nodePort'), "may not be used when `type` is 'ClusterIP'"));
    });
  }
  const nodePorts = new Set<string>();
  ports.forEach(({ protocol, nodePort = 0 }, i) => {
    if (nodePort === 0) return;
    const key = `${protocol}/${nodePort}`;
    if (nodePorts.has(key)) errors.push(field.duplicate(path.index(i).child('nodePort'), nodePort));
    nodePorts.add(key);
  });
  const seen = new Set<string>();
  ports.forEach(({ protocol, port }, i) => {
    const key = `${protocol}/${port}`;
    if (seen.has(key)) {
      const pair = { Name: '', Protocol: protocol, AppProtocol: null, Port: port, TargetPort: 0, NodePort: 0 };
      errors.push(field.duplicate(path.index(i), pair));
    }
    seen.add(key);
  });
}

function checkSessionAffinity(errors: ErrorList, spec: ServiceSpec): void {
  checkOneOf(errors, SPEC, 'sessionAffinity', spec.sessionAffinity, ['ClientIP', 'None']);
  const path = SPEC.child('sessionAffinityConfig');
  const config = spec.sessionAffinityConfig;
  if (spec.sessionAffinity === 'None' && config !== undefined) {
    errors.push(field.forbidden(path, 'must not be set when session affinity is None'));
  }
  if (spec.sessionAffinity !== 'ClientIP') return;
  const when = 'when session affinity type is ClientIP';
  const seconds = config?.clientIP?.timeoutSeconds;
  if (config === undefined) errors.push(field.required(path, when));
  else if (config.clientIP === undefined) errors.push(field.required(path.child('clientIP'), when));
  else if (seconds === undefined) errors.push(field.required(path.child('clientIP', 'timeoutSeconds'), when));
  else if (seconds <= 0 || seconds > MAX_AFFINITY_SECONDS) {
    const why = `must be greater than 0 and less than ${MAX_AFFINITY_SECONDS}`;
    errors.push(field.invalid(path.child('clientIP', 'timeoutSeconds'), seconds, why));
  }
}

function checkLoadBalancer(errors: ErrorList, service: Service): void {
  const { spec } = service;
  const isLoadBalancer = spec.type === 'LoadBalancer';
  const ranges = spec.loadBalancerSourceRanges ?? [];
  const annotated = service.metadata.annotations?.[SOURCE_RANGES];
  if (ranges.length > 0) {
    const path = SPEC.child('LoadBalancerSourceRanges');
    if (!isLoadBalancer) errors.push(field.forbidden(path, ONLY_LOAD_BALANCER));
    ranges.forEach((range, i) => errors.push(...isValidCIDR(path.index(i), range.trim())));
  } else if (annotated !== undefined) {
    const path = newPath('metadata', 'annotations').key(SOURCE_RANGES);
    if (!isLoadBalancer) errors.push(field.forbidden(path, ONLY_LOAD_BALANCER));
    if (annotated.trim() !== '') {
      for (const range of annotated.split(',')) errors.push(...isValidCIDR(path, range.trim()));
    }
  }
  if (spec.allocateLoadBalancerNodePorts !== undefined && !isLoadBalancer) {
    errors.push(field.forbidden(SPEC.child('allocateLoadBalancerNodePorts'), ONLY_LOAD_BALANCER));
  }
  if (isLoadBalancer && spec.allocateLoadBalancerNodePorts === undefined) {
    errors.push(field.required(newPath('allocateLoadBalancerNodePorts')));
  }
  const path = SPEC.child('loadBalancerClass');
  if (spec.loadBalancerClass === undefined) return;
  if (isLoadBalancer) checkQualifiedName(errors, path, spec.loadBalancerClass);
  else errors.push(field.forbidden(path, ONLY_LOAD_BALANCER));
}

function checkHealthCheckPort(errors: ErrorList, spec: ServiceSpec): void {
  const { healthCheckNodePort = 0 } = spec;
  if (needsHealthCheck(spec)) {
    // None yet is no error here: the port is handed out after validation, and upstream before it.
    if (healthCheckNodePort !== 0) checkPortNum(errors, SPEC, 'healthCheckNodePort', healthCheckNodePort);
  } else if (healthCheckNodePort !== 0) {
    const why = "may only be set when `type` is 'LoadBalancer' and `externalTrafficPolicy` is 'Local'";
    errors.push(field.invalid(SPEC.child('healthCheckNodePort'), healthCheckNodePort, why));
  }
}

const DISTRIBUTIONS = ['PreferClose', 'PreferSameNode', 'PreferSameZone'];

function checkTraffic(errors: ErrorList, spec: ServiceSpec): void {
  const { externalTrafficPolicy, internalTrafficPolicy, trafficDistribution } = spec;
  if (isExternallyAccessible(spec)) {
    checkOneOf(errors, SPEC, 'externalTrafficPolicy', externalTrafficPolicy, ['Cluster', 'Local']);
  } else if (!isUnset(externalTrafficPolicy)) {
    const why = 'may only be set for externally-accessible services';
    errors.push(field.invalid(SPEC.child('externalTrafficPolicy'), externalTrafficPolicy, why));
  }
  checkHealthCheckPort(errors, spec);
  if (internalTrafficPolicy !== undefined || (TYPES.includes(spec.type) && spec.type !== 'ExternalName')) {
    checkOneOf(errors, SPEC, 'internalTrafficPolicy', internalTrafficPolicy, ['Cluster', 'Local']);
  }
  if (trafficDistribution !== undefined && !DISTRIBUTIONS.includes(trafficDistribution)) {
    errors.push(field.notSupported(SPEC.child('trafficDistribution'), trafficDistribution, DISTRIBUTIONS));
  }
}

/** ValidateService. pkg/apis/core/validation/validation.go */
export function validateService(service: Service): ErrorList {
  const { spec } = service;
  const errors = validateMeta(service.metadata, true, nameIsDNS1035Label);
  checkAnnotations(errors, service);
  checkType(errors, spec);
  checkPorts(errors, spec);
  if (spec.selector !== undefined) errors.push(...validateLabels(spec.selector, SPEC.child('selector')));
  checkSessionAffinity(errors, spec);
  checkClusterIPs(errors, spec);
  spec.externalIPs?.forEach((address, i) => {
    const path = SPEC.child('externalIPs').index(i);
    const found = isValidIP(path, address);
    if (found.length > 0) errors.push(...found);
    else checkNonSpecialIP(errors, () => path, address);
  });
  checkOneOf(errors, SPEC, 'type', spec.type, TYPES);
  checkPortPairs(errors, spec);
  checkLoadBalancer(errors, service);
  checkTraffic(errors, spec);
  return errors;
}

/** ValidateServiceUpdate. */
export function validateServiceUpdate(service: Service, old: Service): ErrorList {
  const errors = validateMetaUpdate(service.metadata, old.metadata);
  if (service.spec === old.spec) return errors;
  checkClusterIPsUpdate(errors, service, old);
  const { spec } = service;
  const bothLoadBalancer = spec.type === 'LoadBalancer' && old.spec.type === 'LoadBalancer';
  if (bothLoadBalancer && spec.loadBalancerClass !== old.spec.loadBalancerClass) {
    errors.push(field.invalid(SPEC.child('loadBalancerClass'), spec.loadBalancerClass, 'may not change once set'));
  }
  if (
    needsHealthCheck(old.spec) &&
    needsHealthCheck(spec) &&
    spec.healthCheckNodePort !== old.spec.healthCheckNodePort
  ) {
    errors.push(field.forbidden(SPEC.child('healthCheckNodePort'), 'field is immutable'));
  }
  errors.push(...validateService(service));
  return errors;
}

/** ValidateLoadBalancerStatus. */
export function validateServiceStatusUpdate(service: Service, old: Service): ErrorList {
  const errors = validateMetaUpdate(service.metadata, old.metadata);
  const path = STATUS.child('loadBalancer', 'ingress');
  const { ingress = [] } = service.status.loadBalancer;
  if (service.spec.type !== 'LoadBalancer' && ingress.length > 0) {
    errors.push(field.forbidden(path, "may only be used when `spec.type` is 'LoadBalancer'"));
    return errors;
  }
  ingress.forEach(({ ip = '', ipMode, hostname = '' }, i) => {
    const at = path.index(i);
    if (ip !== '') errors.push(...isValidIP(at.child('ip'), ip));
    if (ipMode === undefined) {
      if (ip !== '') errors.push(field.required(at.child('ipMode'), 'must be specified when `ip` is set'));
    } else if (ip === '') {
      errors.push(field.forbidden(at.child('ipMode'), 'may not be specified when `ip` is not set'));
    } else if (ipMode !== 'VIP' && ipMode !== 'Proxy') {
      errors.push(field.notSupported(at.child('ipMode'), ipMode, ['Proxy', 'VIP']));
    }
    if (hostname !== '') checkDNS1123Subdomain(errors, at, 'hostname', hostname);
  });
  return errors;
}
