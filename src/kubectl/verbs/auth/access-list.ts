import { compareStrings, isJSONObject } from '../../../engine/apimachinery/index.ts';
import { inColumns, TABLE_STYLE } from '../../printers/tabwriter.ts';
import type { Json } from '../../rest/types.ts';

/** rbac.PolicyRule, with every list there. */
interface Rule {
  readonly verbs: readonly string[];
  readonly apiGroups: readonly string[];
  readonly resources: readonly string[];
  readonly resourceNames: readonly string[];
  readonly nonResourceURLs: readonly string[];
}

/** The table of `auth can-i --list` (kubectl/pkg/cmd/auth/cani.go, printStatus). */
export function accessList(status: Json, noHeaders: boolean): string {
  const rules = compacted([...rulesOf(status['resourceRules']), ...rulesOf(status['nonResourceRules'])].flatMap(apart));
  const rows = [...rules]
    .sort((a, b) => compareStrings(ruleText(a), ruleText(b)))
    .map((rule) => [
      resourceAndGroup(rule),
      bracketed(rule.nonResourceURLs),
      bracketed(rule.resourceNames),
      bracketed(rule.verbs),
    ]);
  const head = ['Resources', 'Non-Resource URLs', 'Resource Names', 'Verbs'];
  return inColumns(noHeaders ? rows : [head, ...rows], TABLE_STYLE);
}

function rulesOf(list: unknown): readonly Rule[] {
  if (!Array.isArray(list)) return [];
  return (list as readonly unknown[]).filter(isJSONObject).map((rule) => ({
    verbs: textsOf(rule['verbs']),
    apiGroups: textsOf(rule['apiGroups']),
    resources: textsOf(rule['resources']),
    resourceNames: textsOf(rule['resourceNames']),
    nonResourceURLs: textsOf(rule['nonResourceURLs']),
  }));
}

function textsOf(value: unknown): readonly string[] {
  return Array.isArray(value) ? (value as unknown[]).filter((item) => typeof item === 'string') : [];
}

/** A rule for each verb of each resource and each URL (component-helpers/auth/rbac/validation, BreakdownRule). */
export function apart(rule: Rule): readonly Rule[] {
  const none = { apiGroups: [], resources: [], resourceNames: [], nonResourceURLs: [] };
  const names = rule.resourceNames.length === 0 ? [[]] : rule.resourceNames.map((name) => [name]);
  const resources = rule.apiGroups.flatMap((group) =>
    rule.resources.flatMap((resource) =>
      rule.verbs.flatMap((verb) =>
        names.map((name) => ({
          ...none,
          apiGroups: [group],
          resources: [resource],
          verbs: [verb],
          resourceNames: name,
        })),
      ),
    ),
  );
  const urls = rule.nonResourceURLs.flatMap((url) =>
    rule.verbs.map((verb) => ({ ...none, nonResourceURLs: [url], verbs: [verb] })),
  );
  return [...resources, ...urls];
}

/** The verbs of one resource stand together (CompactRules). */
function compacted(rules: readonly Rule[]): readonly Rule[] {
  const others: Rule[] = [];
  const simple = new Map<string, Rule>();
  for (const rule of rules) {
    if (rule.nonResourceURLs.length > 0) {
      others.push(rule);
      continue;
    }
    const key = JSON.stringify([rule.apiGroups, rule.resources, rule.resourceNames]);
    const before = simple.get(key);
    simple.set(key, before === undefined ? rule : { ...before, verbs: [...new Set([...before.verbs, ...rule.verbs])] });
  }
  return [...others, ...simple.values()];
}

/** As protobuf prints it, which is how rules are sorted. */
function ruleText({ verbs, apiGroups, resources, resourceNames, nonResourceURLs }: Rule): string {
  return (
    `&PolicyRule{Verbs:${bracketed(verbs)},APIGroups:${bracketed(apiGroups)},Resources:${bracketed(resources)},` +
    `ResourceNames:${bracketed(resourceNames)},NonResourceURLs:${bracketed(nonResourceURLs)},}`
  );
}

function bracketed(words: readonly string[]): string {
  return `[${words.join(' ')}]`;
}

/** `pods.apps/log` (describe.CombineResourceGroup). */
function resourceAndGroup({ resources, apiGroups }: Rule): string {
  const [resource] = resources;
  if (resource === undefined) return '';
  const [name = '', ...sub] = resource.split('/');
  const group = apiGroups[0] === undefined || apiGroups[0] === '' ? '' : `.${apiGroups[0]}`;
  return `${name}${group}${sub.length === 0 ? '' : `/${sub.join('/')}`}`;
}
