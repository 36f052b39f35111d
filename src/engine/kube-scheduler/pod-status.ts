import { PODS } from '../api/refs.ts';
import type { Pod, PodCondition } from '../api/pod/types.ts';
import { formatTime } from '../apimachinery/index.ts';
import type { Client } from '../client-go/index.ts';
import type { Task } from '../sim/index.ts';

/** A condition as the scheduler writes it; the time of its last change is found out. */
export interface ConditionChange {
  readonly type: 'PodScheduled' | 'DisruptionTarget';
  readonly status: 'True' | 'False';
  readonly reason: string;
  readonly message: string;
}

/**
 * Writes a condition and, with `nominatedNodeName`, a nomination ('' takes it back) into a pod's status; sends nothing when
 * nothing would change (schedule_one.go, updatePod; util/utils.go, PatchPodStatus).
 */
export function* patchPodStatus(
  client: Client,
  pod: Pod,
  change: ConditionChange | undefined,
  nominatedNodeName?: string,
): Task {
  const { namespace, name, uid, generation } = pod.metadata;
  const newNomination = nominatedNodeName !== undefined && nominatedNodeName !== (pod.status.nominatedNodeName ?? '');
  const known = pod.status.conditions?.find(({ type }) => type === change?.type);
  const newCondition = change !== undefined && !sameCondition(known, change, generation);
  if (!newNomination && !newCondition) return;
  const condition = change && {
    ...change,
    ...(generation !== undefined && { observedGeneration: generation }),
    lastTransitionTime:
      known?.status === change.status ? known.lastTransitionTime : formatTime(client.process.sim.wallClock()),
  };
  const body = {
    metadata: { uid },
    status: {
      ...(condition && { conditions: [condition] }),
      ...(newNomination && { nominatedNodeName: nominatedNodeName === '' ? null : nominatedNodeName }),
    },
  };
  yield* client.resource<Pod>(PODS).patch(namespace, name, 'application/strategic-merge-patch+json', body, 'status');
}

function sameCondition(known: PodCondition | undefined, change: ConditionChange, generation?: number): boolean {
  return (
    known !== undefined &&
    known.status === change.status &&
    known.reason === change.reason &&
    known.message === change.message &&
    known.observedGeneration === generation
  );
}
