import { decodeJSON, isConflict, isInvalid, isJSONObject, isNotFound } from '../../../engine/apimachinery/index.ts';
import {
  encodeSorted,
  IDENTITY,
  inKeyOrder,
  lastAppliedOf,
  mergeRulesOf,
  PreconditionFailed,
  threeWayMergePatch,
  threeWayStrategicPatch,
  withLastApplied,
} from '../../apply/index.ts';
import { addSourceToError, messageOf, type Helper } from '../../resource/rest-helper.ts';
import type { Info } from '../../resource/types.ts';
import type { Json } from '../../rest/types.ts';
import { deleteOptions } from '../delete/delete-flags.ts';
import type { ApplyOptions } from './options.ts';

const MAX_PATCH_RETRY = 5;
const BACK_OFF = 1_000_000;
const POLL = 1_000_000;
const FOREVER = 168 * 3600 * 1_000_000;

/** A patch that could not be made or was refused, and its text as far as there was one. */
export class PatchFailure extends Error {
  constructor(
    readonly patch: string,
    override readonly cause: unknown,
  ) {
    super(messageOf(cause));
  }
}

export interface Patched {
  /** As it was sent; `{}`: there was nothing to do. */
  readonly patch: string;
  readonly object: Json;
}

/** Brings what is there to what the manifest says (kubectl/pkg/cmd/apply/patcher.go, Patch). Throws PatchFailure. */
export async function patchObject(info: Info, live: Json, helper: Helper, options: ApplyOptions): Promise<Patched> {
  let current = live;
  for (let attempt = 0; ; attempt++) {
    try {
      return await patchOnce(info, current, helper, options);
    } catch (error) {
      const cause = error instanceof PatchFailure ? error.cause : error;
      if (isConflict(cause) && attempt < MAX_PATCH_RETRY) {
        if (attempt > 0) await options.invocation.world.sleep(BACK_OFF);
        current = await helper.get(info.namespace, info.name);
        continue;
      }
      if (options.force && (isConflict(cause) || isInvalid(cause))) return recreate(info, live, helper, options);
      throw error;
    }
  }
}

async function patchOnce(info: Info, live: Json, helper: Helper, options: ApplyOptions): Promise<Patched> {
  const { kind } = info.mapping;
  const rules = mergeRulesOf(String(info.object['apiVersion']), kind);
  const modified = withLastApplied(info.object);
  const original = saidBefore(live);
  const patch = inKeyOrder(
    rules === undefined
      ? explained(() => threeWayMergePatch(original, modified, live, IDENTITY))
      : threeWayStrategicPatch(original, modified, live, rules, { overwrite: options.overwrite }),
  );
  const text = encodeSorted(patch);
  if (text === '{}') return { patch: text, object: live };
  try {
    const type = rules === undefined ? 'merge' : 'strategic';
    return { patch: text, object: await helper.patch(info.namespace, info.name, type, text) };
  } catch (error) {
    throw new PatchFailure(text, addSourceToError('patching', info.source, error));
  }
}

function explained(make: () => Json): Json {
  try {
    return make();
  } catch (error) {
    if (error instanceof PreconditionFailed)
      throw new Error('At least one of apiVersion, kind and name was changed', { cause: error });
    throw error;
  }
}

/** What the last apply said; an object that was never applied has said nothing. */
export function saidBefore(live: Json): Json {
  const text = lastAppliedOf(live);
  if (text === undefined) return {};
  const said = decodeJSON(text);
  return isJSONObject(said) ? said : {};
}

/** Deletes what is there, waits until it is gone, and creates it anew; what cannot be created anew is put back. */
async function recreate(info: Info, live: Json, helper: Helper, options: ApplyOptions): Promise<Patched> {
  const { world } = options.invocation;
  await helper.delete(info.namespace, info.name, deleteOptions(options.policy, options.gracePeriod));
  const deadline = world.now() + (options.timeout === 0 ? FOREVER : options.timeout);
  while (await isThere(info, helper)) {
    if (world.now() >= deadline) throw new Error('timed out waiting for the condition');
    await world.sleep(POLL);
  }
  const modified = withLastApplied(info.object);
  const patch = `${encodeSorted(modified)}\n`;
  const object = await helper.create(info.namespace, modified).catch(async (error: unknown) => {
    throw new PatchFailure(patch, await putBack(info, live, helper, error));
  });
  return { patch, object };
}

/** What is told when the new object was refused: that, and why the old one could not be put back if it could not. */
async function putBack(info: Info, live: Json, helper: Helper, refused: unknown): Promise<unknown> {
  try {
    await helper.create(info.namespace, live);
    return refused;
  } catch (error) {
    return new Error(
      `An error occurred force-replacing the existing object with the newly provided one:\n\n${messageOf(refused)}.\n\nAdditionally, an error occurred attempting to restore the original object:\n\n${messageOf(error)}`,
    );
  }
}

async function isThere(info: Info, helper: Helper): Promise<boolean> {
  try {
    await helper.get(info.namespace, info.name);
    return true;
  } catch (error) {
    if (isNotFound(error)) return false;
    throw error;
  }
}
