import { viewOf } from '../../canvas/index.ts';
import type { Session } from '../../store/index.ts';
import { lookAt, setUi } from '../ui-state.ts';
import { keptSession } from './kept.ts';
import { unpack } from './pack.ts';
import type { SharedSession } from './shared-session.ts';

/** How a page begins: with a session that somebody shared, with its own from before, or with a link that says nothing. */
export type Opening =
  { readonly type: 'shared' | 'kept'; readonly session: SharedSession } | { readonly type: 'broken' } | undefined;

/** Read from the address's fragment, else, in a tab that was reloaded, from what was kept. */
export async function openingOf(hash: string): Promise<Opening> {
  const packed = new URLSearchParams(hash.replace(/^#/, '')).get('s');
  if (packed !== null) {
    const session = await unpack(packed);
    return session ? { type: 'shared', session } : { type: 'broken' };
  }
  const kept = keptSession();
  return kept?.sameTab ? { type: 'kept', session: kept.session } : undefined;
}

/** Looks at what the session looked at, once its cluster stands there. */
export function show(session: Session, { at, view, subject, selection, inspector }: SharedSession): void {
  session.player.seek(at);
  lookAt(viewOf(view).id, subject);
  session.select(selection);
  setUi({ inspectorOpen: inspector && selection !== undefined });
}
