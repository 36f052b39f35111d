import type { Micros } from '../../apimachinery/index.ts';
import type { DaemonSet, DaemonSetStatus } from '../../api/daemonset/types.ts';
import type { Node } from '../../api/node/types.ts';
import { isPodReady } from '../pods.ts';
import { isAvailable, isUpdated, oldestFirst, type NodePods } from './daemon-pods.ts';
import { nodeShouldRunDaemonPod } from './node-fit.ts';

/** updateDaemonSetStatus of pkg/controller/daemon/daemon_controller.go. Zeros that the wire leaves out are left out. */
export function calculateStatus(
  set: DaemonSet,
  nodes: readonly Node[],
  byNode: NodePods,
  hash: string,
  observed: boolean,
  now: Micros,
): DaemonSetStatus {
  let [desired, current, misscheduled, ready, updated, available] = [0, 0, 0, 0, 0, 0];
  for (const node of nodes) {
    const pods = byNode.get(node.metadata.name);
    const { shouldRun } = nodeShouldRunDaemonPod(node, set.spec.template);
    if (!shouldRun) {
      if (pods) misscheduled++;
      continue;
    }
    desired++;
    if (!pods) continue;
    current++;
    const [pod] = oldestFirst(pods);
    if (!pod) continue;
    if (isPodReady(pod)) ready++;
    if (isAvailable(pod, set, now)) available++;
    if (isUpdated(pod, hash)) updated++;
  }
  const generation = observed ? set.metadata.generation : set.status.observedGeneration;
  const { conditions, collisionCount } = set.status;
  const unavailable = desired - available;
  return {
    currentNumberScheduled: current,
    numberMisscheduled: misscheduled,
    desiredNumberScheduled: desired,
    numberReady: ready,
    ...(generation !== undefined && generation > 0 && { observedGeneration: generation }),
    ...(updated > 0 && { updatedNumberScheduled: updated }),
    ...(available > 0 && { numberAvailable: available }),
    ...(unavailable > 0 && { numberUnavailable: unavailable }),
    ...(collisionCount !== undefined && { collisionCount }),
    ...(conditions !== undefined && { conditions }),
  };
}
