import { bytesOf, textOf } from '../../engine/apimachinery/index.ts';
import type { HomeFiles } from '../../terminal/index.ts';
import { setUi } from '../app/ui-state.ts';
import { closeFile, onClose, openFile } from '../editor/workspace.ts';

/** Waits until the person says at the prompt that they are done; rejects when they give it up. */
export type Asked = (name: string) => Promise<void>;

/** Opens the editor on a file of the learner's. */
export function openInEditor(path: string): void {
  openFile(path);
  setUi({ editorOpen: true });
}

/**
 * What `kubectl edit` shows lies in a file of its own, which the editor opens; it writes there as the person types. They are done
 * when they close its tab, or come back to the prompt and say so.
 */
export async function editInEditor(files: HomeFiles, name: string, text: string, asked: Asked): Promise<string> {
  const path = `/tmp/${name.replaceAll('/', '-')}`;
  files.writeNow(path, bytesOf(text));
  openInEditor(path);
  let stop: (() => void) | undefined;
  const closed = new Promise<void>((resolve) => {
    stop = onClose((other) => {
      if (other === path) resolve();
    });
  });
  try {
    await Promise.race([asked(name), closed]);
    return textOf(files.readNow(path) ?? '');
  } finally {
    stop?.();
    closeFile(files, path);
    if (files.statNow(path)) files.removeNow(path);
  }
}
