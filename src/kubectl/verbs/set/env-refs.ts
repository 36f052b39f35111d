import {
  bytesFromBase64,
  decodeUTF8,
  getNested,
  getNestedStringMap,
  isJSONObject,
} from '../../../engine/apimachinery/index.ts';
import { CommandError } from '../../cobra/errors.ts';
import type { Invocation } from '../../cobra/types.ts';
import type { Info } from '../../resource/types.ts';
import { pathOf, type Json } from '../../rest/types.ts';

function ref(from: Json, key: string): Json | undefined {
  const value = from[key];
  return isJSONObject(value) ? value : undefined;
}

/** `configmap settings, key color` (cmd/set/env/env_resolve.go, GetEnvVarRefString). */
export function refText(from: Json): string {
  const configMap = ref(from, 'configMapKeyRef');
  if (configMap !== undefined) return `configmap ${String(configMap['name'])}, key ${String(configMap['key'])}`;
  const secret = ref(from, 'secretKeyRef');
  if (secret !== undefined) return `secret ${String(secret['name'])}, key ${String(secret['key'])}`;
  const field = ref(from, 'fieldRef');
  if (field !== undefined) return `field path ${String(field['fieldPath'])}`;
  const resource = ref(from, 'resourceFieldRef');
  if (resource === undefined) return 'invalid valueFrom';
  const container = resource['containerName'];
  const prefix = typeof container === 'string' && container !== '' ? `${container}/` : '';
  return `resource field ${prefix}${String(resource['resource'])}`;
}

/** What stands behind a reference; throws what keeps it from being told. */
export type Resolve = (from: Json, info: Info, container: Json) => Promise<string>;

function fieldOf(object: Json, path: string): string {
  const match = /^metadata\.(labels|annotations)\['(.*)'\]$/.exec(path);
  if (match !== null) return getNestedStringMap(object, ['metadata', match[1] ?? ''])?.[match[2] ?? ''] ?? '';
  if (!['metadata.name', 'metadata.namespace', 'metadata.uid'].includes(path)) {
    throw new CommandError(`unsupported fieldPath: ${path}`);
  }
  return String(getNested(object, path.split('.')) ?? '');
}

/** Asks for every config map and every secret once. */
export function resolver({ factory }: Invocation): Resolve {
  const known = new Map<string, Json>();
  const dataOf = async (resource: 'configmaps' | 'secrets', name: string): Promise<Json> => {
    const path = pathOf(
      { group: '', version: 'v1', resource, namespaced: true },
      (await factory.namespace()).name,
      name,
    );
    const object = known.get(path) ?? (await factory.rest.get(path));
    known.set(path, object);
    return isJSONObject(object['data']) ? object['data'] : {};
  };
  const keyOf = async (resource: 'configmaps' | 'secrets', selector: Json): Promise<string> => {
    const [name, key] = [String(selector['name']), String(selector['key'])];
    const data = await dataOf(resource, name);
    if (Object.hasOwn(data, key)) {
      const text = String(data[key]);
      return resource === 'secrets' ? decodeUTF8(bytesFromBase64(text)) : text;
    }
    throw new CommandError(`key ${key} not found in ${resource === 'secrets' ? 'secret' : 'config map'} ${name}`);
  };
  return async (from, info, container) => {
    const [configMap, secret] = [ref(from, 'configMapKeyRef'), ref(from, 'secretKeyRef')];
    if (configMap !== undefined) return keyOf('configmaps', configMap);
    if (secret !== undefined) return keyOf('secrets', secret);
    const field = ref(from, 'fieldRef');
    if (field !== undefined) return fieldOf(info.object, String(field['fieldPath']));
    const resource = ref(from, 'resourceFieldRef');
    if (resource === undefined) throw new CommandError('invalid valueFrom');
    return String(getNested(container, ['resources', ...String(resource['resource']).split('.')]) ?? '0');
  };
}
