/** ResourceQuota: how much of everything a namespace may have, and how much it has. */
import { sortedKeys } from '../../apimachinery/index.ts';
import { AGE, age, column, NAME } from '../columns.ts';
import type { Kind } from '../kind.ts';
import { METADATA_PATCH_META } from '../patch-meta.ts';
import { defaultResourceList } from '../pod/defaults-container.ts';
import { withSpec, withStatus } from '../strategies.ts';
import type { ResourceList } from '../wire.ts';
import type { ResourceQuota, ResourceQuotaStatus } from './types.ts';
import { validateResourceQuota, validateResourceQuotaStatusUpdate, validateResourceQuotaUpdate } from './validation.ts';

const NO_STATUS: ResourceQuotaStatus = {};

function canonical<T extends object, K extends keyof T>(holder: T, name: K): T {
  const list = holder[name] as ResourceList | undefined;
  const next = list && defaultResourceList(list);
  return next === list ? holder : { ...holder, [name]: next };
}

function defaults(quota: ResourceQuota): ResourceQuota {
  const spec = canonical(quota.spec ?? {}, 'hard');
  const status = canonical(canonical(quota.status ?? NO_STATUS, 'hard'), 'used');
  return spec === quota.spec && status === quota.status ? quota : { ...quota, spec, status };
}

/** `requests.cpu: 1/4, pods: 2/10`, what is said of limits apart from the rest. */
function usage({ hard, used }: ResourceQuotaStatus, ofLimits: boolean): string {
  return sortedKeys(hard)
    .filter((name) => name.startsWith('limits.') === ofLimits)
    .map((name) => `${name}: ${used?.[name] ?? '0'}/${hard?.[name] ?? '0'}`)
    .join(', ');
}

export const resourceQuotaKind: Kind<ResourceQuota> = {
  group: '',
  version: 'v1',
  kind: 'ResourceQuota',
  resource: 'resourcequotas',
  singular: 'resourcequota',
  shortNames: ['quota'],
  categories: [],
  namespaced: true,
  defaults,
  strategy: {
    prepareForCreate: (quota) => withStatus(quota, NO_STATUS),
    validateCreate: validateResourceQuota,
    prepareForUpdate: (quota, old) => withStatus(quota, old.status),
    validateUpdate: validateResourceQuotaUpdate,
    allowCreateOnUpdate: false,
    allowUnconditionalUpdate: true,
  },
  subresources: {
    status: {
      prepareForUpdate: (quota, old) => withSpec(quota, old.spec),
      validateUpdate: validateResourceQuotaStatusUpdate,
    },
  },
  printer: {
    columns: [
      NAME,
      column('Request', 'What is used and may be used, of all but limits.'),
      column('Limit', 'What is used and may be used, of limits.'),
      AGE,
    ],
    cells: (quota, now) => [
      quota.metadata.name,
      usage(quota.status, false),
      usage(quota.status, true),
      age(quota, now),
    ],
  },
  relations: () => [],
  patchMeta: METADATA_PATCH_META,
};
