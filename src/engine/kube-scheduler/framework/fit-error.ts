import { compareStrings } from '../../apimachinery/index.ts';
import type { NodeToStatus } from './node-to-status.ts';

export const NO_NODES_AVAILABLE = 'no nodes available to schedule pods';

export interface FitFacts {
  readonly numAllNodes: number;
  readonly nodeToStatus: NodeToStatus;
  readonly preFilterMsg: string;
  readonly postFilterMsg: string;
}

/** How many nodes gave each reason. */
export function countReasons(nodeToStatus: NodeToStatus, numAllNodes: number): Map<string, number> {
  const reasons = new Map<string, number>();
  const count = (list: readonly string[], times: number): void => {
    for (const reason of list) reasons.set(reason, (reasons.get(reason) ?? 0) + times);
  };
  for (const status of nodeToStatus.explicit.values()) count(status.reasons, 1);
  const unasked = numAllNodes - nodeToStatus.size;
  if (unasked > 0) count(nodeToStatus.absent.reasons, unasked);
  return reasons;
}

/**
 * The sentence of a FailedScheduling event (framework/types.go, FitError.Error):
 * `0/3 nodes are available: 1 node(s) had untolerated taint(s), 2 Insufficient cpu. preemption: …`. The counted reasons are
 * sorted as text, so `10 …` comes before `2 …`, as upstream.
 */
export function fitErrorMessage({ numAllNodes, nodeToStatus, preFilterMsg, postFilterMsg }: FitFacts): string {
  let message = `0/${numAllNodes} nodes are available:`;
  if (preFilterMsg !== '') {
    message += ` ${preFilterMsg}.`;
  } else {
    const counted = [...countReasons(nodeToStatus, numAllNodes)].map(([reason, count]) => `${count} ${reason}`);
    if (counted.length > 0) message += ` ${counted.sort(compareStrings).join(', ')}.`;
  }
  return postFilterMsg === '' ? message : `${message} ${postFilterMsg}`;
}
