import { isJSONObject, ParseError, tryDecodeUTF8 } from '../../engine/apimachinery/index.ts';
import { decodeDocuments } from '../resource/decode.ts';
import { itemsOf } from '../resource/object.ts';
import type { World } from '../world.ts';
import { idOf, Res, type Mutable } from './res.ts';

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
  const bytes = await world.files.read(at);
  if (bytes === undefined) {
    const missing = (await world.files.stat(at)) === undefined;
    throw new Error(
      missing
        ? `evalsymlink failure on '${at}' : lstat ${at}: no such file or directory`
        : `read ${at}: is a directory`,
    );
  }
  if (!at.startsWith(folder === '/' ? '/' : `${folder}/`))
    throw new Error(`security; file '${at}' is not in or below '${folder}'`);
  return Uint8Array.from(bytes, (byte) => byte.charCodeAt(0));
}

export async function readTextInside(world: World, folder: string, path: string): Promise<string> {
  return tryDecodeUTF8(await readInside(world, folder, path)) ?? '';
}

/** The resources in a text; lists are taken apart. */
export function resourcesIn(text: string): readonly Res[] {
  const found: Res[] = [];
  try {
    for (const document of decodeDocuments(text)) {
      if (!isJSONObject(document)) throw new Error('expected a mapping node');
      for (const object of itemsOf(document) ?? [document]) found.push(new Res(checked(object as Mutable)));
    }
  } catch (error) {
    if (!(error instanceof ParseError)) throw error;
    throw new Error(`MalformedYAMLError: ${error.message.replace('error converting YAML to JSON: ', '')}`, {
      cause: error,
    });
  }
  return found;
}

function checked(object: Mutable): Mutable {
  const { kind, name } = idOf(object);
  if (kind === '') throw new Error('missing Resource metadata');
  if (name === '' && !kind.endsWith('List')) throw new Error(`missing metadata.name in object {${kind}}`);
  return object;
}
