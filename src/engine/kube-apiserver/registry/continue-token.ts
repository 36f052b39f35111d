import { newBadRequest } from '../../apimachinery/index.ts';
import { corruptBase64Url, decodeBase64Url, encodeBase64Url } from '../storage/base64.ts';
import { JSONSyntaxError, parseJSON } from './parse-json.ts';

/** Where a list that was cut goes on. apiserver/pkg/storage/continue.go */
export interface ContinueToken {
  /** -1: at the newest, because the one that the list began with is gone. */
  readonly revision: number;
  /** The rest of the key after the list's prefix. */
  readonly start: string;
}

const VERSION = 'meta.k8s.io/v1';

export function encodeContinue({ revision, start }: ContinueToken): string {
  return encodeBase64Url(JSON.stringify({ v: VERSION, rv: revision, start }));
}

/** Throws BadRequest in upstream's words. */
export function decodeContinue(text: string): ContinueToken {
  const corrupt = corruptBase64Url(text);
  if (corrupt !== undefined) throw invalid(`: illegal base64 data at input byte ${corrupt}`);
  const { v, rv, start } = readToken(decodeBase64Url(text) ?? '\uFFFD');
  if (v !== VERSION) throw invalid(`: server does not recognize this encoded version ${v}`);
  if (rv === 0) throw invalid(`: incorrect encoded start resourceVersion (version ${VERSION})`);
  if (start === '') throw invalid(`: encoded start key empty (version ${VERSION})`);
  if (leavesItsPlace(start)) throw invalid(`: ${start}`);
  return { revision: rv, start: start.startsWith('/') ? start.slice(1) : start };
}

function readToken(json: string): { v: string; rv: number; start: string } {
  let token: unknown;
  try {
    token = parseJSON(json);
  } catch (error) {
    if (!(error instanceof JSONSyntaxError)) throw error;
    throw invalid(`: ${error.message}`);
  }
  if (typeof token !== 'object' || Array.isArray(token)) {
    throw invalid(`: json: cannot unmarshal ${goType(token)} into Go value of type storage.continueToken`);
  }
  const { v, rv, start } = (token ?? {}) as { v?: unknown; rv?: unknown; start?: unknown };
  if (v !== undefined && v !== null && typeof v !== 'string') throw mistyped(v, 'v', 'string');
  if (rv !== undefined && rv !== null && !Number.isSafeInteger(rv)) throw mistyped(rv, 'rv', 'int64');
  if (start !== undefined && start !== null && typeof start !== 'string') throw mistyped(start, 'start', 'string');
  return { v: v ?? '', rv: (rv as number | null | undefined) ?? 0, start: start ?? '' };
}

function mistyped(value: unknown, field: string, type: string): Error {
  return invalid(
    `: json: cannot unmarshal ${goType(value)} into Go struct field continueToken.${field} of type ${type}`,
  );
}

function goType(value: unknown): string {
  if (Array.isArray(value)) return 'array';
  if (typeof value === 'boolean') return 'bool';
  return value !== null && typeof value === 'object' ? 'object' : typeof value;
}

/** What path.Clean would make shorter could climb out of the list's prefix. */
function leavesItsPlace(start: string): boolean {
  const parts = (start.startsWith('/') ? start.slice(1) : start).split('/');
  return parts.some((part) => part === '' || part === '.' || part === '..');
}

function invalid(why: string): Error {
  return newBadRequest(`invalid continue token: continue key is not valid${why}`);
}
