import type { IEventSource } from 'kubernetes-models/v1/EventSource';
import type { IEventSeries } from 'kubernetes-models/v1/EventSeries';
import type { IObjectReference } from 'kubernetes-models/v1/ObjectReference';
import type { ApiObject, ObjectMeta } from '../../apimachinery/index.ts';
import type { Stored } from '../wire.ts';

export type ObjectReference = Stored<IObjectReference>;
export type EventSource = Stored<IEventSource>;
export type EventSeries = Stored<IEventSeries>;

/** core/v1's Event, the stored form; events.k8s.io/v1 is another view of it. */
export interface Event extends ApiObject {
  readonly apiVersion: 'v1';
  readonly kind: 'Event';
  readonly metadata: ObjectMeta;
  readonly involvedObject: ObjectReference;
  readonly reason?: string;
  readonly message?: string;
  readonly source?: EventSource;
  readonly firstTimestamp?: string | null;
  readonly lastTimestamp?: string | null;
  readonly count?: number;
  readonly type?: string;
  readonly eventTime?: string | null;
  readonly series?: EventSeries;
  readonly action?: string;
  readonly related?: ObjectReference;
  readonly reportingComponent?: string;
  readonly reportingInstance?: string;
}
