import {
  applyJSONPatch,
  decodeJSONPatch,
  isJSONObject,
  PatchError,
  ParseError,
} from '../../engine/apimachinery/index.ts';
import { toYAML } from '../printers/index.ts';
import { parseYAML } from '../resource/decode.ts';
import { messageOf } from '../resource/rest-helper.ts';
import type { Json } from '../rest/types.ts';
import type { World } from '../world.ts';
import { mapIn, objectsOf, textIn, textsOf } from './kustomization.ts';
import { readTextInside, resourcesIn } from './loader.ts';
import { mergeStrategic } from './merge.ts';
import { idText, metadataOf, type Mutable, type Res } from './res.ts';
import { selected } from './selectors.ts';

/** patchesStrategicMerge, then patches; JSON patches of the old field come later. */
export async function patchAll(resources: Res[], fields: Json, world: World, folder: string): Promise<void> {
  for (const entry of textsOf(fields, 'patchesStrategicMerge')) {
    const text = entry.includes('\n') ? entry : await readTextInside(world, folder, entry);
    for (const patch of resourcesIn(text)) applyToItsOwn(resources, patch);
  }
  for (const entry of objectsOf(fields, 'patches')) await applyPatch(resources, entry, world, folder);
}

export async function patchJson6902(resources: Res[], fields: Json, world: World, folder: string): Promise<void> {
  for (const entry of objectsOf(fields, 'patchesJson6902')) await applyPatch(resources, entry, world, folder);
}

async function applyPatch(resources: Res[], entry: Json, world: World, folder: string): Promise<void> {
  const inline = textIn(entry, 'patch');
  const path = textIn(entry, 'path');
  if (inline === '' && path === '') throw new Error('must specify one of patch and path in\n');
  if (inline !== '' && path !== '') throw new Error("patch and path can't be set at the same time\n");
  const text =
    inline !== ''
      ? inline
      : await readTextInside(world, folder, path).catch((error: unknown) => {
          throw new Error(
            `trouble configuring builtin PatchTransformer with config: \`\n${toYAML(entry)}\`: failed to get the patch file from path(${path}): ${messageOf(error)}`,
          );
        });
  const target = mapIn(entry, 'target');
  const hasTarget = Object.keys(target).length > 0;
  const operations = jsonPatchIn(text);
  if (operations !== undefined) {
    if (!hasTarget) throw new Error(`must specify a target for JSON patch [${text}]`);
    for (const res of selected(resources, target)) {
      res.object = operated(res.object, operations);
    }
    return;
  }
  for (const patch of resourcesIn(text)) {
    if (!hasTarget) applyToItsOwn(resources, patch);
    else for (const res of selected(resources, target)) mergeInto(resources, res, patch, mapIn(entry, 'options'));
  }
}

function operated(object: Mutable, operations: readonly Json[]): Mutable {
  try {
    return applyJSONPatch(object, decodeJSONPatch(operations)) as Mutable;
  } catch (error) {
    if (!(error instanceof PatchError)) throw error;
    throw new Error(error.message.replace(/\n$/, ''), { cause: error });
  }
}

/** Its operations, when a text is a JSON patch; undefined: it is an object. */
function jsonPatchIn(text: string): readonly Json[] | undefined {
  try {
    const value = parseYAML(text);
    return Array.isArray(value) ? (value as readonly unknown[]).filter(isJSONObject) : undefined;
  } catch (error) {
    if (error instanceof ParseError) return undefined;
    throw error;
  }
}

function applyToItsOwn(resources: Res[], patch: Res): void {
  const wanted = patch.id;
  const matches = resources.filter((res) =>
    res.ids.some(
      (id) =>
        id.kind === wanted.kind &&
        id.group === wanted.group &&
        id.version === wanted.version &&
        id.name === wanted.name &&
        (wanted.namespace || 'default') === (id.namespace || 'default'),
    ),
  );
  const [only, ...more] = matches;
  if (only === undefined)
    throw new Error(
      `no resource matches strategic merge patch ${JSON.stringify(idText(wanted))}: no matches for Id ${idText(wanted)}; failed to find unique target for patch ${idText(wanted)}`,
    );
  if (more.length > 0)
    throw new Error(
      `multiple matches for Id ${idText(wanted)}; failed to find unique target for patch ${idText(wanted)}`,
    );
  mergeInto(resources, only, patch, {});
}

/** The resource keeps what it is called, unless the patch may say so. */
function mergeInto(resources: Res[], res: Res, patch: Res, options: Json): void {
  const { name, namespace, kind } = res.id;
  const merged = mergeStrategic(res.object, patch.object);
  if (merged === undefined) {
    resources.splice(resources.indexOf(res), 1);
    return;
  }
  const metadata = { ...metadataOf(merged) };
  if (options['allowNameChange'] !== true) metadata['name'] = name;
  if (namespace === '') delete metadata['namespace'];
  else metadata['namespace'] = namespace;
  res.object = { ...merged, metadata, ...(options['allowKindChange'] !== true && { kind }) };
  if (options['allowKindChange'] !== true) res.object['apiVersion'] = merged['apiVersion'];
}
