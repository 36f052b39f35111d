import {
  computeHash,
  getControllerOf,
  isAlreadyExists,
  isNotFound,
  keyOf,
  newControllerRef,
  type OwnerReference,
} from '../../apimachinery/index.ts';
import { DEPLOYMENTS, REPLICA_SETS } from '../../api/refs.ts';
import type { Deployment, DeploymentCondition } from '../../api/deployment/types.ts';
import type { ReplicaSet } from '../../api/replicaset/types.ts';
import type { Client, EventRecorder, Indexer, ResourceClient } from '../../client-go/index.ts';
import type { Task } from '../../sim/index.ts';
import { isRequestError, type RequestError } from '../concurrency.ts';
import type { ControllerContext } from '../context.ts';
import { isNamespaceTerminating } from '../pod-control.ts';
import { OwnWrites } from '../own-writes.ts';
import { REVISION, maxRevision, newReplicaSetAnnotations, revisionOf, withReplicasAnnotations } from './annotations.ts';
import { getCondition, newCondition, setCondition } from './conditions.ts';
import { newReplicas, type Scaling } from './plan-rollout.ts';
import { POD_TEMPLATE_HASH, equalIgnoreHash, findNewReplicaSet, oldestFirst } from './replica-sets.ts';
import { hasProgressDeadline } from './status.ts';

/** A deployment as a sync works on it, with its replica sets told apart. */
export interface Rollout {
  /** With what this sync has already put into its status, which the cache does not show yet. */
  readonly deployment: Deployment;
  readonly newSet: ReplicaSet | undefined;
  readonly old: readonly ReplicaSet[];
}

const KIND = { apiVersion: 'apps/v1', kind: 'Deployment' };
const MAX_NAME_BASE = 253 - 11;

/** The acts of the deployment controller. pkg/controller/deployment/sync.go */
export class RolloutSteps {
  readonly deployments: ResourceClient<Deployment>;
  readonly replicaSets: ResourceClient<ReplicaSet>;

  readonly deploymentWrites: OwnWrites<Deployment>;
  readonly replicaSetWrites: OwnWrites<ReplicaSet>;

  constructor(
    readonly context: ControllerContext,
    readonly client: Client,
    readonly recorder: EventRecorder,
    deployments: Indexer<Deployment>,
    readonly store: Indexer<ReplicaSet>,
  ) {
    this.deploymentWrites = new OwnWrites(deployments);
    this.replicaSetWrites = new OwnWrites(store);
    this.deployments = client.resource<Deployment>(DEPLOYMENTS);
    this.replicaSets = client.resource<ReplicaSet>(REPLICA_SETS);
  }

  /** Whether the caches still have to show what this controller wrote for the deployment. */
  behind(key: string): boolean {
    const { now } = this.context.process.sim;
    // Both are asked, so that both forget what has been seen.
    const deployment = this.deploymentWrites.behind(key, now);
    return this.replicaSetWrites.behind(key, now) || deployment;
  }

  *updateStatus(deployment: Deployment): Task<Deployment> {
    const stored = yield* this.deployments.updateStatus(deployment);
    this.deploymentWrites.note(keyOf(stored), stored, this.context.process.sim.now);
    return stored;
  }

  *#updateReplicaSet(deployment: Deployment, replicaSet: ReplicaSet): Task<ReplicaSet> {
    const stored = yield* this.replicaSets.update(replicaSet);
    this.replicaSetWrites.note(keyOf(deployment), stored, this.context.process.sim.now);
    return stored;
  }

  /** Tells new from old and brings revisions up to date; makes the new replica set if asked. getAllReplicaSetsAndSyncRevision */
  *allReplicaSets(deployment: Deployment, sets: readonly ReplicaSet[], create: boolean): Task<Rollout> {
    const found = findNewReplicaSet(deployment, sets);
    const old = sets.filter((replicaSet) => replicaSet !== found);
    const revision = maxRevision(old) + 1;
    if (found) return yield* this.#renew(deployment, found, old, revision);
    if (!create) return { deployment, newSet: undefined, old };
    return yield* this.#create(deployment, old, revision);
  }

  *#renew(deployment: Deployment, found: ReplicaSet, old: readonly ReplicaSet[], revision: number): Task<Rollout> {
    const known = found.metadata.annotations ?? {};
    const annotations = newReplicaSetAnnotations(deployment, known, revision, true);
    const { minReadySeconds } = deployment.spec;
    if (annotations !== known || (found.spec.minReadySeconds ?? 0) !== (minReadySeconds ?? 0)) {
      const spec = { ...found.spec, minReadySeconds };
      const newSet = yield* this.#updateReplicaSet(deployment, {
        ...found,
        metadata: { ...found.metadata, annotations },
        spec,
      });
      return { deployment, newSet, old };
    }
    let next = withRevision(deployment, revisionOf(found));
    if (hasProgressDeadline(deployment) && !getCondition(deployment.status.conditions, 'Progressing')) {
      const message = `Found new replica set "${found.metadata.name}"`;
      next = withCondition(next, this.#progressing('True', 'FoundNewReplicaSet', message));
    }
    if (next !== deployment) next = yield* this.updateStatus(next);
    return { deployment: next, newSet: found, old };
  }

  #progressing(status: 'True' | 'False', reason: string, message: string): DeploymentCondition {
    return newCondition('Progressing', status, reason, message, this.context.now());
  }

  *#create(deployment: Deployment, old: readonly ReplicaSet[], revision: number): Task<Rollout> {
    const hash = computeHash(deployment.spec.template, deployment.status.collisionCount);
    const desired = newReplicaSet(deployment, hash, old, revision);
    const { name } = desired.metadata;
    const size = desired.spec.replicas;
    let created: ReplicaSet;
    let existed = false;
    try {
      created = yield* this.replicaSets.create(deployment.metadata.namespace, desired);
      this.replicaSetWrites.note(keyOf(deployment), created, this.context.process.sim.now);
    } catch (error) {
      if (!isRequestError(error)) throw error;
      const known = this.store.get(`${deployment.metadata.namespace}/${name}`);
      const own = known && getControllerOf(known)?.uid === deployment.metadata.uid;
      if (!own || !isAlreadyExists(error) || !equalIgnoreHash(known.spec.template, deployment.spec.template)) {
        yield* this.#creationFailed(deployment, name, error);
        throw error;
      }
      created = known;
      existed = true;
    }
    if (!existed && size > 0) this.#announce(deployment, created.metadata.name, 0, size);
    let next = withRevision(deployment, revision);
    if (!existed && hasProgressDeadline(deployment)) {
      const message = `Created new replica set "${created.metadata.name}"`;
      next = withCondition(next, this.#progressing('True', 'NewReplicaSetCreated', message));
    }
    if (next !== deployment) next = yield* this.updateStatus(next);
    return { deployment: next, newSet: created, old };
  }

  /** A name that another template has taken is a hash collision: the next try hashes differently. */
  *#creationFailed(deployment: Deployment, name: string, error: RequestError): Task {
    if (isAlreadyExists(error)) {
      const collisionCount = (deployment.status.collisionCount ?? 0) + 1;
      yield* this.updateStatus({ ...deployment, status: { ...deployment.status, collisionCount } });
      return;
    }
    if (isNamespaceTerminating(error)) return;
    const message = `Failed to create new replica set "${name}": ${error.message}`;
    this.recorder.event(deployment, 'Warning', 'ReplicaSetCreateError', message);
    if (!hasProgressDeadline(deployment)) return;
    const failed = withCondition(deployment, this.#progressing('False', 'ReplicaSetCreateError', message));
    try {
      yield* this.updateStatus(failed);
    } catch (second) {
      // The refused creation is the bigger trouble, and it is the one reported.
      if (!isRequestError(second)) throw second;
    }
  }

  #announce(deployment: Deployment, name: string, from: number, to: number): void {
    const direction = to > from ? 'up' : 'down';
    const message = `Scaled ${direction} replica set ${name} from ${from} to ${to}`;
    this.recorder.event(deployment, 'Normal', 'ScalingReplicaSet', message);
  }

  /** Resizes a replica set and renews the numbers it remembers. Gives the stored result. scaleReplicaSet */
  *scale(deployment: Deployment, { replicaSet, from, to }: Scaling): Task<ReplicaSet> {
    const known = replicaSet.metadata.annotations ?? {};
    const annotations = withReplicasAnnotations(known, deployment);
    if (from === to && annotations === known) return replicaSet;
    const metadata = { ...replicaSet.metadata, annotations };
    const scaled = yield* this.#updateReplicaSet(deployment, {
      ...replicaSet,
      metadata,
      spec: { ...replicaSet.spec, replicas: to },
    });
    if (from !== to) this.#announce(deployment, scaled.metadata.name, from, to);
    return scaled;
  }

  /** Removes old replica sets beyond `revisionHistoryLimit`, the oldest first, if they are empty. cleanupDeployment */
  *cleanup(deployment: Deployment, old: readonly ReplicaSet[]): Task {
    const alive = old.filter((replicaSet) => replicaSet.metadata.deletionTimestamp === undefined);
    const excess = alive.length - deployment.spec.revisionHistoryLimit;
    if (excess <= 0) return;
    const oldest = oldestFirst(alive).sort((a, b) => revisionOf(a) - revisionOf(b));
    for (const replicaSet of oldest.slice(0, excess)) {
      const { metadata, spec, status } = replicaSet;
      if (status.replicas !== 0 || spec.replicas !== 0) continue;
      if ((metadata.generation ?? 0) > (status.observedGeneration ?? 0)) continue;
      try {
        yield* this.replicaSets.delete(metadata.namespace, metadata.name);
      } catch (error) {
        if (!isNotFound(error)) throw error;
      }
    }
  }
}

function withRevision(deployment: Deployment, revision: number): Deployment {
  const known = deployment.metadata.annotations ?? {};
  if (known[REVISION] === String(revision)) return deployment;
  const annotations = { ...known, [REVISION]: String(revision) };
  return { ...deployment, metadata: { ...deployment.metadata, annotations } };
}

export function withCondition(deployment: Deployment, condition: DeploymentCondition): Deployment {
  const known = deployment.status.conditions ?? [];
  const conditions = setCondition(known, condition);
  return conditions === known ? deployment : { ...deployment, status: { ...deployment.status, conditions } };
}

type NewReplicaSet = Omit<ReplicaSet, 'metadata' | 'status'> & {
  readonly metadata: { readonly name: string; readonly ownerReferences: readonly OwnerReference[] };
};

/** The replica set for the present template: named and labelled by the template's hash. */
export function newReplicaSet(
  deployment: Deployment,
  hash: string,
  old: readonly ReplicaSet[],
  revision: number,
): NewReplicaSet {
  const { metadata, spec } = deployment;
  const labels = { ...spec.template.metadata.labels, [POD_TEMPLATE_HASH]: hash };
  const template = { ...spec.template, metadata: { ...spec.template.metadata, labels } };
  const matchLabels = { ...spec.selector.matchLabels, [POD_TEMPLATE_HASH]: hash };
  const replicas = newReplicas(deployment, old, 0);
  const newMetadata = {
    name: `${metadata.name.slice(0, MAX_NAME_BASE)}-${hash}`,
    namespace: metadata.namespace,
    labels,
    annotations: newReplicaSetAnnotations(deployment, {}, revision, false),
    ownerReferences: [newControllerRef(deployment, KIND)],
  };
  return {
    apiVersion: 'apps/v1',
    kind: 'ReplicaSet',
    metadata: newMetadata,
    spec: { replicas, minReadySeconds: spec.minReadySeconds, selector: { ...spec.selector, matchLabels }, template },
  };
}
