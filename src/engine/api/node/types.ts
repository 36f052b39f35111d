import type { INodeAddress } from 'kubernetes-models/v1/NodeAddress';
import type { INodeCondition } from 'kubernetes-models/v1/NodeCondition';
import type { INodeSpec } from 'kubernetes-models/v1/NodeSpec';
import type { INodeStatus } from 'kubernetes-models/v1/NodeStatus';
import type { ITaint } from 'kubernetes-models/v1/Taint';
import type { ApiObject, ObjectMeta } from '../../apimachinery/index.ts';
import type { ResourceList, Stored, StoredWithout } from '../wire.ts';

export type Taint = Stored<ITaint>;
export type NodeAddress = Stored<INodeAddress>;
export type NodeCondition = Stored<INodeCondition>;

export interface NodeSpec extends StoredWithout<INodeSpec, 'taints'> {
  readonly taints?: readonly Taint[];
}

export interface NodeStatus extends StoredWithout<INodeStatus, 'capacity' | 'allocatable' | 'conditions'> {
  readonly capacity?: ResourceList;
  readonly allocatable?: ResourceList;
  readonly conditions?: readonly NodeCondition[];
}

export interface Node extends ApiObject<NodeSpec, NodeStatus> {
  readonly apiVersion: 'v1';
  readonly kind: 'Node';
  readonly metadata: ObjectMeta;
  readonly spec: NodeSpec;
  readonly status: NodeStatus;
}
