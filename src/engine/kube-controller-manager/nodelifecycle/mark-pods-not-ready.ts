import { formatTime, isNotFound, type Micros } from '../../apimachinery/index.ts';
import type { Pod, PodCondition } from '../../api/pod/types.ts';
import type { EventRecorder, ResourceClient } from '../../client-go/index.ts';
import type { Task } from '../../sim/index.ts';
import { podCondition } from '../pods.ts';

/** The pod with a condition put in or changed; the same pod when it says so already. UpdatePodCondition */
export function withPodCondition(pod: Pod, condition: PodCondition, now: Micros): Pod {
  const known = podCondition(pod, condition.type);
  const moved = known?.status !== condition.status;
  const next = { ...condition, lastTransitionTime: moved ? formatTime(now) : known.lastTransitionTime };
  if (known && !moved && known.reason === condition.reason && known.message === condition.message) return pod;
  const conditions = pod.status.conditions ?? [];
  const changed = known ? conditions.map((each) => (each === known ? next : each)) : [...conditions, next];
  return { ...pod, status: { ...pod.status, conditions: changed } };
}

/** Nobody should send requests to pods whose node is silent. MarkPodsNotReady of controller/util/node/controller_utils.go */
export function* markPodsNotReady(
  client: ResourceClient<Pod>,
  recorder: EventRecorder,
  pods: readonly Pod[],
  now: () => Micros,
): Task {
  for (const pod of pods) {
    const ready = podCondition(pod, 'Ready');
    if (!ready || ready.status === 'False') continue;
    const next = withPodCondition(pod, { ...ready, status: 'False' }, now());
    try {
      yield* client.updateStatus(next);
      recorder.event(pod, 'Warning', 'NodeNotReady', 'Node is not ready');
    } catch (error) {
      if (!isNotFound(error)) throw error;
    }
  }
}
