/** menu: every menu of the page, one at a time: on a button, or where something was clicked with the other button. */
import { lazy, Suspense } from 'react';
import { useMenu } from './menu-state.ts';

export { openMenu, type MenuGroup, type MenuItem } from './menu-state.ts';

const MenuLayer = lazy(() => import('./menu-layer.tsx'));

export function Menus() {
  const open = useMenu((state) => state.open !== undefined);
  return open ? (
    <Suspense fallback={null}>
      <MenuLayer />
    </Suspense>
  ) : null;
}
