import type { PolicyRule } from '../../../api/rbac/types.ts';
import { trimStars } from './rule.ts';

/** Arithmetic of rights. component-helpers/auth/rbac/validation, pkg/apis/rbac/v1/helpers.go */
const ALL = '*';
const NOTHING: readonly string[] = [];

/** What of `wanted` is in no rule of `owned`, in the smallest pieces. validation.Covers */
export function missingRights(owned: readonly PolicyRule[], wanted: readonly PolicyRule[]): PolicyRule[] {
  const missing: PolicyRule[] = [];
  for (const rule of wanted) {
    for (const piece of breakdown(rule)) if (!owned.some((own) => ruleCovers(own, piece))) missing.push(piece);
  }
  return missing;
}

/** One verb, one group, one resource and at most one name each. BreakdownRule */
function* breakdown(rule: PolicyRule): Generator<PolicyRule, void, undefined> {
  for (const group of rule.apiGroups ?? NOTHING) {
    for (const resource of rule.resources ?? NOTHING) {
      for (const verb of rule.verbs) {
        const one = { verbs: [verb], apiGroups: [group], resources: [resource] };
        if (!rule.resourceNames?.length) yield one;
        else for (const name of rule.resourceNames) yield { ...one, resourceNames: [name] };
      }
    }
  }
  for (const url of rule.nonResourceURLs ?? NOTHING) {
    for (const verb of rule.verbs) yield { verbs: [verb], nonResourceURLs: [url] };
  }
}

function ruleCovers(own: PolicyRule, piece: PolicyRule): boolean {
  const { verbs, apiGroups = NOTHING, resources = NOTHING, resourceNames = NOTHING, nonResourceURLs = NOTHING } = own;
  if (!coversAll(verbs, piece.verbs) || !coversAll(apiGroups, piece.apiGroups)) return false;
  if (!(piece.resources ?? NOTHING).every((resource) => coversResource(resources, resource))) return false;
  if (!(piece.nonResourceURLs ?? NOTHING).every((url) => coversPath(nonResourceURLs, url))) return false;
  if (resourceNames.length === 0) return true;
  return piece.resourceNames !== undefined && piece.resourceNames.every((name) => resourceNames.includes(name));
}

function coversAll(own: readonly string[], wanted: readonly string[] = NOTHING): boolean {
  return own.includes(ALL) || wanted.every((value) => own.includes(value));
}

function coversResource(own: readonly string[], wanted: string): boolean {
  if (own.includes(ALL) || own.includes(wanted)) return true;
  const slash = wanted.indexOf('/');
  return slash >= 0 && own.includes(`${ALL}/${wanted.slice(slash + 1)}`);
}

function coversPath(own: readonly string[], wanted: string): boolean {
  return own.some((url) => url === ALL || url === wanted || (url.endsWith(ALL) && wanted.startsWith(trimStars(url))));
}

/** Puts pieces together again that differ in their verbs only. rbac validation/policy_compact.go CompactRules */
export function compactRules(rules: readonly PolicyRule[]): PolicyRule[] {
  const compact: PolicyRule[] = [];
  const verbsOf = new Map<string, string[]>();
  for (const rule of rules) {
    const { apiGroups = NOTHING, resources = NOTHING, resourceNames = NOTHING, nonResourceURLs = NOTHING } = rule;
    const simple = apiGroups.length === 1 && resources.length === 1 && resourceNames.length <= 1;
    if (!simple || nonResourceURLs.length > 0) {
      compact.push(rule);
      continue;
    }
    const key = JSON.stringify([apiGroups, resources, resourceNames]);
    const verbs = verbsOf.get(key);
    if (verbs) {
      verbs.push(...rule.verbs);
      continue;
    }
    const gathered = [...rule.verbs];
    verbsOf.set(key, gathered);
    compact.push({ ...rule, verbs: gathered });
  }
  return compact;
}

/** `{APIGroups:["apps"], Resources:["deployments"], Verbs:["create"]}` */
export function compactString(rule: PolicyRule): string {
  const parts: string[] = [];
  const add = (name: string, values: readonly string[] | undefined): void => {
    if (values && values.length > 0) parts.push(`${name}:${quotedList(values)}`);
  };
  add('APIGroups', rule.apiGroups);
  add('Resources', rule.resources);
  add('NonResourceURLs', rule.nonResourceURLs);
  add('ResourceNames', rule.resourceNames);
  add('Verbs', rule.verbs);
  return `{${parts.join(', ')}}`;
}

/** Go's %q of a list of strings. */
export function quotedList(values: readonly string[]): string {
  return `[${values.map((value) => JSON.stringify(value)).join(' ')}]`;
}
