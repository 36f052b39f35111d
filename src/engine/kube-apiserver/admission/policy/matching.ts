import type { MatchResources, ParamKind, ParamRef } from '../../../api/admission-policies.ts';
import type { NamedRule } from '../../../api/admission-rules.ts';
import { labelSelectorAsSelector, type ApiObject, type WireLabelSelector } from '../../../apimachinery/index.ts';
import type { Attributes, World } from '../plugin.ts';
import { matchesNamespace, matchesObject, matchesRule } from '../webhook/matching.ts';

/** apiserver/pkg/admission/plugin/policy/matching/matching.go: without rules everything is meant. */
export function matches(resources: MatchResources, attributes: Attributes, world: World): boolean {
  if (!matchesNamespace(resources, attributes, world) || !matchesObject(resources, attributes)) return false;
  const { resourceRules = [], excludeResourceRules = [] } = resources;
  const equivalent = resources.matchPolicy !== 'Exact';
  if (excludeResourceRules.some((rule) => matchesNamed(rule, attributes, equivalent))) return false;
  return resourceRules.length === 0 || resourceRules.some((rule) => matchesNamed(rule, attributes, equivalent));
}

function matchesNamed(rule: NamedRule, attributes: Attributes, equivalent: boolean): boolean {
  const { resourceNames = [] } = rule;
  if (resourceNames.length > 0 && !resourceNames.includes(attributes.name)) return false;
  if (matchesRule(rule, attributes)) return true;
  // The same object is served under other versions too, and a rule about one of them means it as well.
  const { kind } = attributes;
  return (
    equivalent &&
    (kind.versions ?? []).some(({ group, version }) =>
      matchesRule(rule, { ...attributes, kind: { ...kind, group, version } }),
    )
  );
}

/** Parameters could not be had, and why. */
export class NoParams extends Error {}

/** The objects that a binding parameterises its policy with; [undefined] for a policy without parameters. policy/generic CollectParams */
export function paramsOf(
  kind: ParamKind | undefined,
  ref: ParamRef | undefined,
  attributes: Attributes,
  world: World,
): readonly (ApiObject | undefined)[] {
  if (kind === undefined) return [undefined];
  if (ref === undefined) return [undefined];
  const found = world.resourceOf(kind.apiVersion ?? '', kind.kind ?? '');
  if (found === undefined)
    throw new NoParams(`failed to find resource referenced by paramKind: '${kind.apiVersion}, Kind=${kind.kind}'`);
  const { group, resource, namespaced } = found;
  if (!namespaced && ref.namespace)
    throw new NoParams('paramRef.namespace must not be provided for a cluster-scoped `paramKind`');
  const namespace = namespaced ? ref.namespace || attributes.namespace || '' : undefined;
  if (namespaced && namespace === '') {
    throw new NoParams('cannot use namespaced paramRef in policy binding that matches cluster-scoped resources');
  }
  const params = ref.name
    ? [world.get(group, resource, namespace, ref.name)].filter((one) => one !== undefined)
    : selected(world.list(group, resource, namespace), ref.selector ?? {});
  if (params.length === 0 && ref.parameterNotFoundAction !== 'Allow') {
    throw new NoParams('no params found for policy binding with `Deny` parameterNotFoundAction');
  }
  return params;
}

function selected(objects: readonly ApiObject[], selector: WireLabelSelector): readonly ApiObject[] {
  const labels = labelSelectorAsSelector(selector);
  return objects.filter(({ metadata }) => labels.matches(metadata.labels ?? {}));
}
