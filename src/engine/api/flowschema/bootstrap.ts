import type { FlowSchemaSpec, FlowSubject, PolicyRulesWithSubjects, ResourcePolicyRule } from './types.ts';

/** The flow schemas that every cluster has. pkg/apis/flowcontrol/bootstrap/default.go */
type Distinguisher = 'ByUser' | 'ByNamespace' | undefined;

const ALL = ['*'];
const LEADER_VERBS = ['get', 'create', 'update'];
const EVERYBODY = groups('system:unauthenticated', 'system:authenticated');
const CONTROLLER_MANAGER = users('system:kube-controller-manager');
const SCHEDULER = users('system:kube-scheduler');

function groups(...names: readonly string[]): FlowSubject[] {
  return names.map((name) => ({ kind: 'Group', group: { name } }));
}

function users(...names: readonly string[]): FlowSubject[] {
  return names.map((name) => ({ kind: 'User', user: { name } }));
}

function kubeSystemAccounts(...names: readonly string[]): FlowSubject[] {
  return names.map((name) => ({ kind: 'ServiceAccount', serviceAccount: { name, namespace: 'kube-system' } }));
}

function rule(
  verbs: readonly string[],
  group: string,
  resources: readonly string[],
  clusterScope: boolean,
): ResourcePolicyRule {
  return { verbs, apiGroups: [group], resources, ...(clusterScope && { clusterScope }), namespaces: ALL };
}

function everythingBy(subjects: readonly FlowSubject[]): PolicyRulesWithSubjects {
  return {
    subjects,
    resourceRules: [rule(ALL, '*', ALL, true)],
    nonResourceRules: [{ verbs: ALL, nonResourceURLs: ALL }],
  };
}

function schema(
  priorityLevel: string,
  matchingPrecedence: number,
  type: Distinguisher,
  rules: PolicyRulesWithSubjects,
): FlowSchemaSpec {
  return {
    priorityLevelConfiguration: { name: priorityLevel },
    matchingPrecedence,
    ...(type !== undefined && { distinguisherMethod: { type } }),
    rules: [rules],
  };
}

/** Nobody may change these. */
export const MANDATORY_FLOW_SCHEMAS: ReadonlyMap<string, FlowSchemaSpec> = new Map([
  ['exempt', schema('exempt', 1, undefined, everythingBy(groups('system:masters')))],
  ['catch-all', schema('catch-all', 10_000, 'ByUser', everythingBy(EVERYBODY))],
]);

const LEADER_LEASES = rule(LEADER_VERBS, 'coordination.k8s.io', ['leases'], false);

export const SUGGESTED_FLOW_SCHEMAS: ReadonlyMap<string, FlowSchemaSpec> = new Map([
  ['system-nodes', schema('system', 500, 'ByUser', everythingBy(groups('system:nodes')))],
  [
    'system-node-high',
    schema('node-high', 400, 'ByUser', {
      subjects: groups('system:nodes'),
      resourceRules: [
        rule(ALL, '', ['nodes', 'nodes/status'], true),
        rule(ALL, 'coordination.k8s.io', ['leases'], false),
      ],
    }),
  ],
  [
    'probes',
    schema('exempt', 2, undefined, {
      subjects: EVERYBODY,
      nonResourceRules: [{ verbs: ['get'], nonResourceURLs: ['/healthz', '/readyz', '/livez'] }],
    }),
  ],
  [
    'system-leader-election',
    schema('leader-election', 100, 'ByUser', {
      subjects: [...CONTROLLER_MANAGER, ...SCHEDULER, ...kubeSystemAccounts('*')],
      resourceRules: [LEADER_LEASES],
    }),
  ],
  [
    'endpoint-controller',
    schema('workload-high', 150, 'ByUser', {
      subjects: [
        ...CONTROLLER_MANAGER,
        ...kubeSystemAccounts('endpoint-controller', 'endpointslicemirroring-controller'),
      ],
      resourceRules: [rule(LEADER_VERBS, '', ['endpoints'], false)],
    }),
  ],
  [
    'workload-leader-election',
    schema('leader-election', 200, 'ByUser', {
      subjects: kubeSystemAccounts('*'),
      resourceRules: [LEADER_LEASES],
    }),
  ],
  ['kube-controller-manager', schema('workload-high', 800, 'ByNamespace', everythingBy(CONTROLLER_MANAGER))],
  ['kube-scheduler', schema('workload-high', 800, 'ByNamespace', everythingBy(SCHEDULER))],
  ['kube-system-service-accounts', schema('workload-high', 900, 'ByNamespace', everythingBy(kubeSystemAccounts('*')))],
  ['service-accounts', schema('workload-low', 9_000, 'ByUser', everythingBy(groups('system:serviceaccounts')))],
  ['global-default', schema('global-default', 9_900, 'ByUser', everythingBy(EVERYBODY))],
]);
