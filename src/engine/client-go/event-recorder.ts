import { StatusError, formatMicroTime, formatTime, type ApiObject, type ObjectMeta } from '../apimachinery/index.ts';
import { Channel, NetworkError, SECOND, sleep, type Micros, type RecordId, type Sim, type Task } from '../sim/index.ts';
import type { Client, ResourceRef } from './client.ts';
import { EVENT_RETRIES, EVENT_RETRY_DELAY, EventCorrelator, type Posted } from './event-correlator.ts';
import type { ResourceClient } from './resource-client.ts';

export interface EventSource {
  readonly component: string;
  readonly host?: string;
  /** The newer API of k8s.io/client-go/tools/events (the scheduler): eventTime and action instead of timestamps. */
  readonly action?: string;
}

export type EventType = 'Normal' | 'Warning';

interface Posting {
  /** An event to create; undefined: one more of an event that the server has. */
  readonly body: unknown;
  readonly posted: Posted;
  readonly count: number;
  readonly message: string;
  readonly namespace: string;
  readonly cause: RecordId;
  readonly at: string;
}

const EVENTS: ResourceRef = { group: '', version: 'v1', resource: 'events', kind: 'Event', namespaced: true };
/** tools/record: a full queue drops events rather than slow its component down. */
const QUEUE_LIMIT = 1000;

/** Tells the cluster what a component did, without ever making it wait (tools/record/event.go). */
export class EventRecorder {
  readonly #queue: Channel<Posting>;
  readonly #correlator: EventCorrelator;
  readonly #sim: Sim;
  readonly #events: ResourceClient<ApiObject>;
  /** Repeated by each event, and shared between them. */
  readonly #source: unknown;
  readonly #instance: string;
  /** Stands in for the nanoseconds that the virtual clock has not: two events of one instant need two names. */
  #recorded = 0;
  #second = -1;
  #time = '';

  constructor(
    readonly client: Client,
    readonly source: EventSource,
  ) {
    this.#sim = client.process.sim;
    this.#queue = new Channel(this.#sim);
    this.#correlator = new EventCorrelator(this.#sim);
    this.#events = client.resource<ApiObject>(EVENTS);
    const { component, host, action } = source;
    if (action === undefined) this.#source = host === undefined ? { component } : { component, host };
    else this.#source = {};
    this.#instance = action === undefined ? (host ?? '') : `${component}-${host ?? ''}`;
    client.process.go('event broadcaster', this.#post());
  }

  event(object: ApiObject, type: EventType, reason: string, message: string, fieldPath?: string): void {
    const { metadata } = object;
    const posted = this.#correlator.correlate(metadata.uid, type, reason, message, fieldPath);
    if (!posted || this.#queue.length >= QUEUE_LIMIT) return;
    const namespace = metadata.namespace ?? 'default';
    const wall = this.#sim.wallClock();
    const at = this.#timeText(wall);
    const body = posted.name === undefined ? this.#build(object, namespace, type, reason, posted, wall, at) : undefined;
    const { count } = posted;
    this.#queue.put({ body, posted, count, message: posted.message, namespace, cause: this.#sim.cause, at });
  }

  /** Many events are of one second, and are kept long: they share its text. */
  #timeText(wall: Micros): string {
    const second = Math.floor(wall / SECOND);
    if (second !== this.#second) {
      this.#second = second;
      this.#time = formatTime(wall);
    }
    return this.#time;
  }

  /** Written out per shape: events are the most numerous objects of a cluster. */
  #build(
    object: ApiObject,
    namespace: string,
    type: EventType,
    reason: string,
    { message, fieldPath }: Posted,
    wall: Micros,
    at: string,
  ): unknown {
    const { metadata } = object;
    const { component, action } = this.source;
    const eventMetadata = { name: eventName(metadata.name, wall, this.#recorded++ % 1000), namespace };
    const involvedObject = referenceTo(object, metadata, fieldPath);
    if (action === undefined) {
      return {
        apiVersion: 'v1',
        kind: 'Event',
        metadata: eventMetadata,
        involvedObject,
        reason,
        message,
        source: this.#source,
        firstTimestamp: at,
        lastTimestamp: at,
        count: 1,
        eventTime: null,
        type,
        reportingComponent: component,
        reportingInstance: this.#instance,
      };
    }
    return {
      apiVersion: 'v1',
      kind: 'Event',
      metadata: eventMetadata,
      involvedObject,
      reason,
      message,
      source: this.#source,
      firstTimestamp: null,
      lastTimestamp: null,
      eventTime: formatMicroTime(wall),
      action,
      type,
      reportingComponent: component,
      reportingInstance: this.#instance,
    };
  }

  *#post(): Task {
    for (;;) {
      const posting = yield* this.#queue.get();
      if (!posting) return;
      this.#sim.cause = posting.cause;
      for (let attempt = 0; attempt < EVENT_RETRIES; attempt++) {
        try {
          if (posting.body === undefined) yield* this.#countUp(posting);
          else posting.posted.name = (yield* this.#events.create(posting.namespace, posting.body)).metadata.name;
          break;
        } catch (error) {
          if (error instanceof StatusError) break;
          if (!(error instanceof NetworkError)) throw error;
          yield* sleep(this.#sim, EVENT_RETRY_DELAY);
        }
      }
    }
  }

  #countUp({ count, message, posted, namespace, at }: Posting): Task<ApiObject> {
    const change =
      this.source.action === undefined
        ? { count, lastTimestamp: at, message }
        : { series: { count, lastObservedTime: formatMicroTime(this.#sim.wallClock()) } };
    return this.#events.patch(namespace, posted.name!, 'application/strategic-merge-patch+json', change);
  }
}

function referenceTo(object: ApiObject, metadata: ObjectMeta, fieldPath: string | undefined): unknown {
  const { apiVersion, kind } = object;
  const { name, namespace, uid, resourceVersion } = metadata;
  if (namespace === undefined) {
    return fieldPath === undefined
      ? { apiVersion, kind, name, uid, resourceVersion }
      : { apiVersion, kind, name, uid, resourceVersion, fieldPath };
  }
  return fieldPath === undefined
    ? { apiVersion, kind, name, namespace, uid, resourceVersion }
    : { apiVersion, kind, name, namespace, uid, resourceVersion, fieldPath };
}

const LOW = 2 ** 20;

/**
 * The object's name and nanoseconds since the Unix epoch as hexadecimal digits. They are more than a double holds, so they are
 * reckoned in two parts: all but the last five digits, and those. Joined, a name is one piece in memory; added up, it is four.
 */
function eventName(object: string, wall: Micros, nanoseconds: number): string {
  const low = (wall % LOW) * 1000 + nanoseconds;
  const high = Math.floor(wall / LOW) * 1000 + Math.floor(low / LOW);
  return [object, '.', high.toString(16), (low % LOW).toString(16).padStart(5, '0')].join('');
}
