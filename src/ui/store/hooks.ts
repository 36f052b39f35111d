import { createContext, useCallback, useContext, useEffect, useMemo, useState, useSyncExternalStore } from 'react';
import { useStore } from 'zustand';
import type { ApiObject } from '../../engine/apimachinery/index.ts';
import { refKey, type ObjectRef } from './object-ref.ts';
import type { Player } from './player.ts';
import type { PlayerState } from './player-state.ts';
import type { Selection, Session, SessionState } from './session.ts';
import type { TraceStore } from './trace-store.ts';

export const SessionContext = createContext<Session | undefined>(undefined);

export function useSession(): Session {
  const session = useContext(SessionContext);
  if (!session) throw new Error('useSession outside a SessionContext');
  return session;
}

export function useSessionState<T>(select: (state: SessionState) => T): T {
  return useStore(useSession().store, select);
}

/** Every object of a resource at the playhead. The array is the same one until something in it changes. */
export function useAt(resource: string): readonly ApiObject[] {
  const { world } = useSession();
  const subscribe = useCallback((changed: () => void) => world.onChange(resource, changed), [world, resource]);
  return useSyncExternalStore(subscribe, () => world.list(resource));
}

/** The same for several resources, one after the other. `resources` is the same array until they are others. */
export function useAtEach(resources: readonly string[]): readonly (readonly ApiObject[])[] {
  const { world } = useSession();
  const [subscribe, lists] = useMemo(() => {
    let last: readonly (readonly ApiObject[])[] = [];
    const now = (): typeof last => {
      const next = resources.map((resource) => world.list(resource));
      if (next.length !== last.length || next.some((list, i) => list !== last[i])) last = next;
      return last;
    };
    const follow = (changed: () => void) => {
      const ends = resources.map((resource) => world.onChange(resource, changed));
      return () => {
        for (const end of ends) end();
      };
    };
    return [follow, now];
  }, [world, resources]);
  return useSyncExternalStore(subscribe, lists);
}

/** One object at the playhead; undefined when it does not exist there. */
export function useObject(ref: ObjectRef | undefined): ApiObject | undefined {
  const { world } = useSession();
  const resource = ref?.resource ?? '';
  const key = ref ? refKey(ref.namespace, ref.name) : '';
  const subscribe = useCallback(
    (changed: () => void) =>
      world.onChange(resource, (keys) => {
        if (keys.includes(key)) changed();
      }),
    [world, resource, key],
  );
  return useSyncExternalStore(subscribe, () => world.get(resource, key));
}

/** The pods bound to a node at the playhead; '' for those that have none yet. */
export function usePodsOn(node: string): readonly ApiObject[] {
  const { podsByNode } = useSession();
  const subscribe = useCallback((changed: () => void) => podsByNode.onChange(node, changed), [podsByNode, node]);
  return useSyncExternalStore(subscribe, () => podsByNode.list(node));
}

export function useSelection(): [Selection | undefined, (selection: Selection | undefined) => void] {
  const session = useSession();
  const selection = useSessionState((state) => state.selection);
  return [selection, useCallback((next: Selection | undefined) => session.select(next), [session])];
}

/** The player and what it does now. Does not re-render as time passes; see usePlayhead. */
export function usePlayer(): { readonly player: Player; readonly state: PlayerState } {
  const { player } = useSession();
  return { player, state: useSessionState((state) => state.player) };
}

/** The playhead, at most `hertz` times a second. */
export function usePlayhead(hertz = 4): number {
  const { player } = useSession();
  const [playhead, setPlayhead] = useState(player.playhead);
  useThrottled(
    player,
    hertz,
    useCallback(() => setPlayhead(player.playhead), [player]),
  );
  return playhead;
}

/** The trace and how many records it has, at most four times a second. */
export function useTrace(): { readonly trace: TraceStore; readonly next: number } {
  const { trace, player } = useSession();
  const [next, setNext] = useState(trace.next);
  useThrottled(
    player,
    4,
    useCallback(() => setNext(trace.next), [trace]),
  );
  return { trace, next };
}

/** Calls `tick` after frames, at most `hertz` times a second, and once more when things have come to rest. */
function useThrottled(player: Player, hertz: number, tick: () => void): void {
  useEffect(() => {
    let last = -Infinity;
    return player.onFrame(() => {
      const now = performance.now();
      if (now - last < 1000 / hertz) return;
      last = now;
      tick();
    });
  }, [player, hertz, tick]);
}
