import { VIEWS } from '../canvas/index.ts';
import { Button } from '../kit/index.ts';
import { lookAt, useText, useUi } from './ui-state.ts';

/** The ways of looking at the same objects; the digits choose them too. */
export function ViewSwitch() {
  const t = useText();
  const shown = useUi((state) => state.view);
  if (VIEWS.length < 2) return null;
  return (
    <nav className="view-switch" aria-label={t('view.switch')}>
      {VIEWS.map(({ id, message, glyph }, i) => (
        <Button
          key={id}
          glyph={glyph}
          label={t(message)}
          shortcut={String(i + 1)}
          pressed={shown === id}
          data-view-button={id}
          onClick={() => lookAt(id)}
        />
      ))}
    </nav>
  );
}
