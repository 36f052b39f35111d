import type { Plugin } from '../../framework/interface.ts';
import type { QueuedPodInfo } from '../../queue/queued-pod-info.ts';
import { PRIORITY_SORT } from '../names.ts';

/** The higher priority first, then who has waited longer (plugins/queuesort/priority_sort.go). */
export class PrioritySort implements Plugin {
  readonly name = PRIORITY_SORT;

  less(a: QueuedPodInfo, b: QueuedPodInfo): boolean {
    const { priority } = a.podInfo;
    const other = b.podInfo.priority;
    return priority > other || (priority === other && a.timestamp < b.timestamp);
  }
}
