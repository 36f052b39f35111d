import { useState } from 'react';
import { Dialog } from 'radix-ui';
import { Button } from '../../kit/index.ts';
import { keys } from '../keys.ts';
import { setUi, useText } from '../ui-state.ts';
import { keyGroups, type KeyLine } from './key-groups.ts';
import './key-list.css';

export default function KeyList() {
  const t = useText();
  const [asked, setAsked] = useState('');
  const groups = keyGroups(keys.list(), t, asked);
  const close = (): void => setUi({ keysOpen: false });
  return (
    <Dialog.Root open onOpenChange={(open) => !open && close()}>
      <Dialog.Portal>
        <Dialog.Overlay className="sheet-layer" />
        <Dialog.Content
          className="key-sheet panel"
          aria-describedby={undefined}
          onKeyDown={(event) => event.stopPropagation()}
        >
          <header className="drawer-head">
            <Dialog.Title asChild>
              <h2>{t('keys.title')}</h2>
            </Dialog.Title>
            <input
              className="key-search"
              type="search"
              value={asked}
              onChange={({ target }) => setAsked(target.value)}
              placeholder={t('keys.search')}
              aria-label={t('keys.search')}
              autoFocus
            />
            <Button glyph="close" shape="round" label={t('app.close')} onClick={close} />
          </header>
          <div className="key-groups" tabIndex={0} role="region" aria-label={t('keys.title')}>
            {groups.map(({ heading, lines }) => (
              <section key={heading} className="key-group">
                <h3>{t(heading)}</h3>
                <dl className="key-list">
                  {lines.map((line) => (
                    <Line key={line.message} line={line} />
                  ))}
                </dl>
              </section>
            ))}
            {groups.length === 0 && <p className="key-none">{t('palette.nothing')}</p>}
          </div>
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  );
}

function Line({ line: { message, label, chords } }: { readonly line: KeyLine }) {
  return (
    <div data-key={message}>
      <dt>
        {chords.map((caps) => (
          <span key={caps.join(' ')} className="key-chord">
            {caps.map((cap) => (
              <kbd key={cap}>{cap}</kbd>
            ))}
          </span>
        ))}
      </dt>
      <dd>{label}</dd>
    </div>
  );
}
