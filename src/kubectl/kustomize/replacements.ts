import { bytesToBase64, encodeUTF8, getOwn, isJSONObject, setOwn } from '../../engine/apimachinery/index.ts';
import { parseYAML } from '../resource/decode.ts';
import type { Json } from '../rest/types.ts';
import type { World } from '../world.ts';
import { mapIn, objectsOf, textIn, textsOf } from './kustomization.ts';
import { readTextInside } from './loader.ts';
import { idText, type Mutable, type Res, type ResId } from './res.ts';

/** Copies values from one resource to others (api/filters/replacement/replacement.go). */
export async function replaceAll(resources: readonly Res[], fields: Json, world: World, folder: string): Promise<void> {
  for (const entry of objectsOf(fields, 'replacements')) {
    const path = textIn(entry, 'path');
    if (path === '') replaceOne(resources, entry);
    else {
      const value = parseYAML(await readTextInside(world, folder, path));
      const list = Array.isArray(value) ? (value as readonly unknown[]) : [value];
      for (const one of list.filter(isJSONObject)) replaceOne(resources, one);
    }
  }
}

function replaceOne(resources: readonly Res[], entry: Json): void {
  const value = sourceValue(resources, mapIn(entry, 'source'));
  for (const target of objectsOf(entry, 'targets')) {
    const select = mapIn(target, 'select');
    const rejects = objectsOf(target, 'reject');
    const paths = textsOf(target, 'fieldPaths');
    const options = mapIn(target, 'options');
    for (const res of resources) {
      if (!res.ids.some((id) => fits(id, select))) continue;
      if (rejects.some((reject) => res.ids.some((id) => fits(id, reject)))) continue;
      for (const path of paths.length > 0 ? paths : ['metadata.name']) {
        const before = res.object;
        res.object = changedAt(before, partsOf(path), value, options, path, res) as Mutable;
      }
    }
  }
}

function fits(id: ResId, select: Json): boolean {
  return (['group', 'version', 'kind', 'name', 'namespace'] as const).every((key) => {
    const text = textIn(select, key);
    return text === '' || text === id[key];
  });
}

function sourceValue(resources: readonly Res[], source: Json): unknown {
  const found = resources.filter((res) => res.ids.some((id) => fits(id, source)));
  const [only, ...more] = found;
  const what = `${textIn(source, 'kind') || '[noKind]'}.${textIn(source, 'version') || '[noVer]'}.${textIn(source, 'group') || '[noGrp]'}/${textIn(source, 'name') || '[noName]'}.${textIn(source, 'namespace') || '[noNs]'}`;
  if (only === undefined)
    throw new Error(`nothing selected by ${what}:${textIn(source, 'fieldPath') || 'metadata.name'}`);
  if (more.length > 0) throw new Error(`multiple matches for selector ${what}:${textIn(source, 'fieldPath')}`);
  const path = textIn(source, 'fieldPath') || 'metadata.name';
  const [value] = valuesAt(only.object, partsOf(path));
  if (value === undefined)
    throw new Error(`fieldPath \`${path}\` is missing for replacement source ${idText(only.id)}`);
  const options = mapIn(source, 'options');
  const delimiter = textIn(options, 'delimiter');
  if (delimiter === '') return value;
  return String(value).split(delimiter)[Number(options['index'] ?? 0)];
}

/** `spec.template.spec.containers.[name=x].image`: keys, and what tells an element of a list. A dot behind `\` is one. */
function partsOf(path: string): readonly string[] {
  const parts = path.match(/\[[^\]]*\]|(?:\\.|[^.[\]])+/g) ?? [];
  return parts.map((part) => part.replace(/\\(.)/g, '$1'));
}

function elementsOf(list: readonly unknown[], part: string): readonly number[] {
  if (part === '*') return list.map((_, index) => index);
  if (/^\d+$/.test(part)) return [Number(part)];
  const [, key = '', wanted = ''] = /^\[([^=]*)=(.*)\]$/.exec(part) ?? [];
  return list.flatMap((item, index) => (isJSONObject(item) && String(getOwn(item, key)) === wanted ? [index] : []));
}

function valuesAt(value: unknown, parts: readonly string[]): readonly unknown[] {
  const [part, ...rest] = parts;
  if (part === undefined) return value === undefined ? [] : [value];
  if (Array.isArray(value)) return elementsOf(value, part).flatMap((index) => valuesAt(value[index], rest));
  return isJSONObject(value) ? valuesAt(getOwn(value, part), rest) : [];
}

function changedAt(
  value: unknown,
  parts: readonly string[],
  wanted: unknown,
  options: Json,
  path: string,
  res: Res,
): unknown {
  const [part, ...rest] = parts;
  if (part === undefined) return combined(value, wanted, options);
  if (Array.isArray(value)) {
    const copy = [...(value as readonly unknown[])];
    for (const index of elementsOf(copy, part)) copy[index] = changedAt(copy[index], rest, wanted, options, path, res);
    return copy;
  }
  const map: Mutable = isJSONObject(value) ? { ...value } : {};
  if (!Object.hasOwn(map, part) && options['create'] !== true)
    throw new Error(`unable to find field ${JSON.stringify(path)} in replacement target`);
  setOwn(map, part, changedAt(getOwn(map, part), rest, wanted, options, path, res));
  return map;
}

/** The whole value, or one piece of what is there. */
function combined(before: unknown, wanted: unknown, options: Json): unknown {
  const encoded = options['encoding'] === 'base64' ? bytesToBase64(encodeUTF8(String(wanted))) : wanted;
  const delimiter = textIn(options, 'delimiter');
  if (delimiter === '') return typeof before === 'string' && typeof encoded === 'number' ? String(encoded) : encoded;
  const pieces = String(before ?? '').split(delimiter);
  const index = Number(options['index'] ?? 0);
  if (index < 0) pieces.unshift(String(encoded));
  else if (index >= pieces.length) pieces.push(String(encoded));
  else pieces[index] = String(encoded);
  return pieces.join(delimiter);
}
