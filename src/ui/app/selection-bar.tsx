import { AnimatePresence, m } from 'framer-motion';
import { Button } from '../kit/index.ts';
import { useObject, useSelection, useSession, useSessionState, type Selection } from '../store/index.ts';
import { handsOn } from './hands/index.ts';
import { openMenu } from './menu/index.tsx';
import { handGroups } from './menus.ts';
import { perform } from './perform.ts';
import { setUi, useText, useUi } from './ui-state.ts';

/** So many hands have a button of their own; the rest is in the menu. */
const SHOWN = 2;

/** What is selected, and what hands can do to it. */
export function SelectionBar() {
  const t = useText();
  const session = useSession();
  const [selection, select] = useSelection();
  // Both change what can be done: the object, and what was done by hand before.
  useObject(selection?.type === 'object' ? selection.ref : undefined);
  useSessionState((state) => state.acts);
  const hands = handsOn(session, selection);
  const name = nameOf(selection);
  const inspecting = useUi((state) => state.inspectorOpen);
  return (
    <AnimatePresence>
      {name !== undefined && (
        <m.div
          className="selection-bar"
          role="toolbar"
          aria-label={name}
          initial={{ opacity: 0 }}
          animate={{ opacity: 1 }}
          exit={{ opacity: 0 }}
          transition={{ duration: 0.16 }}
        >
          <span className="selection-name mono" title={name}>
            {name}
          </span>
          <Button
            glyph="unknown"
            shape="round"
            label={t('app.why')}
            shortcut="I"
            pressed={inspecting}
            onClick={() => setUi({ inspectorOpen: !inspecting })}
          />
          {hands.slice(0, SHOWN).map((hand) => (
            <Button
              key={hand.id}
              glyph={hand.glyph}
              shape="round"
              label={t(hand.message, hand.params)}
              {...(hand.tone ? { tone: hand.tone } : {})}
              {...(hand.key ? { shortcut: hand.key.toUpperCase() } : {})}
              data-action={hand.id}
              onClick={() => void perform(session, hand, t)}
            />
          ))}
          {hands.length > SHOWN && (
            <Button
              glyph="more"
              shape="round"
              label={t('app.hands')}
              shortcut="M"
              aria-haspopup="menu"
              data-testid="hands"
              onClick={({ currentTarget }) =>
                openMenu(t('app.hands'), currentTarget, handGroups(session, selection, t))
              }
            />
          )}
          <Button glyph="close" shape="round" label={t('keys.deselect')} onClick={() => select(undefined)} />
        </m.div>
      )}
    </AnimatePresence>
  );
}

function nameOf(selection: Selection | undefined): string | undefined {
  if (selection?.type === 'object') return selection.ref.name;
  return selection?.type === 'component' ? selection.process : undefined;
}
