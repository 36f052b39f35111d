import { Suspense, useEffect, useLayoutEffect, useRef } from 'react';
import { useUi } from '../app/ui-state.ts';
import { useSession } from '../store/index.ts';
import { dimUnmatched, Finder, Follow } from './search/index.ts';
import { placesIn, travel, type Places } from './travel.ts';
import { viewOf } from './views.ts';

/** The view that was chosen. On the way from one to another, what stands on both travels from its old place to its new one. */
export function Stage() {
  const id = useUi((state) => state.view);
  const { component: Shown } = viewOf(id);
  const host = useRef<HTMLDivElement>(null);
  const left = useRef<Places | undefined>(undefined);
  const session = useSession();
  useEffect(() => (host.current ? dimUnmatched(host.current, session) : undefined), [session]);
  // The old view is measured while it still stands, before React hears of the change.
  useEffect(
    () =>
      useUi.subscribe((now, before) => {
        if (now.view !== before.view && host.current) left.current = placesIn(host.current);
      }),
    [],
  );
  useLayoutEffect(() => {
    const from = left.current;
    left.current = undefined;
    return host.current && from ? travel(host.current, from) : undefined;
  }, [id]);
  return (
    <>
      <div className="stage-view" data-view={id} ref={host}>
        <Suspense fallback={null}>
          <Shown key={id} />
        </Suspense>
      </div>
      <Finder />
      <Follow />
    </>
  );
}
