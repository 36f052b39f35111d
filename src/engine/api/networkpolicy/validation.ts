import {
  field,
  isValidCIDR,
  tryParseCIDR,
  validateLabelSelector,
  type CIDR,
  type ErrorList,
  type IP,
  type Path,
} from '../../apimachinery/index.ts';
import { checkPortNum, checkPortNumOrName, SPEC, validateMeta, validateMetaUpdate } from '../validate.ts';
import type { IPBlock, NetworkPolicy, NetworkPolicyPeer, NetworkPolicyPort, NetworkPolicySpec } from './types.ts';

const PROTOCOLS = ['SCTP', 'TCP', 'UDP'];
const POLICY_TYPES = ['Egress', 'Ingress'];

/** ValidateNetworkPolicyPort. pkg/apis/networking/validation/validation.go */
function checkPort(errors: ErrorList, path: Path, { protocol, port, endPort }: NetworkPolicyPort): void {
  if (protocol !== undefined && !PROTOCOLS.includes(protocol)) {
    errors.push(field.notSupported(path.child('protocol'), protocol, PROTOCOLS));
  }
  const end = path.child('endPort');
  if (typeof port === 'number') {
    checkPortNum(errors, path, 'port', port);
    if (endPort === undefined) return;
    if (endPort < port) errors.push(field.invalid(end, port, 'must be greater than or equal to `port`'));
    checkPortNum(errors, path, 'endPort', endPort);
  } else if (port !== undefined) {
    if (endPort !== undefined) {
      errors.push(field.invalid(end, endPort, 'may not be specified when `port` is non-numeric'));
    }
    checkPortNumOrName(errors, path, 'port', port);
  } else if (endPort !== undefined) {
    errors.push(field.invalid(end, endPort, 'may not be specified when `port` is not specified'));
  }
}

/** Whether an address lies in a network. */
export function contains({ ip: base, prefixLength }: CIDR, ip: IP): boolean {
  if (base.family !== ip.family) return false;
  const width = base.family === 4 ? 8 : 16;
  for (let i = 0, bits = prefixLength; bits > 0; i++, bits -= width) {
    const dropped = Math.max(0, width - bits);
    if ((base.parts[i] ?? 0) >> dropped !== (ip.parts[i] ?? 0) >> dropped) return false;
  }
  return true;
}

/** ValidateIPBlock. */
function checkIPBlock(errors: ErrorList, path: Path, { cidr = '', except = [] }: IPBlock): void {
  if (cidr === '') {
    errors.push(field.required(path.child('cidr')));
    return;
  }
  errors.push(...isValidCIDR(path.child('cidr'), cidr));
  const whole = tryParseCIDR(cidr);
  if (whole === undefined) return;
  except.forEach((text, i) => {
    const at = path.child('except').index(i);
    errors.push(...isValidCIDR(at, text));
    const part = tryParseCIDR(text);
    if (part === undefined || (contains(whole, part.ip) && whole.prefixLength < part.prefixLength)) return;
    errors.push(field.invalid(at, text, 'must be a strict subset of `cidr`'));
  });
}

/** ValidateNetworkPolicyPeer. */
function checkPeer(
  errors: ErrorList,
  path: Path,
  { podSelector, namespaceSelector, ipBlock }: NetworkPolicyPeer,
): void {
  if (podSelector !== undefined) errors.push(...validateLabelSelector(podSelector, path.child('podSelector')));
  if (namespaceSelector !== undefined) {
    errors.push(...validateLabelSelector(namespaceSelector, path.child('namespaceSelector')));
  }
  if (ipBlock !== undefined) checkIPBlock(errors, path.child('ipBlock'), ipBlock);
  const selects = podSelector !== undefined || namespaceSelector !== undefined;
  if (!selects && ipBlock === undefined) errors.push(field.required(path, 'must specify a peer'));
  else if (selects && ipBlock !== undefined) {
    errors.push(field.forbidden(path, 'may not specify both ipBlock and another peer'));
  }
}

/** ValidateNetworkPolicySpec. */
function checkSpec(errors: ErrorList, spec: NetworkPolicySpec): void {
  errors.push(...validateLabelSelector(spec.podSelector, SPEC.child('podSelector')));
  (spec.ingress ?? []).forEach(({ ports = [], from = [] }, i) => {
    const path = SPEC.child('ingress').index(i);
    ports.forEach((port, j) => checkPort(errors, path.child('ports').index(j), port));
    from.forEach((peer, j) => checkPeer(errors, path.child('from').index(j), peer));
  });
  (spec.egress ?? []).forEach(({ ports = [], to = [] }, i) => {
    const path = SPEC.child('egress').index(i);
    ports.forEach((port, j) => checkPort(errors, path.child('ports').index(j), port));
    to.forEach((peer, j) => checkPeer(errors, path.child('to').index(j), peer));
  });
  const path = SPEC.child('policyTypes');
  if (spec.policyTypes.length > POLICY_TYPES.length) {
    errors.push(field.invalid(path, spec.policyTypes, 'may not specify more than two policyTypes'));
    return;
  }
  spec.policyTypes.forEach((type, i) => {
    if (!POLICY_TYPES.includes(type)) errors.push(field.notSupported(path.index(i), type, POLICY_TYPES));
  });
}

export function validateNetworkPolicy(policy: NetworkPolicy): ErrorList {
  const errors = validateMeta(policy.metadata, true);
  checkSpec(errors, policy.spec);
  return errors;
}

export function validateNetworkPolicyUpdate(policy: NetworkPolicy, old: NetworkPolicy): ErrorList {
  const errors = validateMetaUpdate(policy.metadata, old.metadata);
  if (policy.spec !== old.spec) checkSpec(errors, policy.spec);
  return errors;
}
