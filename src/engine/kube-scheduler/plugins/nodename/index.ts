import type { NodeInfo } from '../../cache/node-info.ts';
import type { PodInfo } from '../../cache/pod-info.ts';
import type { CycleState } from '../../framework/cycle-state.ts';
import { ADD, type ClusterEventWithHint } from '../../framework/events.ts';
import type { Plugin } from '../../framework/interface.ts';
import { Status } from '../../framework/status.ts';
import { NODE_NAME } from '../names.ts';

const MISMATCH = new Status(
  'UnschedulableAndUnresolvable',
  ["node(s) didn't match the requested node name"],
  NODE_NAME,
);

/** A pod that already names its node fits only there (plugins/nodename/node_name.go). */
export class NodeName implements Plugin {
  readonly name = NODE_NAME;

  filter(_state: CycleState, { pod }: PodInfo, node: NodeInfo): Status | undefined {
    const wanted = pod.spec.nodeName;
    return wanted === undefined || wanted === '' || wanted === node.name ? undefined : MISMATCH;
  }

  eventsToRegister(): readonly ClusterEventWithHint[] {
    return [{ resource: 'Node', actionType: ADD }];
  }
}
