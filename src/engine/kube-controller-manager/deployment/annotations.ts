import type { Deployment } from '../../api/deployment/types.ts';
import type { ReplicaSet } from '../../api/replicaset/types.ts';
import { maxSurge } from './arithmetic.ts';

/** What a deployment writes on itself and its replica sets. pkg/controller/deployment/util/deployment_util.go */

export const REVISION = 'deployment.kubernetes.io/revision';
export const REVISION_HISTORY = 'deployment.kubernetes.io/revision-history';
export const DESIRED_REPLICAS = 'deployment.kubernetes.io/desired-replicas';
export const MAX_REPLICAS = 'deployment.kubernetes.io/max-replicas';

const NOT_COPIED: readonly string[] = [
  'kubectl.kubernetes.io/last-applied-configuration',
  REVISION,
  REVISION_HISTORY,
  DESIRED_REPLICAS,
  MAX_REPLICAS,
  'deprecated.deployment.rollback.to',
];

const MAX_REVISION_HISTORY_LENGTH = 2000;

export type Annotations = Readonly<Record<string, string>>;

export function revisionOf({ metadata }: ReplicaSet | Deployment): number {
  const text = metadata.annotations?.[REVISION];
  return text !== undefined && /^[+-]?\d+$/.test(text) ? Number(text) : 0;
}

export function maxRevision(replicaSets: readonly ReplicaSet[]): number {
  let most = 0;
  for (const replicaSet of replicaSets) most = Math.max(most, revisionOf(replicaSet));
  return most;
}

export function intAnnotation({ metadata }: ReplicaSet, name: string): number | undefined {
  const text = metadata.annotations?.[name];
  return text !== undefined && /^[+-]?\d+$/.test(text) ? Number(text) : undefined;
}

/** The two numbers by which a later sync sees that the deployment was scaled. SetReplicasAnnotations */
export function withReplicasAnnotations(annotations: Annotations, deployment: Deployment): Annotations {
  const { replicas } = deployment.spec;
  const desired = String(replicas);
  const most = String(replicas + maxSurge(deployment));
  if (annotations[DESIRED_REPLICAS] === desired && annotations[MAX_REPLICAS] === most) return annotations;
  return { ...annotations, [DESIRED_REPLICAS]: desired, [MAX_REPLICAS]: most };
}

function copied(deployment: Deployment, annotations: Annotations): Annotations {
  let next = annotations;
  for (const [name, value] of Object.entries(deployment.metadata.annotations ?? {})) {
    if (!NOT_COPIED.includes(name) && next[name] !== value) next = { ...next, [name]: value };
  }
  return next;
}

/** A revision that is used again remembers the numbers it had before, the oldest falling out when they grow too long. */
function rememberedRevisions(history: string | undefined, revision: string): string {
  if (history === undefined || history === '') return revision;
  const kept = history.split(',');
  const length = () => kept.join(',').length + 1 + revision.length;
  while (kept.length > 0 && length() > MAX_REVISION_HISTORY_LENGTH) kept.shift();
  return [...kept, revision].join(',');
}

/**
 * The annotations the new replica set should have: the deployment's own, its revision, the desired numbers when it is being
 * created. The same object when there is nothing to change. SetNewReplicaSetAnnotations
 */
export function newReplicaSetAnnotations(
  deployment: Deployment,
  annotations: Annotations,
  revision: number,
  exists: boolean,
): Annotations {
  let next = copied(deployment, annotations);
  const old = annotations[REVISION];
  const oldRevision = old === undefined ? 0 : Number(old);
  if (Number.isNaN(oldRevision)) return next;
  if (oldRevision < revision) {
    next = { ...next, [REVISION]: String(revision) };
    if (old !== undefined) {
      next = { ...next, [REVISION_HISTORY]: rememberedRevisions(annotations[REVISION_HISTORY], old) };
    }
  }
  return exists ? next : withReplicasAnnotations(next, deployment);
}
