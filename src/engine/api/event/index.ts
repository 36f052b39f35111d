/**
 * Event: something happened to an object, as told by the component that did or saw it. Stored as core/v1, served as
 * events.k8s.io/v1 too. Differs from Kubernetes: what was created through events.k8s.io is checked as core/v1 events are.
 */
import { column, NAME, since, wide } from '../columns.ts';
import type { Kind } from '../kind.ts';
import { METADATA_PATCH_META } from '../patch-meta.ts';
import { plainStrategy } from '../strategies.ts';
import { isUnset } from '../validate.ts';
import { eventsV1 } from './events-v1.ts';
import { eventRelations } from './relations.ts';
import type { Event, EventSource } from './types.ts';
import { validateEvent } from './validation.ts';

/** formatEventSource: newer events name their reporter elsewhere. */
function source(event: Event): string {
  const { component = '', host = '' }: EventSource = event.source ?? {};
  const who = component === '' ? (event.reportingComponent ?? '') : component;
  const where = component === '' && host === '' ? (event.reportingInstance ?? '') : host;
  return where === '' ? who : `${who}, ${where}`;
}

/** When it was last and first seen, and how often. */
function times(event: Event, now: number): readonly [last: string, first: string, count: number] {
  const first = since(isUnset(event.firstTimestamp) ? event.eventTime : event.firstTimestamp, now);
  const { series } = event;
  if (series !== undefined) return [since(series.lastObservedTime, now), first, series.count ?? 0];
  const last = isUnset(event.lastTimestamp) ? first : since(event.lastTimestamp, now);
  const count = event.count ?? 0;
  return [last, first, count === 0 ? 1 : count];
}

function cells(event: Event, now: number): readonly (string | number)[] {
  const [last, first, count] = times(event, now);
  const { kind = '', name = '', fieldPath = '' } = event.involvedObject;
  const target = name === '' ? kind.toLowerCase() : `${kind.toLowerCase()}/${name}`;
  return [
    last,
    event.type ?? '',
    event.reason ?? '',
    target,
    fieldPath,
    source(event),
    (event.message ?? '').trim(),
    first,
    count,
    event.metadata.name,
  ];
}

export const eventKind: Kind<Event> = {
  group: '',
  version: 'v1',
  kind: 'Event',
  resource: 'events',
  singular: 'event',
  shortNames: ['ev'],
  categories: [],
  namespaced: true,
  defaults: (event) => (event.involvedObject === undefined ? { ...event, involvedObject: {} } : event),
  strategy: plainStrategy<Event>({
    validate: validateEvent,
    validateUpdate: validateEvent,
    allowCreateOnUpdate: true,
  }),
  subresources: {},
  printer: {
    columns: [
      column('Last Seen', 'When it was last seen.'),
      column('Type', 'Normal or Warning.'),
      column('Reason', 'Why, in one word.'),
      column('Object', 'What it happened to.'),
      wide('Subobject', 'Which part of it.'),
      wide('Source', 'Who says so.'),
      column('Message', 'What happened.'),
      wide('First Seen', 'When it was first seen.'),
      wide('Count', 'How many times it was seen.'),
      { ...NAME, priority: 1 },
    ],
    cells,
  },
  selectableFieldNames: [
    'involvedObject.kind',
    'involvedObject.namespace',
    'involvedObject.name',
    'involvedObject.uid',
    'involvedObject.apiVersion',
    'involvedObject.resourceVersion',
    'involvedObject.fieldPath',
    'reason',
    'reportingComponent',
    'source',
    'type',
  ],
  selectableFields({ involvedObject, ...event }) {
    return {
      'involvedObject.kind': involvedObject.kind ?? '',
      'involvedObject.namespace': involvedObject.namespace ?? '',
      'involvedObject.name': involvedObject.name ?? '',
      'involvedObject.uid': involvedObject.uid ?? '',
      'involvedObject.apiVersion': involvedObject.apiVersion ?? '',
      'involvedObject.resourceVersion': involvedObject.resourceVersion ?? '',
      'involvedObject.fieldPath': involvedObject.fieldPath ?? '',
      reason: event.reason ?? '',
      reportingComponent: event.reportingComponent ?? '',
      source: event.source?.component || (event.reportingComponent ?? ''),
      type: event.type ?? '',
    };
  },
  relations: eventRelations,
  patchMeta: METADATA_PATCH_META,
  versions: [eventsV1],
};
