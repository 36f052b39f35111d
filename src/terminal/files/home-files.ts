import { bytesOf, type Bytes } from '../../engine/apimachinery/index.ts';
import { Listeners } from '../../client/listeners.ts';
import type { Files, FileStat } from '../../kubectl/world.ts';
import { FileError, type FileErrorCode } from '../../engine/shell/files/file-system.ts';
import type { Disk, Kept } from './disk.ts';
import { isWithin, nameOf, parentOf } from './paths.ts';

export const HOME = '/home/user';
/** Where the learner may write; what is at home outlives the page. */
const WRITABLE = [HOME, '/tmp'];

/** Nothing that a person writes by hand comes near these; a runaway loop does. Bytes, but for the last two. */
export const LIMITS = { file: 4 << 20, total: 24 << 20, name: 255, entries: 4000 };

export interface HomeOptions {
  readonly disk: Disk;
  /** Microseconds since the Unix epoch. */
  readonly now: () => number;
  /** What lies there on the first visit: path → text. */
  readonly first?: ReadonlyMap<string, string>;
  /** The machine's own files, the same on every visit and not the learner's to change: path → text. */
  readonly system?: ReadonlyMap<string, string>;
}

/**
 * The learner's files: one store for the terminal, for kubectl in it and for the editor. All of it is in memory, so that
 * reading never waits (`readNow`, `listNow`, …), and every change at home is put down on the disk a moment later.
 *
 * Paths are absolute and resolved (`resolvePath`). What cannot be done throws a FileError with the C library's text.
 */
export class HomeFiles implements Files {
  readonly #entries = new Map<string, Kept>();
  readonly #changes = new Listeners<string>();
  readonly #unsaved = new Map<string, Kept | undefined>();
  readonly #disk: Disk;
  readonly #now: () => number;
  #bytes = 0;
  #saving: Promise<void> = Promise.resolve();
  #scheduled = false;

  private constructor({ disk, now }: HomeOptions) {
    this.#disk = disk;
    this.#now = now;
  }

  static async open(options: HomeOptions): Promise<HomeFiles> {
    const files = new HomeFiles(options);
    for (const [path, text] of options.system ?? []) files.#place(path, text, 0o644);
    for (const directory of [...WRITABLE, HOME]) files.#place(directory, undefined, 0o755);
    const kept = await options.disk.load();
    for (const entry of kept) if (isWithin(entry.path, HOME)) files.#put(entry);
    if (kept.length === 0) for (const [path, text] of options.first ?? []) files.#greet(path, text);
    return files;
  }

  /** Told the path of whatever was written, made or removed, once it has been. Returns how to stop. */
  onChange(told: (path: string) => void): () => void {
    return this.#changes.add(told);
  }

  /** Resolves when everything written so far is on the disk; rejects when the browser keeps no more. */
  saved(): Promise<void> {
    return this.#saving;
  }

  readNow(path: string): Bytes | undefined {
    return this.#entries.get(path)?.bytes;
  }

  statNow(path: string): FileStat | undefined {
    const entry = this.#entries.get(path);
    if (!entry) return undefined;
    const { bytes, mode, modified } = entry;
    return { directory: bytes === undefined, size: bytes?.length ?? 4096, mode, modified };
  }

  listNow(path: string): readonly string[] | undefined {
    if (!this.#isDirectory(path)) return undefined;
    const names: string[] = [];
    for (const other of this.#entries.keys()) if (other !== '/' && parentOf(other) === path) names.push(nameOf(other));
    return names.sort(byCodePoint);
  }

  /** Every file in a directory and in those within it, sorted. */
  filesIn(directory: string): readonly string[] {
    const paths: string[] = [];
    for (const [path, { bytes }] of this.#entries)
      if (bytes !== undefined && isWithin(path, directory)) paths.push(path);
    return paths.sort(byCodePoint);
  }

  /** The directory above must be there, as for any program that writes a file. */
  writeNow(path: string, bytes: Bytes, mode?: number): void {
    const before = this.#entries.get(path);
    if (before && before.bytes === undefined) throw new FileError('EISDIR');
    const above = this.#entries.get(parentOf(path));
    if (!above) throw new FileError('ENOENT');
    if (above.bytes !== undefined) throw new FileError('ENOTDIR');
    this.#mayChange(path);
    if (bytes.length > LIMITS.file) throw new FileError('EFBIG');
    if (this.#bytes - (before?.bytes?.length ?? 0) + bytes.length > LIMITS.total) throw new FileError('ENOSPC');
    this.#change({ path, bytes, mode: mode ?? before?.mode ?? 0o644, modified: this.#now() });
  }

  /** With every directory above it. */
  makeDirectoryNow(path: string): void {
    const entry = this.#entries.get(path);
    if (entry?.bytes !== undefined) throw new FileError('EEXIST');
    if (entry) return;
    const above = this.#entries.get(parentOf(path));
    if (above && above.bytes !== undefined) throw new FileError('ENOTDIR');
    this.#mayChange(path);
    if (!above) this.makeDirectoryNow(parentOf(path));
    this.#change({ path, bytes: undefined, mode: 0o755, modified: this.#now() });
  }

  /** With all that is in it. */
  removeNow(path: string): void {
    if (!this.#entries.has(path)) throw new FileError('ENOENT');
    this.#mayChange(path);
    if (WRITABLE.includes(path)) throw new FileError('EACCES');
    for (const other of [...this.#entries.keys()]) if (isWithin(other, path)) this.#forget(other);
  }

  /** A file or a whole directory, to a name that is free or that a file has. */
  renameNow(from: string, to: string): void {
    if (from === to) return;
    const entry = this.#entries.get(from);
    if (!entry) throw new FileError('ENOENT');
    if (this.#isDirectory(to)) throw new FileError('EISDIR');
    if (!this.#isDirectory(parentOf(to)) || isWithin(to, from)) throw new FileError('ENOENT');
    this.#mayChange(from);
    this.#mayChange(to);
    for (const [path, kept] of [...this.#entries]) {
      if (!isWithin(path, from)) continue;
      this.#forget(path);
      this.#change({ ...kept, path: to + path.slice(from.length) });
    }
  }

  chmodNow(path: string, mode: number): void {
    const entry = this.#entries.get(path);
    if (!entry) throw new FileError('ENOENT');
    this.#mayChange(path);
    this.#change({ ...entry, mode });
  }

  /** Sets the time of the last change. */
  touchNow(path: string, modified: number): void {
    const entry = this.#entries.get(path);
    if (!entry) throw new FileError('ENOENT');
    this.#mayChange(path);
    this.#change({ ...entry, modified });
  }

  async read(path: string): Promise<Bytes | undefined> {
    return this.readNow(path);
  }

  async write(path: string, bytes: Bytes, mode?: number): Promise<void> {
    this.writeNow(path, bytes, mode);
  }

  async stat(path: string): Promise<FileStat | undefined> {
    return this.statNow(path);
  }

  async list(path: string): Promise<readonly string[] | undefined> {
    return this.listNow(path);
  }

  async makeDirectory(path: string): Promise<void> {
    this.makeDirectoryNow(path);
  }

  async remove(path: string): Promise<void> {
    this.removeNow(path);
  }

  #isDirectory(path: string): boolean {
    const entry = this.#entries.get(path);
    return entry !== undefined && entry.bytes === undefined;
  }

  #mayChange(path: string): void {
    let refused: FileErrorCode | undefined;
    if (!WRITABLE.some((root) => isWithin(path, root))) refused = 'EACCES';
    else if (nameOf(path).length > LIMITS.name || path.length > 4096) refused = 'ENAMETOOLONG';
    else if (!this.#entries.has(path) && this.#entries.size >= LIMITS.entries) refused = 'ENOSPC';
    if (refused) throw new FileError(refused);
  }

  #greet(path: string, text: string): void {
    this.makeDirectoryNow(parentOf(path));
    this.writeNow(path, bytesOf(text));
  }

  /** Without asking whether it may be: what the machine itself comes with. */
  #place(path: string, text: string | undefined, mode: number): void {
    for (let above = parentOf(path); !this.#entries.has(above); above = parentOf(above))
      this.#put({ path: above, bytes: undefined, mode: 0o755, modified: this.#now() });
    this.#put({ path, bytes: text === undefined ? undefined : bytesOf(text), mode, modified: this.#now() });
  }

  #put(entry: Kept): void {
    this.#bytes += (entry.bytes?.length ?? 0) - (this.#entries.get(entry.path)?.bytes?.length ?? 0);
    this.#entries.set(entry.path, entry);
  }

  #change(entry: Kept): void {
    this.#put(entry);
    this.#keep(entry.path, entry);
  }

  #forget(path: string): void {
    this.#bytes -= this.#entries.get(path)?.bytes?.length ?? 0;
    this.#entries.delete(path);
    this.#keep(path, undefined);
  }

  #keep(path: string, entry: Kept | undefined): void {
    if (isWithin(path, HOME)) {
      this.#unsaved.set(path, entry);
      if (!this.#scheduled) {
        this.#scheduled = true;
        const save = (): Promise<void> => this.#save();
        this.#saving = this.#saving.then(save, save);
        // Whoever wants to know whether it was kept asks saved(); nobody asking is no uncaught error.
        this.#saving.catch(() => undefined);
      }
    }
    this.#changes.tell(path);
  }

  async #save(): Promise<void> {
    this.#scheduled = false;
    const changes = new Map(this.#unsaved);
    this.#unsaved.clear();
    await this.#disk.save(changes);
  }
}

function byCodePoint(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
