import type { NodeInfo } from '../cache/node-info.ts';
import { Status, type StatusCode } from './status.ts';

/** Which node said no and why; the nodes that nobody asked share one status (framework/types.go, NodeToStatus). */
export class NodeToStatus {
  readonly explicit = new Map<string, Status>();
  absent = new Status('UnschedulableAndUnresolvable', []);

  set(nodeName: string, status: Status): void {
    this.explicit.set(nodeName, status);
  }

  get(nodeName: string): Status {
    return this.explicit.get(nodeName) ?? this.absent;
  }

  get size(): number {
    return this.explicit.size;
  }

  nodesForStatusCode(nodes: readonly NodeInfo[], code: StatusCode): NodeInfo[] {
    return nodes.filter((node) => this.get(node.name).code === code);
  }
}

/** What a cycle that found no node has learnt. */
export interface Diagnosis {
  readonly nodeToStatus: NodeToStatus;
  readonly unschedulablePlugins: Set<string>;
  readonly pendingPlugins: Set<string>;
  /** The one reason, when a PreFilter turned all nodes down at once. */
  preFilterMsg: string;
  postFilterMsg: string;
}

export function newDiagnosis(): Diagnosis {
  return {
    nodeToStatus: new NodeToStatus(),
    unschedulablePlugins: new Set(),
    pendingPlugins: new Set(),
    preFilterMsg: '',
    postFilterMsg: '',
  };
}

export function addPluginStatus(diagnosis: Diagnosis, status: Status): void {
  if (status.plugin === '') return;
  if (status.code === 'Pending') diagnosis.pendingPlugins.add(status.plugin);
  else if (status.isRejected) diagnosis.unschedulablePlugins.add(status.plugin);
}
