import type { ApiObject } from '../../../engine/apimachinery/index.ts';
import { kindOfResource } from '../../kinds/index.ts';
import { FIELDS, matches, parseFilter, type Field, type ObjectRef, type Session } from '../../store/index.ts';
import { zoneOf } from './dimming.ts';
import { ObjectFacts } from './facts.ts';

/** Something that was found: what it is, and how it is. */
export interface Found {
  readonly ref: ObjectRef;
  readonly kind: string;
  readonly status: string;
}

export interface Finds {
  /** The best of them. */
  readonly shown: readonly Found[];
  readonly count: number;
  readonly all: number;
}

const MOST = 8;
/** What people look for, in this order; of what the system keeps for itself nothing, unless its kind is asked for. */
const FIRST = ['nodes', 'deployments.apps', 'statefulsets.apps', 'daemonsets.apps', 'services', 'pods'];
const INTERNAL =
  /^(events|leases|endpointslices|endpoints|controllerrevisions|flowschemas|prioritylevel|apiservices|roles|clusterroles|rolebindings|clusterrolebindings|serviceaccounts|csi|priorityclasses|ipaddresses|servicecidrs)/;

/** What a text finds at the playhead. */
export function find(session: Session, text: string): Finds {
  const filter = parseFilter(text);
  const named = filter.terms.some((term) => term.type === 'field' && term.field === 'kind');
  const typed = filter.terms.find((term) => term.type === 'text' && !term.not);
  const best: { found: Found; rank: number }[] = [];
  let count = 0;
  let all = 0;
  for (const [order, resource] of resourcesOf(session, named).entries())
    for (const object of session.world.list(resource)) {
      all++;
      const facts = new ObjectFacts(object, (node) => zoneOf(session, node));
      if (!matches(filter, facts)) continue;
      count++;
      const rank = rankOf(object, typed?.type === 'text' ? typed.value : '') * 100 + order;
      if (best.length === MOST && rank >= best[MOST - 1]!.rank) continue;
      const { namespace = '', name } = object.metadata;
      best.push({ found: { ref: { resource, namespace, name }, kind: facts.kind, status: facts.status }, rank });
      best.sort((a, b) => a.rank - b.rank);
      best.length = Math.min(MOST, best.length);
    }
  return { shown: filter.terms.length === 0 ? [] : best.map(({ found }) => found), count, all };
}

function resourcesOf(session: Session, named: boolean): readonly string[] {
  const known = session.mirror.resources.filter((resource) => named || !INTERNAL.test(resource));
  const place = (resource: string): number => (FIRST.includes(resource) ? FIRST.indexOf(resource) : FIRST.length);
  return [...known].sort((a, b) => place(a) - place(b) || (a < b ? -1 : 1));
}

/** The whole name before its beginning before anything else. */
function rankOf({ metadata: { name } }: ApiObject, typed: string): number {
  if (typed === '' || name === typed) return 0;
  return name.startsWith(typed) ? 1 : name.includes(typed) ? 2 : 3;
}

const MOST_COMPLETIONS = 6;

/** How the last word may go on: fields where none is begun, values where one is. Each is the whole text with it. */
export function completions(session: Session, text: string): readonly string[] {
  const start = text.lastIndexOf(' ') + 1;
  const before = text.slice(0, start);
  const word = text.slice(start);
  const [, sign = '', head = '', rest = ''] = /^(-?)([a-z]+):=?(.*)$/i.exec(word) ?? [];
  const field = FIELDS.find((each) => each === head.toLowerCase());
  if (!field) {
    const fields = FIELDS.filter((each) => each.startsWith(word) && word !== '').map((each) => `${before}${each}:`);
    return fields.slice(0, MOST_COMPLETIONS);
  }
  const values = [...valuesOf(session, field)].filter((value) => value.toLowerCase().startsWith(rest.toLowerCase()));
  if (values.length === 1 && values[0] === rest) return [];
  return values
    .sort()
    .slice(0, MOST_COMPLETIONS)
    .map((value) => `${before}${sign}${field}:${value}`);
}

/** The values that a field has in the cluster, as far as they are told by few objects. */
function valuesOf(session: Session, field: Field): ReadonlySet<string> {
  const values = new Set<string>();
  const add = (value: string): void =>
    void (value !== '' && !value.includes(' ') && values.size < 400 && values.add(value));
  if (field === 'kind') {
    for (const resource of resourcesOf(session, true))
      if (session.world.list(resource).length > 0) add((kindOfResource(resource)?.kind ?? resource).toLowerCase());
    return values;
  }
  if (field === 'ns') for (const { metadata } of session.world.list('namespaces')) add(metadata.name);
  const from = field === 'node' || field === 'zone' ? ['nodes'] : ['pods', 'nodes', 'deployments.apps'];
  for (const resource of from)
    for (const object of session.world.list(resource).slice(0, 5_000)) {
      const facts = new ObjectFacts(object, (node) => zoneOf(session, node));
      if (field === 'label') for (const key of Object.keys(facts.labels)) add(key);
      else if (field === 'ns') add(facts.namespace);
      else if (field === 'status') for (const word of facts.status.split(/[ ,]/)) add(word.toLowerCase());
      else add(facts[field]);
    }
  return values;
}
