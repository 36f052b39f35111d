import type { Micros, RecordId } from '../../sim/index.ts';
import type { PodInfo } from '../cache/pod-info.ts';

/** A pod that waits to be scheduled, and what earlier attempts have taught (framework/types.go, QueuedPodInfo). */
export interface QueuedPodInfo {
  podInfo: PodInfo;
  /** When it was put into the queue this time: the older of two equal priorities goes first. */
  timestamp: Micros;
  attempts: number;
  unschedulableCount: number;
  consecutiveErrorsCount: number;
  /** 0: not backing off. */
  backoffExpiration: Micros;
  unschedulablePlugins: ReadonlySet<string>;
  pendingPlugins: ReadonlySet<string>;
  /** The plugin whose PreEnqueue keeps it out; '' for none. */
  gatingPlugin: string;
  /** The record that made it ready, so that the trace can say why it is tried now. */
  cause: RecordId;
  /** Its place in the heap it is in; -1 for none. */
  heapIndex: number;
}
