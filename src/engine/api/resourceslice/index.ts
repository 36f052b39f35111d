/** ResourceSlice: devices that a driver has to offer, on a node or reachable from some. */
import { formatTime } from '../../apimachinery/index.ts';
import { AGE, age, column, NAME } from '../columns.ts';
import type { Kind, RequestFacts } from '../kind.ts';
import { METADATA_PATCH_META } from '../patch-meta.ts';
import { specStrategy, updateSpec, withGeneration } from '../strategies.ts';
import { resourceSliceRelations } from './relations.ts';
import type { Device, ResourceSlice, ResourceSliceSpec } from './types.ts';
import { validateResourceSlice, validateResourceSliceUpdate } from './validation.ts';

/** SetDefaults_DeviceTaint: a taint that does not say since when is there since now. pkg/apis/resource/v1/defaults.go */
function withTaintTimes(slice: ResourceSlice, facts: RequestFacts | undefined): ResourceSlice {
  const { devices } = slice.spec;
  const dated = ({ taints }: Device): boolean => taints?.every(({ timeAdded }) => timeAdded !== undefined) ?? true;
  if (facts === undefined || devices === undefined || devices.every(dated)) return slice;
  const timeAdded = formatTime(facts.now);
  const next = devices.map((device) =>
    dated(device) ? device : { ...device, taints: device.taints?.map((taint) => ({ timeAdded, ...taint })) },
  );
  return { ...slice, spec: { ...slice.spec, devices: next as readonly Device[] } };
}

export const resourceSliceKind: Kind<ResourceSlice> = {
  group: 'resource.k8s.io',
  version: 'v1',
  kind: 'ResourceSlice',
  resource: 'resourceslices',
  singular: 'resourceslice',
  shortNames: [],
  categories: [],
  namespaced: false,
  defaults: (slice) => (slice.spec === undefined ? { ...slice, spec: {} as ResourceSliceSpec } : slice),
  strategy: specStrategy<ResourceSlice>({
    prepareForCreate: (slice, facts) => withGeneration(withTaintTimes(slice, facts), 1),
    validate: validateResourceSlice,
    prepareForUpdate: (slice, old, facts) => updateSpec(withTaintTimes(slice, facts), old),
    validateUpdate: validateResourceSliceUpdate,
  }),
  subresources: {},
  printer: {
    columns: [
      NAME,
      column('Node', 'The node that has the devices, if one has them all.'),
      column('Driver', 'Who offers the devices.'),
      column('Pool', 'The pool that this slice is a part of.'),
      AGE,
    ],
    cells: (slice, now) => [
      slice.metadata.name,
      slice.spec.nodeName ?? '',
      slice.spec.driver ?? '',
      slice.spec.pool?.name ?? '',
      age(slice, now),
    ],
  },
  selectableFieldNames: ['spec.nodeName', 'spec.driver'],
  selectableFields: ({ spec }) => ({ 'spec.nodeName': spec.nodeName ?? '', 'spec.driver': spec.driver ?? '' }),
  relations: resourceSliceRelations,
  patchMeta: METADATA_PATCH_META,
};
