import type { IClusterRole } from 'kubernetes-models/rbac.authorization.k8s.io/v1/ClusterRole';
import type { IClusterRoleBinding } from 'kubernetes-models/rbac.authorization.k8s.io/v1/ClusterRoleBinding';
import type { IRole } from 'kubernetes-models/rbac.authorization.k8s.io/v1/Role';
import type { IRoleBinding } from 'kubernetes-models/rbac.authorization.k8s.io/v1/RoleBinding';
import { compactRules, type PlainRule } from '../rbac/rules.ts';
import { describing } from './describer.ts';
import { annotationsMultiline, labelsMultiline } from './metadata.ts';
import { list } from './text.ts';

/** CombineResourceGroup: `deployments.apps/scale`. */
function resourceText({ resources, apiGroups }: PlainRule): string {
  const [resource] = resources;
  if (resource === undefined) return '';
  const [name = '', subresource] = resource.split(/\/(.*)/s);
  const group = apiGroups[0] ?? '';
  return `${name}${group === '' ? '' : `.${group}`}${subresource === undefined ? '' : `/${subresource}`}`;
}

/** Roles and cluster roles. */
export const roleDescriber = describing<IRole | IClusterRole>(async ({ metadata, rules }) => (w) => {
  w.line(0, `Name:\t${metadata?.name ?? ''}`);
  labelsMultiline(w, 'Labels', metadata?.labels);
  annotationsMultiline(w, 'Annotations', metadata?.annotations);
  w.line(0, 'PolicyRule:');
  w.line(1, 'Resources\tNon-Resource URLs\tResource Names\tVerbs');
  w.line(1, '---------\t-----------------\t--------------\t-----');
  for (const rule of compactRules(rules ?? [])) {
    const names = `${list(rule.nonResourceURLs)}\t${list(rule.resourceNames)}`;
    w.line(1, `${resourceText(rule)}\t${names}\t${list(rule.verbs)}`);
  }
});

/** Bindings of either. */
export const roleBindingDescriber = describing<IRoleBinding | IClusterRoleBinding>(
  async ({ metadata, roleRef, subjects }) =>
    (w) => {
      w.line(0, `Name:\t${metadata?.name ?? ''}`);
      labelsMultiline(w, 'Labels', metadata?.labels);
      annotationsMultiline(w, 'Annotations', metadata?.annotations);
      w.line(0, 'Role:');
      w.line(1, `Kind:\t${roleRef.kind}`);
      w.line(1, `Name:\t${roleRef.name}`);
      w.line(0, 'Subjects:');
      w.line(1, 'Kind\tName\tNamespace');
      w.line(1, '----\t----\t---------');
      for (const { kind, name, namespace } of subjects ?? []) w.line(1, `${kind}\t${name}\t${namespace ?? ''}`);
    },
);
