import { newNotAcceptableError, newUnsupportedMediaTypeError } from '../../apimachinery/index.ts';
import type { ApiRequest, PatchType } from '../../client-go/request.ts';

/** What a client said it can read. */
export interface Accepted {
  readonly as: ApiRequest['as'];
  readonly writes: 'json' | 'yaml';
}

export const PROTOBUF = 'application/vnd.kubernetes.protobuf';

const JSON_TYPES = new Set(['application/json', 'application/*', '*/*']);
const YAML_TYPE = 'application/yaml';
const TRANSFORMS = new Set(['Table', 'PartialObjectMetadata', 'PartialObjectMetadataList']);
const PLAIN: Accepted = { as: undefined, writes: 'json' };

/** The first clause of Accept that can be served (endpoints/handlers/negotiation). Throws NotAcceptable when there is none. */
export function negotiate(accept: string | undefined, yaml: boolean): Accepted {
  if (accept === undefined || accept.trim() === '') return PLAIN;
  for (const clause of accept.split(',')) {
    const [type = '', ...parameters] = clause.split(';').map((part) => part.trim());
    const writes = JSON_TYPES.has(type) ? 'json' : yaml && type === YAML_TYPE ? 'yaml' : undefined;
    if (writes === undefined) continue;
    const as = parameters.find((parameter) => parameter.startsWith('as='))?.slice(3);
    if (as === undefined) return { as: undefined, writes };
    if (!TRANSFORMS.has(as)) continue;
    const wrong = (name: string, value: string) =>
      parameters.some((parameter) => parameter.startsWith(`${name}=`) && parameter !== `${name}=${value}`);
    if (wrong('g', 'meta.k8s.io') || wrong('v', 'v1')) continue;
    return { as: as === 'Table' ? 'Table' : 'PartialObjectMetadata', writes };
  }
  throw newNotAcceptableError(yaml ? ['application/json', YAML_TYPE] : ['application/json']);
}

const PATCH_TYPES: readonly PatchType[] = [
  'application/json-patch+json',
  'application/merge-patch+json',
  'application/strategic-merge-patch+json',
  'application/apply-patch+yaml',
];

/** Throws UnsupportedMediaType for a patch of an unknown sort. */
export function patchTypeOf(mediaType: string): PatchType {
  const found = PATCH_TYPES.find((type) => type === mediaType);
  if (!found) throw newUnsupportedMediaTypeError(PATCH_TYPES);
  return found;
}

/** `application/json; charset=utf-8` → `application/json`. */
export function mediaTypeOf(contentType: string | undefined): string {
  const type = contentType?.split(';')[0]?.trim().toLowerCase() ?? '';
  return type === '' ? 'application/json' : type;
}
