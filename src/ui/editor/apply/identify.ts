import { isRecord, textOf } from './client.ts';
import type { Refusal } from './refusal.ts';
import type { RestMapper, RestMapping } from './rest-mapping.ts';

/** One object of a manifest, and where it is to be sent. */
export interface Identified {
  readonly object: Readonly<Record<string, unknown>>;
  readonly mapping: RestMapping;
  readonly namespace: string;
  readonly name: string;
}

export const DEFAULT_NAMESPACE = 'default';

/** The objects in a document: itself, or the items of a List. */
export function itemsOf(value: unknown): readonly { readonly value: unknown; readonly path: string }[] {
  if (isRecord(value) && textOf(value['kind']).endsWith('List') && Array.isArray(value['items']))
    return (value['items'] as readonly unknown[]).map((item, index) => ({ value: item, path: `items[${index}]` }));
  return [{ value, path: '' }];
}

/** Says what the object is and where it goes, or why that cannot be said. `file` is the name that errors use. */
export async function identify(value: unknown, mapper: RestMapper, file: string): Promise<Identified | Refusal> {
  if (!isRecord(value)) {
    const type = Array.isArray(value) ? 'array' : typeof value === 'boolean' ? 'bool' : typeof value;
    return refusal(
      `error: unable to decode "${file}": json: cannot unmarshal ${type} into Go value of type unstructured.detector`,
      '',
    );
  }
  const apiVersion = textOf(value['apiVersion']);
  const kind = textOf(value['kind']);
  if (kind === '')
    return refusal(`error: unable to decode "${file}": Object 'Kind' is missing in '${JSON.stringify(value)}'`, 'kind');
  if (apiVersion === '') {
    const off = 'if you choose to ignore these errors, turn validation off with --validate=false';
    return refusal(
      `error: error validating "${file}": error validating data: apiVersion not set; ${off}`,
      'apiVersion',
    );
  }
  const metadata = isRecord(value['metadata']) ? value['metadata'] : {};
  const name = textOf(metadata['name']);
  const named = textOf(metadata['namespace']);
  const mapping = await mapper.find(apiVersion, kind);
  if (!mapping) {
    const what = `no matches for kind ${JSON.stringify(kind)} in version ${JSON.stringify(apiVersion)}`;
    const message = `error: resource mapping not found for name: ${JSON.stringify(name)} namespace: ${JSON.stringify(named)} from ${JSON.stringify(file)}: ${what}\nensure CRDs are installed first`;
    return { message, places: [{ field: 'kind', message: what }] };
  }
  const namespace = mapping.namespaced ? named || DEFAULT_NAMESPACE : '';
  if (name === '') return nameless(metadata, mapping, namespace, file);
  const object = mapping.namespaced ? { ...value, metadata: { ...metadata, namespace } } : value;
  return { object, mapping, namespace, name };
}

function nameless(
  metadata: Readonly<Record<string, unknown>>,
  mapping: RestMapping,
  namespace: string,
  file: string,
): Refusal {
  const prefix = textOf(metadata['generateName']);
  if (prefix !== '')
    return refusal(`error: from ${prefix}: cannot use generate name with apply`, 'metadata.generateName');
  const { group, version, kind, resource } = mapping;
  const message = [
    'error: error when retrieving current configuration of:',
    `Resource: "${group}/${version}, Resource=${resource}", GroupVersionKind: "${group}/${version}, Kind=${kind}"`,
    `Name: "", Namespace: ${JSON.stringify(namespace)}`,
    `from server for: ${JSON.stringify(file)}: resource name may not be empty`,
  ].join('\n');
  return { message, places: [{ field: 'metadata.name', message: 'resource name may not be empty' }] };
}

function refusal(message: string, field: string): Refusal {
  return { message, places: [{ field, message: message.replace(/^error: /, '') }] };
}

export function isRefusal(value: Identified | Refusal): value is Refusal {
  return 'places' in value;
}
