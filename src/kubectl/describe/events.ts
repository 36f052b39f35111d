import type { IEvent } from 'kubernetes-models/v1/Event';
import { compareStrings } from '../../engine/apimachinery/index.ts';
import { since } from '../../engine/api/columns.ts';
import { sortGo } from '../go-sort.ts';
import type { Settings, Subject } from './describer.ts';
import { corePath, listAll } from '../rest/list-all.ts';
import type { PrefixWriter } from './prefix-writer.ts';

/** Who the events are about; what is left out does not matter. */
interface Reference {
  readonly name: string;
  readonly namespace: string;
  readonly kind?: string;
  readonly uid?: string;
}

/** searchEvents. A server that will not tell has none to show. */
export async function searchEvents(settings: Settings, about: Reference): Promise<IEvent[] | undefined> {
  if (!settings.showEvents) return undefined;
  const terms = [`involvedObject.name=${about.name}`, `involvedObject.namespace=${about.namespace}`];
  if (about.kind !== undefined) terms.unshift(`involvedObject.kind=${about.kind}`);
  if (about.uid !== undefined && about.uid !== '') terms.push(`involvedObject.uid=${about.uid}`);
  try {
    return await listAll<IEvent>(settings, corePath('events', about.namespace), { fieldSelector: terms.join(',') });
  } catch {
    return [];
  }
}

/** The events about the object itself. */
export function eventsOf(
  settings: Settings,
  { mapping, namespace, name }: Subject,
  object: { readonly metadata?: { readonly uid?: string } },
): Promise<IEvent[] | undefined> {
  return searchEvents(settings, { name, namespace, kind: mapping.kind, uid: object.metadata?.uid ?? '' });
}

function interval(event: IEvent, now: number): string {
  const first = event.eventTime == null ? since(event.firstTimestamp, now) : since(event.eventTime, now);
  if (event.series !== undefined) {
    return `${since(event.series.lastObservedTime, now)} (x${event.series.count ?? 0} over ${first})`;
  }
  if ((event.count ?? 0) > 1) return `${since(event.lastTimestamp, now)} (x${event.count} over ${first})`;
  return first;
}

/** DescribeEvents. Nothing at all when nobody asked for events. */
export function describeEvents(events: readonly IEvent[] | undefined, w: PrefixWriter, now: number): void {
  if (events === undefined) return;
  if (events.length === 0) {
    w.line(0, 'Events:\t<none>');
    return;
  }
  w.flush();
  w.line(0, 'Events:\n  Type\tReason\tAge\tFrom\tMessage');
  w.line(1, '----\t------\t----\t----\t-------');
  for (const event of sortGo(events, (a, b) => compareStrings(a.lastTimestamp ?? '', b.lastTimestamp ?? '') < 0)) {
    const from = event.source?.component;
    const source = from === undefined || from === '' ? (event.reportingComponent ?? '') : from;
    const message = (event.message ?? '').trim();
    w.line(1, `${event.type ?? ''}\t${event.reason ?? ''}\t${interval(event, now)}\t${source}\t${message}`);
  }
}
