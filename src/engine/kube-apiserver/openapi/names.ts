/** Types of k8s.io/apimachinery; the other ones without a group in their key are core's. */
const META = new Set([
  'Condition',
  'DeleteOptions',
  'FieldSelectorRequirement',
  'LabelSelector',
  'LabelSelectorRequirement',
  'ListMeta',
  'ManagedFieldsEntry',
  'ObjectMeta',
  'OwnerReference',
  'Patch',
  'Preconditions',
  'Status',
  'StatusCause',
  'StatusDetails',
  'WatchEvent',
]);

const META_PREFIX = 'io.k8s.apimachinery.pkg.apis.meta.v1';

/** Groups whose types are not in k8s.io/api. */
const ELSEWHERE: Readonly<Record<string, string>> = {
  apiextensions: 'io.k8s.apiextensions-apiserver.pkg.apis.apiextensions',
  apiregistration: 'io.k8s.kube-aggregator.pkg.apis.apiregistration',
};

/** Kinds of values that have a definition of their own. */
export const VALUES: Readonly<Record<string, string>> = {
  quantity: 'io.k8s.apimachinery.pkg.api.resource.Quantity',
  intOrString: 'io.k8s.apimachinery.pkg.util.intstr.IntOrString',
  time: `${META_PREFIX}.Time`,
  microTime: `${META_PREFIX}.MicroTime`,
};

/** `apps.Deployment` → `io.k8s.api.apps.v1.Deployment`, as upstream names its definitions. */
export function definitionName(type: string): string {
  const parts = type.split('.');
  const name = parts[parts.length - 1]!;
  if (parts.length === 1) return META.has(name) ? `${META_PREFIX}.${name}` : `io.k8s.api.core.v1.${name}`;
  const [group = '', version] = parts.length === 2 ? [parts[0], 'v1'] : parts;
  const home = Object.hasOwn(ELSEWHERE, group) ? ELSEWHERE[group]! : `io.k8s.api.${group}`;
  return `${home}.${version ?? 'v1'}.${name}`;
}

/** `CronTab` of `stable.example.com/v1` → `com.example.stable.v1.CronTab`. */
export function customDefinitionName(group: string, version: string, kind: string): string {
  return [...group.split('.').reverse(), version, kind].join('.');
}
