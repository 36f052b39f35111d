import type { Json } from '../../apimachinery/index.ts';
/** What metadata was written as: most of a table of thousands of rows, and the same from one list to the next. */
const texts = new WeakMap<object, string>();

/**
 * A Table as one line of JSON. `write` writes any part of it in Go's order; metadata that has been written before is not
 * written again. As upstream's cachingObject, which serializes what many ask for once
 * (apiserver/pkg/storage/cacher/caching_object.go).
 */
export function tableText(table: Json, write: (part: unknown) => string): string {
  const { rows, ...head } = table;
  const written = (rows as readonly Json[]).map((row) => rowText(row, write)).join(',');
  return `${write(head).slice(0, -1)},"rows":[${written}]}`;
}

function rowText(row: Json, write: (part: unknown) => string): string {
  const { object, ...rest } = row;
  if (object === undefined) return JSON.stringify(rest);
  return `${JSON.stringify(rest).slice(0, -1)},"object":${objectText(object, write)}}`;
}

function objectText(object: unknown, write: (part: unknown) => string): string {
  if (!isBare(object)) return write(object);
  const { kind, apiVersion, metadata } = object;
  let text = texts.get(metadata);
  if (text === undefined) {
    // Only an object with a type is written in Go's order; its metadata is what stands last in it.
    const whole = write({ kind, apiVersion, metadata });
    text = whole.slice(whole.indexOf(',"metadata":') + ',"metadata":'.length, -1);
    texts.set(metadata, text);
  }
  return `{"kind":${JSON.stringify(kind)},"apiVersion":${JSON.stringify(apiVersion)},"metadata":${text}}`;
}

/** PartialObjectMetadata: nothing but a type and metadata. */
function isBare(object: unknown): object is { kind: string; apiVersion: string; metadata: object } {
  if (typeof object !== 'object' || object === null) return false;
  const { kind, apiVersion, metadata, ...others } = object as Json;
  if (typeof kind !== 'string' || typeof apiVersion !== 'string' || Object.keys(others).length > 0) return false;
  return typeof metadata === 'object' && metadata !== null;
}
