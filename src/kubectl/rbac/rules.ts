import type { IPolicyRule } from 'kubernetes-models/rbac.authorization.k8s.io/v1/PolicyRule';
import { compareStrings } from '../../engine/apimachinery/index.ts';

/** A rule with every list there. */
export interface PlainRule {
  readonly verbs: readonly string[];
  readonly apiGroups: readonly string[];
  readonly resources: readonly string[];
  readonly resourceNames: readonly string[];
  readonly nonResourceURLs: readonly string[];
}

/** BreakdownRule: one rule for each group, resource, verb and name (kubectl/pkg/util/rbac/rbac.go). */
function breakdown({ verbs, apiGroups, resources, resourceNames, nonResourceURLs }: IPolicyRule): PlainRule[] {
  const rules: PlainRule[] = [];
  const names = (resourceNames ?? []).length === 0 ? [[]] : (resourceNames ?? []).map((name) => [name]);
  for (const group of apiGroups ?? []) {
    for (const resource of resources ?? []) {
      for (const verb of verbs) {
        for (const named of names) {
          rules.push({
            verbs: [verb],
            apiGroups: [group],
            resources: [resource],
            resourceNames: named,
            nonResourceURLs: [],
          });
        }
      }
    }
  }
  for (const url of nonResourceURLs ?? []) {
    for (const verb of verbs) {
      rules.push({ verbs: [verb], apiGroups: [], resources: [], resourceNames: [], nonResourceURLs: [url] });
    }
  }
  return rules;
}

/** How the generated Go struct prints itself, which is what rules are sorted by. */
function ruleString({ verbs, apiGroups, resources, resourceNames, nonResourceURLs }: PlainRule): string {
  const lists = [
    `Verbs:[${verbs.join(' ')}],APIGroups:[${apiGroups.join(' ')}],Resources:[${resources.join(' ')}],`,
    `ResourceNames:[${resourceNames.join(' ')}],NonResourceURLs:[${nonResourceURLs.join(' ')}],`,
  ];
  return `&PolicyRule{${lists.join('')}}`;
}

/** CompactRules and SortableRuleSlice: one rule for each resource and name, with all its verbs. */
export function compactRules(rules: readonly IPolicyRule[]): PlainRule[] {
  const compact: PlainRule[] = [];
  const simple = new Map<string, PlainRule>();
  for (const rule of rules.flatMap(breakdown)) {
    if (rule.nonResourceURLs.length > 0) {
      compact.push(rule);
      continue;
    }
    const key = JSON.stringify([rule.apiGroups, rule.resources, rule.resourceNames]);
    const known = simple.get(key);
    if (known === undefined) simple.set(key, rule);
    else if (!known.verbs.includes(rule.verbs[0]!))
      simple.set(key, { ...known, verbs: [...known.verbs, ...rule.verbs] });
  }
  return [...compact, ...simple.values()].sort((a, b) => compareStrings(ruleString(a), ruleString(b)));
}
