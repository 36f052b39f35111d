import { newBadRequest } from '../../apimachinery/index.ts';
import type { DeleteOptions, RequestOptions } from '../../client-go/request.ts';

/** Query parameters in order of appearance, decoded as application/x-www-form-urlencoded. */
export function parseQuery(search: string): ReadonlyMap<string, readonly string[]> {
  const query = new Map<string, string[]>();
  for (const pair of search.split('&')) {
    if (pair === '') continue;
    const equals = pair.indexOf('=');
    const name = decode(equals < 0 ? pair : pair.slice(0, equals));
    const values = query.get(name) ?? [];
    values.push(equals < 0 ? '' : decode(pair.slice(equals + 1)));
    query.set(name, values);
  }
  return query;
}

type Query = ReadonlyMap<string, readonly string[]>;
type Mutable<T> = { -readonly [K in keyof T]: T[K] };

/** ListOptions, CreateOptions, UpdateOptions and PatchOptions in one. Throws StatusError for a value of the wrong type. */
export function requestOptions(query: Query): RequestOptions {
  const options: Mutable<RequestOptions> = {};
  const text = (name: string) => query.get(name)?.[0];
  for (const name of ['labelSelector', 'fieldSelector', 'resourceVersion', 'continue', 'fieldManager'] as const) {
    const value = text(name);
    if (value !== undefined && value !== '') options[name] = value;
  }
  const match = text('resourceVersionMatch');
  if (match !== undefined && match !== '') options.resourceVersionMatch = match as 'Exact';
  const validation = text('fieldValidation');
  if (validation !== undefined && validation !== '') options.fieldValidation = validation as 'Strict';
  for (const name of ['limit', 'timeoutSeconds'] as const) {
    const value = whole(name, text(name));
    if (value !== undefined) options[name] = value;
  }
  for (const name of ['allowWatchBookmarks', 'sendInitialEvents', 'force'] as const) {
    const value = flag(name, text(name));
    if (value !== undefined) options[name] = value;
  }
  const dryRun = query.get('dryRun');
  if (dryRun) options.dryRun = dryRun;
  return options;
}

/** DeleteOptions that came in the query because there was no body. */
export function deleteOptions(query: Query): DeleteOptions | undefined {
  const options: Mutable<DeleteOptions> = {};
  const grace = whole('gracePeriodSeconds', query.get('gracePeriodSeconds')?.[0]);
  if (grace !== undefined) options.gracePeriodSeconds = grace;
  const policy = query.get('propagationPolicy')?.[0];
  if (policy !== undefined && policy !== '') options.propagationPolicy = policy as 'Background';
  const orphan = flag('orphanDependents', query.get('orphanDependents')?.[0]);
  if (orphan !== undefined) options.orphanDependents = orphan;
  const dryRun = query.get('dryRun');
  if (dryRun) options.dryRun = dryRun;
  return Object.keys(options).length > 0 ? options : undefined;
}

function whole(name: string, text: string | undefined): number | undefined {
  if (text === undefined || text === '') return undefined;
  const value = Number(text);
  if (/^[+-]?\d+$/.test(text) && Number.isSafeInteger(value)) return value;
  throw newBadRequest(`strconv.ParseInt: parsing ${JSON.stringify(text)}: invalid syntax`);
}

/** Go's conversion of a query flag: present and not `0` or `false` is true. */
export function flag(_name: string, text: string | undefined): boolean | undefined {
  if (text === undefined) return undefined;
  return text !== '0' && text.toLowerCase() !== 'false';
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '));
  } catch {
    return text;
  }
}
