import type { Node } from '../../../api/node/types.ts';
import type { Pod } from '../../../api/pod/types.ts';
import type { NodeInfo } from '../../cache/node-info.ts';
import type { PodInfo } from '../../cache/pod-info.ts';
import { StateKey, type CycleState, type StateData } from '../../framework/cycle-state.ts';
import { ADD, UPDATE_NODE_LABEL, type ClusterEventWithHint, type QueueingHint } from '../../framework/events.ts';
import type { Plugin, PreFilterResult } from '../../framework/interface.ts';
import { SKIP, Status } from '../../framework/status.ts';
import { NODE_AFFINITY } from '../names.ts';
import { defaultNormalizeScore } from '../normalize-score.ts';
import {
  affinityMatchesNode,
  compileTerm,
  requiredNodeAffinity,
  termMatchesNode,
  type CompiledTerm,
  type RequiredNodeAffinity,
} from '../../../api/node/node-selector.ts';

const MISMATCH = new Status(
  'UnschedulableAndUnresolvable',
  ["node(s) didn't match Pod's node affinity/selector"],
  NODE_AFFINITY,
);
const CONFLICT = new Status('UnschedulableAndUnresolvable', ['pod affinity terms conflict'], NODE_AFFINITY);

class FilterState implements StateData {
  constructor(readonly required: RequiredNodeAffinity) {}
  clone(): StateData {
    return this;
  }
}

class ScoreState implements StateData {
  constructor(readonly preferred: readonly { readonly weight: number; readonly term: CompiledTerm }[]) {}
  clone(): StateData {
    return this;
  }
}

const FILTER_STATE = new StateKey<FilterState>();
const SCORE_STATE = new StateKey<ScoreState>();

/** Labels of nodes that a pod demands or would like (plugins/nodeaffinity/node_affinity.go). */
export class NodeAffinity implements Plugin {
  readonly name = NODE_AFFINITY;

  preFilter(state: CycleState, { pod }: PodInfo): PreFilterResult | Status | undefined {
    const required = requiredNodeAffinity(pod);
    if (required.selector === undefined && required.terms === undefined) return SKIP;
    state.write(FILTER_STATE, new FilterState(required));
    return nodesNamed(pod);
  }

  filter(state: CycleState, _pod: PodInfo, { node }: NodeInfo): Status | undefined {
    const known = state.read(FILTER_STATE);
    if (known === undefined || node === undefined) return undefined;
    return affinityMatchesNode(known.required, node) ? undefined : MISMATCH;
  }

  preScore(state: CycleState, { pod }: PodInfo): Status | undefined {
    const preferred = pod.spec.affinity?.nodeAffinity?.preferredDuringSchedulingIgnoredDuringExecution ?? [];
    if (preferred.length === 0) return SKIP;
    const compiled = preferred.map(({ weight, preference }) => ({ weight, term: compileTerm(preference) }));
    state.write(SCORE_STATE, new ScoreState(compiled));
    return undefined;
  }

  score(state: CycleState, _pod: PodInfo, { node }: NodeInfo): number {
    let sum = 0;
    for (const { weight, term } of state.read(SCORE_STATE)?.preferred ?? []) {
      if (node !== undefined && termMatchesNode(term, node)) sum += weight;
    }
    return sum;
  }

  normalizeScore(_state: CycleState, _pod: PodInfo, _nodes: readonly NodeInfo[], scores: number[]): void {
    defaultNormalizeScore(scores, false);
  }

  eventsToRegister(): readonly ClusterEventWithHint[] {
    return [{ resource: 'Node', actionType: ADD | UPDATE_NODE_LABEL, hint: afterNodeChange }];
  }
}

/** When every term names its nodes (as DaemonSets do), only those are worth looking at. */
function nodesNamed(pod: Pod): PreFilterResult | Status | undefined {
  const terms = pod.spec.affinity?.nodeAffinity?.requiredDuringSchedulingIgnoredDuringExecution?.nodeSelectorTerms;
  if (terms === undefined) return undefined;
  const named = new Set<string>();
  for (const { matchFields } of terms) {
    let names: readonly string[] | undefined;
    for (const { key, operator, values } of matchFields ?? []) {
      if (key !== 'metadata.name' || operator !== 'In') continue;
      names = names === undefined ? (values ?? []) : names.filter((name) => values?.includes(name));
    }
    if (names === undefined) return undefined;
    for (const name of names) named.add(name);
  }
  return named.size === 0 ? CONFLICT : { nodeNames: named };
}

function afterNodeChange({ pod }: PodInfo, before: Node | undefined, after: Node | undefined): QueueingHint {
  const required = requiredNodeAffinity(pod);
  if (after === undefined || !affinityMatchesNode(required, after)) return 'QueueSkip';
  return before === undefined || !affinityMatchesNode(required, before) ? 'Queue' : 'QueueSkip';
}
