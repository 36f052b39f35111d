import type { Node } from '../../../api/node/types.ts';
import type { Pod } from '../../../api/pod/types.ts';
import type { NodeInfo } from '../../cache/node-info.ts';
import type { PodInfo } from '../../cache/pod-info.ts';
import type { CycleState } from '../../framework/cycle-state.ts';
import { ADD, DELETE, type ClusterEventWithHint, type QueueingHint } from '../../framework/events.ts';
import type { Plugin } from '../../framework/interface.ts';
import { SKIP, Status } from '../../framework/status.ts';
import { NODE_PORTS } from '../names.ts';

const TAKEN = new Status('Unschedulable', ["node(s) didn't have free ports for the requested pod ports"], NODE_PORTS);

/** Two pods cannot hold one host port (plugins/nodeports/node_ports.go). */
export class NodePorts implements Plugin {
  readonly name = NODE_PORTS;

  preFilter(_state: CycleState, { hostPorts }: PodInfo): Status | undefined {
    return hostPorts.length === 0 ? SKIP : undefined;
  }

  filter(_state: CycleState, { hostPorts }: PodInfo, node: NodeInfo): Status | undefined {
    return node.portsConflict(hostPorts) ? TAKEN : undefined;
  }

  eventsToRegister(): readonly ClusterEventWithHint[] {
    return [
      { resource: 'AssignedPod', actionType: DELETE, hint: afterPodDeleted },
      { resource: 'Node', actionType: ADD, hint: afterNodeAdded },
    ];
  }
}

/** Only a pod that held one of the ports makes room by going. */
function afterPodDeleted({ hostPorts }: PodInfo, before: Pod | undefined): QueueingHint {
  const freed = before?.spec.containers.some(({ ports }) =>
    ports?.some(({ hostPort }) => hostPorts.some((wanted) => wanted.hostPort === hostPort)),
  );
  return freed === true ? 'Queue' : 'QueueSkip';
}

function afterNodeAdded(_pod: PodInfo, _before: Node | undefined, after: Node | undefined): QueueingHint {
  return after === undefined ? 'QueueSkip' : 'Queue';
}
