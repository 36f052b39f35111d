import type { Node } from '../../../api/node/types.ts';
import type { Toleration } from '../../../api/pod/types.ts';
import type { NodeInfo } from '../../cache/node-info.ts';
import type { PodInfo } from '../../cache/pod-info.ts';
import { StateKey, type CycleState, type StateData } from '../../framework/cycle-state.ts';
import {
  ADD,
  UPDATE_NODE_TAINT,
  UPDATE_POD_TOLERATION,
  type ClusterEventWithHint,
  type QueueingHint,
} from '../../framework/events.ts';
import type { Plugin } from '../../framework/interface.ts';
import { Status } from '../../framework/status.ts';
import { TAINT_TOLERATION } from '../names.ts';
import { defaultNormalizeScore } from '../normalize-score.ts';
import { findUntoleratedTaint, tolerates } from '../../../api/pod/tolerates.ts';

/** Since 1.35 the message names no taint: keys and values may be nobody's business. */
const UNTOLERATED = new Status('UnschedulableAndUnresolvable', ['node(s) had untolerated taint(s)'], TAINT_TOLERATION);

class PreScoreState implements StateData {
  constructor(readonly tolerations: readonly Toleration[]) {}
  clone(): StateData {
    return this;
  }
}

const SCORE_STATE = new StateKey<PreScoreState>();

/** Keeps pods off nodes whose taints they do not bear (plugins/tainttoleration/taint_toleration.go). */
export class TaintToleration implements Plugin {
  readonly name = TAINT_TOLERATION;

  filter(_state: CycleState, { pod }: PodInfo, { hardTaints }: NodeInfo): Status | undefined {
    if (hardTaints.length === 0) return undefined;
    return findUntoleratedTaint(hardTaints, pod.spec.tolerations) === undefined ? undefined : UNTOLERATED;
  }

  preScore(state: CycleState, { pod }: PodInfo): undefined {
    const soft = (pod.spec.tolerations ?? []).filter(({ effect }) => !effect || effect === 'PreferNoSchedule');
    state.write(SCORE_STATE, new PreScoreState(soft));
  }

  /** How many soft taints the pod would have to put up with. */
  score(state: CycleState, _pod: PodInfo, { softTaints }: NodeInfo): number {
    if (softTaints.length === 0) return 0;
    const tolerations = state.read(SCORE_STATE)?.tolerations ?? [];
    return softTaints.filter((taint) => !tolerations.some((toleration) => tolerates(toleration, taint))).length;
  }

  normalizeScore(_state: CycleState, _pod: PodInfo, _nodes: readonly NodeInfo[], scores: number[]): void {
    defaultNormalizeScore(scores, true);
  }

  eventsToRegister(): readonly ClusterEventWithHint[] {
    return [
      { resource: 'Node', actionType: ADD | UPDATE_NODE_TAINT, hint: afterNodeChange },
      { resource: 'UnscheduledPod', actionType: UPDATE_POD_TOLERATION },
    ];
  }
}

function afterNodeChange({ pod }: PodInfo, before: Node | undefined, after: Node | undefined): QueueingHint {
  const bears = (node: Node | undefined): boolean =>
    node !== undefined &&
    findUntoleratedTaint(
      (node.spec.taints ?? []).filter(({ effect }) => effect !== 'PreferNoSchedule'),
      pod.spec.tolerations,
    ) === undefined;
  return !bears(before) && bears(after) ? 'Queue' : 'QueueSkip';
}
