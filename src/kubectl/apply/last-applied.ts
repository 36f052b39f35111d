import { copyObject, getOwn, goJSON, isJSONObject, setOwn, sortedKeys } from '../../engine/apimachinery/index.ts';
import type { Json } from '../rest/types.ts';

export const LAST_APPLIED = 'kubectl.kubernetes.io/last-applied-configuration';

/** The same value with every object's keys in Go's order, as encoding/json writes maps. */
export function inKeyOrder(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(inKeyOrder);
  if (!isJSONObject(value)) return value;
  const result: Record<string, unknown> = {};
  for (const key of sortedKeys(value)) setOwn(result, key, inKeyOrder(value[key]));
  return result;
}

/** encoding/json's text of an object without a line's end. */
export function encodeSorted(value: unknown): string {
  return goJSON(inKeyOrder(value));
}

/** An object's annotations, as a copy that may be changed. */
export function annotationsOf(object: Json): Record<string, unknown> {
  const metadata = getOwn(object, 'metadata');
  const annotations = isJSONObject(metadata) ? getOwn(metadata, 'annotations') : undefined;
  return isJSONObject(annotations) ? copyObject(annotations) : {};
}

export function withAnnotations(object: Json, annotations: Readonly<Record<string, unknown>> | undefined): Json {
  const metadata = getOwn(object, 'metadata');
  return { ...object, metadata: { ...(isJSONObject(metadata) ? metadata : {}), annotations } };
}

/** What the annotation says: the object without the annotation, in one line (kubectl/pkg/util/apply.go, GetModifiedConfiguration). */
export function configurationOf(object: Json): string {
  const annotations = annotationsOf(object);
  delete annotations[LAST_APPLIED];
  return `${encodeSorted(withAnnotations(object, annotations))}\n`;
}

/** The object as it is sent: with the annotation that tells the next apply what this one said. */
export function withLastApplied(object: Json): Json {
  const annotations = annotationsOf(object);
  setOwn(annotations, LAST_APPLIED, configurationOf(object));
  return withAnnotations(object, annotations);
}

/** What the last apply said, as it stands there; undefined: the object was never applied. */
export function lastAppliedOf(object: Json): string | undefined {
  const text = getOwn(annotationsOf(object), LAST_APPLIED);
  return typeof text === 'string' && text !== '' ? text : undefined;
}

/** Keeps the annotation true for an object that has it (CreateOrUpdateAnnotation without createAnnotation). */
export function withLastAppliedIfThere(object: Json): Json {
  return lastAppliedOf(object) === undefined ? object : withLastApplied(object);
}
