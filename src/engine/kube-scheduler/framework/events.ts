import type { ApiObject } from '../../apimachinery/index.ts';
import type { PodInfo } from '../cache/pod-info.ts';

/** What something happened to. `AssignedPod` is a pod with a node, `UnscheduledPod` the waiting pod itself. */
export type EventResource =
  | 'AssignedPod'
  | 'UnscheduledPod'
  | 'Node'
  | 'Namespace'
  | 'PersistentVolumeClaim'
  | 'PersistentVolume'
  | 'StorageClass'
  | 'Service'
  | '*';

/** One bit each, so that a plugin names several at once (kube-scheduler/framework/types.go, ActionType). */
export const ADD = 1;
export const DELETE = 1 << 1;
export const UPDATE_NODE_ALLOCATABLE = 1 << 2;
export const UPDATE_NODE_LABEL = 1 << 3;
export const UPDATE_NODE_TAINT = 1 << 4;
export const UPDATE_NODE_CONDITION = 1 << 5;
export const UPDATE_NODE_ANNOTATION = 1 << 6;
export const UPDATE_POD_LABEL = 1 << 7;
export const UPDATE_POD_SCALE_DOWN = 1 << 8;
export const UPDATE_POD_TOLERATION = 1 << 9;
export const UPDATE_POD_SCHEDULING_GATES_ELIMINATED = 1 << 10;
export const UPDATE = 1 << 11;
export const ALL_ACTIONS = (1 << 12) - 1;

export interface ClusterEvent {
  readonly resource: EventResource;
  readonly actionType: number;
  /** `NodeAdd`, `AssignedPodDelete`: what the trace and the metrics call it. */
  readonly label: string;
}

export type QueueingHint = 'Queue' | 'QueueSkip';

/** An event that may make a pod schedulable which this plugin has rejected, and how to tell whether it does. */
export interface ClusterEventWithHint {
  readonly resource: EventResource;
  readonly actionType: number;
  /** Absent: always worth a try. `before` is absent for additions, `after` for deletions. */
  hint?(pod: PodInfo, before: ApiObject | undefined, after: ApiObject | undefined): QueueingHint;
}

export const EVENT_ASSIGNED_POD_ADD: ClusterEvent = {
  resource: 'AssignedPod',
  actionType: ADD,
  label: 'AssignedPodAdd',
};
export const EVENT_ASSIGNED_POD_DELETE: ClusterEvent = {
  resource: 'AssignedPod',
  actionType: DELETE,
  label: 'AssignedPodDelete',
};
export const EVENT_NODE_ADD: ClusterEvent = { resource: 'Node', actionType: ADD, label: 'NodeAdd' };
export const EVENT_NODE_DELETE: ClusterEvent = { resource: 'Node', actionType: DELETE, label: 'NodeDelete' };
export const EVENT_UNSCHEDULABLE_TIMEOUT: ClusterEvent = {
  resource: '*',
  actionType: ALL_ACTIONS,
  label: 'UnschedulableTimeout',
};
export const EVENT_FORCE_ACTIVATE: ClusterEvent = { resource: '*', actionType: ALL_ACTIONS, label: 'ForceActivate' };

/** Whether something registered for `registered` wants to hear of `event`. */
export function matchesEvent(registered: ClusterEventWithHint, event: ClusterEvent): boolean {
  return (
    (registered.resource === '*' || registered.resource === event.resource) &&
    (registered.actionType & event.actionType) !== 0
  );
}
