import { labelSelectorAsSelector, newForbidden, type ApiObject } from '../../../apimachinery/index.ts';
import type { Attributes, World } from '../plugin.ts';
import { expressionsOf, matchConditions, valuesOf } from '../policy/expressions.ts';
import type { Rule } from '../../../api/admission-rules.ts';
import type { Webhook } from '../../../api/webhook-configurations.ts';

const EXEMPT_GROUP = 'admissionregistration.k8s.io';

/** Whether a webhook wants to hear of a request. apiserver/pkg/admission/plugin/webhook/generic/webhook.go ShouldCallHook */
export function concerns(webhook: Webhook, attributes: Attributes, world: World): boolean {
  // Nobody may lock themselves out of the objects by which webhooks are switched off.
  if (attributes.kind.group === EXEMPT_GROUP) return false;
  if (!webhook.rules?.some((rule) => matchesRule(rule, attributes))) return false;
  if (!matchesNamespace(webhook, attributes, world) || !matchesObject(webhook, attributes)) return false;
  return matchesConditions(webhook, attributes, world);
}

/** A condition that cannot be worked out fails the request, or under `Ignore` the webhook is not asked. */
function matchesConditions(webhook: Webhook, attributes: Attributes, world: World): boolean {
  const conditions = webhook.matchConditions ?? [];
  if (conditions.length === 0 || world.cel === undefined) return true;
  // Neither parameters nor the namespace are known to the conditions of a webhook.
  const { object, oldObject, request } = valuesOf(attributes, world);
  const concerned = matchConditions(
    conditions,
    expressionsOf(webhook, world.cel),
    { object, oldObject, request },
    new Map(),
  );
  if (typeof concerned === 'boolean') return concerned;
  if (webhook.failurePolicy === 'Ignore') return false;
  throw newForbidden(attributes.kind, attributes.name, concerned.message);
}

/** Also the rules of a ValidatingAdmissionPolicy. admission/plugin/webhook/predicates/rules/rules.go */
export function matchesRule(rule: Rule, { operation, kind, subresource }: Attributes): boolean {
  return (
    includes(rule.operations, operation) &&
    includes(rule.apiGroups, kind.group) &&
    includes(rule.apiVersions, kind.version) &&
    (rule.resources ?? []).some((pattern) => matchesResource(pattern, kind.resource, subresource ?? '')) &&
    matchesScope(rule.scope ?? '*', kind.namespaced)
  );
}

function includes(list: readonly string[] | undefined, value: string): boolean {
  return list !== undefined && (list.includes('*') || list.includes(value));
}

/** `pods`, `pods/log`, `pods/*`, `*` (no subresource), `*` + `/*` (everything), `*` + `/scale`. */
function matchesResource(pattern: string, resource: string, subresource: string): boolean {
  const [wantedResource = '', wantedSubresource = ''] = pattern.split('/');
  if (wantedResource !== '*' && wantedResource !== resource) return false;
  return wantedSubresource === '*' || wantedSubresource === subresource;
}

function matchesScope(scope: string, namespaced: boolean): boolean {
  return scope === '*' || (scope === 'Namespaced') === namespaced;
}

/** A namespace is judged by its own labels; what has no namespace is always meant. */
export function matchesNamespace(
  { namespaceSelector }: Partial<Pick<Webhook, 'namespaceSelector'>>,
  { kind, namespace, object, oldObject }: Attributes,
  world: World,
): boolean {
  if (!namespaceSelector || Object.keys(namespaceSelector).length === 0) return true;
  const isNamespace = kind.group === '' && kind.resource === 'namespaces';
  if (!kind.namespaced && !isNamespace) return true;
  const judged = isNamespace ? (object ?? oldObject) : world.get('', 'namespaces', undefined, namespace ?? '');
  return labelSelectorAsSelector(namespaceSelector).matches(judged?.metadata.labels ?? {});
}

/** Either the object or what it replaces. */
export function matchesObject(
  { objectSelector }: Partial<Pick<Webhook, 'objectSelector'>>,
  { object, oldObject }: Pick<Attributes, 'object' | 'oldObject'>,
): boolean {
  if (!objectSelector || Object.keys(objectSelector).length === 0) return true;
  const selector = labelSelectorAsSelector(objectSelector);
  // What is connected to is described by options, which have no labels at all.
  return [object, oldObject].some(
    (one: Partial<ApiObject> | undefined) => one?.metadata && selector.matches(one.metadata.labels ?? {}),
  );
}
