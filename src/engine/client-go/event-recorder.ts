import { StatusError, formatMicroTime, formatTime, keyOf, type ApiObject } from '../apimachinery/index.ts';
import { Channel, NetworkError, sleep, type RecordId, type Sim, type Task } from '../sim/index.ts';
import type { Client, ResourceRef } from './client.ts';
import { EVENT_RETRIES, EVENT_RETRY_DELAY, EventCorrelator, type Correlation } from './event-correlator.ts';

export interface EventSource {
  readonly component: string;
  readonly host?: string;
  /** The newer API of k8s.io/client-go/tools/events (the scheduler): eventTime and action instead of timestamps. */
  readonly action?: string;
}

export type EventType = 'Normal' | 'Warning';

interface Posting {
  readonly body: ApiObject | undefined;
  readonly correlation: Exclude<Correlation, { verdict: 'drop' }>;
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
  /** Stands in for the nanoseconds that the virtual clock has not: two events of one instant need two names. */
  #recorded = 0;

  constructor(
    readonly client: Client,
    readonly source: EventSource,
  ) {
    this.#sim = client.process.sim;
    this.#queue = new Channel(this.#sim);
    this.#correlator = new EventCorrelator(this.#sim);
    client.process.go('event broadcaster', this.#post());
  }

  event(object: ApiObject, type: EventType, reason: string, message: string, fieldPath?: string): void {
    const facts = { source: this.source.component, host: this.source.host ?? '', type, reason, message };
    const subject = `${object.kind}/${keyOf(object)}/${object.metadata.uid}/${fieldPath ?? ''}`;
    const correlation = this.#correlator.correlate({ ...facts, object: subject });
    if (correlation.verdict === 'drop' || this.#queue.length >= QUEUE_LIMIT) return;
    const namespace = object.metadata.namespace ?? 'default';
    const at = formatTime(this.#sim.wallClock());
    const body =
      correlation.verdict === 'create'
        ? this.#build(object, namespace, type, reason, correlation.message, fieldPath)
        : undefined;
    this.#queue.put({ body, correlation, namespace, cause: this.#sim.cause, at });
  }

  #build(
    object: ApiObject,
    namespace: string,
    type: EventType,
    reason: string,
    message: string,
    fieldPath: string | undefined,
  ): ApiObject {
    const { metadata } = object;
    const wall = this.#sim.wallClock();
    const nanoseconds = (BigInt(wall) * 1000n + BigInt(this.#recorded++ % 1000)).toString(16);
    const { component, host, action } = this.source;
    const at = formatTime(wall);
    const event = {
      apiVersion: 'v1',
      kind: 'Event',
      metadata: { name: `${metadata.name}.${nanoseconds}`, namespace },
      involvedObject: {
        apiVersion: object.apiVersion,
        kind: object.kind,
        name: metadata.name,
        ...(metadata.namespace !== undefined && { namespace: metadata.namespace }),
        uid: metadata.uid,
        resourceVersion: metadata.resourceVersion,
        ...(fieldPath !== undefined && { fieldPath }),
      },
      reason,
      message,
      source: action === undefined ? { component, ...(host !== undefined && { host }) } : {},
      firstTimestamp: action === undefined ? at : null,
      lastTimestamp: action === undefined ? at : null,
      ...(action === undefined ? { count: 1 } : { eventTime: formatMicroTime(wall), action }),
      ...(action === undefined && { eventTime: null }),
      type,
      reportingComponent: component,
      reportingInstance: action === undefined ? (host ?? '') : `${component}-${host ?? ''}`,
    };
    return event as unknown as ApiObject;
  }

  *#post(): Task {
    for (;;) {
      const posting = yield* this.#queue.get();
      if (!posting) return;
      this.#sim.cause = posting.cause;
      for (let attempt = 0; attempt < EVENT_RETRIES; attempt++) {
        try {
          yield* this.#send(posting);
          break;
        } catch (error) {
          if (error instanceof StatusError) break;
          if (!(error instanceof NetworkError)) throw error;
          yield* sleep(this.#sim, EVENT_RETRY_DELAY);
        }
      }
    }
  }

  *#send({ body, correlation, namespace, at }: Posting): Task {
    const events = this.client.resource<ApiObject>(EVENTS);
    if (correlation.verdict === 'create') {
      const posted = yield* events.create(namespace, body);
      this.#correlator.created(correlation.key, posted.metadata.name);
      return;
    }
    const { count, message, name } = correlation;
    const change =
      this.source.action === undefined
        ? { count, lastTimestamp: at, message }
        : { series: { count, lastObservedTime: formatMicroTime(this.#sim.wallClock()) } };
    yield* events.patch(namespace, name, 'application/strategic-merge-patch+json', change);
  }
}
