import type { PodInfo } from '../../cache/pod-info.ts';
import { UPDATE_POD_SCHEDULING_GATES_ELIMINATED, type ClusterEventWithHint } from '../../framework/events.ts';
import type { Plugin } from '../../framework/interface.ts';
import { Status } from '../../framework/status.ts';
import { SCHEDULING_GATES } from '../names.ts';

/** A pod with gates is not looked at until somebody has removed the last (plugins/schedulinggates/scheduling_gates.go). */
export class SchedulingGates implements Plugin {
  readonly name = SCHEDULING_GATES;

  preEnqueue({ pod }: PodInfo): Status | undefined {
    const gates = pod.spec.schedulingGates ?? [];
    if (gates.length === 0) return undefined;
    const names = gates.map(({ name }) => name).join(' ');
    return new Status('UnschedulableAndUnresolvable', [`waiting for scheduling gates: [${names}]`], this.name);
  }

  eventsToRegister(): readonly ClusterEventWithHint[] {
    return [{ resource: 'UnscheduledPod', actionType: UPDATE_POD_SCHEDULING_GATES_ELIMINATED }];
  }
}
