import {
  field,
  isDNS1123Subdomain,
  isValidIP,
  isWildcardDNS1123Subdomain,
  nameIsDNS1035Label,
  newPath,
  tryParseIP,
  type ErrorList,
  type Path,
} from '../../apimachinery/index.ts';
import { checkTypedLocalReference } from '../typed-reference.ts';
import {
  checkDNS1123Subdomain,
  checkPortNum,
  checkPortNumOrName,
  rejectEach,
  SPEC,
  STATUS,
  validateMeta,
  validateMetaUpdate,
} from '../validate.ts';
import type { HTTPIngressPath, Ingress, IngressBackend, IngressRule, IngressSpec } from './types.ts';

const PATH_TYPES = ['Exact', 'ImplementationSpecific', 'Prefix'];
const INVALID_SEQUENCES = ['//', '/./', '/../', '%2f', '%2F'];
const INVALID_SUFFIXES = ['/..', '/.'];
export const INGRESS_CLASS_ANNOTATION = 'kubernetes.io/ingress.class';

/** What an update may keep because it was stored when the rule was not there yet. */
interface Tolerated {
  readonly secretName: boolean;
  readonly wildcardHostRule: boolean;
}

const NOTHING: Tolerated = { secretName: false, wildcardHostRule: false };

/** validateIngressBackend. pkg/apis/networking/validation/validation.go */
function checkBackend(errors: ErrorList, path: Path, { resource, service }: IngressBackend): void {
  if (resource !== undefined && service !== undefined) {
    errors.push(field.invalid(path, '', 'cannot set both resource and service backends'));
  } else if (resource !== undefined) checkTypedLocalReference(errors, path.child('resource'), resource);
  else if (service === undefined) errors.push(field.invalid(path, '', 'resource or service backend is required'));
  else {
    const at = path.child('service');
    const { name, port } = service;
    if (!name) errors.push(field.required(at.child('name')));
    else rejectEach(errors, at.child('name'), name, nameIsDNS1035Label(name, false));
    const [portName, number] = [port?.name ?? '', port?.number ?? 0];
    if (portName !== '' && number !== 0)
      errors.push(field.invalid(path, '', 'cannot set both port name & port number'));
    else if (portName !== '') checkPortNumOrName(errors, at.child('port'), 'name', portName);
    else if (number !== 0) checkPortNum(errors, at.child('port'), 'number', number);
    else errors.push(field.required(path, 'port name or number is required'));
  }
}

function checkAbsolute(errors: ErrorList, at: Path, path: string): void {
  if (!path.startsWith('/')) errors.push(field.invalid(at, path, 'must be an absolute path'));
}

/** validateHTTPIngressPath. */
function checkHTTPPath(errors: ErrorList, at: Path, { path = '', pathType, backend }: HTTPIngressPath): void {
  const where = at.child('path');
  switch (pathType as string | undefined) {
    case undefined:
      errors.push(field.required(at.child('pathType'), 'pathType must be specified'));
      return;
    case 'Exact':
    case 'Prefix':
      checkAbsolute(errors, where, path);
      for (const sequence of INVALID_SEQUENCES) {
        if (path.includes(sequence)) errors.push(field.invalid(where, path, `must not contain '${sequence}'`));
      }
      for (const suffix of INVALID_SUFFIXES) {
        if (path.endsWith(suffix)) errors.push(field.invalid(where, path, `cannot end with '${suffix}'`));
      }
      break;
    case 'ImplementationSpecific':
      if (path !== '') checkAbsolute(errors, where, path);
      break;
    default:
      errors.push(field.notSupported(at.child('pathType'), pathType, PATH_TYPES));
  }
  checkBackend(errors, at.child('backend'), backend ?? {});
}

/** validateIngressRuleValue. */
function checkRuleValue(errors: ErrorList, at: Path, { http }: IngressRule): void {
  if (http === undefined) return;
  const path = at.child('http', 'paths');
  const { paths = [] } = http;
  if (paths.length === 0) errors.push(field.required(path));
  paths.forEach((one, i) => checkHTTPPath(errors, path.index(i), one));
}

function hostMessages(host: string): readonly string[] {
  return host.includes('*') ? isWildcardDNS1123Subdomain(host) : isDNS1123Subdomain(host);
}

/** validateIngressRules. */
function checkRule(errors: ErrorList, at: Path, rule: IngressRule, tolerated: Tolerated): void {
  const { host = '' } = rule;
  if (host !== '') {
    const path = at.child('host');
    if (tryParseIP(host) !== undefined) errors.push(field.invalid(path, host, 'must be a DNS name, not an IP address'));
    rejectEach(errors, path, host, hostMessages(host));
  }
  if (!host.includes('*') || !tolerated.wildcardHostRule) checkRuleValue(errors, at, rule);
}

function secretNameMessages(name: string | undefined): readonly string[] {
  return name === undefined || name === '' ? [] : isDNS1123Subdomain(name);
}

/** ValidateIngressSpec. */
function checkSpec(errors: ErrorList, spec: IngressSpec, tolerated: Tolerated): void {
  const { rules = [], tls = [], defaultBackend, ingressClassName } = spec;
  if (rules.length === 0 && defaultBackend === undefined) {
    errors.push(field.invalid(SPEC, rules, 'either `defaultBackend` or `rules` must be specified'));
  }
  if (defaultBackend !== undefined) checkBackend(errors, SPEC.child('defaultBackend'), defaultBackend);
  rules.forEach((rule, i) => checkRule(errors, SPEC.child('rules').index(i), rule, tolerated));
  tls.forEach(({ hosts = [], secretName }, i) => {
    const path = SPEC.child('tls').index(i);
    hosts.forEach((host, j) => rejectEach(errors, path.child('hosts').index(j), host, hostMessages(host)));
    if (!tolerated.secretName) rejectEach(errors, path.child('secretName'), secretName, secretNameMessages(secretName));
  });
  if (ingressClassName !== undefined) checkDNS1123Subdomain(errors, SPEC, 'ingressClassName', ingressClassName);
}

function toleratedFor({ spec }: Ingress): Tolerated {
  return {
    secretName: (spec.tls ?? []).some(({ secretName }) => secretNameMessages(secretName).length > 0),
    wildcardHostRule: (spec.rules ?? []).some((rule) => {
      const errors: ErrorList = [];
      if (rule.host?.includes('*') === true) checkRuleValue(errors, SPEC, rule);
      return errors.length > 0;
    }),
  };
}

export function validateIngressCreate(ingress: Ingress): ErrorList {
  const errors = validateMeta(ingress.metadata, true);
  checkSpec(errors, ingress.spec, NOTHING);
  const written = ingress.metadata.annotations?.[INGRESS_CLASS_ANNOTATION];
  const { ingressClassName } = ingress.spec;
  if (written !== undefined && ingressClassName !== undefined && written !== ingressClassName) {
    const path = newPath('annotations').child(INGRESS_CLASS_ANNOTATION);
    errors.push(field.invalid(path, written, 'must match `ingressClassName` when both are specified'));
  }
  return errors;
}

export function validateIngressUpdate(ingress: Ingress, old: Ingress): ErrorList {
  const errors = validateMetaUpdate(ingress.metadata, old.metadata);
  if (ingress.spec !== old.spec) checkSpec(errors, ingress.spec, toleratedFor(old));
  return errors;
}

/** ValidateIngressLoadBalancerStatus. */
export function validateIngressStatusUpdate(ingress: Ingress, old: Ingress): ErrorList {
  const errors = validateMetaUpdate(ingress.metadata, old.metadata);
  const path = STATUS.child('loadBalancer', 'ingress');
  (ingress.status.loadBalancer.ingress ?? []).forEach(({ ip = '', hostname = '' }, i) => {
    if (ip !== '') errors.push(...isValidIP(path.index(i).child('ip'), ip));
    if (hostname === '') return;
    checkDNS1123Subdomain(errors, path.index(i), 'hostname', hostname);
    if (tryParseIP(hostname) === undefined) return;
    errors.push(field.invalid(path.index(i).child('hostname'), hostname, 'must be a DNS name, not an IP address'));
  });
  return errors;
}
