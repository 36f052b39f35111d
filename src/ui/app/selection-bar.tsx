import { AnimatePresence, m } from 'framer-motion';
import { Button } from '../kit/index.ts';
import { useObject, useSelection, useSession, useSessionState, type Selection } from '../store/index.ts';
import { actionsOn } from './actions.ts';
import { perform } from './perform.ts';
import { setUi, useText, useUi } from './ui-state.ts';

/** What is selected, and what hands can do to it. */
export function SelectionBar() {
  const t = useText();
  const session = useSession();
  const [selection, select] = useSelection();
  // Both change what can be done: the object, and what was done by hand before.
  useObject(selection?.type === 'object' ? selection.ref : undefined);
  useSessionState((state) => state.acts);
  const actions = actionsOn(session, selection);
  const name = nameOf(selection);
  const inspecting = useUi((state) => state.inspectorOpen);
  return (
    <AnimatePresence>
      {name !== undefined && (
        <m.div
          className="selection-bar panel"
          role="toolbar"
          aria-label={name}
          initial={{ opacity: 0, y: 8 }}
          animate={{ opacity: 1, y: 0 }}
          exit={{ opacity: 0, y: 8 }}
          transition={{ duration: 0.16 }}
        >
          <span className="selection-name mono">{name}</span>
          {!inspecting && (
            <Button
              glyph="lens"
              tone="brass"
              label={t('app.why')}
              shortcut="I"
              onClick={() => setUi({ inspectorOpen: true })}
            />
          )}
          {actions.map((action) => (
            <Button
              key={action.id}
              glyph={action.glyph}
              label={t(action.message)}
              {...(action.tone ? { tone: action.tone } : {})}
              {...(action.key ? { shortcut: action.key.toUpperCase() } : {})}
              data-action={action.id}
              onClick={() => void perform(session, action, t)}
            />
          ))}
          <Button glyph="close" shape="round" label={t('app.close')} onClick={() => select(undefined)} />
        </m.div>
      )}
    </AnimatePresence>
  );
}

function nameOf(selection: Selection | undefined): string | undefined {
  if (selection?.type === 'object') return selection.ref.name;
  return selection?.type === 'component' ? selection.process : undefined;
}
