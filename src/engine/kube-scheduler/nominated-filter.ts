import type { NodeInfo } from './cache/node-info.ts';
import type { PodInfo } from './cache/pod-info.ts';
import type { CycleState } from './framework/cycle-state.ts';
import type { Framework } from './framework/runtime.ts';
import type { Status } from './framework/status.ts';
import type { Nominator } from './queue/nominator.ts';

/** Filters a node, minding the pods for which room is being made on it (framework.go, RunFilterPluginsWithNominatedPods). */
export class NominatedFilter {
  constructor(
    readonly framework: Framework,
    readonly nominator: Nominator,
  ) {}

  /**
   * Twice when pods of at least this priority are nominated: once as if they had arrived, because they will take room, and
   * once as if not, because they may go elsewhere and cannot be relied upon for affinity.
   */
  run(
    filters: ReturnType<Framework['activeFilters']>,
    state: CycleState,
    pod: PodInfo,
    node: NodeInfo,
  ): Status | undefined {
    const nominated = this.nominator.size === 0 ? undefined : this.nominator.podsOn(node.name);
    if (nominated !== undefined) {
      const ahead = [...nominated].filter((other) => other.priority >= pod.priority && other.uid !== pod.uid);
      if (ahead.length > 0) {
        const stateThen = state.clone();
        const nodeThen = node.clone();
        for (const other of ahead) {
          nodeThen.addPod(other);
          this.framework.runPreFilterAddPod(stateThen, pod, other, nodeThen);
        }
        const status = this.framework.runFilter(filters, stateThen, pod, nodeThen);
        if (status !== undefined) return status;
      }
    }
    return this.framework.runFilter(filters, state, pod, node);
  }
}
