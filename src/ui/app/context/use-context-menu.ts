import { useEffect } from 'react';
import { translate, type Translate } from '../../../i18n/index.ts';
import { useBranches } from '../../branch/index.ts';
import { drawnAt } from '../../canvas/index.ts';
import type { Selection, Session } from '../../store/index.ts';
import { keys } from '../keys.ts';
import { openMenu } from '../menu/index.tsx';
import { useUi } from '../ui-state.ts';
import { contextGroups, nameOf } from './context-groups.ts';
import { listenForLongPress } from './long-press.ts';

interface Point {
  readonly x: number;
  readonly y: number;
}

/** The other button, a long press, Shift+F10 or the menu key: selects what is there, and opens all that concerns it. */
export function useContextMenu(): void {
  const branches = useBranches();
  useEffect(() => {
    const openAt = (target: EventTarget | null, point: Point): boolean => {
      const drawn = target instanceof Element && !isText(target) ? drawnAt(target) : undefined;
      if (!drawn) return false;
      open(branches.focused, drawn.selection, point);
      return true;
    };
    const onContextMenu = (event: MouseEvent): void => {
      if (openAt(event.target, { x: event.clientX, y: event.clientY })) event.preventDefault();
    };
    const byKey = (): void => {
      const session = branches.focused;
      const drawn = drawnAt(document.activeElement);
      const selection = drawn?.selection ?? session.store.getState().selection;
      if (selection) open(session, selection, placeOf(drawn?.element ?? elementOf(selection)));
    };
    window.addEventListener('contextmenu', onContextMenu);
    const stopPress = listenForLongPress(openAt);
    const stopKeys = keys.add([
      { key: 'Shift+F10', message: 'context.open', run: byKey },
      { key: 'ContextMenu', message: 'context.open', run: byKey },
    ]);
    return () => {
      window.removeEventListener('contextmenu', onContextMenu);
      stopPress();
      stopKeys();
    };
  }, [branches]);
}

function open(session: Session, selection: Selection, point: Point): void {
  session.select(selection);
  const t: Translate = (id, params) => translate(useUi.getState().language, id, params);
  openMenu(nameOf(selection) ?? t('app.hands'), point, contextGroups(session, selection, t));
}

/** Where text is written or marked, the browser's own menu is of more use. */
function isText(target: Element): boolean {
  return target.closest('input, textarea, [contenteditable], .monaco-editor, .xterm, pre') !== null;
}

function elementOf(selection: Selection): Element | null {
  if (selection.type === 'component')
    return document.querySelector(`.map-frame [data-process="${CSS.escape(selection.process)}"]`);
  if (selection.type !== 'object') return null;
  const { namespace, name } = selection.ref;
  const space = namespace === '' ? '' : `[data-namespace="${CSS.escape(namespace)}"]`;
  return document.querySelector(`.map-frame [data-kind][data-name="${CSS.escape(name)}"]${space}`);
}

/** Below what it is about; of what is not in sight, below the header. */
function placeOf(element: Element | null): Point {
  const box = element?.getBoundingClientRect();
  const inSight =
    box && box.width > 0 && box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth;
  if (inSight)
    return { x: Math.max(8, box.left + Math.min(box.width / 2, 40)), y: Math.min(box.bottom, innerHeight - 80) };
  const header = document.querySelector('.header-selection')?.getBoundingClientRect();
  return header ? { x: header.left, y: header.bottom } : { x: innerWidth / 2, y: innerHeight / 3 };
}
