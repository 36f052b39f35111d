/** key-list: every key that does something now, those of the rooms as well, in groups and by search. Loaded when first asked for. */
import { lazy, Suspense } from 'react';
import { useUi } from '../ui-state.ts';

const KeyList = lazy(() => import('./key-list.tsx'));

export function KeyListLayer() {
  const open = useUi((state) => state.keysOpen);
  return open ? (
    <Suspense fallback={null}>
      <KeyList />
    </Suspense>
  ) : null;
}
