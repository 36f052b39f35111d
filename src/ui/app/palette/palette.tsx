import { useMemo, useState } from 'react';
import { Command } from 'cmdk';
import { Dialog } from 'radix-ui';
import { Glyph } from '../../kit/index.ts';
import { useSession } from '../../store/index.ts';
import { setUi, useText } from '../ui-state.ts';
import { sections, type Entry } from './entries.ts';
import { recall, remember } from './recent.ts';
import './palette.css';

/** Everything that can be done or gone to, by typing a few letters of it. */
export default function Palette() {
  const t = useText();
  const session = useSession();
  const [asked, setAsked] = useState('');
  const all = useMemo(() => sections(session, t, asked), [session, t, asked]);
  const close = (): void => setUi({ paletteOpen: false });
  const choose = (entry: Entry): void => {
    remember(entry.id);
    close();
    // What it does may want the keyboard for itself: after the dialog has given it back.
    requestAnimationFrame(() => entry.run());
  };
  const lately = asked === '' ? recall(all.flatMap(({ entries }) => entries)) : [];
  return (
    <Dialog.Root open onOpenChange={(open) => !open && close()}>
      <Dialog.Portal>
        <Dialog.Overlay className="sheet-layer" />
        <Dialog.Content className="palette panel" aria-describedby={undefined}>
          <Dialog.Title className="hidden">{t('palette.title')}</Dialog.Title>
          <Command label={t('palette.title')} loop>
            <Command.Input
              className="palette-input"
              value={asked}
              onValueChange={setAsked}
              placeholder={t('palette.placeholder')}
              autoFocus
            />
            <Command.List className="palette-list" label={t('palette.title')}>
              <Command.Empty className="palette-empty">{t('palette.nothing')}</Command.Empty>
              {lately.length > 0 && (
                <Command.Group heading={t('palette.recent')}>
                  {lately.map((entry) => (
                    <Line key={entry.id} entry={entry} prefix="recent" onChoose={choose} />
                  ))}
                </Command.Group>
              )}
              {all.map(({ heading, entries }) =>
                entries.length === 0 ? null : (
                  <Command.Group key={heading} heading={t(heading)}>
                    {entries.map((entry) => (
                      <Line key={entry.id} entry={entry} prefix="" onChoose={choose} />
                    ))}
                  </Command.Group>
                ),
              )}
            </Command.List>
          </Command>
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  );
}

interface LineProps {
  readonly entry: Entry;
  /** Tells apart the same entry in two groups. */
  readonly prefix: string;
  readonly onChoose: (entry: Entry) => void;
}

function Line({ entry, prefix, onChoose }: LineProps) {
  const { id, label, hint, glyph, caps } = entry;
  return (
    <Command.Item
      className="palette-item"
      value={`${prefix}${id}`}
      keywords={[label, ...(hint === undefined ? [] : [hint])]}
      onSelect={() => onChoose(entry)}
      data-entry={id}
    >
      {glyph ? <Glyph name={glyph} /> : <span className="menu-blank" />}
      <span className="palette-label">{label}</span>
      {hint !== undefined && <span className="palette-hint">{hint}</span>}
      {caps?.map((cap) => (
        <kbd key={cap}>{cap}</kbd>
      ))}
    </Command.Item>
  );
}
