/**
 * answers: what each kind says of itself when it is asked why. A chain of messages tells how something came to be; these tell
 * what is reckoned with, what is waited for, what is absent, and what would change it.
 *
 * Promises: pure in the objects at the moment that is asked about, so they are right in the past too; numbers are the
 * controllers' own sums, redone; a command that is offered is one that would work. A kind is one line in the table.
 */
import type { ApiObject } from '../../../../engine/apimachinery/index.ts';
import type { Answer, Explainer, Look } from './answer.ts';
import { autoscaler } from './autoscaler.ts';
import { budget } from './budget.ts';
import { daemonSet } from './daemon-set.ts';
import { deployment, replicaSet } from './deployment.ts';
import { cronJob, job } from './job.ts';
import { node } from './node.ts';
import { quota } from './quota.ts';
import { schedulable } from './schedulable.ts';
import { statefulSet } from './stateful-set.ts';
import { claim, namespace, volume } from './storage.ts';
import { ingress, placedPod, service } from './traffic.ts';

export type { Answer, Line, Look, Mark } from './answer.ts';

const EXPLAINERS: Readonly<Record<string, readonly Explainer[]>> = {
  pods: [placedPod, schedulable],
  nodes: [node],
  namespaces: [namespace],
  services: [service],
  'ingresses.networking.k8s.io': [ingress],
  'deployments.apps': [deployment],
  'replicasets.apps': [replicaSet],
  replicationcontrollers: [replicaSet],
  'statefulsets.apps': [statefulSet],
  'daemonsets.apps': [daemonSet],
  'jobs.batch': [job],
  'cronjobs.batch': [cronJob],
  resourcequotas: [quota],
  'poddisruptionbudgets.policy': [budget],
  'horizontalpodautoscalers.autoscaling': [autoscaler],
  persistentvolumeclaims: [claim],
  persistentvolumes: [volume],
};

const NONE: readonly string[] = [];

/** What the answers about a resource depend on. */
export function readsOf(resource: string): readonly string[] {
  const reads = EXPLAINERS[resource]?.flatMap((one) => one.reads) ?? NONE;
  return reads.length === 0 ? NONE : [...new Set(reads)];
}

export function answersTo(resource: string, object: ApiObject, look: Look): readonly Answer[] {
  return (EXPLAINERS[resource] ?? []).flatMap((one) => one.explain(object, look) ?? []);
}
