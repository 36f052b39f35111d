import type { Bytes } from '../../apimachinery/index.ts';

const BLOCK = 512;

/** What an archive holds under one name; a directory has no content. */
export interface TarEntry {
  readonly path: string;
  readonly content: Bytes | undefined;
  readonly mode: number;
  /** Seconds since the Unix epoch. */
  readonly modified: number;
}

/** Files as a POSIX tar archive (ustar). */
export function tar(entries: Iterable<TarEntry>): Bytes {
  const parts: Bytes[] = [];
  for (const entry of entries) {
    const content = entry.content ?? '';
    parts.push(header(entry), content, padding(content.length));
  }
  return parts.join('') + '\0'.repeat(2 * BLOCK);
}

function padding(size: number): Bytes {
  return '\0'.repeat((BLOCK - (size % BLOCK)) % BLOCK);
}

/** A name of more than a hundred bytes is parted at a slash; what is longer still is cut, as old tars do. */
function header({ path, content, mode, modified }: TarEntry): Bytes {
  const field = (text: string, width: number) => text.slice(0, width).padEnd(width, '\0');
  const octal = (value: number, width: number) => `${value.toString(8).padStart(width - 1, '0')}\0`;
  const full = path.replace(/^\/+/, '') + (content === undefined && !path.endsWith('/') ? '/' : '');
  const slash = full.length > 100 ? full.lastIndexOf('/', 155) : -1;
  const [prefix, name] = slash < 0 ? ['', full] : [full.slice(0, slash), full.slice(slash + 1)];
  const before =
    field(name, 100) +
    octal(mode, 8) +
    octal(0, 8) +
    octal(0, 8) +
    octal(content?.length ?? 0, 12) +
    octal(modified, 12);
  const type = content === undefined ? '5' : '0';
  const after = `${type}${field('', 100)}ustar\x0000${field('root', 32)}${field('root', 32)}${octal(0, 8)}${octal(0, 8)}${field(prefix, 155)}`;
  const blank = (before + ' '.repeat(8) + after).padEnd(BLOCK, '\0');
  let sum = 0;
  for (let i = 0; i < BLOCK; i++) sum += blank.charCodeAt(i);
  return `${before}${sum.toString(8).padStart(6, '0')}\0 ${after}`.padEnd(BLOCK, '\0');
}

/** The files and directories of an archive; what else is in it is passed over. */
export function* untar(archive: Bytes): Generator<TarEntry> {
  for (let at = 0; at + BLOCK <= archive.length;) {
    const name = text(archive, at, 100);
    if (name === '') return;
    const size = parseInt(text(archive, at + 124, 12).trim() || '0', 8);
    const type = archive[at + 156];
    const prefix = text(archive, at + 257, 5) === 'ustar' ? text(archive, at + 345, 155) : '';
    const begin = at + BLOCK;
    if (!(size >= 0)) return;
    if (type === '0' || type === '\0' || type === '5') {
      const content = type === '5' || name.endsWith('/') ? undefined : archive.slice(begin, begin + size);
      const octal = (offset: number, width: number) => parseInt(text(archive, at + offset, width).trim(), 8) || 0;
      const path = prefix === '' ? name : `${prefix}/${name}`;
      yield { path, content, mode: octal(100, 8) & 0o7777, modified: octal(136, 12) };
    }
    at = begin + Math.ceil(size / BLOCK) * BLOCK;
  }
}

function text(archive: Bytes, at: number, width: number): string {
  const field = archive.slice(at, at + width);
  const end = field.indexOf('\0');
  return end < 0 ? field : field.slice(0, end);
}
