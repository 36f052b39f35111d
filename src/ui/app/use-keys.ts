import { useEffect } from 'react';
import { VIEWS } from '../canvas/index.ts';
import { usePlayer, useSelection, useSession } from '../store/index.ts';
import { addNode, handsOn, type Hand } from './hands/index.ts';
import { openMenu } from './menu/index.tsx';
import { handGroups } from './menus.ts';
import { openGlossary } from '../glossary/index.ts';
import { toggleSequence } from '../inspector/showing.ts';
import { keys, type Shortcut } from './keys.ts';
import { perform } from './perform.ts';
import { hasSlot } from './slots.tsx';
import { nextSpeed } from './transport.tsx';
import { lookAt, setLanguage, setProjector, setUi, useText, useUi } from './ui-state.ts';

/** Puts the page's keys into the registry for as long as the page is there. */
export function useKeys(): void {
  const t = useText();
  const session = useSession();
  const { player } = usePlayer();
  const [selection, select] = useSelection();
  useEffect(() => {
    const handle = (event: KeyboardEvent): void => keys.handle(event);
    window.addEventListener('keydown', handle);
    return () => window.removeEventListener('keydown', handle);
  }, []);
  useEffect(() => {
    const speed = (up: boolean) => () => {
      const { pace, speed: now } = player.state;
      player.play('realtime', pace === 'cinematic' ? 1 : nextSpeed(now, up));
    };
    const actOnSelected = (key: string): Hand | undefined =>
      handsOn(session, selection).find((action) => action.key === key);
    const act = (key: string) => () => {
      const action = actOnSelected(key);
      if (action) void perform(session, action, t);
    };
    const shortcuts: Shortcut[] = [
      { key: ' ', message: 'keys.play', run: () => player.toggle() },
      { key: 'ArrowRight', message: 'keys.stepForward', run: () => void player.stepForward() },
      { key: 'ArrowLeft', message: 'keys.stepBack', run: () => player.stepBack() },
      { key: 'End', message: 'keys.live', run: () => player.seekLive() },
      { key: ']', message: 'keys.faster', run: speed(true) },
      { key: '[', message: 'keys.slower', run: speed(false) },
      { key: '0', message: 'keys.cinematic', run: () => player.play('cinematic') },
      { key: 'k', message: 'act.kill', run: act('k') },
      { key: 'r', message: 'act.restoreNode', run: act('r') },
      { key: 'c', message: 'act.cordon', run: act('c') },
      { key: 'x', message: 'act.crashContainer', run: act('x') },
      { key: '+', message: 'act.scaleUp', run: act('+') },
      { key: '-', message: 'act.scaleDown', run: act('-') },
      { key: 'n', message: 'act.addNode', run: () => void perform(session, addNode, t) },
      { key: 'l', message: 'keys.language', run: () => setLanguage(useUi.getState().language === 'ko' ? 'en' : 'ko') },
      { key: 'p', message: 'keys.projector', run: () => setProjector(!useUi.getState().projector) },
      {
        key: 'o',
        message: 'view.health',
        run: () => lookAt(useUi.getState().view === 'health' ? 'cluster' : 'health'),
      },
      { key: '?', message: 'keys.help', run: () => setUi({ keysOpen: !useUi.getState().keysOpen }) },
      { key: 'Escape', message: 'keys.deselect', run: () => escape(() => select(undefined)) },
      { key: 'Mod+k', message: 'palette.title', run: () => setUi({ paletteOpen: true }) },
      { key: ':', message: 'palette.title', run: () => setUi({ paletteOpen: true }) },
      {
        key: 'm',
        message: 'app.hands',
        run: () => {
          const groups = handGroups(session, selection, t);
          const anchor = document.querySelector('[data-testid="hands"]') ?? document.querySelector('.header-selection');
          if (anchor && groups.some(({ items }) => items.length > 0)) openMenu(t('app.hands'), anchor, groups);
        },
      },
      ...drawerKeys(),
      ...VIEWS.map(({ id, message }, i) => ({ key: String(i + 1), message, run: () => lookAt(id) })),
    ];
    return keys.add(shortcuts);
  }, [session, player, selection, select, t]);
}

function drawerKeys(): Shortcut[] {
  const shortcuts: Shortcut[] = [];
  if (hasSlot('EditorDrawer'))
    shortcuts.push({
      key: 'e',
      message: 'keys.editor',
      run: () => setUi({ editorOpen: !useUi.getState().editorOpen }),
    });
  if (hasSlot('TerminalDrawer'))
    shortcuts.push({
      key: 't',
      message: 'keys.terminal',
      run: () => setUi({ terminalOpen: !useUi.getState().terminalOpen }),
    });
  if (hasSlot('Inspector')) shortcuts.push({ key: 'd', message: 'keys.glossary', run: () => openGlossary() });
  if (hasSlot('Inspector')) shortcuts.push({ key: 'q', message: 'keys.sequence', run: toggleSequence });
  if (hasSlot('Inspector'))
    shortcuts.push({
      key: 'i',
      message: 'keys.inspector',
      run: () => setUi({ inspectorOpen: !useUi.getState().inspectorOpen }),
    });
  return shortcuts;
}

/** Closes what lies on top first, and gives up the selection last. */
function escape(deselect: () => void): void {
  const { keysOpen, startOpen, projector, editorOpen, terminalOpen, inspectorOpen } = useUi.getState();
  if (keysOpen) setUi({ keysOpen: false });
  else if (startOpen) setUi({ startOpen: false });
  else if (projector) setProjector(false);
  else if (editorOpen) setUi({ editorOpen: false });
  else if (terminalOpen) setUi({ terminalOpen: false });
  else if (inspectorOpen) setUi({ inspectorOpen: false });
  else deselect();
}
