import { useCallback, useEffect, useState, useSyncExternalStore } from 'react';
import { parentOf, type HomeFiles } from '../../terminal/files/index.ts';
import { homeOf } from '../store/home.ts';
import { useSession } from '../store/index.ts';
import { settle } from './workspace.ts';

/** The learner's files; undefined until they have been read from the browser's disk. */
export function useHome(): HomeFiles | undefined {
  const session = useSession();
  const [home, setHome] = useState<HomeFiles>();
  useEffect(() => {
    let left = false;
    void homeOf(session).then((files) => {
      if (left) return;
      settle(files);
      setHome(files);
    });
    return () => {
      left = true;
    };
  }, [session]);
  useEffect(() => home?.onChange((path) => !home.statNow(path) && settle(home)), [home]);
  return home;
}

/** A number that changes whenever a file comes, goes or is renamed; with `directory`, only of those right in it. */
export function useListing(files: HomeFiles, directory: string): readonly string[] {
  const subscribe = useCallback(
    (changed: () => void) =>
      files.onChange((path) => {
        if (parentOf(path) === directory || path === directory) changed();
      }),
    [files, directory],
  );
  // The names as one text: the same text is no change.
  const names = useSyncExternalStore(subscribe, () => (files.listNow(directory) ?? []).join('\n'));
  return names === '' ? [] : names.split('\n');
}
