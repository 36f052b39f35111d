import { bytesOf, textOf } from '../../engine/apimachinery/index.ts';
import type { HomeFiles } from '../../terminal/index.ts';
import { openInEditor } from '../app/editor-requests.ts';

/** Waits until the person says at the prompt that they are done; rejects when they give it up. */
export type Asked = (name: string) => Promise<void>;

/**
 * What `kubectl edit` shows lies in a file of its own, which the editor opens; it writes there as the person types. They come back
 * to the prompt when they are done.
 */
export async function editInEditor(files: HomeFiles, name: string, text: string, asked: Asked): Promise<string> {
  const path = `/tmp/${name.replaceAll('/', '-')}`;
  files.writeNow(path, bytesOf(text));
  openInEditor(path);
  try {
    await asked(name);
    return textOf(files.readNow(path) ?? '');
  } finally {
    if (files.statNow(path)) files.removeNow(path);
  }
}
