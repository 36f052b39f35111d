import { useEffect } from 'react';
import { keys } from '../../app/keys.ts';
import { useText } from '../../app/ui-state.ts';
import { Glyph } from '../../kit/index.ts';
import { useSelection, useSession } from '../../store/index.ts';
import { flyTo } from '../board/fly.ts';
import { setFinder, useFinder } from './finder-state.ts';

/** How often the camera looks whether what it follows went away, in milliseconds. */
const EVERY_MS = 350;

/** The camera stays with what is selected, wherever it goes: `G`. */
export function Follow() {
  const t = useText();
  const session = useSession();
  const [selection] = useSelection();
  const following = useFinder((state) => state.following);
  useEffect(
    () =>
      keys.add([
        { key: 'g', message: 'find.follow', run: () => setFinder({ following: !useFinder.getState().following }) },
      ]),
    [],
  );
  const ref = selection?.type === 'object' ? selection.ref : undefined;
  useEffect(() => {
    if (!following || !ref) return undefined;
    flyTo(ref);
    let last = performance.now();
    return session.player.onFrame(() => {
      const now = performance.now();
      if (now - last < EVERY_MS) return;
      last = now;
      flyTo(ref, 'keep');
    });
  }, [following, ref, session]);
  if (!following) return null;
  return (
    <button
      type="button"
      className="button follow-mark"
      aria-pressed
      aria-keyshortcuts="G"
      onClick={() => setFinder({ following: false })}
    >
      <Glyph name="eye" />
      {ref ? t('find.following', { name: ref.name }) : t('find.followNothing')}
      <kbd>G</kbd>
    </button>
  );
}
