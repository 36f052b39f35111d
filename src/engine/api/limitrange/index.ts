/** LimitRange: how small and how large the things of a namespace may be, and how large they are when nobody says. */
import { CREATED_AT, NAME } from '../columns.ts';
import type { Kind } from '../kind.ts';
import { METADATA_PATCH_META } from '../patch-meta.ts';
import { defaultResourceList, mapSame } from '../pod/defaults-container.ts';
import { plainStrategy } from '../strategies.ts';
import type { ResourceList } from '../wire.ts';
import type { LimitRange, LimitRangeItem } from './types.ts';
import { validateLimitRange } from './validation.ts';

const LISTS = ['max', 'min', 'default', 'defaultRequest', 'maxLimitRequestRatio'] as const;
const NO_LIMITS: readonly LimitRangeItem[] = [];

function canonical(item: LimitRangeItem): LimitRangeItem {
  let next = item;
  for (const name of LISTS) {
    const list = item[name];
    const better = list && defaultResourceList(list);
    if (better !== undefined && better !== list) next = { ...next, [name]: better };
  }
  return next;
}

function filled(list: ResourceList | undefined, from: ResourceList | undefined): ResourceList | undefined {
  const missing = Object.keys(from ?? {}).filter((name) => list === undefined || !Object.hasOwn(list, name));
  if (missing.length === 0) return list;
  const next: Record<string, string> = { ...list };
  for (const name of missing) next[name] = from?.[name] ?? '0';
  return next;
}

/** SetDefaults_LimitRangeItem: a container's limit is the most it may have, its request that limit, or the least. */
function defaultItem(written: LimitRangeItem): LimitRangeItem {
  const item = canonical(written);
  if (item.type !== 'Container') return item;
  const limit = filled(item.default, item.max);
  const request = filled(filled(item.defaultRequest, limit), item.min);
  if (limit === item.default && request === item.defaultRequest) return item;
  return {
    ...item,
    ...(limit === undefined ? {} : { default: limit }),
    ...(request === undefined ? {} : { defaultRequest: request }),
  };
}

function defaults(range: LimitRange): LimitRange {
  const limits = mapSame(range.spec?.limits ?? NO_LIMITS, defaultItem);
  return limits === range.spec?.limits ? range : { ...range, spec: { ...range.spec, limits } };
}

export const limitRangeKind: Kind<LimitRange> = {
  group: '',
  version: 'v1',
  kind: 'LimitRange',
  resource: 'limitranges',
  singular: 'limitrange',
  shortNames: ['limits'],
  categories: [],
  namespaced: true,
  defaults,
  strategy: plainStrategy<LimitRange>({
    validate: validateLimitRange,
    validateUpdate: validateLimitRange,
    allowCreateOnUpdate: true,
  }),
  subresources: {},
  printer: {
    columns: [NAME, CREATED_AT],
    cells: ({ metadata }) => [metadata.name, metadata.creationTimestamp],
  },
  relations: () => [],
  patchMeta: METADATA_PATCH_META,
};
