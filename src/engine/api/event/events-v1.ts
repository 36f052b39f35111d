import type { ApiObject } from '../../apimachinery/index.ts';
import type { ServedVersion } from '../kind.ts';
import type { Event } from './types.ts';

/** events.k8s.io/v1's names for the fields of a core Event. pkg/apis/events/v1/conversion.go */
const NAMES = [
  ['involvedObject', 'regarding'],
  ['message', 'note'],
  ['source', 'deprecatedSource'],
  ['firstTimestamp', 'deprecatedFirstTimestamp'],
  ['lastTimestamp', 'deprecatedLastTimestamp'],
  ['count', 'deprecatedCount'],
  ['reportingComponent', 'reportingController'],
] as const;

type Fields = Record<string, unknown>;

function renamed(object: ApiObject, from: 0 | 1, apiVersion: string): Fields {
  const next: Fields = { ...object, apiVersion };
  for (const pair of NAMES) {
    const before = pair[from];
    if (!Object.hasOwn(next, before)) continue;
    next[pair[from === 0 ? 1 : 0]] = next[before];
    delete next[before];
  }
  return next;
}

export const eventsV1: ServedVersion<Event> = {
  group: 'events.k8s.io',
  version: 'v1',
  decode: (object) => {
    const { involvedObject = {}, ...rest } = renamed(object, 1, 'v1');
    return { ...(rest as Omit<Event, 'involvedObject'>), involvedObject: involvedObject as Event['involvedObject'] };
  },
  encode: (event) => renamed(event, 0, 'events.k8s.io/v1') as ApiObject & Fields,
};
