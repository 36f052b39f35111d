/** Endpoints: the older list of a Service's addresses, one object a Service. EndpointSlices replace it. */
import { field, newPath, nameIsDNSSubdomain, type ErrorList, type Path } from '../../apimachinery/index.ts';
import { checkIP, checkNonSpecialIP } from '../addresses.ts';
import { AGE, age, column, NAME, withMore } from '../columns.ts';
import type { Kind } from '../kind.ts';
import { METADATA_PATCH_META } from '../patch-meta.ts';
import { mapSame } from '../pod/defaults-container.ts';
import { plainStrategy } from '../strategies.ts';
import {
  checkDNS1123Label,
  checkOneOf,
  checkPortNum,
  checkQualifiedName,
  isUnset,
  rejectEach,
  validateMeta,
  validateMetaUpdate,
} from '../validate.ts';
import { endpointsRelations } from './relations.ts';
import type { EndpointAddress, EndpointPort, Endpoints, EndpointSubset } from './types.ts';

const SUBSETS = newPath('subsets');
export const PROTOCOLS = ['SCTP', 'TCP', 'UDP'];
const MAX_SHOWN = 3;

function checkAddress(errors: ErrorList, path: Path, address: EndpointAddress): void {
  checkIP(errors, path.child('ip'), address.ip);
  if (!isUnset(address.hostname)) checkDNS1123Label(errors, path, 'hostname', address.hostname ?? '');
  if (address.nodeName !== undefined) {
    rejectEach(errors, path.child('nodeName'), address.nodeName, nameIsDNSSubdomain(address.nodeName, false));
  }
  checkNonSpecialIP(errors, () => path.child('ip'), address.ip);
}

function checkPort(errors: ErrorList, path: Path, port: EndpointPort, requireName: boolean): void {
  if (!isUnset(port.name)) checkDNS1123Label(errors, path, 'name', port.name ?? '');
  else if (requireName) errors.push(field.required(path.child('name')));
  checkPortNum(errors, path, 'port', port.port);
  checkOneOf(errors, path, 'protocol', port.protocol, PROTOCOLS);
  if (port.appProtocol !== undefined) checkQualifiedName(errors, path.child('appProtocol'), port.appProtocol);
}

/** validateEndpointSubsets. */
function checkSubsets(errors: ErrorList, subsets: readonly EndpointSubset[]): void {
  subsets.forEach((subset, i) => {
    const path = SUBSETS.index(i);
    const { addresses = [], notReadyAddresses = [], ports = [] } = subset;
    if (addresses.length === 0 && notReadyAddresses.length === 0) {
      errors.push(field.required(path, 'must specify `addresses` or `notReadyAddresses`'));
    }
    addresses.forEach((address, j) => checkAddress(errors, path.child('addresses').index(j), address));
    notReadyAddresses.forEach((address, j) => checkAddress(errors, path.child('notReadyAddresses').index(j), address));
    ports.forEach((port, j) => checkPort(errors, path.child('ports').index(j), port, ports.length > 1));
  });
}

function validate(endpoints: Endpoints): ErrorList {
  const errors = validateMeta(endpoints.metadata, true);
  if (endpoints.subsets !== undefined) checkSubsets(errors, endpoints.subsets);
  return errors;
}

function defaultPort(port: EndpointPort): EndpointPort {
  return isUnset(port.protocol) ? { ...port, protocol: 'TCP' } : port;
}

function defaults(endpoints: Endpoints): Endpoints {
  if (endpoints.subsets === undefined) return endpoints;
  const subsets = mapSame(endpoints.subsets, (subset) => {
    if (subset.ports === undefined) return subset;
    const ports = mapSame(subset.ports, defaultPort);
    return ports === subset.ports ? subset : { ...subset, ports };
  });
  return subsets === endpoints.subsets ? endpoints : { ...endpoints, subsets };
}

/** net.JoinHostPort. */
export function joinHostPort(host: string, port: number): string {
  return host.includes(':') ? `[${host}]:${port}` : `${host}:${port}`;
}

/** formatEndpoints: a headless Service may have no ports, and its bare addresses are shown. */
export function formatEndpoints(endpoints: Endpoints): string {
  const { subsets = [] } = endpoints;
  if (subsets.length === 0) return '<none>';
  const shown: string[] = [];
  let total = 0;
  for (const { addresses = [], ports = [] } of subsets) {
    for (const port of ports.length === 0 ? [undefined] : ports) {
      total += addresses.length;
      for (const { ip } of addresses) {
        if (shown.length < MAX_SHOWN) shown.push(port === undefined ? ip : joinHostPort(ip, port.port));
      }
    }
  }
  return withMore(shown, total, MAX_SHOWN);
}

const DEPRECATED = 'v1 Endpoints is deprecated in v1.33+; use discovery.k8s.io/v1 EndpointSlice';

export const endpointsKind: Kind<Endpoints> = {
  group: '',
  version: 'v1',
  kind: 'Endpoints',
  resource: 'endpoints',
  singular: 'endpoints',
  shortNames: ['ep'],
  categories: [],
  namespaced: true,
  defaults,
  strategy: plainStrategy<Endpoints>({
    validate,
    validateUpdate: (endpoints, old) => [
      ...validateMetaUpdate(endpoints.metadata, old.metadata),
      ...validate(endpoints),
    ],
    warnings: () => [DEPRECATED],
    allowCreateOnUpdate: true,
  }),
  subresources: {},
  printer: {
    columns: [NAME, column('Endpoints', 'Addresses and ports that are ready.'), AGE],
    cells: (endpoints, now) => [endpoints.metadata.name, formatEndpoints(endpoints), age(endpoints, now)],
  },
  relations: endpointsRelations,
  patchMeta: METADATA_PATCH_META,
};
