import { Button } from '../kit/index.ts';
import { useSession } from '../store/index.ts';
import { addNode } from './actions.ts';
import { perform } from './perform.ts';
import { SelectionBar } from './selection-bar.tsx';
import { hasSlot, warmUp } from './slots.tsx';
import { ViewSwitch } from './view-switch.tsx';
import { setLanguage, setProjector, setTheme, setUi, useText, useUi } from './ui-state.ts';

export function Header() {
  const t = useText();
  const session = useSession();
  const { language, theme, keysOpen } = useUi();
  const dark = document.documentElement.dataset['theme'] === 'dark';
  const nextTheme = theme === 'auto' ? (dark ? 'light' : 'dark') : 'auto';
  return (
    <header className="header">
      <Mark />
      <h1>{t('app.title')}</h1>
      <ViewSwitch />
      <SelectionBar />
      <p className="subtitle">{t('app.subtitle')}</p>
      <nav className="header-tools">
        {hasSlot('StartScreen') && (
          <Button glyph="start" label={t('app.scenarios')} onClick={() => setUi({ startOpen: true })} />
        )}
        <DrawerButtons />
        <Button glyph="plus" label={t('act.addNode')} shortcut="N" onClick={() => void perform(session, addNode, t)} />
        <i className="rule" />
        <Button
          glyph="globe"
          label={t('app.language')}
          shortcut="L"
          onClick={() => setLanguage(language === 'ko' ? 'en' : 'ko')}
        />
        <Button
          glyph="sun"
          shape="round"
          label={`${t('app.theme')}: ${t(`app.theme.${theme}`)}`}
          onClick={() => setTheme(nextTheme)}
        />
        <Button
          glyph="screen"
          shape="round"
          label={t('app.projector')}
          shortcut="P"
          onClick={() => setProjector(true)}
        />
        <Button
          glyph="keys"
          shape="round"
          label={t('app.keys')}
          shortcut="?"
          pressed={keysOpen}
          onClick={() => setUi({ keysOpen: !keysOpen })}
        />
      </nav>
    </header>
  );
}

function DrawerButtons() {
  const t = useText();
  const { editorOpen, terminalOpen, inspectorOpen } = useUi();
  return (
    <>
      {hasSlot('EditorDrawer') && (
        <Button
          glyph="pen"
          label={t('app.editor')}
          shortcut="E"
          pressed={editorOpen}
          onClick={() => setUi({ editorOpen: !editorOpen })}
        />
      )}
      {hasSlot('TerminalDrawer') && (
        <Button
          glyph="prompt"
          label={t('app.terminal')}
          shortcut="T"
          pressed={terminalOpen}
          onPointerEnter={() => warmUp('terminal')}
          onClick={() => setUi({ terminalOpen: !terminalOpen })}
        />
      )}
      {hasSlot('Inspector') && (
        <Button
          glyph="lens"
          label={t('app.inspector')}
          shortcut="I"
          pressed={inspectorOpen}
          onClick={() => setUi({ inspectorOpen: !inspectorOpen })}
        />
      )}
    </>
  );
}

/** The orrery itself: three arms about a sun. */
function Mark() {
  return (
    <svg className="mark" viewBox="0 0 32 32" aria-hidden="true">
      <g fill="none" stroke="var(--brass-line)">
        <circle cx="16" cy="16" r="13.5" strokeWidth="1" />
        <circle cx="16" cy="16" r="8" strokeWidth="1" />
        <path d="M16 16 27 9M16 16 9.5 20.5" strokeWidth="1.6" strokeLinecap="round" />
      </g>
      <circle cx="16" cy="16" r="3.6" fill="var(--brass)" />
      <circle cx="27" cy="9" r="2.6" fill="var(--desired)" />
      <circle cx="9.5" cy="20.5" r="2" fill="var(--observed)" />
    </svg>
  );
}
