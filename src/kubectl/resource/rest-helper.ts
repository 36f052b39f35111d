import { getNested, getOwn, isJSONObject, setNested, setOwn, StatusError } from '../../engine/apimachinery/index.ts';
import { encodeSorted } from '../apply/index.ts';
import { pathOf, type Json, type Mapping, type Query, type Rest } from '../rest/types.ts';
import type { Info } from './types.ts';

/** What every write of a command carries. */
export interface Writing {
  readonly dryRun?: 'client' | 'server' | undefined;
  readonly fieldManager?: string;
  /** `Strict`, `Warn`, `Ignore`. */
  readonly fieldValidation?: string;
  readonly subresource?: string;
}

export const PATCH_TYPES = {
  json: 'application/json-patch+json',
  merge: 'application/merge-patch+json',
  strategic: 'application/strategic-merge-patch+json',
  apply: 'application/apply-patch+yaml',
} as const;

export type PatchType = keyof typeof PATCH_TYPES;

/** Reads and writes the objects of one resource (cli-runtime/pkg/resource/helper.go). */
export class Helper {
  constructor(
    readonly rest: Rest,
    readonly mapping: Mapping,
    readonly writing: Writing = {},
  ) {}

  get(namespace: string, name: string): Promise<Json> {
    return this.rest.get(pathOf(this.mapping, namespace, name, this.#subresource()));
  }

  /** A version that the object came with is not said again: what is new has none. */
  create(namespace: string, object: Json): Promise<Json> {
    const versioned = getNested(object, ['metadata', 'resourceVersion']);
    const fresh = versioned === undefined ? object : (setNested(object, ['metadata', 'resourceVersion'], '') as Json);
    return this.rest.post(pathOf(this.mapping, namespace), encoded(fresh), { query: this.#query() });
  }

  patch(namespace: string, name: string, type: PatchType, body: unknown, query: Query = {}): Promise<Json> {
    return this.rest.patch(pathOf(this.mapping, namespace, name, this.#subresource()), encoded(body), {
      contentType: PATCH_TYPES[type],
      query: { ...this.#query(), ...query },
    });
  }

  /** Puts the object in the place of the one that is there, whatever its version, unless the object says which it replaces. */
  async replace(namespace: string, name: string, object: Json): Promise<Json> {
    const path = pathOf(this.mapping, namespace, name, this.#subresource());
    return this.rest.put(path, encoded(await this.#versioned(path, object)), { query: this.#query() });
  }

  delete(namespace: string, name: string, options: Json): Promise<Json> {
    const body = { kind: 'DeleteOptions', apiVersion: 'v1', ...options, ...this.#dryRunOption() };
    return this.rest.delete(pathOf(this.mapping, namespace, name), body);
  }

  async #versioned(path: string, object: Json): Promise<Json> {
    const said = getNested(object, ['metadata', 'resourceVersion']);
    if (typeof said === 'string' && said !== '') return object;
    try {
      const current = await this.rest.get(path);
      const version = getNested(current, ['metadata', 'resourceVersion']);
      return setNested(object, ['metadata', 'resourceVersion'], version) as Json;
    } catch (error) {
      // What is not there cannot be replaced; the server says so in its own words.
      if (error instanceof StatusError) return object;
      throw error;
    }
  }

  #subresource(): string | undefined {
    const { subresource } = this.writing;
    return subresource === '' ? undefined : subresource;
  }

  #query(): Query {
    const { dryRun, fieldManager, fieldValidation } = this.writing;
    return {
      ...(dryRun === 'server' && { dryRun: 'All' }),
      ...(fieldManager !== undefined && { fieldManager }),
      ...(fieldValidation !== undefined && { fieldValidation }),
    };
  }

  #dryRunOption(): Json {
    return this.writing.dryRun === 'server' ? { dryRun: ['All'] } : {};
  }
}

/** Go writes maps by their keys, and what the server says of fields follows the order they came in. */
function encoded(body: unknown): string {
  return typeof body === 'string' ? body : encodeSorted(body);
}

/** An error with what was being done to which file before it; a Status stays one (kubectl/pkg/cmd/util/helpers.go, AddSourceToErr). */
export function addSourceToError(doing: string, source: string, error: unknown): unknown {
  if (source === '' || !(error instanceof Error)) return error;
  const message = `error when ${doing} ${JSON.stringify(source)}: ${error.message}`;
  if (error instanceof StatusError) return new StatusError({ ...error.status, message });
  return new Error(message);
}

/** How errors that are about everything call an object (visitor.go, Info.String). */
export function describeInfo({ mapping: { group, version, kind, resource }, name, namespace }: Info): string {
  const at = group === '' ? `/${version}` : `${group}/${version}`;
  const what = `Resource: ${JSON.stringify(`${at}, Resource=${resource}`)}, GroupVersionKind: ${JSON.stringify(`${at}, Kind=${kind}`)}`;
  return `${what}\nName: ${JSON.stringify(name)}, Namespace: ${JSON.stringify(namespace)}`;
}

/** `deployments/web` (Info.ObjectName). */
export function objectName({ mapping, name }: Info): string {
  return `${mapping.resource}/${name}`;
}

export function uidOf(object: Json): string {
  const uid = getNested(object, ['metadata', 'uid']);
  return typeof uid === 'string' ? uid : '';
}

/** The message of an error as `%v` prints it. */
export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

/** Nulls that a manifest says are what a patch would take away: a create leaves them out (util.go, pruneNullsFromMap). */
export function withoutNulls(value: Json): Json {
  const result: Record<string, unknown> = {};
  for (const key of Object.keys(value)) {
    const item = getOwn(value, key);
    if (item === null) continue;
    setOwn(result, key, prunedItem(item));
  }
  return result;
}

function prunedItem(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(prunedItem);
  return isJSONObject(value) ? withoutNulls(value) : value;
}
