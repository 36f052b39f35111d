import type { Translate } from '../../i18n/index.ts';
import type { Selection, Session } from '../store/index.ts';
import { exportItems } from './export-menu.ts';
import { addNode, handsOn, healAll, type Hand } from './hands/index.ts';
import type { MenuGroup, MenuItem } from './menu/index.tsx';
import { notify, perform } from './perform.ts';
import { linkTo } from './share/index.ts';
import { setLanguage, setProjector, setTheme, setUi, useUi } from './ui-state.ts';

/** Everything that hands can do to what is selected. */
export function handGroups(session: Session, selection: Selection | undefined, t: Translate): readonly MenuGroup[] {
  return [{ items: handsOn(session, selection).map((hand) => itemOf(session, hand, t)) }];
}

export function itemOf(session: Session, hand: Hand, t: Translate): MenuItem {
  return {
    id: hand.id,
    label: t(hand.message, hand.params),
    glyph: hand.glyph,
    ...(hand.tone && { tone: hand.tone }),
    ...(hand.key && { shortcut: hand.key.toUpperCase() }),
    run: () => void perform(session, hand, t),
  };
}

async function copyLink(session: Session, t: Translate): Promise<void> {
  const link = await linkTo(session);
  history.replaceState(undefined, '', link);
  try {
    await navigator.clipboard.writeText(link);
    notify(t('share.copied'));
  } catch {
    // A browser that gives no clipboard: the address line has it.
    notify(t('share.inAddress'));
  }
}

const THEMES = ['auto', 'light', 'dark'] as const;

/** What has no place of its own in the header: panels, the cluster as a whole, sharing, and how the page looks. */
export function moreGroups(session: Session, t: Translate): readonly MenuGroup[] {
  return [
    { heading: t('app.panels'), items: panelItems(t) },
    { heading: t('app.cluster'), items: [itemOf(session, addNode, t), itemOf(session, healAll, t)] },
    {
      heading: t('share.title'),
      items: [{ id: 'share', label: t('share.copy'), glyph: 'share', run: () => void copyLink(session, t) }],
    },
    { heading: t('export.title'), items: exportItems(session, t) },
    { heading: t('app.page'), items: pageItems(t) },
  ];
}

function panelItems(t: Translate): readonly MenuItem[] {
  const ui = useUi.getState();
  const panels = [
    { id: 'editor', label: t('app.editor'), glyph: 'pen', shortcut: 'E', open: 'editorOpen' },
    { id: 'terminal', label: t('app.terminal'), glyph: 'prompt', shortcut: 'T', open: 'terminalOpen' },
    { id: 'inspector', label: t('app.inspector'), glyph: 'unknown', shortcut: 'I', open: 'inspectorOpen' },
  ] as const;
  return [
    { id: 'scenarios', label: t('app.scenarios'), glyph: 'book', run: () => setUi({ startOpen: true }) },
    ...panels.map(({ open, ...item }) => ({ ...item, checked: ui[open], run: () => setUi({ [open]: !ui[open] }) })),
  ];
}

function pageItems(t: Translate): readonly MenuItem[] {
  const { language, theme, projector } = useUi.getState();
  return [
    {
      id: 'language',
      label: t('app.language'),
      glyph: 'globe',
      shortcut: 'L',
      run: () => setLanguage(language === 'ko' ? 'en' : 'ko'),
    },
    {
      id: 'projector',
      label: t('app.projector'),
      glyph: 'screen',
      shortcut: 'P',
      checked: projector,
      run: () => setProjector(!projector),
    },
    ...THEMES.map((each) => ({
      id: `theme-${each}`,
      label: `${t('app.theme')}: ${t(`app.theme.${each}`)}`,
      glyph: 'sun' as const,
      checked: theme === each,
      run: () => setTheme(each),
    })),
    { id: 'keys', label: t('app.keys'), glyph: 'keys', shortcut: '?', run: () => setUi({ keysOpen: true }) },
  ];
}
