import type { PolicyRule } from '../../../api/rbac/types.ts';

/** Whether one rule allows one thing. pkg/apis/rbac/v1/evaluation_helpers.go */
const ALL = '*';

function has(list: readonly string[] | undefined, value: string): boolean {
  return list !== undefined && (list.includes(value) || list.includes(ALL));
}

/** All but the name, which is looked at last and by itself. `combined` is `pods/log` for a subresource. */
export function ruleMatches(
  rule: PolicyRule,
  verb: string,
  group: string,
  combined: string,
  subresource: string,
): boolean {
  return has(rule.verbs, verb) && has(rule.apiGroups, group) && resourceMatches(rule.resources, combined, subresource);
}

/** `pods`, `pods/log`, everything, or one subresource of everything: `*`+`/scale`. */
function resourceMatches(resources: readonly string[] | undefined, combined: string, subresource: string): boolean {
  if (has(resources, combined)) return true;
  if (subresource === '' || resources === undefined) return false;
  return resources.includes(`${ALL}/${subresource}`);
}

/** A rule without names is for all of them. */
export function namesOf({ resourceNames }: PolicyRule): readonly string[] | undefined {
  return resourceNames && resourceNames.length > 0 ? resourceNames : undefined;
}

export function ruleAllowsPath({ verbs, nonResourceURLs }: PolicyRule, verb: string, path: string): boolean {
  if (nonResourceURLs === undefined || !has(verbs, verb)) return false;
  return nonResourceURLs.some((url) => pathMatches(url, path));
}

export function pathMatches(url: string, path: string): boolean {
  if (url === ALL || url === path) return true;
  return url.endsWith(ALL) && path.startsWith(trimStars(url));
}

export function trimStars(url: string): string {
  let end = url.length;
  while (end > 0 && url[end - 1] === ALL) end--;
  return url.slice(0, end);
}
