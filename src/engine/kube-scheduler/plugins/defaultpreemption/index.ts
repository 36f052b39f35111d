import type { Pod } from '../../../api/pod/types.ts';
import type { Random } from '../../../sim/index.ts';
import type { Cache } from '../../cache/cache.ts';
import type { PodInfo } from '../../cache/pod-info.ts';
import type { CycleState } from '../../framework/cycle-state.ts';
import { DELETE, type ClusterEventWithHint, type QueueingHint } from '../../framework/events.ts';
import { fitErrorMessage } from '../../framework/fit-error.ts';
import type { Plugin, PostFilterResult } from '../../framework/interface.ts';
import { NodeToStatus } from '../../framework/node-to-status.ts';
import type { Framework } from '../../framework/runtime.ts';
import { Status } from '../../framework/status.ts';
import type { Nominator } from '../../queue/nominator.ts';
import type { Task } from '../../../sim/index.ts';
import { DEFAULT_PREEMPTION } from '../names.ts';
import { dryRunPreemption, type Candidate } from './dry-run.ts';
import { pickOneNodeForPreemption } from './pick-one-node.ts';

/** What preemption needs of the scheduler it is part of. */
export interface PreemptionHandle {
  readonly cache: Cache;
  readonly random: Random;
  framework(): Framework;
  nominator(): Nominator;
  /** The pod as it is known now; undefined when it is gone. */
  getPod(key: string): Pod | undefined;
  isPreempting(uid: string): boolean;
  /** Deletes the victims; runs as a goroutine after the cycle. */
  evict(candidate: Candidate, preemptor: PodInfo): Task;
}

/** DefaultPreemptionArgs: how many nodes are tried before the best of them is taken. */
const MIN_CANDIDATE_NODES_PERCENTAGE = 10;
const MIN_CANDIDATE_NODES_ABSOLUTE = 100;

const NOT_HELPFUL = new Status('UnschedulableAndUnresolvable', ['Preemption is not helpful for scheduling']);

const STILL_PREEMPTING = new Status(
  'UnschedulableAndUnresolvable',
  ['waiting for the preemption for this pod to be finished'],
  DEFAULT_PREEMPTION,
);

/**
 * When no node has room: finds the node where evicting the least important pods makes room, nominates it, and evicts them
 * (plugins/defaultpreemption/default_preemption.go, framework/preemption/preemption.go). Different from upstream: disruption
 * budgets are not looked at yet.
 */
export class DefaultPreemption implements Plugin {
  readonly name = DEFAULT_PREEMPTION;
  constructor(readonly handle: PreemptionHandle) {}

  /** While its victims are being evicted, another try could only find more victims. */
  preEnqueue({ uid }: PodInfo): Status | undefined {
    return this.handle.isPreempting(uid) ? STILL_PREEMPTING : undefined;
  }

  postFilter(state: CycleState, pod: PodInfo, filtered: NodeToStatus): PostFilterResult {
    const refusal = this.#notEligible(pod, filtered);
    if (refusal !== '') return this.#fail(refusal, undefined);
    const nodes = this.handle.cache.list();
    const potential = filtered.nodesForStatusCode(nodes, 'Unschedulable');
    const nodeToStatus = new NodeToStatus();
    nodeToStatus.absent = NOT_HELPFUL;
    const wanted = Math.min(
      potential.length,
      Math.max(Math.trunc((potential.length * MIN_CANDIDATE_NODES_PERCENTAGE) / 100), MIN_CANDIDATE_NODES_ABSOLUTE),
    );
    const offset = potential.length === 0 ? 0 : this.handle.random.int(potential.length);
    const candidates = dryRunPreemption(this.handle, state, pod, potential, offset, wanted, nodeToStatus);
    const best = pickOneNodeForPreemption(candidates);
    if (best === undefined) {
      const facts = { numAllNodes: nodes.length, nodeToStatus, preFilterMsg: '', postFilterMsg: '' };
      return this.#fail(fitErrorMessage(facts), '');
    }
    return {
      nominatedNodeName: best.nodeName,
      status: undefined,
      act: this.handle.evict(best, pod),
      detail: { nominated: best.nodeName, victims: best.victims.map(({ key }) => key), candidates: candidates.length },
    };
  }

  eventsToRegister(): readonly ClusterEventWithHint[] {
    return [{ resource: 'AssignedPod', actionType: DELETE, hint: afterPodDeleted }];
  }

  #fail(message: string, nominatedNodeName: string | undefined): PostFilterResult {
    return { nominatedNodeName, status: new Status('Unschedulable', [`preemption: ${message}`], this.name) };
  }

  /** '' when the pod may preempt; otherwise why not. */
  #notEligible({ pod, key, priority }: PodInfo, filtered: NodeToStatus): string {
    if (pod.spec.preemptionPolicy === 'Never') return 'not eligible due to preemptionPolicy=Never.';
    const nominated = this.handle.getPod(key)?.status.nominatedNodeName ?? pod.status.nominatedNodeName ?? '';
    if (nominated === '' || filtered.get(nominated).code === 'UnschedulableAndUnresolvable') return '';
    const node = this.handle.cache.getNode(nominated);
    for (const other of node?.pods.values() ?? []) {
      if (other.podClass.terminating && other.priority < priority && isPreempted(other.pod)) {
        return 'not eligible due to a terminating pod on the nominated node.';
      }
    }
    return '';
  }
}

/** Only pods that preemption itself is ending are waited for. */
function isPreempted({ status }: Pod): boolean {
  return (
    status.conditions?.some(
      ({ type, status: value, reason }) =>
        type === 'DisruptionTarget' && value === 'True' && reason === 'PreemptionByScheduler',
    ) === true
  );
}

/** The last victim's end is what the preemptor waits for. */
function afterPodDeleted({ priority }: PodInfo, before: Pod | undefined): QueueingHint {
  return before !== undefined && (before.spec.priority ?? 0) < priority ? 'Queue' : 'QueueSkip';
}
