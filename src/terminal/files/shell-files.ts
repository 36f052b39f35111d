import type { Bytes } from '../../engine/apimachinery/index.ts';
import { FileError, type FileSystem, type Stat } from '../../engine/shell/files/file-system.ts';
import type { HomeFiles } from './home-files.ts';
import { nameOf, parentOf, resolvePath } from './paths.ts';

const NULL: Stat = { type: 'device', mode: 0o666, size: 0, modified: 0 };
const DEVICES = new Map([['/dev/null', NULL]]);

/** The learner's files as the shell's programs see them. There are no links here. */
export class ShellFiles implements FileSystem {
  readonly #files: HomeFiles;

  constructor(files: HomeFiles) {
    this.#files = files;
  }

  stat(path: string): Stat | undefined {
    const plain = resolvePath('/', path);
    const device = DEVICES.get(plain);
    if (device) return device;
    const stat = this.#files.statNow(plain);
    if (!stat || (!stat.directory && path.endsWith('/'))) return undefined;
    const { directory, mode, size, modified } = stat;
    return { type: directory ? 'directory' : 'file', mode, size, modified };
  }

  lstat(path: string): Stat | undefined {
    return this.stat(path);
  }

  list(path: string): readonly string[] {
    const plain = resolvePath('/', path);
    const names = this.#files.listNow(plain);
    if (!names) throw new FileError(this.#files.statNow(plain) ? 'ENOTDIR' : 'ENOENT');
    return names;
  }

  read(path: string): Bytes {
    const plain = resolvePath('/', path);
    if (DEVICES.has(plain)) return '';
    const bytes = this.#files.readNow(plain);
    if (bytes === undefined) throw new FileError(this.#files.statNow(plain) ? 'EISDIR' : 'ENOENT');
    if (path.endsWith('/')) throw new FileError('ENOTDIR');
    return bytes;
  }

  write(path: string, content: Bytes, how?: 'append'): void {
    const plain = resolvePath('/', path);
    if (DEVICES.has(plain)) return;
    if (path.endsWith('/')) throw new FileError('EISDIR');
    const before = how === 'append' ? (this.#files.readNow(plain) ?? '') : '';
    this.#files.writeNow(plain, before + content);
  }

  mkdir(path: string): void {
    const plain = resolvePath('/', path);
    if (this.#files.statNow(plain)) throw new FileError('EEXIST');
    const above = this.#files.statNow(parentOf(plain));
    if (!above) throw new FileError('ENOENT');
    this.#files.makeDirectoryNow(plain);
  }

  remove(path: string): void {
    const plain = resolvePath('/', path);
    if ((this.#files.listNow(plain)?.length ?? 0) > 0) throw new FileError('ENOTEMPTY');
    this.#files.removeNow(plain);
  }

  rename(from: string, to: string): void {
    const [source, target] = [resolvePath('/', from), resolvePath('/', to)];
    const onto = this.#files.statNow(target);
    const moved = this.#files.statNow(source);
    if (onto && moved && onto.directory !== moved.directory) throw new FileError(onto.directory ? 'EISDIR' : 'ENOTDIR');
    if (onto?.directory === true && source !== target) this.remove(target);
    this.#files.renameNow(source, target);
  }

  /** What a file system without links answers is EPERM; nobody here tells it from EACCES. */
  symlink(): void {
    throw new FileError('EACCES');
  }

  chmod(path: string, mode: number): void {
    this.#files.chmodNow(resolvePath('/', path), mode);
  }

  touch(path: string, at: number): void {
    const plain = resolvePath('/', path);
    if (!this.#files.statNow(parentOf(plain)) || nameOf(plain) === '') throw new FileError('ENOENT');
    this.#files.touchNow(plain, at);
  }
}
