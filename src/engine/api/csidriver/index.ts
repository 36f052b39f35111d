/** CSIDriver: what the cluster must know of a storage driver before it uses it. */
import type { ICSIDriverSpec } from 'kubernetes-models/storage.k8s.io/v1/CSIDriverSpec';
import {
  field,
  nameIsPathSegment,
  newPath,
  validateImmutableField,
  type ApiObject,
  type ErrorList,
  type ObjectMeta,
} from '../../apimachinery/index.ts';
import { AGE, age, column, NAME } from '../columns.ts';
import type { Kind } from '../kind.ts';
import { METADATA_PATCH_META } from '../patch-meta.ts';
import { checkDriverName } from '../persistentvolume/sources.ts';
import { plainStrategy, specChanged, withGeneration } from '../strategies.ts';
import { SPEC, validateMeta, validateMetaUpdate } from '../validate.ts';
import type { Stored } from '../wire.ts';

type Certain =
  | 'attachRequired'
  | 'podInfoOnMount'
  | 'storageCapacity'
  | 'fsGroupPolicy'
  | 'volumeLifecycleModes'
  | 'requiresRepublish'
  | 'seLinuxMount';
export type CSIDriverSpec = Stored<ICSIDriverSpec, Certain>;

export interface CSIDriver extends ApiObject<CSIDriverSpec> {
  readonly apiVersion: 'storage.k8s.io/v1';
  readonly kind: 'CSIDriver';
  readonly metadata: ObjectMeta;
  readonly spec: CSIDriverSpec;
}

const FS_GROUP_POLICIES = ['File', 'None', 'ReadWriteOnceWithFSType'];
const LIFECYCLE_MODES = ['Ephemeral', 'Persistent'];
const MIN_TOKEN_SECONDS = 600;
const MAX_TOKEN_SECONDS = 2 ** 32;
const MIN_UPDATE_SECONDS = 10;

const DEFAULTS: Pick<CSIDriverSpec, Certain> = {
  attachRequired: true,
  podInfoOnMount: false,
  storageCapacity: false,
  fsGroupPolicy: 'ReadWriteOnceWithFSType',
  volumeLifecycleModes: ['Persistent'],
  requiresRepublish: false,
  seLinuxMount: false,
};

/** SetDefaults_CSIDriver. pkg/apis/storage/v1/defaults.go */
function defaults(driver: CSIDriver): CSIDriver {
  const spec = driver.spec ?? {};
  const modes = spec.volumeLifecycleModes ?? [];
  const missing = (Object.keys(DEFAULTS) as Certain[]).some((name) => spec[name] === undefined);
  if (!missing && modes.length > 0) return driver;
  const volumeLifecycleModes = modes.length > 0 ? modes : DEFAULTS.volumeLifecycleModes;
  return { ...driver, spec: { ...DEFAULTS, ...spec, volumeLifecycleModes } };
}

/** validateTokenRequests. */
function checkTokenRequests(errors: ErrorList, requests: NonNullable<CSIDriverSpec['tokenRequests']>): void {
  const seen = new Set<string>();
  requests.forEach(({ audience, expirationSeconds }, i) => {
    const path = SPEC.child('tokenRequests').index(i);
    if (seen.has(audience)) errors.push(field.duplicate(path.child('audience'), audience));
    seen.add(audience);
    if (expirationSeconds === undefined) return;
    const at = path.child('expirationSeconds');
    if (expirationSeconds < MIN_TOKEN_SECONDS) {
      errors.push(field.invalid(at, expirationSeconds, 'may not specify a duration less than 10 minutes'));
    }
    if (expirationSeconds > MAX_TOKEN_SECONDS) {
      errors.push(field.invalid(at, expirationSeconds, 'may not specify a duration larger than 2^32 seconds'));
    }
  });
}

function checkSpec(errors: ErrorList, spec: CSIDriverSpec): void {
  if (!FS_GROUP_POLICIES.includes(spec.fsGroupPolicy)) {
    errors.push(field.notSupported(SPEC.child('fsGroupPolicy'), spec.fsGroupPolicy, FS_GROUP_POLICIES));
  }
  checkTokenRequests(errors, spec.tokenRequests ?? []);
  for (const mode of spec.volumeLifecycleModes) {
    if (LIFECYCLE_MODES.includes(mode)) continue;
    errors.push(field.notSupported(SPEC.child('VolumeLifecycleModes'), mode, LIFECYCLE_MODES));
  }
  const period = spec.nodeAllocatableUpdatePeriodSeconds;
  if (period !== undefined && period < MIN_UPDATE_SECONDS) {
    const at = SPEC.child('nodeAllocatableUpdatePeriodSeconds');
    errors.push(field.invalid(at, period, `must be greater than or equal to ${MIN_UPDATE_SECONDS} seconds`));
  }
}

/** ValidateCSIDriver: its name is the driver's. */
function validate(driver: CSIDriver): ErrorList {
  const errors = validateMeta(driver.metadata, false, nameIsPathSegment);
  checkDriverName(errors, newPath('name'), driver.metadata.name);
  checkSpec(errors, driver.spec);
  return errors;
}

function validateUpdate(driver: CSIDriver, old: CSIDriver): ErrorList {
  const errors = validateMetaUpdate(driver.metadata, old.metadata);
  const { spec } = driver;
  if (spec === old.spec) return errors;
  checkSpec(errors, spec);
  const attach = SPEC.child('attachedRequired');
  errors.push(...validateImmutableField(spec.attachRequired, old.spec.attachRequired, attach));
  const modes = SPEC.child('volumeLifecycleModes');
  errors.push(...validateImmutableField(spec.volumeLifecycleModes, old.spec.volumeLifecycleModes, modes));
  return errors;
}

export const csiDriverKind: Kind<CSIDriver> = {
  group: 'storage.k8s.io',
  version: 'v1',
  kind: 'CSIDriver',
  resource: 'csidrivers',
  singular: 'csidriver',
  shortNames: [],
  categories: [],
  namespaced: false,
  defaults,
  strategy: plainStrategy<CSIDriver>({
    validate,
    prepareForUpdate: (driver, old) => {
      const { generation } = old.metadata;
      return withGeneration(driver, specChanged(driver, old) ? (generation ?? 0) + 1 : generation);
    },
    validateUpdate,
    allowUnconditionalUpdate: false,
  }),
  subresources: {},
  printer: {
    columns: [
      NAME,
      column('AttachRequired', 'Whether volumes are attached to nodes.', 'boolean'),
      column('PodInfoOnMount', 'Whether the driver is told of the pod.', 'boolean'),
      column('StorageCapacity', 'Whether the scheduler asks what is left.', 'boolean'),
      column('TokenRequests', 'For whom the driver is given tokens.'),
      column('RequiresRepublish', 'Whether it is called again and again.', 'boolean'),
      column('Modes', 'Which kinds of volumes it can make.'),
      AGE,
    ],
    cells: ({ metadata, spec }, now) => [
      metadata.name,
      spec.attachRequired,
      spec.podInfoOnMount,
      spec.storageCapacity,
      spec.tokenRequests?.map(({ audience }) => audience).join(',') ?? '<unset>',
      spec.requiresRepublish,
      spec.volumeLifecycleModes.join(','),
      age({ metadata }, now),
    ],
  },
  relations: () => [],
  patchMeta: METADATA_PATCH_META,
};
