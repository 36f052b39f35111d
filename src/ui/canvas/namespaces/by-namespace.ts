import { useCallback, useSyncExternalStore } from 'react';
import type { ApiObject } from '../../../engine/apimachinery/index.ts';
import { Grouping, useSession, type Session } from '../../store/index.ts';

const groupings = new WeakMap<Session, Map<string, Grouping>>();

function groupingOf(session: Session, resource: string): Grouping {
  let mine = groupings.get(session);
  if (!mine) groupings.set(session, (mine = new Map()));
  let grouping = mine.get(resource);
  if (!grouping)
    mine.set(resource, (grouping = new Grouping(session.world, resource, ({ metadata }) => metadata.namespace ?? '')));
  return grouping;
}

/** The objects of a resource in a namespace at the playhead; nobody is told of what changes in another. */
export function useIn(resource: string, namespace: string): readonly ApiObject[] {
  const grouping = groupingOf(useSession(), resource);
  const subscribe = useCallback((changed: () => void) => grouping.onChange(namespace, changed), [grouping, namespace]);
  return useSyncExternalStore(subscribe, () => grouping.list(namespace));
}
