import type { Bytes } from '../../apimachinery/index.ts';

export interface Stat {
  readonly type: 'file' | 'directory' | 'link' | 'device';
  /** Permission bits, 0o644. */
  readonly mode: number;
  /** In bytes. */
  readonly size: number;
  /** Microseconds since the Unix epoch. */
  readonly modified: number;
  /** Where a link points. */
  readonly target?: string | undefined;
}

export type FileErrorCode =
  | 'ENOENT'
  | 'EEXIST'
  | 'ENOTDIR'
  | 'EISDIR'
  | 'ENOTEMPTY'
  | 'EROFS'
  | 'EACCES'
  | 'EINVAL'
  | 'EBUSY'
  | 'ELOOP'
  | 'EFBIG'
  | 'ENAMETOOLONG'
  | 'ENOSPC';

/** strerror(3), as every tool prints it. */
const TEXT: Readonly<Record<FileErrorCode, string>> = {
  ENOENT: 'No such file or directory',
  EEXIST: 'File exists',
  ENOTDIR: 'Not a directory',
  EISDIR: 'Is a directory',
  ENOTEMPTY: 'Directory not empty',
  EROFS: 'Read-only file system',
  EACCES: 'Permission denied',
  EINVAL: 'Invalid argument',
  EBUSY: 'Device or resource busy',
  ELOOP: 'Too many levels of symbolic links',
  EFBIG: 'File too large',
  ENAMETOOLONG: 'File name too long',
  ENOSPC: 'No space left on device',
};

/** Why a file could not be had; `message` is what comes after the tool's own words. */
export class FileError extends Error {
  readonly code: FileErrorCode;

  constructor(code: FileErrorCode) {
    super(TEXT[code]);
    this.code = code;
  }
}

/**
 * Files as a program sees them. Paths are absolute and may hold `.`, `..` and double slashes; every method throws FileError for
 * what the system call of its name would refuse. Nothing waits: what is on a disk far away has been brought before.
 */
export interface FileSystem {
  /** Undefined: there is none. Follows links. */
  stat(path: string): Stat | undefined;
  /** The link itself. */
  lstat(path: string): Stat | undefined;
  /** The names in a directory, in the order of their bytes. */
  list(path: string): readonly string[];
  read(path: string): Bytes;
  /** Makes the file if there is none; its directory must be there. */
  write(path: string, content: Bytes, how?: 'append'): void;
  mkdir(path: string): void;
  /** A file, a link, or an empty directory. */
  remove(path: string): void;
  rename(from: string, to: string): void;
  symlink(target: string, path: string): void;
  chmod(path: string, mode: number): void;
  /** Sets the time of the last change to `at`. */
  touch(path: string, at: number): void;
}
