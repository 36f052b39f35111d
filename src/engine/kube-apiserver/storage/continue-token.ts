import { newBadRequest } from '../../apimachinery/index.ts';
import { decodeBase64Url, encodeBase64Url } from './base64.ts';

/** Where a list that was cut goes on: at which revision, from which key on. apiserver/pkg/storage/continue.go */
export interface ContinueToken {
  readonly revision: number;
  /** The rest of the key after the resource's prefix. */
  readonly start: string;
}

export function encodeContinue({ revision, start }: ContinueToken): string {
  return encodeBase64Url(JSON.stringify({ v: 'meta.k8s.io/v1', rv: revision, start }));
}

/** Throws BadRequest in upstream's words. */
export function decodeContinue(text: string): ContinueToken {
  const json = decodeBase64Url(text);
  if (json === undefined) throw invalid('illegal base64 data');
  let token: unknown;
  try {
    token = JSON.parse(json);
  } catch {
    throw invalid('invalid character');
  }
  const { v, rv, start } = (token ?? {}) as { v?: unknown; rv?: unknown; start?: unknown };
  if (v !== 'meta.k8s.io/v1')
    throw newBadRequest('continue key is not valid: server does not recognize this encoded version');
  if (typeof rv !== 'number' || rv === 0)
    throw newBadRequest('continue key is not valid: incorrect encoded start resourceVersion (version meta.k8s.io/v1)');
  if (typeof start !== 'string' || start === '')
    throw newBadRequest('continue key is not valid: encoded start key empty (version meta.k8s.io/v1)');
  if (start.split('/').includes('..')) throw newBadRequest(`continue key is not valid: ${start}`);
  return { revision: rv, start };
}

function invalid(why: string): Error {
  return newBadRequest(`continue key is not valid: ${why}`);
}
