import { getOwn, isJSONObject } from '../../engine/apimachinery/index.ts';
import type { Json } from '../rest/types.ts';

/** Whether a patch leaves alone what no patch may touch (apimachinery/pkg/util/mergepatch/util.go). */
export type Precondition = (patch: Json) => boolean;

export function requireKeyUnchanged(key: string): Precondition {
  return (patch) => !Object.hasOwn(patch, key);
}

export function requireMetadataKeyUnchanged(key: string): Precondition {
  return (patch) => {
    const metadata = getOwn(patch, 'metadata');
    return !isJSONObject(metadata) || !Object.hasOwn(metadata, key);
  };
}

/** apiVersion, kind and name are what an object is. */
export const IDENTITY: readonly Precondition[] = [
  requireKeyUnchanged('apiVersion'),
  requireKeyUnchanged('kind'),
  requireMetadataKeyUnchanged('name'),
];

export class PreconditionFailed extends Error {}

/** Throws PreconditionFailed with mergepatch's words. */
export function checkPreconditions(patch: Json, preconditions: readonly Precondition[]): void {
  for (const holds of preconditions) {
    if (!holds(patch)) throw new PreconditionFailed('precondition failed for: ');
  }
}

/** The same field was changed by this patch and by somebody else, differently. */
export class MergeConflict extends Error {}
