import type { IFileSystem } from 'just-bash/browser';
import { FileError } from '../../engine/shell/index.ts';
import { resolvePath, type ShellFiles } from '../files/index.ts';

type Stat = Awaited<ReturnType<IFileSystem['stat']>>;

/** Our files as just-bash's tools ask for them. What they may do is read, and write what -o and -i write. */
export function filesFor(files: ShellFiles): IFileSystem {
  const attempt = <T>(path: string, act: () => T): Promise<T> => {
    try {
      return Promise.resolve(act());
    } catch (error) {
      if (!(error instanceof FileError)) throw error;
      return Promise.reject(new Error(`${error.code}: ${error.message}, '${path}'`));
    }
  };
  const stat = (path: string): Promise<Stat> =>
    attempt(path, () => {
      const found = files.stat(path);
      if (!found) throw new FileError('ENOENT');
      return {
        isFile: found.type !== 'directory',
        isDirectory: found.type === 'directory',
        isSymbolicLink: false,
        mode: found.mode,
        size: found.size,
        mtime: new Date(found.modified / 1000),
      };
    });
  const refuse = (path: string): Promise<never> => attempt(path, () => fail());
  return {
    readFile: (path) => attempt(path, () => decode(bytesIn(files.read(path)))),
    readFileBuffer: (path) => attempt(path, () => bytesIn(files.read(path))),
    writeFile: (path, content) => attempt(path, () => files.write(path, asBytes(content))),
    appendFile: (path, content) => attempt(path, () => files.write(path, asBytes(content), 'append')),
    exists: async (path) => files.stat(path) !== undefined,
    stat,
    lstat: stat,
    mkdir: (path) => attempt(path, () => files.mkdir(path)),
    readdir: (path) => attempt(path, () => [...files.list(path)]),
    rm: refuse,
    cp: refuse,
    mv: (from, to) => attempt(from, () => files.rename(from, to)),
    resolvePath,
    getAllPaths: () => [],
    chmod: (path, mode) => attempt(path, () => files.chmod(path, mode)),
    symlink: refuse,
    link: refuse,
    readlink: refuse,
    realpath: async (path) => resolvePath('/', path),
    utimes: refuse,
  };
}

function fail(): never {
  throw new FileError('EACCES');
}

function bytesIn(bytes: string): Uint8Array {
  return Uint8Array.from(bytes, (one) => one.charCodeAt(0));
}

function decode(bytes: Uint8Array): string {
  return new TextDecoder().decode(bytes);
}

function asBytes(content: string | Uint8Array): string {
  const bytes = typeof content === 'string' ? new TextEncoder().encode(content) : content;
  let text = '';
  for (const byte of bytes) text += String.fromCharCode(byte);
  return text;
}
