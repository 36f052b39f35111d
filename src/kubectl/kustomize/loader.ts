import { goFormat, isJSONObject, ParseError, tryDecodeUTF8 } from '../../engine/apimachinery/index.ts';
import { decodeDocuments } from '../resource/decode.ts';
import { itemsOf } from '../resource/object.ts';
import type { World } from '../world.ts';
import { idOf, metadataOf, Res, type Mutable } from './res.ts';

/** A path from a folder, without `.` and `..`. */
export function joined(folder: string, path: string): string {
  const parts: string[] = [];
  for (const part of (path.startsWith('/') ? path : `${folder}/${path}`).split('/')) {
    if (part === '..') parts.pop();
    else if (part !== '' && part !== '.') parts.push(part);
  }
  return `/${parts.join('/')}`;
}

/** A file of a kustomization; nothing outside of its folder is read (api/internal/loader/loadrestrictions.go). */
export async function readInside(world: World, folder: string, path: string): Promise<Uint8Array> {
  const at = joined(folder, path);
  const stat = await world.files.stat(at);
  if (stat === undefined) throw new Error(await missing(world, at));
  if (stat.directory) throw new Error(`'${at}' must resolve to a file`);
  if (!at.startsWith(folder === '/' ? '/' : `${folder}/`))
    throw new Error(`security; file '${at}' is not in or below '${folder}'`);
  return Uint8Array.from((await world.files.read(at)) ?? '', (byte) => byte.charCodeAt(0));
}

/** Which folder on the way is the first that is not there. */
export async function missing(world: World, path: string): Promise<string> {
  let at = '';
  for (const part of path.split('/').slice(1)) {
    at += `/${part}`;
    if ((await world.files.stat(at)) === undefined) break;
  }
  return `evalsymlink failure on '${path}' : lstat ${at}: no such file or directory`;
}

export async function readTextInside(world: World, folder: string, path: string): Promise<string> {
  return tryDecodeUTF8(await readInside(world, folder, path)) ?? '';
}

export class MalformedYAMLError extends Error {}

/** The resources in a text; lists are taken apart. */
export function resourcesIn(text: string): readonly Res[] {
  const found: Res[] = [];
  try {
    for (const document of decodeDocuments(text, 'kustomize')) {
      if (!isJSONObject(document)) throw new Error('expected a mapping node');
      for (const object of itemsOf(document) ?? [document]) found.push(new Res(checked(object as Mutable)));
    }
  } catch (error) {
    if (!(error instanceof ParseError)) throw error;
    const words = error.message.replace('error converting YAML to JSON: ', '');
    throw new MalformedYAMLError(`MalformedYAMLError: ${words}`, { cause: error });
  }
  return found;
}

function checked(object: Mutable): Mutable {
  const { kind, name, namespace } = idOf(object);
  const metadata = metadataOf({ ...object });
  const type = `${String(object['apiVersion'] ?? '')} ${kind}`;
  const maps = `${goMap(metadata['labels'])} ${goMap(metadata['annotations'])}`;
  const shown = `{{${type}} {{${name} ${namespace}} ${maps}}}`;
  if (kind === '') throw new Error(`missing kind in object ${shown}`);
  if (name === '' && !kind.endsWith('List')) throw new Error(`missing metadata.name in object ${shown}`);
  return object;
}

function goMap(value: unknown): string {
  return isJSONObject(value) ? goFormat(value) : 'map[]';
}
