import { formatTime, parseTime, type Micros } from '../../apimachinery/index.ts';
import type { Lease } from '../../api/lease/types.ts';
import type { Node, NodeCondition } from '../../api/node/types.ts';

/** When this controller last saw a sign of life from a node, by its own clock, and what it saw. nodeHealthData */
export interface NodeHealth {
  readonly probeTimestamp: Micros;
  readonly readyTransitionTimestamp: Micros;
  readonly ready: NodeCondition | undefined;
  readonly lease: Lease | undefined;
}

export function nodeCondition({ status }: Node, type: string): NodeCondition | undefined {
  return status.conditions?.find((condition) => condition.type === type);
}

/**
 * A sign of life is a new heartbeat in the Ready condition or a renewed lease. Times in objects are only compared with
 * each other, because the node's clock may be wrong: the moment that counts is when this controller noticed.
 * First half of tryUpdateNodeHealth, pkg/controller/nodelifecycle/node_lifecycle_controller.go.
 */
export function observe(known: NodeHealth | undefined, node: Node, lease: Lease | undefined, now: Micros): NodeHealth {
  const renewed = lease !== undefined && isNewer(lease, known?.lease);
  const health = observeStatus(known, node, now);
  return renewed ? { ...health, lease, probeTimestamp: now } : health;
}

function isNewer(lease: Lease, known: Lease | undefined): boolean {
  if (!known) return true;
  const [before, after] = [known.spec.renewTime, lease.spec.renewTime];
  return after !== undefined && (before === undefined || parseTime(before) < parseTime(after));
}

function observeStatus(known: NodeHealth | undefined, node: Node, now: Micros): NodeHealth {
  const ready = nodeCondition(node, 'Ready');
  const lease = known?.lease;
  if (!known) {
    const since = ready ? now : parseTime(node.metadata.creationTimestamp);
    return { probeTimestamp: since, readyTransitionTimestamp: since, ready, lease };
  }
  if ((known.ready === undefined) !== (ready === undefined)) {
    return { probeTimestamp: now, readyTransitionTimestamp: now, ready, lease };
  }
  if (!ready || known.ready?.lastHeartbeatTime === ready.lastHeartbeatTime) return known;
  const moved = known.ready?.lastTransitionTime !== ready.lastTransitionTime;
  const readyTransitionTimestamp = moved ? now : known.readyTransitionTimestamp;
  return { probeTimestamp: now, readyTransitionTimestamp, ready, lease };
}

const SILENCED = ['Ready', 'MemoryPressure', 'DiskPressure', 'PIDPressure'];

/** What is known of a node that has been silent for too long: nothing. The second half of tryUpdateNodeHealth. */
export function withUnknownConditions(node: Node, now: Micros): Node {
  const at = formatTime(now);
  let conditions = node.status.conditions ?? [];
  for (const type of SILENCED) {
    const known = conditions.find((condition) => condition.type === type);
    if (!known) {
      conditions = [...conditions, neverUpdated(type, node.metadata.creationTimestamp, at)];
    } else if (known.status !== 'Unknown') {
      const stopped: NodeCondition = {
        ...known,
        status: 'Unknown',
        reason: 'NodeStatusUnknown',
        message: 'Kubelet stopped posting node status.',
        lastTransitionTime: at,
      };
      conditions = conditions.map((condition) => (condition === known ? stopped : condition));
    }
  }
  if (conditions === node.status.conditions) return node;
  return { ...node, status: { ...node.status, conditions } };
}

function neverUpdated(type: string, created: string, at: string): NodeCondition {
  return {
    type,
    status: 'Unknown',
    reason: 'NodeStatusNeverUpdated',
    message: 'Kubelet never posted node status.',
    lastHeartbeatTime: created,
    lastTransitionTime: at,
  };
}
