import { goJSON } from '../go-text.ts';
import { getNested, isJSONObject, setNested } from '../unstructured.ts';
import { compare } from './compare.ts';
import { difference, type FieldsV1 } from './fields-v1.ts';
import { toFieldSet } from './to-field-set.ts';
import type { TypeDescription } from './type-description.ts';
import { validate } from './validate.ts';

/** What `kubectl apply` without --server-side remembers of the last time. */
export const LAST_APPLIED_CONFIG_ANNOTATION = 'kubectl.kubernetes.io/last-applied-configuration';

const PATH = ['metadata', 'annotations', LAST_APPLIED_CONFIG_ANNOTATION];

export function lastApplied(object: unknown): string | undefined {
  const text = getNested(object, PATH);
  return typeof text === 'string' && text !== '' ? text : undefined;
}

/**
 * What was applied on the client's side and still stands as it was: `kubectl` may take it over without force.
 * undefined when there is no telling. allowedConflictsFromLastApplied
 */
export function allowedByLastApplied(live: unknown, apiVersion: string, type: TypeDescription): FieldsV1 | undefined {
  const text = lastApplied(live);
  if (text === undefined) return undefined;
  let applied: unknown;
  try {
    applied = JSON.parse(text);
  } catch {
    return undefined;
  }
  if (!isJSONObject(applied) || applied['apiVersion'] !== apiVersion || validate(applied, type) !== undefined) {
    return undefined;
  }
  const found = compare(applied, live, type);
  const set = toFieldSet(applied, type);
  if (found === undefined) return set;
  return difference(difference(difference(set, found.modified), found.added), found.removed);
}

/** The applied configuration as an annotation of the object: what kubectl would have left there. lastAppliedUpdater */
export function withLastApplied(object: unknown, config: unknown): unknown {
  const { annotations, ...metadata } = getNested(config, ['metadata']) as Readonly<Record<string, unknown>>;
  const kept = Object.fromEntries(
    Object.entries(isJSONObject(annotations) ? annotations : {}).filter(
      ([name]) => name !== LAST_APPLIED_CONFIG_ANNOTATION,
    ),
  );
  const shown = annotations === undefined ? metadata : { ...metadata, annotations: kept };
  return setNested(object, PATH, `${goJSON(sorted({ ...(config as object), metadata: shown }))}\n`);
}

/** unstructured's JSON has its keys in order. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return (value as readonly unknown[]).map(sorted);
  if (!isJSONObject(value)) return value;
  const entries = Object.keys(value)
    .sort()
    .map((key) => [key, sorted(value[key])] as const);
  return Object.fromEntries(entries);
}
