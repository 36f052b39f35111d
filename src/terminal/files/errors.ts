const TEXTS = {
  ENOENT: 'No such file or directory',
  EEXIST: 'File exists',
  ENOTDIR: 'Not a directory',
  EISDIR: 'Is a directory',
  EACCES: 'Permission denied',
  EFBIG: 'File too large',
  ENOSPC: 'No space left on device',
  ENAMETOOLONG: 'File name too long',
} as const;

export type FileErrorCode = keyof typeof TEXTS;

/** What the file system refuses; its message is the C library's, as tools print it behind the file's name. */
export class FileError extends Error {
  constructor(
    readonly code: FileErrorCode,
    readonly path: string,
  ) {
    super(TEXTS[code]);
  }
}
