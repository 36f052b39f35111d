import { tryParseTime } from '../../../apimachinery/index.ts';
import type { NodeInfo } from '../../cache/node-info.ts';
import type { PodInfo } from '../../cache/pod-info.ts';
import type { CycleState } from '../../framework/cycle-state.ts';
import type { NodeToStatus } from '../../framework/node-to-status.ts';
import { Status } from '../../framework/status.ts';
import { NominatedFilter } from '../../nominated-filter.ts';
import type { PreemptionHandle } from './index.ts';

/** A node where the pod would fit if the victims went. */
export interface Candidate {
  readonly nodeName: string;
  /** The most important first. */
  readonly victims: readonly PodInfo[];
}

const NO_VICTIMS = new Status('UnschedulableAndUnresolvable', ['No preemption victims found for incoming pod']);

/** Tries nodes from `offset` on until `wanted` candidates are found (framework/preemption/preemption.go, DryRunPreemption). */
export function dryRunPreemption(
  handle: PreemptionHandle,
  state: CycleState,
  pod: PodInfo,
  potential: readonly NodeInfo[],
  offset: number,
  wanted: number,
  nodeToStatus: NodeToStatus,
): Candidate[] {
  const candidates: Candidate[] = [];
  for (let i = 0; i < potential.length && candidates.length < wanted; i++) {
    const node = potential[(offset + i) % potential.length]!;
    const victims = selectVictimsOnNode(handle, state.clone(), pod, node.clone());
    if (victims instanceof Status) nodeToStatus.set(node.name, victims);
    else candidates.push({ nodeName: node.name, victims });
  }
  return candidates;
}

/** When a pod began, as a number that sorts; one that has not begun counts as the newest. */
export function startTimeOf({ pod }: PodInfo): number {
  const { startTime } = pod.status;
  return (startTime === undefined ? undefined : tryParseTime(startTime)) ?? Infinity;
}

/** util/utils.go, MoreImportantPod: the higher priority, then who has run longer. */
export function byImportance(a: PodInfo, b: PodInfo): number {
  return b.priority - a.priority || startTimeOf(a) - startTimeOf(b) || 0;
}

/**
 * The fewest and least important pods whose going makes room: takes all of lower priority away, sees whether the pod fits, and
 * gives back as many as possible, the most important first. `state` and `node` are the caller's copies.
 */
function selectVictimsOnNode(
  handle: PreemptionHandle,
  state: CycleState,
  pod: PodInfo,
  node: NodeInfo,
): readonly PodInfo[] | Status {
  const framework = handle.framework();
  const filter = new NominatedFilter(framework, handle.nominator());
  const filters = framework.activeFilters(state);
  const lower = [...node.pods.values()].filter(({ priority }) => priority < pod.priority);
  if (lower.length === 0) return NO_VICTIMS;
  for (const victim of lower) {
    node.removePod(victim.uid);
    framework.runPreFilterRemovePod(state, pod, victim, node);
  }
  const status = filter.run(filters, state, pod, node);
  if (status !== undefined) return status;
  const victims: PodInfo[] = [];
  for (const one of lower.sort(byImportance)) {
    node.addPod(one);
    framework.runPreFilterAddPod(state, pod, one, node);
    if (filter.run(filters, state, pod, node) === undefined) continue;
    node.removePod(one.uid);
    framework.runPreFilterRemovePod(state, pod, one, node);
    victims.push(one);
  }
  return victims;
}
