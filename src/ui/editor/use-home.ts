import { useCallback, useEffect, useState, useSyncExternalStore } from 'react';
import { parentOf, type HomeFiles } from '../../terminal/files/index.ts';
import { homeOf } from '../store/home.ts';
import { useSession } from '../store/index.ts';
import { useEditorRequests } from '../app/editor-requests.ts';
import { openFile, settle, writeText } from './workspace.ts';

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
  const { path, count } = useEditorRequests();
  useEffect(() => {
    if (home && path !== undefined && count > answered) {
      answered = count;
      show(home, path);
    }
  }, [home, path, count]);
  return home;
}

/** Requests that have been carried out: the drawer may be closed and opened again. */
let answered = 0;

/** What the terminal asks for: a file, made if there is none yet, as editors do. */
function show(files: HomeFiles, path: string): void {
  if (!files.statNow(path)) writeText(files, path, '');
  if (files.statNow(path)?.directory === false) openFile(path);
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
