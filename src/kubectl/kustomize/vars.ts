import { getNested, isJSONObject, setOwn } from '../../engine/apimachinery/index.ts';
import type { Json } from '../rest/types.ts';
import { mapIn, objectsOf, textIn } from './kustomization.ts';
import type { Mutable, Res } from './res.ts';

/** Replaces `$(NAME)` by a value of another resource (api/internal/accumulator/refvartransformer.go). */
export function resolveVars(resources: readonly Res[], vars: readonly Json[]): void {
  if (vars.length === 0) return;
  const values = new Map<string, unknown>();
  for (const entry of vars) {
    const target = mapIn(entry, 'objref');
    const path = textIn(mapIn(entry, 'fieldref'), 'fieldpath') || textIn(mapIn(entry, 'fieldref'), 'fieldPath');
    const found = resources.find((res) =>
      res.ids.some((id) => id.kind === textIn(target, 'kind') && id.name === textIn(target, 'name')),
    );
    if (found === undefined) continue;
    values.set(textIn(entry, 'name'), getNested(found.object, (path || 'metadata.name').split('.')));
  }
  for (const res of resources) res.object = replaced(res.object, values) as Mutable;
}

export function varsOf(fields: Json): readonly Json[] {
  return objectsOf(fields, 'vars');
}

function replaced(value: unknown, values: ReadonlyMap<string, unknown>): unknown {
  if (typeof value === 'string') return inText(value, values);
  if (Array.isArray(value)) return value.map((item) => replaced(item, values));
  if (!isJSONObject(value)) return value;
  const result: Mutable = {};
  for (const key of Object.keys(value)) setOwn(result, key, replaced(value[key], values));
  return result;
}

function inText(text: string, values: ReadonlyMap<string, unknown>): unknown {
  const whole = /^\$\(([^()]+)\)$/.exec(text)?.[1];
  if (whole !== undefined && values.has(whole)) return values.get(whole);
  return text.replace(/\$\(([^()]+)\)/g, (all, name: string) => (values.has(name) ? String(values.get(name)) : all));
}
