import type { Trace } from '../../engine/trace/index.ts';
import type { Translate } from '../../i18n/index.ts';
import { narrate, nounOf, sentence } from '../narrator/index.ts';
import type { Found } from './what-is-at.ts';

/** What was found on the strip, in words. */
export function tell(found: Found, trace: Pick<Trace, 'get'>, t: Translate): string {
  const more = found.more > 0 ? ` ${t('timeline.more', { count: found.more })}` : '';
  if (found.type === 'record')
    return (
      sentence(
        t,
        narrate(found.record, (id) => trace.get(id)),
      ) + more
    );
  if (found.type === 'notice') {
    const { type, ref, reason, message } = found.mark;
    return t(`notice.${type}`, { name: ref.name, reason, message }) + more;
  }
  const { event, name, resource } = found.mark;
  return t(`timeline.life.${event}`, { name, kind: t(nounOf(resource)) }) + more;
}
