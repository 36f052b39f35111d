import type { Session } from '../../store/index.ts';
import { gather } from './gather.ts';
import { guarded, type SharedSession } from './shared-session.ts';

const KEY = 'orrery-session';
/** Set in a tab that has shown the session: a reload of it goes on by itself, another tab asks first. */
const TAB = 'orrery-tab';
const REST_MS = 1_000;

/** What was kept when the page was last open; undefined when nothing was done then. */
export function keptSession(): { readonly session: SharedSession; readonly sameTab: boolean } | undefined {
  try {
    const session = guarded(JSON.parse(localStorage.getItem(KEY) ?? 'null'));
    if (!session || (session.boot.inputs ?? []).length === 0) return undefined;
    return { session, sameTab: sessionStorage.getItem(TAB) !== null };
  } catch {
    return undefined;
  }
}

export function forgetKept(): void {
  localStorage.removeItem(KEY);
}

/** Keeps the session whenever something was done in it, and the moment when the page is left. Returns how to stop. */
export function keepFor(session: Session): () => void {
  let last: SharedSession | undefined;
  let rest: ReturnType<typeof setTimeout> | undefined;
  const write = (shared: SharedSession): void => {
    last = shared;
    try {
      localStorage.setItem(KEY, JSON.stringify(shared));
      sessionStorage.setItem(TAB, '1');
    } catch {
      // Too large for this browser's storage: an old copy would be a wrong one.
      forgetKept();
    }
  };
  const gatherSoon = (): void => {
    clearTimeout(rest);
    rest = setTimeout(() => {
      void gather(session).then((shared) => shared && write(shared));
    }, REST_MS);
  };
  const leave = (): void => {
    // The worker does not answer any more; what was done is known, and only the look at it is new.
    if (last && document.visibilityState === 'hidden')
      write({ ...last, at: Math.floor(session.player.playhead), selection: session.store.getState().selection });
  };
  const stop = session.store.subscribe((state, before) => {
    if (state.acts !== before.acts && state.acts.length > 0 && state.phase === 'ready') gatherSoon();
  });
  if (session.store.getState().acts.length > 0) gatherSoon();
  document.addEventListener('visibilitychange', leave);
  return () => {
    stop();
    clearTimeout(rest);
    document.removeEventListener('visibilitychange', leave);
  };
}
