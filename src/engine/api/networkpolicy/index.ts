/** NetworkPolicy: who may talk to the pods it chooses, and to whom they may talk. */
import { formatLabelSelector } from '../../apimachinery/index.ts';
import { AGE, age, column, NAME } from '../columns.ts';
import type { Kind } from '../kind.ts';
import { METADATA_PATCH_META } from '../patch-meta.ts';
import { specStrategy } from '../strategies.ts';
import { networkPolicyRelations } from './relations.ts';
import type { NetworkPolicy, NetworkPolicyPort, NetworkPolicySpec } from './types.ts';
import { validateNetworkPolicy, validateNetworkPolicyUpdate } from './validation.ts';
import { networkPolicyWarnings } from './warnings.ts';

interface Rule {
  readonly ports?: readonly NetworkPolicyPort[];
}

function defaultRules<R extends Rule>(rules: readonly R[] | undefined): readonly R[] | undefined {
  const complete = (rule: R): boolean => rule.ports?.every((port) => port.protocol !== undefined) ?? true;
  if (rules === undefined || rules.every(complete)) return rules;
  return rules.map((rule) => {
    if (complete(rule)) return rule;
    return { ...rule, ports: rule.ports?.map((port) => ({ ...port, protocol: port.protocol ?? ('TCP' as const) })) };
  });
}

/** SetDefaults_NetworkPolicy: egress counts when it is spoken of. pkg/apis/networking/v1/defaults.go */
function defaultPolicyTypes(spec: Partial<NetworkPolicySpec>): NetworkPolicySpec['policyTypes'] {
  if (spec.policyTypes !== undefined && spec.policyTypes.length > 0) return spec.policyTypes;
  return (spec.egress?.length ?? 0) > 0 ? ['Ingress', 'Egress'] : ['Ingress'];
}

function defaults(policy: NetworkPolicy): NetworkPolicy {
  const spec: Partial<NetworkPolicySpec> = policy.spec ?? {};
  const podSelector = spec.podSelector ?? {};
  const policyTypes = defaultPolicyTypes(spec);
  const [ingress, egress] = [defaultRules(spec.ingress), defaultRules(spec.egress)];
  const same =
    podSelector === spec.podSelector &&
    policyTypes === spec.policyTypes &&
    ingress === spec.ingress &&
    egress === spec.egress;
  if (same) return policy;
  const rules = { ...(ingress !== undefined && { ingress }), ...(egress !== undefined && { egress }) };
  return { ...policy, spec: { ...spec, podSelector, policyTypes, ...rules } };
}

export const networkPolicyKind: Kind<NetworkPolicy> = {
  group: 'networking.k8s.io',
  version: 'v1',
  kind: 'NetworkPolicy',
  resource: 'networkpolicies',
  singular: 'networkpolicy',
  shortNames: ['netpol'],
  categories: [],
  namespaced: true,
  defaults,
  strategy: specStrategy<NetworkPolicy>({
    validate: validateNetworkPolicy,
    validateUpdate: validateNetworkPolicyUpdate,
    warnings: networkPolicyWarnings,
  }),
  subresources: {},
  printer: {
    columns: [NAME, column('Pod-Selector', 'The pods to which this policy applies.'), AGE],
    cells: (policy, now) => [policy.metadata.name, formatLabelSelector(policy.spec.podSelector), age(policy, now)],
  },
  // No selector at all chooses every pod of the namespace, unlike a Service's.
  relations: networkPolicyRelations,
  patchMeta: METADATA_PATCH_META,
};
