import { create } from 'zustand';
import { setUi } from './ui-state.ts';

/** What other rooms of the page ask the editor to show: paths in the learner's home, the newest last. */
export const useEditorRequests = create<{ readonly path: string | undefined; readonly count: number }>(() => ({
  path: undefined,
  count: 0,
}));

/** Opens the editor on a file of the learner's home. */
export function openInEditor(path: string): void {
  useEditorRequests.setState(({ count }) => ({ path, count: count + 1 }));
  setUi({ editorOpen: true });
}
