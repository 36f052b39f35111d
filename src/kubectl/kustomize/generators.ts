import {
  bytesToBase64,
  encodeUTF8,
  getOwn,
  isJSONObject,
  setOwn,
  tryDecodeUTF8,
} from '../../engine/apimachinery/index.ts';
import type { Json } from '../rest/types.ts';
import type { World } from '../world.ts';
import { mapIn, textIn, textsOf } from './kustomization.ts';
import { readInside } from './loader.ts';
import { idOf, metadataOf, Res, type Mutable } from './res.ts';

type Pair = readonly [key: string, value: Uint8Array];

/** A ConfigMap or a Secret out of literals and files (api/internal/generators). */
export async function generate(
  kind: 'ConfigMap' | 'Secret',
  args: Json,
  options: Json,
  world: World,
  folder: string,
): Promise<Res> {
  const own = mapIn(args, 'options');
  const name = textIn(args, 'name');
  if (name === '') throw new Error('configmap must have a name');
  const object: Mutable = { apiVersion: 'v1', kind, metadata: { name } };
  const namespace = textIn(args, 'namespace');
  if (namespace !== '') metadataOf(object)['namespace'] = namespace;
  if (kind === 'Secret') object['type'] = textIn(args, 'type') || 'Opaque';
  const pairs = await pairsOf(args, world, folder);
  for (const [key, bytes] of pairs) put(object, kind, key, bytes);
  for (const field of ['labels', 'annotations'] as const) {
    const all = { ...mapIn(options, field), ...mapIn(own, field) };
    if (Object.keys(all).length > 0) metadataOf(object)[field] = all;
  }
  if (own['immutable'] === true || options['immutable'] === true) object['immutable'] = true;
  const resource = new Res(object);
  resource.needsHash = !(own['disableNameSuffixHash'] === true || options['disableNameSuffixHash'] === true);
  return resource;
}

function put(object: Mutable, kind: string, key: string, bytes: Uint8Array): void {
  const text = tryDecodeUTF8(bytes);
  const field = kind === 'ConfigMap' && text === undefined ? 'binaryData' : 'data';
  const held = object[field];
  const data: Mutable = isJSONObject(held) ? { ...held } : {};
  if (Object.hasOwn(data, key))
    throw new Error(
      `cannot add key ${key}, another key by that name already exists in ${kind} ${JSON.stringify(idOf(object).name)}`,
    );
  const base64 = (): string => bytesToBase64(bytes);
  setOwn(data, key, kind === 'ConfigMap' && text !== undefined ? text : base64());
  object[field] = data;
}

async function pairsOf(args: Json, world: World, folder: string): Promise<readonly Pair[]> {
  const pairs: Pair[] = [];
  const env = textIn(args, 'env');
  for (const path of [...textsOf(args, 'envs'), ...(env === '' ? [] : [env])]) {
    const bytes = await readInside(world, folder, path);
    for (const line of (tryDecodeUTF8(bytes) ?? '').split('\n')) {
      const text = line.trimStart().replace(/\r$/, '');
      if (text === '' || text.startsWith('#')) continue;
      const at = text.indexOf('=');
      const key = at < 0 ? text : text.slice(0, at);
      pairs.push([key, encodeUTF8(at < 0 ? (world.env[key] ?? '') : text.slice(at + 1))]);
    }
  }
  for (const literal of textsOf(args, 'literals')) {
    const at = literal.indexOf('=');
    if (at < 1) throw new Error(`literal source ${JSON.stringify(literal)} invalid: expected key=value`);
    pairs.push([literal.slice(0, at), encodeUTF8(unquoted(literal.slice(at + 1)))]);
  }
  for (const source of textsOf(args, 'files')) {
    const at = source.indexOf('=');
    const path = at < 0 ? source : source.slice(at + 1);
    const key = at < 0 ? (path.split('/').at(-1) ?? path) : source.slice(0, at);
    pairs.push([key, await readInside(world, folder, path)]);
  }
  return pairs;
}

/** `"x y"` and `'x y'` mean what is between the quotes. */
function unquoted(text: string): string {
  const quote = text[0];
  if (text.length < 2 || (quote !== '"' && quote !== "'") || text.at(-1) !== quote) return text;
  return text.slice(1, -1);
}

/** Adds a generated object to those that are there, as its behavior says (api/resmap/reswrangler.go, AbsorbAll). */
export function absorb(resources: Res[], made: Res, behavior: string): void {
  const id = made.id;
  const matches = resources.filter((res) =>
    res.ids.some((other) => other.kind === id.kind && other.name === id.name && other.namespace === id.namespace),
  );
  const [there] = matches;
  const merges = behavior === 'merge' || behavior === 'replace';
  // Upstream prints a pointer here.
  const start = `merging from generator &{0xc000012f10 <nil>}: id resid.ResId{Gvk:resid.Gvk{Group:"", Version:"v1", Kind:"${id.kind}", isClusterScoped:false}, Name:"${id.name}", Namespace:"${id.namespace}"}`;
  if (there === undefined) {
    if (merges) throw new Error(`${start} does not exist; cannot merge or replace`);
    resources.push(made);
    return;
  }
  if (!merges) throw new Error(`${start} exists; behavior must be merge or replace`);
  const before = there.object;
  const metadata = { ...metadataOf(made.object), ...kept(metadataOf(before)) };
  for (const field of ['labels', 'annotations'] as const) {
    const all = { ...mapIn(metadataOf(before), field), ...mapIn(metadataOf(made.object), field) };
    if (Object.keys(all).length > 0) metadata[field] = all;
  }
  const merged: Mutable = { ...made.object, metadata };
  if (behavior === 'merge') {
    for (const field of ['data', 'binaryData'] as const) {
      const all = { ...mapIn(before, field), ...mapIn(made.object, field) };
      if (Object.keys(all).length > 0) merged[field] = all;
    }
    if (getOwn(before, 'type') !== undefined) merged['type'] = before['type'];
  }
  there.object = merged;
  there.needsHash ||= made.needsHash;
}

function kept(metadata: Mutable): Mutable {
  const { name, namespace } = metadata;
  return { ...(name !== undefined && { name }), ...(namespace !== undefined && { namespace }) };
}
