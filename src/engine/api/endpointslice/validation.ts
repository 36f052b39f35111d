import {
  field,
  isFullyQualifiedDomainName,
  isValidIPv4Address,
  isValidIPv6Address,
  newPath,
  validateImmutableField,
  validateLabels,
  type ErrorList,
  type Path,
} from '../../apimachinery/index.ts';
import { checkNonSpecialIP } from '../addresses.ts';
import {
  checkDNS1123Label,
  checkOneOf,
  checkQualifiedName,
  isUnset,
  validateMeta,
  validateMetaUpdate,
} from '../validate.ts';
import type { AddressType, Endpoint, EndpointSlice, EndpointSlicePort } from './types.ts';

const ADDRESS_TYPES = ['FQDN', 'IPv4', 'IPv6'];
const PROTOCOLS = ['SCTP', 'TCP', 'UDP'];
const MAX_TOPOLOGY_LABELS = 16;
const MAX_ADDRESSES = 100;
const MAX_PORTS = 20_000;
const MAX_ENDPOINTS = 1000;

function checkAddress(errors: ErrorList, path: Path, address: string, type: AddressType): void {
  if (type === 'FQDN') return void errors.push(...isFullyQualifiedDomainName(path, address));
  errors.push(...(type === 'IPv4' ? isValidIPv4Address(path, address) : isValidIPv6Address(path, address)));
  checkNonSpecialIP(errors, () => path, address);
}

/** validateEndpoints. pkg/apis/discovery/validation/validation.go */
function checkEndpoint(errors: ErrorList, path: Path, endpoint: Endpoint, type: AddressType): void {
  const addresses = path.child('addresses');
  if (endpoint.addresses.length === 0) errors.push(field.required(addresses, 'must contain at least 1 address'));
  if (endpoint.addresses.length > MAX_ADDRESSES) {
    errors.push(field.tooMany(addresses, endpoint.addresses.length, MAX_ADDRESSES));
  }
  endpoint.addresses.forEach((address, i) => checkAddress(errors, addresses.index(i), address, type));
  const topology = endpoint.deprecatedTopology;
  if (topology !== undefined) {
    const at = path.child('deprecatedTopology');
    const size = Object.keys(topology).length;
    if (size > MAX_TOPOLOGY_LABELS) errors.push(field.tooMany(at, size, MAX_TOPOLOGY_LABELS));
    errors.push(...validateLabels(topology, at));
  }
  if (endpoint.hostname !== undefined) checkDNS1123Label(errors, path, 'hostname', endpoint.hostname);
}

function checkPorts(errors: ErrorList, ports: readonly EndpointSlicePort[]): void {
  const path = newPath('ports');
  if (ports.length > MAX_PORTS) return void errors.push(field.tooMany(path, ports.length, MAX_PORTS));
  const names = new Set<string>();
  ports.forEach((port, i) => {
    const at = path.index(i);
    if (port.name !== '') checkDNS1123Label(errors, at, 'name', port.name);
    if (names.has(port.name)) errors.push(field.duplicate(at.child('name'), port.name));
    names.add(port.name);
    checkOneOf(errors, at, 'protocol', port.protocol, PROTOCOLS);
    if (port.appProtocol !== undefined) checkQualifiedName(errors, at.child('appProtocol'), port.appProtocol);
  });
}

export function validateEndpointSlice(slice: EndpointSlice): ErrorList {
  const errors = validateMeta(slice.metadata, true);
  checkSlice(errors, slice);
  return errors;
}

function checkSlice(errors: ErrorList, slice: EndpointSlice): void {
  const { addressType, endpoints } = slice;
  const path = newPath('addressType');
  if (isUnset(addressType)) errors.push(field.required(path));
  else if (!ADDRESS_TYPES.includes(addressType)) errors.push(field.notSupported(path, addressType, ADDRESS_TYPES));
  const list = newPath('endpoints');
  if (endpoints.length > MAX_ENDPOINTS) errors.push(field.tooMany(list, endpoints.length, MAX_ENDPOINTS));
  else endpoints.forEach((endpoint, i) => checkEndpoint(errors, list.index(i), endpoint, addressType));
  checkPorts(errors, slice.ports);
}

export function validateEndpointSliceUpdate(slice: EndpointSlice, old: EndpointSlice): ErrorList {
  const errors = validateMetaUpdate(slice.metadata, old.metadata);
  if (slice.endpoints !== old.endpoints || slice.ports !== old.ports) checkSlice(errors, slice);
  errors.push(...validateImmutableField(slice.addressType, old.addressType, newPath('addressType')));
  return errors;
}
