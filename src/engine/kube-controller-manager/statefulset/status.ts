import type { Micros } from '../../apimachinery/index.ts';
import type { Pod } from '../../api/pod/types.ts';
import type { StatefulSet, StatefulSetStatus } from '../../api/statefulset/types.ts';
import type { SetRevision } from './plan.ts';
import { isCreated, isRunningAndAvailable, isRunningAndReady, isTerminating, revisionOf } from './stateful-pod.ts';

export interface StatusParts {
  readonly set: StatefulSet;
  readonly current: SetRevision;
  readonly update: SetRevision;
  readonly collisionCount: number;
  readonly pods: readonly Pod[];
  /** Pods of the current revision that this sync has deleted, which the cache still shows alive. */
  readonly replaced: number;
  readonly now: Micros;
}

/** updateStatus, computeReplicaStatus and completeRollingUpdate of pkg/controller/statefulset. Zeros are left out as on the wire. */
export function calculateStatus(parts: StatusParts): StatefulSetStatus {
  const { set, current, update, collisionCount, pods, now } = parts;
  let [replicas, ready, available, ofCurrent, ofUpdate] = [0, 0, 0, -parts.replaced, 0];
  for (const pod of pods) {
    if (isCreated(pod)) replicas++;
    if (isRunningAndReady(pod)) {
      ready++;
      if (isRunningAndAvailable(pod, set, now)) available++;
    }
    if (!isCreated(pod) || isTerminating(pod)) continue;
    const revision = revisionOf(pod);
    if (revision === current.name) ofCurrent++;
    if (revision === update.name) ofUpdate++;
  }
  const wanted = set.spec.replicas;
  const rolling = set.spec.updateStrategy.type === 'RollingUpdate';
  const complete = rolling && ofUpdate === wanted && ready === wanted && replicas === wanted;
  if (complete) ofCurrent = ofUpdate;
  const { generation } = set.metadata;
  const { conditions } = set.status;
  return {
    ...(generation !== undefined && { observedGeneration: generation }),
    replicas,
    ...(ready > 0 && { readyReplicas: ready }),
    ...(ofCurrent > 0 && { currentReplicas: ofCurrent }),
    ...(ofUpdate > 0 && { updatedReplicas: ofUpdate }),
    currentRevision: complete ? update.name : current.name,
    updateRevision: update.name,
    collisionCount,
    ...(conditions !== undefined && { conditions }),
    availableReplicas: available,
  };
}
