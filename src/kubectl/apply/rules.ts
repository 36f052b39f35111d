import { answeredKinds, kinds } from '../../engine/api/index.ts';
import { tryParseGroupVersion, type PatchMeta } from '../../engine/apimachinery/index.ts';

/** patchStrategy and patchMergeKey by dotted path without indices; a list that is not named is replaced. */
export type MergeRules = Readonly<Record<string, PatchMeta>>;

/** How a built-in kind merges; undefined for kinds that the server knows no strategic merge for. */
export function mergeRulesOf(apiVersion: string, kind: string): MergeRules | undefined {
  const wanted = tryParseGroupVersion(apiVersion);
  if (wanted === undefined) return undefined;
  for (const list of [kinds, answeredKinds]) {
    for (const known of list) {
      if (known.kind !== kind) continue;
      for (const at of [known, ...(known.versions ?? [])]) {
        if (at.group === wanted.group && at.version === wanted.version) return known.patchMeta;
      }
    }
  }
  return undefined;
}
