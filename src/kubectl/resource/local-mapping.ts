import { kinds } from '../../engine/api/index.ts';
import { tryParseGroupVersion } from '../../engine/apimachinery/index.ts';
import type { Mapping } from '../rest/types.ts';

/** Where a kind is served as far as its name alone tells (meta.UnsafeGuessKindToResource), for commands that ask no server. */
export function localMapping(apiVersion: string, kind: string): Mapping {
  const { group, version } = tryParseGroupVersion(apiVersion) ?? { group: '', version: apiVersion };
  const known = kinds.find((one) => one.kind === kind && one.group === group);
  return {
    group,
    version,
    kind,
    resource: known?.resource ?? pluralOf(kind.toLowerCase()),
    singular: kind.toLowerCase(),
    shortNames: [],
    categories: [],
    namespaced: known?.namespaced ?? true,
    verbs: [],
    subresources: [],
  };
}

function pluralOf(singular: string): string {
  if (singular.endsWith('endpoints')) return singular;
  if (singular.endsWith('s')) return `${singular}es`;
  return singular.endsWith('y') ? `${singular.slice(0, -1)}ies` : `${singular}s`;
}
