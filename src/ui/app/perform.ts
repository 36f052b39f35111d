import type { Translate } from '../../i18n/index.ts';
import type { Session } from '../store/index.ts';
import type { Hand } from './hands/index.ts';
import { setUi } from './ui-state.ts';

let noticeTimer: ReturnType<typeof setTimeout> | undefined;

/** Says something to the user for a few seconds. */
export function notify(notice: string): void {
  clearTimeout(noticeTimer);
  setUi({ notice });
  noticeTimer = setTimeout(() => setUi({ notice: undefined }), 6_000);
}

/** Does it; a refusal is told in the server's own words. Time must pass for a hand to be seen, so the clock runs. */
export async function perform(session: Session, action: Hand, t: Translate): Promise<void> {
  try {
    const done = action.run(session);
    if (!session.player.state.playing) session.player.play();
    await done;
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    notify(t('act.failed', { what: t(action.message, action.params), message }));
  }
}
