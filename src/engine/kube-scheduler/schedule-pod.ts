import type { Random } from '../sim/index.ts';
import type { Cache } from './cache/cache.ts';
import type { NodeInfo } from './cache/node-info.ts';
import type { PodInfo } from './cache/pod-info.ts';
import { filteredTable, scoreTable, type Filtered, type ScoreTable } from './explanation.ts';
import { CycleState } from './framework/cycle-state.ts';
import { addPluginStatus, newDiagnosis, type Diagnosis } from './framework/node-to-status.ts';
import type { Framework } from './framework/runtime.ts';
import { Status } from './framework/status.ts';
import { NominatedFilter } from './nominated-filter.ts';
import type { Nominator } from './queue/nominator.ts';

/** schedule_one.go: with fewer nodes than this all are looked at. */
const MIN_FEASIBLE_NODES_TO_FIND = 100;
const MIN_FEASIBLE_NODES_PERCENTAGE_TO_FIND = 5;

/** Looking at every node of a large cluster is not worth its time: half of 100, down to a twentieth of 5 600 and more. */
export function numFeasibleNodesToFind(numAllNodes: number, percentageOfNodesToScore = 0): number {
  if (numAllNodes < MIN_FEASIBLE_NODES_TO_FIND) return numAllNodes;
  let percentage = percentageOfNodesToScore;
  if (percentage === 0) {
    percentage = Math.max(50 - Math.trunc(numAllNodes / 125), MIN_FEASIBLE_NODES_PERCENTAGE_TO_FIND);
  }
  return Math.max(Math.trunc((numAllNodes * percentage) / 100), MIN_FEASIBLE_NODES_TO_FIND);
}

/** A node was found. */
export interface ScheduleResult {
  readonly kind: 'scheduled';
  readonly state: CycleState;
  readonly suggestedHost: string;
  readonly evaluatedNodes: number;
  readonly feasibleNodes: number;
  /** Absent when there was nothing to choose between. */
  readonly scores: ScoreTable | undefined;
  readonly filtered: readonly Filtered[];
}

/** No node fits. */
export interface NoFit {
  readonly kind: 'noFit';
  readonly state: CycleState;
  readonly diagnosis: Diagnosis;
  readonly numAllNodes: number;
}

export interface NoNodes {
  readonly kind: 'noNodes';
}

/** Chooses a node for a pod, in one go: nothing else runs meanwhile (schedule_one.go, schedulePod). */
export class PodScheduler {
  #nextStartNodeIndex = 0;
  readonly #totals: number[] = [];
  readonly #nominated: NominatedFilter;

  constructor(
    readonly framework: Framework,
    readonly cache: Cache,
    nominator: Nominator,
    readonly random: Random,
  ) {
    this.#nominated = new NominatedFilter(framework, nominator);
  }

  schedulePod(pod: PodInfo): ScheduleResult | NoFit | NoNodes {
    const allNodes = this.cache.list();
    if (allNodes.length === 0) return { kind: 'noNodes' };
    const state = new CycleState();
    const diagnosis = newDiagnosis();
    const feasible = this.#findNodesThatFitPod(state, pod, allNodes, diagnosis);
    const first = feasible[0];
    if (first === undefined) return { kind: 'noFit', state, diagnosis, numAllNodes: allNodes.length };
    const { nodeToStatus } = diagnosis;
    const result = {
      kind: 'scheduled',
      state,
      evaluatedNodes: feasible.length + nodeToStatus.size,
      feasibleNodes: feasible.length,
      filtered: filteredTable(nodeToStatus, 0),
    } as const;
    if (feasible.length === 1) return { ...result, suggestedHost: first.name, scores: undefined };
    const scores = this.framework.runScore(state, pod, feasible, this.#totals);
    const winner = this.#selectHost(this.#totals);
    return {
      ...result,
      suggestedHost: feasible[winner]!.name,
      scores: scoreTable(feasible, scores, this.#totals, winner),
    };
  }

  /** The highest total; among equals each has the same chance (reservoir sampling). */
  #selectHost(totals: readonly number[]): number {
    let best = 0;
    let equals = 1;
    for (let i = 1; i < totals.length; i++) {
      const total = totals[i] as number;
      const most = totals[best] as number;
      if (total > most) {
        best = i;
        equals = 1;
      } else if (total === most) {
        equals++;
        if (this.random.int(equals) === 0) best = i;
      }
    }
    return best;
  }

  #findNodesThatFitPod(
    state: CycleState,
    pod: PodInfo,
    allNodes: readonly NodeInfo[],
    diagnosis: Diagnosis,
  ): readonly NodeInfo[] {
    const { status, nodeNames, narrowedBy } = this.framework.runPreFilter(state, pod, allNodes);
    for (const plugin of narrowedBy) diagnosis.unschedulablePlugins.add(plugin);
    if (status !== undefined) {
      diagnosis.nodeToStatus.absent = status;
      diagnosis.preFilterMsg = status.message;
      addPluginStatus(diagnosis, status);
      return [];
    }
    const nominated = pod.pod.status.nominatedNodeName;
    if (nominated !== undefined && nominated !== '') {
      const node = this.cache.getNode(nominated);
      const there = node === undefined ? [] : this.#findNodesThatPassFilters(state, pod, [node], diagnosis);
      if (there.length > 0) return there;
    }
    let nodes = allNodes;
    if (nodeNames !== undefined) {
      nodes = [...nodeNames].map((name) => this.cache.getNode(name)).filter((node) => node !== undefined);
      const reason = `node(s) didn't satisfy plugin(s) [${[...narrowedBy].sort().join(' ')}]`;
      diagnosis.nodeToStatus.absent = new Status('UnschedulableAndUnresolvable', [reason]);
    }
    const feasible = this.#findNodesThatPassFilters(state, pod, nodes, diagnosis);
    const processed = feasible.length + diagnosis.nodeToStatus.size;
    this.#nextStartNodeIndex = (this.#nextStartNodeIndex + processed) % allNodes.length;
    return feasible;
  }

  /** Starts where the last search stopped, so that all nodes have the same chance, and ends when enough are found. */
  #findNodesThatPassFilters(
    state: CycleState,
    pod: PodInfo,
    nodes: readonly NodeInfo[],
    diagnosis: Diagnosis,
  ): readonly NodeInfo[] {
    const wanted = numFeasibleNodesToFind(nodes.length);
    const filters = this.framework.activeFilters(state);
    const feasible: NodeInfo[] = [];
    const n = nodes.length;
    let index = n === 0 ? 0 : this.#nextStartNodeIndex % n;
    for (let asked = 0; asked < n && feasible.length < wanted; asked++) {
      const node = nodes[index] as NodeInfo;
      index = index + 1 === n ? 0 : index + 1;
      const status = this.#nominated.run(filters, state, pod, node);
      if (status === undefined) {
        feasible.push(node);
      } else {
        diagnosis.nodeToStatus.set(node.name, status);
        addPluginStatus(diagnosis, status);
      }
    }
    return feasible;
  }
}
