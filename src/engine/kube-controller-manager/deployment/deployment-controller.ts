import {
  getControllerOf,
  keyOf,
  labelSelectorAsSelector,
  semanticDeepEqual,
  type OwnerReference,
} from '../../apimachinery/index.ts';
import { DEPLOYMENTS, PODS, REPLICA_SETS } from '../../api/refs.ts';
import type { Deployment, DeploymentStatus } from '../../api/deployment/types.ts';
import type { Pod } from '../../api/pod/types.ts';
import type { ReplicaSet } from '../../api/replicaset/types.ts';
import { EventRecorder, WorkQueue, runWorkers, type Client, type Indexer } from '../../client-go/index.ts';
import { SECOND, type Task } from '../../sim/index.ts';
import type { ControllerContext } from '../context.ts';
import { ControllerRefManager } from '../controller-ref.ts';
import { CATCH_UP_CHECK } from '../own-writes.ts';
import { isPodTerminal } from '../pods.ts';
import { SelectorCache } from '../selector-cache.ts';
import { getCondition, newCondition } from './conditions.ts';
import { planRollout, type Scaling } from './plan-rollout.ts';
import { isScalingEvent, planScale } from './plan-scale.ts';
import { active, actualReplicaCount } from './replica-sets.ts';
import { RolloutSteps, withCondition, type Rollout } from './rollout.ts';
import { calculateRolloutStatus, calculateStatus, hasProgressDeadline, isComplete, progressCheckIn } from './status.ts';

const NAME = 'deployment-controller';
const WORKERS = 5;

/** Rolls replica sets over from one template to the next. pkg/controller/deployment/deployment_controller.go */
export class DeploymentController {
  readonly #queue: WorkQueue;
  readonly #client: Client;
  readonly #recorder: EventRecorder;
  readonly #steps: RolloutSteps;
  readonly #deployments: Indexer<Deployment>;
  readonly #replicaSets: Indexer<ReplicaSet>;
  readonly #pods: Indexer<Pod>;
  readonly #selectors = new SelectorCache<Deployment>(
    ({ spec }) => spec.selector,
    ({ spec }) => labelSelectorAsSelector(spec.selector),
  );

  constructor(readonly context: ControllerContext) {
    const { informers, process } = context;
    this.#client = context.client(NAME);
    this.#queue = new WorkQueue(process, 'deployment');
    this.#recorder = new EventRecorder(this.#client, { component: NAME });
    const deployments = informers.informer<Deployment>(DEPLOYMENTS);
    const replicaSets = informers.informer<ReplicaSet>(REPLICA_SETS);
    const pods = informers.informer<Pod>(PODS);
    this.#deployments = deployments.store;
    this.#replicaSets = replicaSets.store;
    this.#pods = pods.store;
    this.#steps = new RolloutSteps(context, this.#client, this.#recorder, deployments.store, replicaSets.store);
    replicaSets.store.addIndex('controllerUID', controllerUID);
    deployments.addEventHandler({
      onAdd: (deployment) => this.#queue.add(keyOf(deployment)),
      onUpdate: (_, deployment) => this.#queue.add(keyOf(deployment)),
      onDelete: (deployment) => {
        this.#selectors.forget(deployment);
        this.#steps.deploymentWrites.forget(deployment);
        this.#queue.add(keyOf(deployment));
      },
    });
    replicaSets.addEventHandler({
      onAdd: (replicaSet) => this.#addReplicaSet(replicaSet),
      onUpdate: (old, replicaSet) => this.#updateReplicaSet(old, replicaSet),
      onDelete: (replicaSet) => {
        this.#steps.replicaSetWrites.forget(replicaSet);
        this.#wakeOwner(replicaSet);
      },
    });
    pods.addEventHandler({ onDelete: (pod) => this.#deletePod(pod) });
    context.whenSynced(NAME, [deployments, replicaSets, pods], () => {
      runWorkers(process, this.#queue, WORKERS, (key) => this.#sync(key));
    });
  }

  #resolve(namespace: string | undefined, reference: OwnerReference | undefined): Deployment | undefined {
    if (reference?.kind !== 'Deployment') return undefined;
    const deployment = this.#deployments.get(`${namespace}/${reference.name}`);
    return deployment?.metadata.uid === reference.uid ? deployment : undefined;
  }

  #wakeOwner({ metadata }: ReplicaSet): void {
    const deployment = this.#resolve(metadata.namespace, getControllerOf({ metadata }));
    if (deployment) this.#queue.add(keyOf(deployment));
  }

  #wakeMatching({ metadata }: ReplicaSet): void {
    for (const deployment of this.#deployments.list()) {
      if (deployment.metadata.namespace !== metadata.namespace) continue;
      const selector = this.#selectors.get(deployment);
      if (!selector.empty() && selector.matches(metadata.labels)) this.#queue.add(keyOf(deployment));
    }
  }

  #addReplicaSet(replicaSet: ReplicaSet): void {
    const owned = getControllerOf(replicaSet) !== undefined;
    if (owned || replicaSet.metadata.deletionTimestamp !== undefined) this.#wakeOwner(replicaSet);
    else this.#wakeMatching(replicaSet);
  }

  #updateReplicaSet(old: ReplicaSet, replicaSet: ReplicaSet): void {
    const moved = getControllerOf(old)?.uid !== getControllerOf(replicaSet)?.uid;
    if (moved) this.#wakeOwner(old);
    if (getControllerOf(replicaSet)) {
      this.#wakeOwner(replicaSet);
      return;
    }
    if (moved || !semanticDeepEqual(old.metadata.labels, replicaSet.metadata.labels)) this.#wakeMatching(replicaSet);
  }

  /** With Recreate, the last old pod to go is what the new ones wait for. */
  #deletePod(pod: Pod): void {
    const reference = getControllerOf(pod);
    if (reference?.kind !== 'ReplicaSet') return;
    const replicaSet = this.#replicaSets.get(`${pod.metadata.namespace}/${reference.name}`);
    if (replicaSet?.metadata.uid !== reference.uid) return;
    const deployment = this.#resolve(pod.metadata.namespace, getControllerOf(replicaSet));
    if (deployment?.spec.strategy.type !== 'Recreate') return;
    if (this.#podsOf(this.#owned(deployment)).next().done) this.#queue.add(keyOf(deployment));
  }

  #owned(deployment: Deployment): readonly ReplicaSet[] {
    return this.#replicaSets.byIndex('controllerUID', deployment.metadata.uid);
  }

  *#podsOf(sets: readonly ReplicaSet[]): Generator<Pod, void, undefined> {
    const uids = new Set(sets.map(({ metadata }) => metadata.uid));
    for (const pod of this.#pods.list()) {
      const owner = getControllerOf(pod);
      if (owner && uids.has(owner.uid)) yield pod;
    }
  }

  *#sync(key: string): Task {
    const deployment = this.#deployments.get(key);
    if (!deployment) return;
    if (this.#steps.behind(key)) {
      this.#queue.addAfter(key, CATCH_UP_CHECK);
      return;
    }
    if (this.#selectors.get(deployment).empty()) {
      yield* this.#refuseToSelectAll(deployment);
      return;
    }
    const sets = yield* this.#claim(deployment);
    if (deployment.metadata.deletionTimestamp !== undefined) {
      yield* this.#syncStatusOnly(yield* this.#steps.allReplicaSets(deployment, sets, false));
      return;
    }
    const current = yield* this.#checkPaused(deployment);
    if (current.spec.paused) {
      yield* this.#scaleOnly(yield* this.#steps.allReplicaSets(current, sets, false));
      return;
    }
    const rollout = yield* this.#steps.allReplicaSets(current, sets, false);
    if (isScalingEvent(current, allOf(rollout))) yield* this.#scaleOnly(rollout);
    else if (current.spec.strategy.type === 'Recreate') yield* this.#recreate(rollout);
    else yield* this.#roll(rollout, sets);
  }

  *#refuseToSelectAll(deployment: Deployment): Task {
    const message = 'This deployment is selecting all pods. A non-empty selector is required.';
    this.#recorder.event(deployment, 'Warning', 'SelectingAll', message);
    const { generation } = deployment.metadata;
    if ((deployment.status.observedGeneration ?? 0) >= (generation ?? 0)) return;
    const status = { ...deployment.status, observedGeneration: generation };
    yield* this.#steps.updateStatus({ ...deployment, status });
  }

  /** The deployment's own replica sets, and orphans in its namespace that it could adopt. */
  *#claim(deployment: Deployment): Task<ReplicaSet[]> {
    const { namespace } = deployment.metadata;
    const orphans = this.#replicaSets
      .byIndex('controllerUID', '')
      .filter((set) => set.metadata.namespace === namespace);
    const selector = this.#selectors.get(deployment);
    const { deployments, replicaSets } = this.#steps;
    const claims = new ControllerRefManager(deployment, selector, deployments, replicaSets);
    return yield* claims.claim([...this.#owned(deployment), ...orphans]);
  }

  /** Pausing stops the progress clock and resuming starts it afresh. checkPausedConditions */
  *#checkPaused(deployment: Deployment): Task<Deployment> {
    if (!hasProgressDeadline(deployment)) return deployment;
    const condition = getCondition(deployment.status.conditions, 'Progressing');
    if (condition?.reason === 'ProgressDeadlineExceeded') return deployment;
    const known = condition?.reason === 'DeploymentPaused';
    const paused = deployment.spec.paused === true;
    if (paused === known) return deployment;
    const [reason, message] = paused
      ? ['DeploymentPaused', 'Deployment is paused']
      : ['DeploymentResumed', 'Deployment is resumed'];
    const next = newCondition('Progressing', 'Unknown', reason, message, this.context.now());
    return yield* this.#steps.updateStatus(withCondition(deployment, next));
  }

  *#syncStatusOnly(rollout: Rollout): Task {
    const { deployment, newSet } = rollout;
    const status = calculateStatus(deployment, newSet, allOf(rollout), this.context.now());
    yield* this.#updateStatus(deployment, status);
  }

  /** Paused, or scaled: sizes change, templates do not. `sync` of pkg/controller/deployment/sync.go */
  *#scaleOnly(rollout: Rollout): Task {
    const { deployment, newSet, old } = rollout;
    const scaled = yield* this.#apply(rollout, planScale(deployment, newSet, old), 'scale', {
      replicas: deployment.spec.replicas,
    });
    if (deployment.spec.paused) yield* this.#steps.cleanup(deployment, scaled.old);
    yield* this.#syncStatusOnly(scaled);
  }

  /** Carries out scalings under a span that says why, and gives the rollout with the stored results. */
  *#apply(
    rollout: Rollout,
    scalings: readonly Scaling[],
    operation: string,
    why: Readonly<Record<string, unknown>>,
  ): Task<Rollout> {
    if (scalings.length === 0) return rollout;
    const { deployment } = rollout;
    const span = this.context.process.begin(operation, keyOf(deployment));
    const scaled = new Map<string, ReplicaSet>();
    let failed = true;
    try {
      for (const scaling of scalings) {
        const result = yield* this.#steps.scale(deployment, scaling);
        scaled.set(result.metadata.uid, result);
      }
      failed = false;
    } finally {
      const steps = scalings.map(({ replicaSet, from, to }) => ({ replicaSet: replicaSet.metadata.name, from, to }));
      span.end(failed ? 'error' : 'ok', { ...why, scalings: steps });
    }
    const renewed = (set: ReplicaSet): ReplicaSet => scaled.get(set.metadata.uid) ?? set;
    const { newSet, old } = rollout;
    return { deployment, newSet: newSet && renewed(newSet), old: old.map(renewed) };
  }

  /** rolloutRolling of pkg/controller/deployment/rolling.go */
  *#roll(present: Rollout, sets: readonly ReplicaSet[]): Task {
    const rollout = yield* this.#withNewSet(present, sets);
    const { deployment, newSet, old } = rollout;
    if (!newSet) return;
    const plan = planRollout(deployment, newSet, old);
    const why = { step: plan.step, arithmetic: plan.arithmetic };
    const next = yield* this.#apply(rollout, plan.scalings, 'rolloutRolling', why);
    if (plan.scalings.length === 0 && isComplete(deployment, deployment.status)) {
      yield* this.#steps.cleanup(deployment, old);
    }
    yield* this.#syncRolloutStatus(next);
  }

  *#withNewSet(rollout: Rollout, sets: readonly ReplicaSet[]): Task<Rollout> {
    if (rollout.newSet) return rollout;
    return yield* this.#steps.allReplicaSets(rollout.deployment, sets, true);
  }

  /** rolloutRecreate of pkg/controller/deployment/recreate.go */
  *#recreate(present: Rollout): Task {
    const { deployment, old } = present;
    const down = active(old).map((replicaSet) => ({ replicaSet, from: replicaSet.spec.replicas, to: 0 }));
    const facts = { replicas: deployment.spec.replicas, oldReplicas: actualReplicaCount(old) };
    const scaledDown = yield* this.#apply(present, down, 'rolloutRecreate', { step: 'scale down old', ...facts });
    if (down.length > 0 || this.#oldPodsRunning(present)) {
      yield* this.#syncRolloutStatus(scaledDown);
      return;
    }
    const sets = present.newSet ? [...old, present.newSet] : old;
    const rollout = yield* this.#withNewSet(present, sets);
    const { newSet } = rollout;
    const { replicas } = deployment.spec;
    const from = newSet?.spec.replicas ?? 0;
    const up = newSet && from !== replicas ? [{ replicaSet: newSet, from, to: replicas }] : [];
    const next = yield* this.#apply(rollout, up, 'rolloutRecreate', { step: 'scale up new', ...facts });
    if (isComplete(rollout.deployment, rollout.deployment.status)) {
      yield* this.#steps.cleanup(rollout.deployment, rollout.old);
    }
    yield* this.#syncRolloutStatus(next);
  }

  #oldPodsRunning({ old }: Rollout): boolean {
    if (actualReplicaCount(old) > 0) return true;
    for (const pod of this.#podsOf(old)) if (!isPodTerminal(pod)) return true;
    return false;
  }

  *#syncRolloutStatus(rollout: Rollout): Task {
    const { deployment, newSet } = rollout;
    const now = this.context.now();
    const status = calculateRolloutStatus(deployment, newSet, allOf(rollout), now);
    if (yield* this.#updateStatus(deployment, status)) return;
    const wait = progressCheckIn(deployment, status, now);
    if (wait === undefined) return;
    if (wait < SECOND) this.#queue.addRateLimited(keyOf(deployment));
    else this.#queue.addAfter(keyOf(deployment), wait + SECOND);
  }

  *#updateStatus(deployment: Deployment, status: DeploymentStatus): Task<boolean> {
    if (semanticDeepEqual(deployment.status, status)) return false;
    yield* this.#steps.updateStatus({ ...deployment, status });
    return true;
  }
}

const NONE = [''];
function controllerUID(replicaSet: ReplicaSet): readonly string[] {
  const owner = getControllerOf(replicaSet);
  return owner ? [owner.uid] : NONE;
}

function allOf({ newSet, old }: Rollout): readonly ReplicaSet[] {
  return newSet ? [...old, newSet] : old;
}
