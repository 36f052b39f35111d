import type { CustomResourceDefinition, CustomResourceDefinitionCondition } from './types.ts';

/** apiextensions-apiserver/pkg/apihelpers/helpers.go */
export function findCondition(
  crd: CustomResourceDefinition,
  type: string,
): CustomResourceDefinitionCondition | undefined {
  return crd.status.conditions?.find((condition) => condition.type === type);
}

export function isConditionTrue(crd: CustomResourceDefinition, type: string): boolean {
  return findCondition(crd, type)?.status === 'True';
}

/** Its transition time moves only with its status. */
export function setCondition(
  conditions: readonly CustomResourceDefinitionCondition[],
  wanted: CustomResourceDefinitionCondition,
): readonly CustomResourceDefinitionCondition[] {
  const at = conditions.findIndex(({ type }) => type === wanted.type);
  const old = conditions[at];
  if (old === undefined) return [...conditions, wanted];
  const kept = { ...old, ...wanted };
  if (old.status === wanted.status && old.lastTransitionTime !== undefined) {
    kept.lastTransitionTime = old.lastTransitionTime;
  }
  return conditions.map((condition, i) => (i === at ? kept : condition));
}

/** The groups whose CRDs need approval. */
export function isProtectedCommunityGroup(group: string): boolean {
  return group === 'k8s.io' || group === 'kubernetes.io' || /\.(k8s|kubernetes)\.io$/.test(group);
}
