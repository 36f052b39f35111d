/** palette: everything that can be done or gone to, by typing a few letters of it. Loaded when it is first asked for. */
import { lazy, Suspense } from 'react';
import { useUi } from '../ui-state.ts';

const Palette = lazy(() => import('./palette.tsx'));

export function PaletteLayer() {
  const open = useUi((state) => state.paletteOpen);
  return open ? (
    <Suspense fallback={null}>
      <Palette />
    </Suspense>
  ) : null;
}
