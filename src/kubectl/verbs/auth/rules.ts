import { isJSONObject } from '../../../engine/apimachinery/index.ts';
import type { Json } from '../../rest/types.ts';

/** What a rule of a role lists; a list that is not there is empty. */
const LISTS = ['verbs', 'apiGroups', 'resources', 'resourceNames', 'nonResourceURLs'] as const;
type List = (typeof LISTS)[number];

export function rulesOf(role: Json): readonly Json[] {
  return Array.isArray(role['rules']) ? (role['rules'] as readonly unknown[]).filter(isJSONObject) : [];
}

export function subjectsOf(binding: Json): readonly Json[] {
  return Array.isArray(binding['subjects']) ? (binding['subjects'] as readonly unknown[]).filter(isJSONObject) : [];
}

function listOf(rule: Json, key: List): readonly string[] {
  const list = rule[key];
  return Array.isArray(list) ? (list as readonly unknown[]).filter((word) => typeof word === 'string') : [];
}

/** Those of `wanted` that allow something which `given` does not (component-helpers/auth/rbac/validation, Covers). */
export function missingRules(given: readonly Json[], wanted: readonly Json[]): readonly Json[] {
  return wanted.flatMap(single).filter((rule) => !given.some((owner) => covers(owner, rule)));
}

/** A rule for each single thing that it allows. */
function single(rule: Json): readonly Json[] {
  const names = listOf(rule, 'resourceNames');
  const resources = listOf(rule, 'apiGroups').flatMap((group) =>
    listOf(rule, 'resources').flatMap((resource) =>
      listOf(rule, 'verbs').flatMap((verb) =>
        (names.length === 0 ? [undefined] : names).map((name) => ({
          verbs: [verb],
          apiGroups: [group],
          resources: [resource],
          ...(name !== undefined && { resourceNames: [name] }),
        })),
      ),
    ),
  );
  const urls = listOf(rule, 'nonResourceURLs').flatMap((url) =>
    listOf(rule, 'verbs').map((verb) => ({ verbs: [verb], nonResourceURLs: [url] })),
  );
  return [...resources, ...urls];
}

function covers(owner: Json, rule: Json): boolean {
  const has = (key: List) => {
    const all = listOf(owner, key);
    return all.includes('*') || listOf(rule, key).every((word) => all.includes(word));
  };
  if (!has('verbs')) return false;
  const urls = listOf(rule, 'nonResourceURLs');
  if (urls.length > 0) return urls.every((url) => listOf(owner, 'nonResourceURLs').some((one) => coversURL(one, url)));
  const ownNames = listOf(owner, 'resourceNames');
  const names = listOf(rule, 'resourceNames');
  const named = ownNames.length === 0 || (names.length > 0 && names.every((name) => ownNames.includes(name)));
  return has('apiGroups') && named && listOf(rule, 'resources').every((resource) => coversResource(owner, resource));
}

function coversResource(owner: Json, resource: string): boolean {
  const all = listOf(owner, 'resources');
  const [, sub] = resource.split('/');
  return all.includes('*') || all.includes(resource) || (sub !== undefined && all.includes(`*/${sub}`));
}

function coversURL(owner: string, url: string): boolean {
  return owner === '*' || owner === url || (owner.endsWith('*') && url.startsWith(owner.slice(0, -1)));
}

export function extraSubjects(these: readonly Json[], those: readonly Json[]): readonly Json[] {
  const known = new Set(those.map(subjectSyntax));
  return these.filter((subject) => !known.has(subjectSyntax(subject)));
}

/** As Go prints the struct. */
export function ruleSyntax(rule: Json): string {
  const fields = LISTS.map((key) => {
    const name = key === 'apiGroups' ? 'APIGroups' : key[0]!.toUpperCase() + key.slice(1);
    return `${name}:[${listOf(rule, key).join(' ')}]`;
  });
  return `{${fields.join(' ')}}`;
}

export function subjectSyntax(subject: Json): string {
  const said = (key: string) => (typeof subject[key] === 'string' ? subject[key] : '');
  const group =
    said('kind') !== 'ServiceAccount' && said('apiGroup') === '' ? 'rbac.authorization.k8s.io' : said('apiGroup');
  return `{Kind:${said('kind')} APIGroup:${group} Name:${said('name')} Namespace:${said('namespace')}}`;
}
