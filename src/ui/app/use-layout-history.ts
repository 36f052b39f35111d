import { useEffect } from 'react';
import { useSession } from '../store/index.ts';
import { keys } from './keys.ts';
import { LayoutHistory } from './layout-history.ts';

/** The keys that take back what was done to the page, and go back through what was looked at. */
export function useLayoutHistory(): void {
  const session = useSession();
  useEffect(() => {
    const layouts = new LayoutHistory(session);
    const stop = keys.add([
      { key: 'Mod+z', message: 'keys.undo', run: () => layouts.undo() },
      { key: 'Mod+Shift+z', message: 'keys.redo', run: () => layouts.redo() },
      { key: 'Alt+ArrowLeft', message: 'keys.goBack', run: () => layouts.goBack() },
      { key: 'Alt+ArrowRight', message: 'keys.goForward', run: () => layouts.goForward() },
    ]);
    return () => {
      stop();
      layouts.close();
    };
  }, [session]);
}
