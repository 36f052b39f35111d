import { setFinder } from '../canvas/index.ts';
import { Button } from '../kit/index.ts';
import { useSession } from '../store/index.ts';
import { openMenu } from './menu/index.tsx';
import { moreGroups } from './menus.ts';
import { SelectionBar } from './selection-bar.tsx';
import { hasSlot, warmUp } from './slots.tsx';
import { setUi, useText, useUi } from './ui-state.ts';
import { ViewSwitch } from './view-switch.tsx';

/** The page's name, the views, what is selected, and the tools. Nothing in it moves because something is selected. */
export function Header() {
  const t = useText();
  const session = useSession();
  return (
    <header className="header">
      <Mark />
      <h1>{t('app.title')}</h1>
      <ViewSwitch />
      <div className="header-selection">
        <SelectionBar />
      </div>
      <nav className="header-tools" aria-label={t('app.tools')}>
        {hasSlot('StartScreen') && (
          <Button glyph="book" data-tool label={t('app.scenarios')} onClick={() => setUi({ startOpen: true })} />
        )}
        <DrawerButtons />
        <i className="rule" />
        <Button
          glyph="lens"
          shape="round"
          label={t('find.open')}
          shortcut="/"
          onClick={() => setFinder({ open: true })}
        />
        <Button
          glyph="command"
          shape="round"
          label={t('palette.title')}
          shortcut="Ctrl+K"
          data-testid="palette-button"
          onClick={() => setUi({ paletteOpen: true })}
        />
        <Button
          glyph="more"
          shape="round"
          label={t('app.more')}
          aria-haspopup="menu"
          data-testid="more"
          onClick={({ currentTarget }) => openMenu(t('app.more'), currentTarget, moreGroups(session, t))}
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
          data-tool
          label={t('app.editor')}
          shortcut="E"
          pressed={editorOpen}
          onClick={() => setUi({ editorOpen: !editorOpen })}
        />
      )}
      {hasSlot('TerminalDrawer') && (
        <Button
          glyph="prompt"
          data-tool
          label={t('app.terminal')}
          shortcut="T"
          pressed={terminalOpen}
          onPointerEnter={() => warmUp('terminal')}
          onClick={() => setUi({ terminalOpen: !terminalOpen })}
        />
      )}
      {hasSlot('Inspector') && (
        <Button
          glyph="unknown"
          data-tool
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
