import { isJSONObject } from '../../engine/apimachinery/index.ts';
import type { Json } from '../rest/types.ts';

function metadataOf(object: Json): Json {
  return isJSONObject(object['metadata']) ? object['metadata'] : {};
}

export function nameOf(object: Json): string {
  const name = metadataOf(object)['name'];
  return typeof name === 'string' ? name : '';
}

export function namespaceOf(object: Json): string {
  const namespace = metadataOf(object)['namespace'];
  return typeof namespace === 'string' ? namespace : '';
}

/** The same in another namespace; `''` takes it out. */
export function inNamespace(object: Json, namespace: string): Json {
  const { namespace: _old, ...metadata } = metadataOf(object);
  return { ...object, metadata: namespace === '' ? metadata : { ...metadata, namespace } };
}

export function labelsOf(object: Json): Readonly<Record<string, string>> {
  const labels = metadataOf(object)['labels'];
  return isJSONObject(labels) ? (labels as Record<string, string>) : {};
}

/** What is in a list, each with its kind; undefined: it is no list. */
export function itemsOf(object: Json): readonly Json[] | undefined {
  const { kind, items } = object;
  if (typeof kind !== 'string' || !kind.endsWith('List') || !Array.isArray(items)) return undefined;
  const own = kind === 'List' ? undefined : kind.slice(0, -'List'.length);
  return (items as readonly unknown[]).filter(isJSONObject).map((item) => ({
    ...(own !== undefined && item['kind'] === undefined && { kind: own, apiVersion: object['apiVersion'] }),
    ...item,
  }));
}
