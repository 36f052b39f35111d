import { getOwn, isJSONObject, setOwn } from '../../engine/apimachinery/index.ts';
import { mergeRulesOf, type MergeRules } from '../apply/index.ts';
import type { Json } from '../rest/types.ts';
import { cloned, type Mutable } from './res.ts';

/** Lists that two keys tell apart, where the API's own rules know of one (x-kubernetes-list-map-keys). */
const SECOND_KEYS: Readonly<Record<string, string>> = {
  containerPort: 'protocol',
  port: 'protocol',
  topologyKey: 'whenUnsatisfiable',
};

/**
 * A strategic merge patch as kyaml merges: what a patch brings to a keyed list stands before what was there, in the patch's order
 * (kyaml/yaml/merge2). Undefined: the patch takes the whole object away.
 */
export function mergeStrategic(object: Mutable, patch: Json): Mutable | undefined {
  const rules = mergeRulesOf(String(object['apiVersion'] ?? ''), String(object['kind'] ?? '')) ?? {};
  return mergeMap(object, patch, rules, '');
}

function mergeMap(target: Mutable, patch: Json, rules: MergeRules, path: string): Mutable | undefined {
  const directive = getOwn(patch, '$patch');
  if (directive === 'delete') return undefined;
  if (directive === 'replace') return withoutDirectives(patch) as Mutable;
  const result: Mutable = { ...target };
  for (const key of Object.keys(patch)) {
    if (key.startsWith('$')) continue;
    const merged = mergeValue(getOwn(target, key), patch[key], rules, path === '' ? key : `${path}.${key}`);
    if (merged === undefined) delete result[key];
    else setOwn(result, key, merged);
  }
  return result;
}

function mergeValue(target: unknown, patch: unknown, rules: MergeRules, path: string): unknown {
  if (patch === null) return undefined;
  const rule = getOwn(rules, path) as MergeRules[string] | undefined;
  if (isJSONObject(patch)) {
    if (!isJSONObject(target))
      return getOwn(patch, '$patch') === 'delete' ? undefined : mergeMap({}, patch, rules, path);
    return mergeMap(target as Mutable, patch, rules, path);
  }
  if (!Array.isArray(patch)) return patch;
  const strategy = rule?.strategy?.split(',') ?? [];
  if (!strategy.includes('merge')) return withoutDirectives(patch);
  const before: readonly unknown[] = Array.isArray(target) ? target : [];
  if (rule?.mergeKey !== undefined) return mergeList(before, patch, rule.mergeKey, rules, path);
  return [...new Set([...before, ...(patch as readonly unknown[])])];
}

function mergeList(
  target: readonly unknown[],
  patch: readonly unknown[],
  mergeKey: string,
  rules: MergeRules,
  path: string,
): unknown {
  const items = patch.filter(isJSONObject);
  if (items.some((item) => item['$patch'] === 'replace' && Object.keys(item).length === 1))
    return items.filter((item) => item['$patch'] === undefined).map(withoutDirectives);
  const left = target.filter(isJSONObject) as Mutable[];
  const merged: unknown[] = [];
  for (const item of items) {
    const at = left.findIndex((other) => sameItem(other, item, mergeKey));
    const [other] = at < 0 ? [] : left.splice(at, 1);
    const result = mergeMap(other ?? {}, item, rules, path);
    if (result !== undefined) merged.push(result);
  }
  return [...merged, ...left];
}

function sameItem(a: Json, b: Json, mergeKey: string): boolean {
  if (getOwn(a, mergeKey) !== getOwn(b, mergeKey)) return false;
  const second = SECOND_KEYS[mergeKey];
  if (second === undefined) return true;
  const [x, y] = [getOwn(a, second), getOwn(b, second)];
  return x === undefined || y === undefined || x === y;
}

function withoutDirectives(value: unknown): unknown {
  if (Array.isArray(value)) {
    return value.filter((item) => !isJSONObject(item) || item['$patch'] === undefined).map(withoutDirectives);
  }
  if (!isJSONObject(value)) return value;
  const result: Mutable = {};
  for (const key of Object.keys(value)) {
    if (!key.startsWith('$') && value[key] !== null) setOwn(result, key, withoutDirectives(value[key]));
  }
  return cloned(result);
}
