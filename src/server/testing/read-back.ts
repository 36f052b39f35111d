import { isKnownDefault } from './defaults.ts';
import { canonicalQuantity, tryParseQuantity } from '../../engine/apimachinery/index.ts';

export interface Manifest {
  readonly apiVersion?: string;
  readonly kind?: string;
  readonly metadata?: { readonly name?: string; readonly namespace?: string };
  readonly items?: readonly Manifest[];
}

type Fields = Readonly<Record<string, unknown>>;

function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Empty things are not stored: `null`, `{}` and `[]` are the same as nothing. */
function isNothing(value: unknown): boolean {
  if (value === undefined || value === null || value === '') return true;
  if (Array.isArray(value)) return value.length === 0;
  return isFields(value) && Object.values(value).every(isNothing);
}

/** A Secret's plain text, which is stored as data. */
const WRITE_ONLY = '.stringData';

/** Where what was stored is not what was applied. Lists keep their order; what a server adds to one comes behind. */
export function differences(applied: unknown, stored: unknown, path = ''): string[] {
  if (isNothing(applied)) return [];
  if (isFields(applied)) {
    if (!isFields(stored)) return [`${path}: ${JSON.stringify(stored)} for ${JSON.stringify(applied)}`];
    const keys = Object.keys(applied).filter((key) => `${path}.${key}` !== WRITE_ONLY);
    return keys.flatMap((key) => differences(applied[key], stored[key], `${path}.${key}`));
  }
  if (Array.isArray(applied)) {
    if (!Array.isArray(stored)) return [`${path}: ${JSON.stringify(stored)} for ${JSON.stringify(applied)}`];
    return applied.flatMap((item, index) => differences(item, stored[index], `${path}[${index}]`));
  }
  return same(applied, stored) ? [] : [`${path}: ${JSON.stringify(stored)} for ${JSON.stringify(applied)}`];
}

/** A quantity may be written in another way, and a date as text. */
function same(applied: unknown, stored: unknown): boolean {
  if (applied === stored) return true;
  if (applied instanceof Date) return new Date(String(stored)).getTime() === applied.getTime();
  if ((applied === false || applied === 0) && stored === undefined) return true;
  if (typeof applied !== 'string' && typeof applied !== 'number') return false;
  return typeof stored === 'string' && tryParseQuantity(applied) !== undefined && canonicalQuantity(applied) === stored;
}

/** What is stored and was not applied: `Deployment .spec.replicas=1`, apart from what a server is known to add. */
export function added(manifest: Manifest, stored: unknown): string[] {
  const found: string[] = [];
  collect(manifest, stored, '', (path, value) => {
    if (!isKnownDefault(manifest.kind ?? '', path.slice(1), value)) found.push(`${path}=${JSON.stringify(value)}`);
  });
  return found;
}

function collect(applied: unknown, stored: unknown, path: string, tell: (path: string, value: unknown) => void): void {
  if (isNothing(stored)) return;
  if (isNothing(applied)) {
    tell(path, stored);
  } else if (isFields(stored) && isFields(applied)) {
    for (const key of Object.keys(stored)) collect(applied[key], stored[key], `${path}.${key}`, tell);
  } else if (Array.isArray(stored) && Array.isArray(applied)) {
    for (const [index, item] of stored.entries()) collect(applied[index], item, `${path}[]`, tell);
  }
}
