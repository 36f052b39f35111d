import type { ApiObject } from '../../engine/apimachinery/index.ts';
import { isRecord } from './diff.ts';
import { virtualTime } from './age.ts';

/** An Event of the API, as it is shown. Times are virtual, in microseconds. */
export interface EventLine {
  readonly key: string;
  readonly type: string;
  readonly reason: string;
  readonly message: string;
  readonly from: string;
  readonly count: number;
  readonly first: number;
  readonly last: number;
  /** Timestamps are often whole seconds; revisions tell the order within one. */
  readonly revision: number;
}

/** The events about an object, the newest first. Events name it by uid; those about a node carry its name in that place. */
export function eventsOf(events: readonly ApiObject[], object: ApiObject, epoch: number): readonly EventLine[] {
  const lines: EventLine[] = [];
  for (const event of events) if (isAbout(event, object)) lines.push(lineOf(event, epoch));
  return lines.sort((a, b) => b.revision - a.revision);
}

function isAbout(event: ApiObject, object: ApiObject): boolean {
  const about = field(event, 'involvedObject') ?? field(event, 'regarding');
  if (!isRecord(about) || about['kind'] !== object.kind || about['name'] !== object.metadata.name) return false;
  return about['uid'] === object.metadata.uid || about['uid'] === object.metadata.name || about['uid'] === undefined;
}

function lineOf(event: ApiObject, epoch: number): EventLine {
  const series = field(event, 'series');
  const [count, lastSeen] = isRecord(series) ? [series['count'], series['lastObservedTime']] : [];
  const created = virtualTime(event.metadata.creationTimestamp, epoch) ?? 0;
  const first = virtualTime(field(event, 'firstTimestamp') ?? field(event, 'eventTime'), epoch) ?? created;
  const last = virtualTime(lastSeen ?? field(event, 'lastTimestamp'), epoch) ?? first;
  return {
    key: event.metadata.name,
    type: text(event, 'type'),
    reason: text(event, 'reason'),
    message: text(event, 'message'),
    from: text(event, 'reportingComponent') || text(field(event, 'source'), 'component'),
    count: Number(count ?? field(event, 'count') ?? 1),
    first,
    last,
    revision: Number(event.metadata.resourceVersion ?? 0),
  };
}

function field(object: unknown, name: string): unknown {
  const value =
    typeof object === 'object' && object !== null ? (object as Readonly<Record<string, unknown>>)[name] : undefined;
  return value === null ? undefined : value;
}

function text(object: unknown, name: string): string {
  const value = field(object, name);
  return typeof value === 'string' ? value : '';
}
