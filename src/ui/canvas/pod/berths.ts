import type { ApiObject } from '../../../engine/apimachinery/index.ts';
import type { Session } from '../../store/index.ts';
import { LogBerths } from '../board/log-berths.ts';

const sessions = new WeakMap<Session, LogBerths>();

/** The berth of each pod among all that were ever bound to its node, 0 first; those without a node have theirs in the tray. */
export function podBerths(session: Session): (pod: ApiObject) => number {
  let berths = sessions.get(session);
  if (!berths) {
    berths = new LogBerths(session.mirror.log('pods'), nodeNameOf);
    sessions.set(session, berths);
  }
  berths.read();
  const known = berths;
  return (pod) => known.berthOf(pod) ?? 0;
}

function nodeNameOf({ spec }: ApiObject): string {
  const named = spec as { readonly nodeName?: string } | undefined;
  return named?.nodeName ?? '';
}
