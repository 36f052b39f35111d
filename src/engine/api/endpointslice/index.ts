/** EndpointSlice: up to a hundred (by custom) of a Service's endpoints, ready or not, with where they run. */
import { semanticDeepEqual } from '../../apimachinery/index.ts';
import { AGE, age, column, NAME, withMore } from '../columns.ts';
import type { Kind } from '../kind.ts';
import { METADATA_PATCH_META } from '../patch-meta.ts';
import { mapSame } from '../pod/defaults-container.ts';
import { withGeneration } from '../strategies.ts';
import { isUnset } from '../validate.ts';
import { endpointSliceRelations } from './relations.ts';
import type { EndpointSlice, EndpointSlicePort } from './types.ts';
import { validateEndpointSlice, validateEndpointSliceUpdate } from './validation.ts';

const MAX_SHOWN = 3;
const NONE: readonly never[] = [];

function defaultPort(port: EndpointSlicePort): EndpointSlicePort {
  if (port.name !== undefined && !isUnset(port.protocol)) return port;
  return { ...port, name: port.name ?? '', protocol: isUnset(port.protocol) ? 'TCP' : port.protocol };
}

/** SetDefaults_EndpointPort; absent lists are empty ones. */
function defaults(slice: EndpointSlice): EndpointSlice {
  const ports = mapSame(slice.ports ?? NONE, defaultPort);
  const endpoints = slice.endpoints ?? NONE;
  return ports === slice.ports && endpoints === slice.endpoints ? slice : { ...slice, endpoints, ports };
}

/** Labels count: they say which Service the slice is of. */
function changed(slice: EndpointSlice, old: EndpointSlice): boolean {
  return !(
    semanticDeepEqual(slice.endpoints, old.endpoints) &&
    semanticDeepEqual(slice.ports, old.ports) &&
    semanticDeepEqual(slice.metadata.labels, old.metadata.labels)
  );
}

function listed(list: readonly string[]): string {
  const text = withMore(list.slice(0, MAX_SHOWN), list.length, MAX_SHOWN);
  return text === '' ? '<unset>' : text;
}

export const endpointSliceKind: Kind<EndpointSlice> = {
  group: 'discovery.k8s.io',
  version: 'v1',
  kind: 'EndpointSlice',
  resource: 'endpointslices',
  singular: 'endpointslice',
  shortNames: [],
  categories: [],
  namespaced: true,
  defaults,
  strategy: {
    prepareForCreate: (slice) => withGeneration(slice, 1),
    validateCreate: validateEndpointSlice,
    prepareForUpdate: (slice, old) =>
      withGeneration(slice, changed(slice, old) ? (old.metadata.generation ?? 0) + 1 : old.metadata.generation),
    validateUpdate: validateEndpointSliceUpdate,
    allowCreateOnUpdate: false,
    allowUnconditionalUpdate: true,
  },
  subresources: {},
  printer: {
    columns: [
      NAME,
      column('AddressType', 'What kind of address the endpoints have.'),
      column('Ports', 'Ports of the endpoints.'),
      column('Endpoints', 'Addresses of the endpoints.'),
      AGE,
    ],
    cells: (slice, now) => [
      slice.metadata.name,
      slice.addressType,
      listed(slice.ports.map((port) => (port.port === undefined ? port.name || '*' : String(port.port)))),
      listed(slice.endpoints.flatMap((endpoint) => endpoint.addresses)),
      age(slice, now),
    ],
  },
  relations: endpointSliceRelations,
  patchMeta: METADATA_PATCH_META,
};
