import { HOME, parentOf, type HomeFiles } from '../../terminal/files/index.ts';
import { addFile, openFile, unfold, useWorkspace, writeText } from './workspace.ts';

const LARGEST_FILE = 512 * 1024;
/** How many files of one folder are taken. */
const MOST_FILES = 200;

/** Files and folders from the person's own machine, dropped or chosen. Answers how many were taken and how many were not. */
export async function takeDropped(
  files: HomeFiles,
  transfer: DataTransfer,
): Promise<{ readonly taken: number; readonly left: number }> {
  // Entries are only there while the event lasts, so they are all asked for before anything is waited for.
  const entries = [...transfer.items].map((item) => item.webkitGetAsEntry());
  const plain = [...transfer.files];
  const taking = new Taking(files);
  for (const [index, entry] of entries.entries()) {
    if (entry?.isDirectory) await taking.entry(entry, HOME);
    else if (plain[index]) await taking.file(plain[index], undefined);
  }
  if (entries.length === 0) for (const file of plain) await taking.file(file, undefined);
  return taking;
}

/** The same for files of an <input>, which know their folder when a folder was chosen. */
export async function takeChosen(files: HomeFiles, chosen: readonly File[]): Promise<void> {
  const taking = new Taking(files);
  for (const file of chosen)
    await taking.file(file, file.webkitRelativePath === '' ? undefined : `${HOME}/${file.webkitRelativePath}`);
}

class Taking {
  taken = 0;
  left = 0;

  constructor(readonly files: HomeFiles) {}

  async entry(entry: FileSystemEntry, above: string): Promise<void> {
    const path = `${above}/${entry.name}`;
    if (!entry.isDirectory) {
      const file = await new Promise<File>((resolve, reject) => (entry as FileSystemFileEntry).file(resolve, reject));
      await this.file(file, path);
      return;
    }
    for (const inner of await entriesIn(entry as FileSystemDirectoryEntry)) await this.entry(inner, path);
    unfold(path, true);
    useWorkspace.setState({ treeShown: true });
  }

  /** `path` is where it goes, over what is there; undefined: beside the others at home, under a name that is free. */
  async file(file: File, path: string | undefined): Promise<void> {
    if (file.size > LARGEST_FILE || this.taken >= MOST_FILES || /(^|\/)\.[^/]/.test(path ?? '')) {
      this.left++;
      return;
    }
    const text = await file.text();
    if (text.includes('\0')) {
      this.left++;
      return;
    }
    this.taken++;
    if (path === undefined) {
      addFile(this.files, file.name, text);
      return;
    }
    this.files.makeDirectoryNow(parentOf(path));
    unfold(parentOf(path), true);
    writeText(this.files, path, text);
    useWorkspace.setState({ treeShown: true });
    if (this.taken === 1) openFile(path);
  }
}

/** A directory tells its entries a hundred at a time. */
async function entriesIn(directory: FileSystemDirectoryEntry): Promise<readonly FileSystemEntry[]> {
  const reader = directory.createReader();
  const all: FileSystemEntry[] = [];
  for (;;) {
    const some = await new Promise<FileSystemEntry[]>((resolve, reject) => reader.readEntries(resolve, reject));
    if (some.length === 0) return all;
    all.push(...some);
  }
}
