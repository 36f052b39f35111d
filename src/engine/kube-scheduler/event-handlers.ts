import type { Node } from '../api/node/types.ts';
import type { Pod } from '../api/pod/types.ts';
import { semanticDeepEqual } from '../apimachinery/index.ts';
import type { Informer } from '../client-go/index.ts';
import type { Cache } from './cache/cache.ts';
import { newPodInfo } from './cache/pod-info.ts';
import {
  EVENT_ASSIGNED_POD_ADD,
  EVENT_ASSIGNED_POD_DELETE,
  EVENT_NODE_ADD,
  EVENT_NODE_DELETE,
  UPDATE_NODE_ALLOCATABLE,
  UPDATE_NODE_ANNOTATION,
  UPDATE_NODE_CONDITION,
  UPDATE_NODE_LABEL,
  UPDATE_NODE_TAINT,
  type ClusterEvent,
} from './framework/events.ts';
import { podSchedulingPropertiesChange } from './queue/pod-change.ts';
import type { SchedulingQueue } from './queue/scheduling-queue.ts';

const nodeUpdate = (actionType: number, what: string): ClusterEvent => ({
  resource: 'Node',
  actionType,
  label: `NodeUpdate${what}`,
});
const EVENT_NODE_ALLOCATABLE = nodeUpdate(UPDATE_NODE_ALLOCATABLE, 'Allocatable');
const EVENT_NODE_LABEL = nodeUpdate(UPDATE_NODE_LABEL, 'Label');
const EVENT_NODE_TAINT = nodeUpdate(UPDATE_NODE_TAINT, 'Taint');
const EVENT_NODE_CONDITION = nodeUpdate(UPDATE_NODE_CONDITION, 'Condition');
const EVENT_NODE_ANNOTATION = nodeUpdate(UPDATE_NODE_ANNOTATION, 'Annotation');

const conditionStates = ({ status }: Node): unknown =>
  status.conditions?.map(({ type, status: value }) => [type, value]);

/** framework/events.go, NodeSchedulingPropertiesChange: a heartbeat is nothing, a new label is something. */
export function nodeSchedulingPropertiesChange(before: Node, after: Node): ClusterEvent[] {
  const events: ClusterEvent[] = [];
  const changed = (a: unknown, b: unknown): boolean => a !== b && !semanticDeepEqual(a, b);
  if (changed(before.status.allocatable, after.status.allocatable)) events.push(EVENT_NODE_ALLOCATABLE);
  if (changed(before.metadata.labels, after.metadata.labels)) events.push(EVENT_NODE_LABEL);
  const cordoned = (before.spec.unschedulable ?? false) !== (after.spec.unschedulable ?? false);
  if (cordoned || changed(before.spec.taints, after.spec.taints)) events.push(EVENT_NODE_TAINT);
  if (
    before.status.conditions !== after.status.conditions &&
    changed(conditionStates(before), conditionStates(after))
  ) {
    events.push(EVENT_NODE_CONDITION);
  }
  if (changed(before.metadata.annotations, after.metadata.annotations)) events.push(EVENT_NODE_ANNOTATION);
  return events;
}

/** Only what decides where pods go: image lists and heartbeats arrive with nearly every node update. */
export function addNodeEventHandlers(nodes: Informer<Node>, cache: Cache, queue: SchedulingQueue): void {
  nodes.addEventHandler({
    onAdd: (node) => {
      cache.addNode(node);
      queue.moveAllToActiveOrBackoffQueue(EVENT_NODE_ADD, undefined, node);
    },
    onUpdate: (before, after) => {
      cache.updateNode(after);
      for (const event of nodeSchedulingPropertiesChange(before, after)) {
        queue.moveAllToActiveOrBackoffQueue(event, before, after);
      }
    },
    onDelete: (node) => {
      cache.removeNode(node.metadata.name);
      queue.moveAllToActiveOrBackoffQueue(EVENT_NODE_DELETE, node, undefined);
    },
  });
}

const isAssigned = ({ spec }: Pod): boolean => spec.nodeName !== undefined && spec.nodeName !== '';

/** Sends pods with a node to the cache and those without to the queue (eventhandlers.go, addAllEventHandlers). */
export function addPodEventHandlers(
  pods: Informer<Pod>,
  cache: Cache,
  queue: SchedulingQueue,
  schedulerName: string,
): void {
  const toInfo = (pod: Pod) => newPodInfo(pod, cache.classes);
  const isOurs = ({ spec }: Pod): boolean => spec.schedulerName === schedulerName;
  const addAssigned = (pod: Pod): void => {
    cache.addPod(pod);
    queue.nominator.delete(pod.metadata.uid);
    queue.moveAllToActiveOrBackoffQueue(EVENT_ASSIGNED_POD_ADD, undefined, pod);
  };
  pods.addEventHandler({
    onAdd: (pod) => {
      if (isAssigned(pod)) addAssigned(pod);
      else if (isOurs(pod)) queue.add(toInfo(pod));
    },
    onUpdate: (before, after) => {
      if (!isAssigned(after)) {
        if (isOurs(after) && !cache.isAssumed(after.metadata.uid)) queue.update(before, after, toInfo);
        return;
      }
      if (!isAssigned(before)) {
        queue.delete(after.metadata.uid);
        addAssigned(after);
        return;
      }
      cache.updatePod(after);
      for (const event of podSchedulingPropertiesChange(before, after)) {
        queue.moveAllToActiveOrBackoffQueue(event, before, after);
      }
    },
    onDelete: (pod) => {
      const { uid } = pod.metadata;
      // After a broken watch the last state known may be older than the binding, so both places are cleared.
      queue.delete(uid);
      const nodeName = cache.nodeOf(uid);
      if (nodeName === undefined) return;
      cache.removePod(uid);
      queue.moveAllToActiveOrBackoffQueue(EVENT_ASSIGNED_POD_DELETE, pod, undefined);
    },
  });
}
