import { getOwn, isConflict, isJSONObject, isNotFound } from '../../../engine/apimachinery/index.ts';
import {
  annotationsOf,
  IDENTITY,
  inKeyOrder,
  LAST_APPLIED,
  lastAppliedOf,
  mergeRulesOf,
  threeWayMergePatch,
  threeWayStrategicPatch,
  withAnnotations,
} from '../../apply/index.ts';
import { Helper } from '../../resource/rest-helper.ts';
import type { Info } from '../../resource/types.ts';
import type { Json, Rest } from '../../rest/types.ts';
import { saidBefore } from '../apply/patcher.ts';

/** How what is not there yet is worked out. */
export interface Merging {
  readonly serverSide: boolean;
  readonly forceConflicts: boolean;
  readonly fieldManager: string;
}

const MAX_TRIES = 4;

/** What is there, and what would be there after an apply; undefined: nothing (kubectl/pkg/cmd/diff/diff.go, InfoObject). */
export async function liveAndMerged(
  info: Info,
  rest: Rest,
  merging: Merging,
): Promise<{ readonly live: Json | undefined; readonly merged: Json }> {
  const helper = new Helper(rest, info.mapping, { dryRun: 'server', fieldManager: merging.fieldManager });
  for (let attempt = 1; ; attempt++) {
    const live = await get(helper, info);
    try {
      return { live, merged: await mergedOf(info, live, helper, merging) };
    } catch (error) {
      // Somebody else changed it in between; look again.
      if (merging.serverSide || !isConflict(error) || attempt >= MAX_TRIES) throw error;
    }
  }
}

async function get(helper: Helper, info: Info): Promise<Json | undefined> {
  try {
    return await helper.get(info.namespace, info.name);
  } catch (error) {
    if (isNotFound(error)) return undefined;
    throw error;
  }
}

function mergedOf(info: Info, live: Json | undefined, helper: Helper, merging: Merging): Promise<Json> {
  const { namespace, name, object } = info;
  if (merging.serverSide) return helper.patch(namespace, name, 'apply', object, { force: merging.forceConflicts });
  if (live === undefined) return helper.create(namespace, object);
  const modified = saidWith(object, live);
  const rules = mergeRulesOf(String(object['apiVersion']), info.mapping.kind);
  const original = saidBefore(live);
  const patch = inKeyOrder(
    rules === undefined
      ? threeWayMergePatch(original, modified, live, IDENTITY)
      : threeWayStrategicPatch(original, modified, live, rules),
  );
  if (isJSONObject(patch) && Object.keys(patch).length === 0) return Promise.resolve(live);
  return helper.patch(namespace, name, rules === undefined ? 'merge' : 'strategic', patch);
}

/** An object that was never applied keeps being so: the difference shows fields, not kubectl's own memory (diff.go, Merged). */
function saidWith(object: Json, live: Json): Json {
  const kept = lastAppliedOf(live);
  return kept === undefined ? object : withAnnotations(object, { ...annotationsOf(object), [LAST_APPLIED]: kept });
}

const SHOWN = ['***', '*** (before)', '*** (after)'] as const;

/** Values of Secrets are not shown; whether they differ is (diff.go, Masker). */
export function masked(
  live: Json | undefined,
  merged: Json,
): { readonly live: Json | undefined; readonly merged: Json } {
  if (merged['kind'] !== 'Secret' || merged['apiVersion'] !== 'v1') return { live, merged };
  const from = dataOf(live);
  const to = dataOf(merged);
  const before: Record<string, string> = {};
  const after: Record<string, string> = {};
  for (const key of Object.keys(from)) {
    const other = getOwn(to, key);
    before[key] = other !== undefined && other !== from[key] ? SHOWN[1] : SHOWN[0];
  }
  for (const key of Object.keys(to)) {
    const other = getOwn(from, key);
    after[key] = other !== undefined && other !== to[key] ? SHOWN[2] : SHOWN[0];
  }
  return { live: live === undefined ? undefined : withData(live, before), merged: withData(merged, after) };
}

function dataOf(object: Json | undefined): Json {
  const data = object?.['data'];
  return isJSONObject(data) ? data : {};
}

function withData(object: Json, data: Json): Json {
  return object['data'] === undefined ? object : { ...object, data };
}
