import { VIEWS, viewOf } from '../canvas/index.ts';
import { Button } from '../kit/index.ts';
import { openMenu } from './menu/index.tsx';
import { lookAt, useText, useUi } from './ui-state.ts';

/** The ways of looking at the same objects; the digits choose them too. On a phone they are a menu behind the one that is shown. */
export function ViewSwitch() {
  const t = useText();
  const shown = useUi((state) => state.view);
  const view = viewOf(shown);
  return (
    <nav className="view-switch" aria-label={t('view.switch')}>
      <div className="view-all">
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
      </div>
      <div className="view-one">
        <Button
          glyph={view.glyph}
          label={t(view.message)}
          aria-haspopup="menu"
          onClick={({ currentTarget }) => openMenu(t('view.switch'), currentTarget, [{ items: items() }])}
        />
      </div>
    </nav>
  );

  function items() {
    return VIEWS.map(({ id, message, glyph }) => ({
      id,
      label: t(message),
      glyph,
      checked: shown === id,
      run: () => lookAt(id),
    }));
  }
}
