import { keyOf } from '../../apimachinery/index.ts';
import type { Job, PodFailurePolicyRule } from '../../api/job/types.ts';
import type { ContainerStatus, Pod, PodCondition } from '../../api/pod/types.ts';
import { IndexSet } from './index-set.ts';

/** What a pod failure policy says of one failed pod. */
export interface PolicyVerdict {
  readonly action: PodFailurePolicyRule['action'] | undefined;
  /** Whether the failure counts towards the back-off limit. */
  readonly counts: boolean;
  /** Why the whole job fails, if it does. */
  readonly failJob: string | undefined;
}

const COUNTS: PolicyVerdict = { action: undefined, counts: true, failJob: undefined };

/** The first rule that fits decides. matchPodFailurePolicy of pkg/controller/job/pod_failure_policy.go */
export function matchPodFailurePolicy(job: Job, pod: Pod): PolicyVerdict {
  const rules = job.spec.podFailurePolicy?.rules ?? [];
  for (const [index, rule] of rules.entries()) {
    const why = matchRule(rule, pod);
    if (why === undefined) continue;
    const { action } = rule;
    const failJob = action === 'FailJob' ? `${why} matching ${action} rule at index ${index}` : undefined;
    return { action, counts: action !== 'Ignore', failJob };
  }
  return COUNTS;
}

function matchRule(rule: PodFailurePolicyRule, pod: Pod): string | undefined {
  if (rule.onExitCodes) {
    const status = matchExitCodes(rule.onExitCodes, pod);
    const code = status?.state?.terminated?.exitCode;
    return status && `Container ${status.name} for pod ${keyOf(pod)} failed with exit code ${code}`;
  }
  const condition = rule.onPodConditions && matchConditions(rule.onPodConditions, pod);
  return condition && `Pod ${keyOf(pod)} has condition ${condition.type}`;
}

type ExitCodes = NonNullable<PodFailurePolicyRule['onExitCodes']>;

function matchExitCodes({ containerName, operator, values }: ExitCodes, { status }: Pod): ContainerStatus | undefined {
  const all = [...(status.containerStatuses ?? []), ...(status.initContainerStatuses ?? [])];
  return all.find(({ name, state }) => {
    const code = state?.terminated?.exitCode;
    if (code === undefined || code === 0 || (containerName !== undefined && containerName !== name)) return false;
    return operator === 'In' ? values.includes(code) : operator === 'NotIn' && !values.includes(code);
  });
}

type Patterns = NonNullable<PodFailurePolicyRule['onPodConditions']>;

function matchConditions(patterns: Patterns, { status }: Pod): PodCondition | undefined {
  for (const condition of status.conditions ?? []) {
    if (patterns.some(({ type, status }) => type === condition.type && status === condition.status)) return condition;
  }
  return undefined;
}

/** Why the job counts as done although not every index has succeeded. matchSuccessPolicy of success_policy.go */
export function matchSuccessPolicy({ spec }: Job, succeeded: IndexSet): string | undefined {
  const completions = spec.completions ?? 0;
  for (const [index, { succeededIndexes, succeededCount }] of (spec.successPolicy?.rules ?? []).entries()) {
    const required = succeededIndexes === undefined ? undefined : IndexSet.parse(succeededIndexes, completions);
    const done = required ? required.common(succeeded) : succeeded.total;
    const wanted = succeededCount ?? required?.total ?? Infinity;
    if (done >= wanted) return `Matched rules at index ${index}`;
  }
  return undefined;
}
