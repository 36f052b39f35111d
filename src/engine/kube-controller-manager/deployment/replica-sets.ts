import { compareStrings, parseTime, semanticDeepEqual } from '../../apimachinery/index.ts';
import type { Deployment } from '../../api/deployment/types.ts';
import type { PodTemplateSpec } from '../../api/pod/types.ts';
import type { ReplicaSet } from '../../api/replicaset/types.ts';

/** The replica sets of a deployment. pkg/controller/deployment/util/deployment_util.go, pkg/controller/controller_utils.go */

export const POD_TEMPLATE_HASH = 'pod-template-hash';

function byCreation(a: ReplicaSet, b: ReplicaSet): number {
  const [x, y] = [a.metadata.creationTimestamp, b.metadata.creationTimestamp];
  const age = x === y || !x || !y ? 0 : parseTime(x) - parseTime(y);
  return age !== 0 ? age : compareStrings(a.metadata.name, b.metadata.name);
}

export function oldestFirst(replicaSets: readonly ReplicaSet[]): ReplicaSet[] {
  return replicaSets.length < 2 ? [...replicaSets] : [...replicaSets].sort(byCreation);
}

/** Larger first; of the same size the newer (`sign` -1) or the older (`sign` 1) first. */
export function largestFirst(replicaSets: readonly ReplicaSet[], sign: 1 | -1): ReplicaSet[] {
  return [...replicaSets].sort((a, b) => b.spec.replicas - a.spec.replicas || sign * byCreation(a, b));
}

export function active(replicaSets: readonly ReplicaSet[]): ReplicaSet[] {
  return replicaSets.filter((replicaSet) => replicaSet.spec.replicas > 0);
}

function sum(replicaSets: readonly ReplicaSet[], count: (replicaSet: ReplicaSet) => number): number {
  let total = 0;
  for (const replicaSet of replicaSets) total += count(replicaSet);
  return total;
}

/** What the replica sets are asked for. */
export const replicaCount = (sets: readonly ReplicaSet[]): number => sum(sets, ({ spec }) => spec.replicas);
/** What they have. */
export const actualReplicaCount = (sets: readonly ReplicaSet[]): number => sum(sets, ({ status }) => status.replicas);
export const readyReplicaCount = (sets: readonly ReplicaSet[]): number =>
  sum(sets, ({ status }) => status.readyReplicas ?? 0);
export const availableReplicaCount = (sets: readonly ReplicaSet[]): number =>
  sum(sets, ({ status }) => status.availableReplicas ?? 0);

/** Pods still on their way out; unknown as soon as one replica set does not report it. */
export function terminatingReplicaCount(sets: readonly ReplicaSet[]): number | undefined {
  let total = 0;
  for (const { status } of sets) {
    if (status.terminatingReplicas === undefined) return undefined;
    total += status.terminatingReplicas;
  }
  return total;
}

/** Whether two templates would make the same pods: all is compared but the hash label. */
export function equalIgnoreHash(a: PodTemplateSpec, b: PodTemplateSpec): boolean {
  if (a === b) return true;
  return semanticDeepEqual(a.spec, b.spec) && semanticDeepEqual(withoutHash(a), withoutHash(b));
}

function withoutHash({ metadata }: PodTemplateSpec): object {
  if (metadata.labels?.[POD_TEMPLATE_HASH] === undefined) return metadata;
  const { [POD_TEMPLATE_HASH]: _, ...labels } = metadata.labels;
  return { ...metadata, labels };
}

/** The replica set whose template is the deployment's; of several the oldest. */
export function findNewReplicaSet(deployment: Deployment, replicaSets: readonly ReplicaSet[]): ReplicaSet | undefined {
  const { template } = deployment.spec;
  return oldestFirst(replicaSets).find((replicaSet) => equalIgnoreHash(replicaSet.spec.template, template));
}

/** The only active one, or the newest if none is; undefined when several are active. FindActiveOrLatest */
export function findActiveOrLatest(
  newReplicaSet: ReplicaSet | undefined,
  old: readonly ReplicaSet[],
): ReplicaSet | undefined {
  const all = newReplicaSet ? [...old, newReplicaSet] : old;
  const running = active(all);
  if (running.length > 1) return undefined;
  if (running.length === 1) return running[0];
  return newReplicaSet ?? oldestFirst(old).at(-1);
}
