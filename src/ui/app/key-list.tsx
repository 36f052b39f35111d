import { Button } from '../kit/index.ts';
import { keyCaps, keys } from './keys.ts';
import { setUi, useText } from './ui-state.ts';

export function KeyList() {
  const t = useText();
  const close = (): void => setUi({ keysOpen: false });
  return (
    <div className="sheet-layer" onClick={close}>
      <section
        className="sheet panel"
        role="dialog"
        aria-label={t('keys.title')}
        onClick={(event) => event.stopPropagation()}
      >
        <header className="drawer-head">
          <h2>{t('keys.title')}</h2>
          <Button glyph="close" shape="round" label={t('app.close')} onClick={close} />
        </header>
        <dl className="key-list">
          {keys.list().map(({ key, message }) => (
            <div key={key}>
              <dt>
                {keyCaps(key).map((cap) => (
                  <kbd key={cap}>{cap}</kbd>
                ))}
              </dt>
              <dd>{t(message)}</dd>
            </div>
          ))}
        </dl>
      </section>
    </div>
  );
}
