import type { NodeInfo } from '../../cache/node-info.ts';
import type { PodInfo } from '../../cache/pod-info.ts';
import type { CycleState } from '../../framework/cycle-state.ts';
import { MAX_NODE_SCORE, type Plugin } from '../../framework/interface.ts';
import { SKIP, type Status } from '../../framework/status.ts';
import { NODE_RESOURCES_BALANCED_ALLOCATION } from '../names.ts';

/**
 * Likes nodes whose CPU and memory would be used to the same degree (plugins/noderesources/balanced_allocation.go):
 * 100 × (1 − half the difference of the two fractions).
 */
export class BalancedAllocation implements Plugin {
  readonly name = NODE_RESOURCES_BALANCED_ALLOCATION;

  /** Pods that ask for nothing would all flock to one balanced node. */
  preScore(_state: CycleState, { requests }: PodInfo): Status | undefined {
    return requests.milliCPU === 0 && requests.memory === 0 ? SKIP : undefined;
  }

  score(_state: CycleState, { requests }: PodInfo, { allocatable, requested }: NodeInfo): number {
    if (allocatable.milliCPU === 0 || allocatable.memory === 0) return MAX_NODE_SCORE;
    const cpu = Math.min(1, (requested.milliCPU + requests.milliCPU) / allocatable.milliCPU);
    const memory = Math.min(1, (requested.memory + requests.memory) / allocatable.memory);
    return Math.trunc((1 - Math.abs((cpu - memory) / 2)) * MAX_NODE_SCORE);
  }
}
