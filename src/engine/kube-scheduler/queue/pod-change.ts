import type { Pod } from '../../api/pod/types.ts';
import { semanticDeepEqual } from '../../apimachinery/index.ts';
import { podRequests } from '../cache/resource.ts';
import {
  UPDATE,
  UPDATE_POD_LABEL,
  UPDATE_POD_SCALE_DOWN,
  UPDATE_POD_SCHEDULING_GATES_ELIMINATED,
  UPDATE_POD_TOLERATION,
  type ClusterEvent,
  type EventResource,
} from '../framework/events.ts';

const NO_CHANGE: readonly ClusterEvent[] = [];

function scaledDown(before: Pod, after: Pod): boolean {
  if (before.spec.containers === after.spec.containers) return false;
  const old = podRequests(before.spec, false);
  const now = podRequests(after.spec, false);
  if (now.milliCPU < old.milliCPU || now.memory < old.memory || now.ephemeralStorage < old.ephemeralStorage)
    return true;
  return [...(old.scalar ?? [])].some(([name, amount]) => now.get(name) < amount);
}

/**
 * What of a pod's update matters to scheduling, one event each (framework/events.go, PodSchedulingPropertiesChange). A
 * status that somebody reports matters not at all.
 */
export function podSchedulingPropertiesChange(before: Pod, after: Pod): readonly ClusterEvent[] {
  if (before.spec === after.spec && before.metadata.labels === after.metadata.labels) return NO_CHANGE;
  const assigned = after.spec.nodeName !== undefined && after.spec.nodeName !== '';
  const resource: EventResource = assigned ? 'AssignedPod' : 'UnscheduledPod';
  const events: ClusterEvent[] = [];
  const tell = (actionType: number, what: string): void => {
    events.push({ resource, actionType, label: `${resource}${what}` });
  };
  if (!semanticDeepEqual(before.metadata.labels, after.metadata.labels)) tell(UPDATE_POD_LABEL, 'UpdateLabel');
  if (scaledDown(before, after)) tell(UPDATE_POD_SCALE_DOWN, 'UpdateScaleDown');
  const gates = before.spec.schedulingGates?.length ?? 0;
  if (gates > 0 && (after.spec.schedulingGates?.length ?? 0) === 0) {
    tell(UPDATE_POD_SCHEDULING_GATES_ELIMINATED, 'UpdateSchedulingGatesEliminated');
  }
  if ((before.spec.tolerations?.length ?? 0) !== (after.spec.tolerations?.length ?? 0)) {
    tell(UPDATE_POD_TOLERATION, 'UpdateToleration');
  }
  if (events.length === 0 && !assigned && !semanticDeepEqual(before.spec, after.spec)) tell(UPDATE, 'Update');
  return events;
}
