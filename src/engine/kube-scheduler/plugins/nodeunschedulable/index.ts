import type { Node, Taint } from '../../../api/node/types.ts';
import type { NodeInfo } from '../../cache/node-info.ts';
import type { PodInfo } from '../../cache/pod-info.ts';
import type { CycleState } from '../../framework/cycle-state.ts';
import {
  ADD,
  UPDATE_NODE_TAINT,
  UPDATE_POD_TOLERATION,
  type ClusterEventWithHint,
  type QueueingHint,
} from '../../framework/events.ts';
import type { Plugin } from '../../framework/interface.ts';
import { Status } from '../../framework/status.ts';
import { NODE_UNSCHEDULABLE } from '../names.ts';
import { tolerates } from '../../../api/pod/tolerates.ts';

const UNSCHEDULABLE = new Status('UnschedulableAndUnresolvable', ['node(s) were unschedulable'], NODE_UNSCHEDULABLE);
/** Who bears this taint (daemons do) may go to a cordoned node. */
const CORDON: Taint = { key: 'node.kubernetes.io/unschedulable', effect: 'NoSchedule' };

/** Keeps pods off cordoned nodes (plugins/nodeunschedulable/node_unschedulable.go). */
export class NodeUnschedulable implements Plugin {
  readonly name = NODE_UNSCHEDULABLE;

  filter(_state: CycleState, pod: PodInfo, { node }: NodeInfo): Status | undefined {
    if (node?.spec.unschedulable !== true) return undefined;
    return bearsCordon(pod) ? undefined : UNSCHEDULABLE;
  }

  eventsToRegister(): readonly ClusterEventWithHint[] {
    return [
      // A change of spec.unschedulable is announced as a taint change, as upstream.
      { resource: 'Node', actionType: ADD | UPDATE_NODE_TAINT, hint: afterNodeChange },
      { resource: 'UnscheduledPod', actionType: UPDATE_POD_TOLERATION },
    ];
  }
}

function bearsCordon({ pod }: PodInfo): boolean {
  return pod.spec.tolerations?.some((toleration) => tolerates(toleration, CORDON)) === true;
}

function afterNodeChange(pod: PodInfo, before: Node | undefined, after: Node | undefined): QueueingHint {
  if (after === undefined || after.spec.unschedulable === true) return 'QueueSkip';
  return before === undefined || before.spec.unschedulable === true ? 'Queue' : 'QueueSkip';
}
