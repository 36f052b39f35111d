import type { Session } from '../../store/index.ts';
import { useUi } from '../ui-state.ts';
import { pack } from './pack.ts';
import { VERSION, type SharedSession } from './shared-session.ts';

/** The session as it is now: all that was done up to the live edge, and where one looks. */
export async function gather(session: Session): Promise<SharedSession | undefined> {
  const { boot, selection, phase } = session.store.getState();
  if (!boot || phase !== 'ready') return undefined;
  const inputs = await session.connection.inputs();
  const { view, subject, inspectorOpen } = useUi.getState();
  const at = Math.floor(session.player.playhead);
  return { version: VERSION, boot: { ...boot, inputs }, at, view, subject, selection, inspector: inspectorOpen };
}

/** The address at which anybody finds this very moment. */
export async function linkTo(session: Session): Promise<string> {
  const shared = await gather(session);
  if (!shared) throw new Error('the cluster is not ready');
  const { origin, pathname, search } = location;
  return `${origin}${pathname}${search}#s=${await pack(shared)}`;
}
