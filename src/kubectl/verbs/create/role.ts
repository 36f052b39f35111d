import { sortedKeys } from '../../../engine/apimachinery/index.ts';
import { CommandError, ExitError } from '../../cobra/errors.ts';
import type { Flag, Flags, Invocation } from '../../cobra/types.ts';
import { NoResourceMatchError } from '../../rest/errors.ts';
import type { Json, Mapper } from '../../rest/types.ts';
import { generatorCommand, someOf } from './generator.ts';

const RBAC = 'rbac.authorization.k8s.io';

const RESOURCE_VERBS = new Set(
  '* get delete list create update patch watch proxy deletecollection use bind escalate impersonate'.split(' '),
);
const URL_VERBS = new Set('* get post put delete patch head options'.split(' '));

/** Verbs that only these resources know, as resource.group. */
const SPECIAL_VERBS = new Map<string, readonly string[]>([
  ['use', ['podsecuritypolicies.policy', 'podsecuritypolicies.extensions']],
  ['bind', [`roles.${RBAC}`, `clusterroles.${RBAC}`]],
  ['escalate', [`roles.${RBAC}`, `clusterroles.${RBAC}`]],
  ['impersonate', ['users.', 'serviceaccounts.', 'groups.', 'userextras.authentication.k8s.io']],
]);

const RULE_FLAGS: readonly Flag[] = [
  { name: 'verb', type: 'stringSlice', usage: 'What may be done: get, list, watch, create, …' },
  { name: 'resource', type: 'stringSlice', usage: 'To what: resource, resource.group, resource/subresource.' },
  { name: 'resource-name', type: 'stringArray', usage: 'Only to the object of this name; may be given again.' },
];

/** `deployments.apps/scale` */
interface Asked {
  readonly resource: string;
  readonly group: string;
  readonly subresource: string;
}

function unlessAll(words: readonly string[]): readonly string[] {
  return words.includes('*') ? ['*'] : [...new Set(words)];
}

function resourcesOf(flags: Flags): readonly Asked[] {
  const all: Asked[] = [];
  for (const word of flags.list('resource')) {
    const [path = '', subresource = ''] = splitOnce(word, '/');
    const [resource = '', group = ''] = splitOnce(path, '.');
    const asked = { resource, group, subresource };
    if (word === '*') return [asked];
    all.push(asked);
  }
  return all;
}

function splitOnce(text: string, separator: string): readonly string[] {
  const at = text.indexOf(separator);
  return at < 0 ? [text] : [text.slice(0, at), text.slice(at + 1)];
}

type Known = Pick<Asked, 'resource' | 'group'>;

async function known(mapper: Mapper, { resource, group }: Asked): Promise<Known | undefined> {
  return mapper.tryResource(group === '' ? resource : `${resource}.${group}`);
}

function checkSpecialVerbs(verbs: readonly string[], { resource, group }: Known): boolean {
  let special = false;
  for (const verb of verbs) {
    const allowed = SPECIAL_VERBS.get(verb);
    if (allowed === undefined) continue;
    if (!allowed.includes(`${resource}.${group}`)) {
      throw new CommandError(`can not perform '${verb}' on '${resource}' in group '${group}'`);
    }
    special = true;
  }
  return special;
}

/** Refuses resources that nobody serves, but for those that only special verbs know (validateResource). */
async function checkResources(
  { factory: { mapper }, err }: Invocation,
  verbs: readonly string[],
  all: readonly Asked[],
): Promise<void> {
  for (const asked of all) {
    if (asked.resource === '') throw new CommandError('resource must be specified if apiGroup/subresource specified');
    if (asked.resource === '*') return;
    const found = await known(mapper, asked);
    const special = checkSpecialVerbs(verbs, found ?? asked);
    if (found !== undefined || special) continue;
    // kubectl says this without the `error: ` before it (checkErr's NoResourceMatchError).
    err(`${new NoResourceMatchError(asked.resource, asked.group).message}\n`);
    throw new ExitError(1);
  }
}

async function rulesOf(mapper: Mapper, flags: Flags, all: readonly Asked[]): Promise<readonly Json[]> {
  const groups: Record<string, string[]> = {};
  for (const asked of all) {
    const { resource, group } = (await known(mapper, asked)) ?? asked;
    const full = asked.subresource === '' ? resource : `${resource}/${asked.subresource}`;
    const list = (groups[group] ??= []);
    if (!list.includes(full)) list.push(full);
  }
  const verbs = unlessAll(flags.list('verb'));
  const resourceNames = someOf([...new Set(flags.list('resource-name'))]);
  return sortedKeys(groups).map((group) => ({ verbs, apiGroups: [group], resources: groups[group], resourceNames }));
}

function warnOfVerbs({ err }: Invocation, verbs: readonly string[]): void {
  for (const verb of verbs) if (!RESOURCE_VERBS.has(verb)) err(`Warning: '${verb}' is not a standard resource verb\n`);
}

export const role = generatorCommand({
  name: 'role',
  usage:
    'NAME --verb=verb --resource=resource.group/subresource [--resource-name=resourcename] [--dry-run=server|client|none]',
  short: 'Create a role with single rule',
  examples: `# May look at pods
kubectl create role pod-reader --verb=get,list,watch --resource=pods

# May change two config maps and no other
kubectl create role config --verb=get,update --resource=configmaps --resource-name=site --resource-name=menu

# May scale deployments
kubectl create role scaler --verb=get,patch --resource=deployments.apps/scale`,
  flags: RULE_FLAGS,
  target: { group: RBAC, version: 'v1', resource: 'roles', namespaced: true },
  generate: async (invocation, name) => {
    const { flags, factory } = invocation;
    const verbs = unlessAll(flags.list('verb'));
    if (verbs.length === 0) throw new CommandError('at least one verb must be specified');
    warnOfVerbs(invocation, verbs);
    const resources = resourcesOf(flags);
    if (resources.length === 0) throw new CommandError('at least one resource must be specified');
    await checkResources(invocation, verbs, resources);
    const rules = await rulesOf(factory.mapper, flags, resources);
    return { apiVersion: `${RBAC}/v1`, kind: 'Role', metadata: { name }, rules };
  },
});

function checkURLs(verbs: readonly string[], urls: readonly string[]): void {
  if (urls.length === 0) return;
  const wrong = verbs.find((verb) => !URL_VERBS.has(verb));
  if (wrong !== undefined) throw new CommandError(`invalid verb: '${wrong}' for nonResourceURL`);
  for (const url of urls) {
    if (url === '*') continue;
    if (!url.startsWith('/')) throw new CommandError('nonResourceURL should start with /');
    if (url.slice(0, -1).includes('*')) {
      throw new CommandError("nonResourceURL only supports wildcard matches when '*' is at the end");
    }
  }
}

/** `key=value,key2=value2`, any number of times (component-base/cli/flag, MapStringString). */
function pairsOf(flags: Flags): Readonly<Record<string, string>> {
  const pairs = new Map<string, string>();
  for (const pair of flags.list('aggregation-rule').flatMap((text) => text.split(','))) {
    if (pair === '') continue;
    const [key = '', value] = splitOnce(pair, '=');
    if (value === undefined) {
      throw new CommandError(
        `invalid argument "${pair}" for "--aggregation-rule" flag: malformed pair, expect string=string\nSee 'kubectl create clusterrole --help' for usage.`,
      );
    }
    pairs.set(key.trim(), value.trim());
  }
  return Object.fromEntries(pairs);
}

async function clusterRules(invocation: Invocation): Promise<readonly Json[]> {
  const { flags, factory } = invocation;
  const verbs = unlessAll(flags.list('verb'));
  const [resources, urls] = [resourcesOf(flags), unlessAll(flags.list('non-resource-url'))];
  if (verbs.length === 0) throw new CommandError('at least one verb must be specified');
  if (resources.length === 0 && urls.length === 0) {
    throw new CommandError('one of resource or nonResourceURL must be specified');
  }
  if (resources.length > 0) {
    warnOfVerbs(invocation, verbs);
    await checkResources(invocation, verbs, resources);
  }
  checkURLs(verbs, urls);
  const rules = await rulesOf(factory.mapper, flags, resources);
  return urls.length === 0 ? rules : [...rules, { verbs, nonResourceURLs: urls }];
}

export const clusterrole = generatorCommand({
  name: 'clusterrole',
  usage: 'NAME --verb=verb --resource=resource.group [--resource-name=resourcename] [--dry-run=server|client|none]',
  short: 'Create a cluster role',
  examples: `# May look at pods
kubectl create clusterrole pod-reader --verb=get,list,watch --resource=pods

# May ask the API server how it is
kubectl create clusterrole health --verb=get --non-resource-url=/healthz,/livez,/readyz

# Has the rules of every cluster role with this label
kubectl create clusterrole monitoring --aggregation-rule="example.com/aggregate-to-monitoring=true"`,
  flags: [
    ...RULE_FLAGS,
    { name: 'non-resource-url', type: 'stringSlice', usage: 'A path of the API server that is no resource.' },
    { name: 'aggregation-rule', type: 'stringArray', default: '', usage: 'Labels of the cluster roles to combine.' },
  ],
  target: { group: RBAC, version: 'v1', resource: 'clusterroles', namespaced: false },
  generate: async (invocation, name) => {
    const base = { apiVersion: `${RBAC}/v1`, kind: 'ClusterRole', metadata: { name } };
    const { flags } = invocation;
    const matchLabels = pairsOf(flags);
    if (Object.keys(matchLabels).length === 0) return { ...base, rules: await clusterRules(invocation) };
    if (['non-resource-url', 'verb', 'resource', 'resource-name'].some((flag) => flags.list(flag).length > 0)) {
      throw new CommandError(
        'aggregation rule must be specified without nonResourceURLs, verbs, resources or resourceNames',
      );
    }
    return { ...base, aggregationRule: { clusterRoleSelectors: [{ matchLabels }] } };
  },
});
