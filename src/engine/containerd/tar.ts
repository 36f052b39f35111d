import type { Bytes } from '../apimachinery/index.ts';

const BLOCK = 512;

/** Files as a POSIX tar archive (ustar); names longer than a header has room for are cut, as old tars do. */
export function tar(files: Iterable<readonly [path: string, content: Bytes]>): Bytes {
  let out = '';
  for (const [path, content] of files) {
    out += header(path.replace(/^\/+/, ''), content.length) + content + padding(content.length);
  }
  return out + '\0'.repeat(2 * BLOCK);
}

function padding(size: number): Bytes {
  return '\0'.repeat((BLOCK - (size % BLOCK)) % BLOCK);
}

function header(name: string, size: number): Bytes {
  const field = (text: string, width: number) => text.slice(0, width).padEnd(width, '\0');
  const octal = (value: number, width: number) => `${value.toString(8).padStart(width - 1, '0')}\0`;
  const before = field(name, 100) + octal(0o644, 8) + octal(0, 8) + octal(0, 8) + octal(size, 12) + octal(0, 12);
  const after = `0${field('', 100)}ustar\x0000${field('root', 32)}${field('root', 32)}`;
  const blank = (before + ' '.repeat(8) + after).padEnd(BLOCK, '\0');
  let sum = 0;
  for (let i = 0; i < BLOCK; i++) sum += blank.charCodeAt(i);
  return `${before}${sum.toString(8).padStart(6, '0')}\0 ${after}`.padEnd(BLOCK, '\0');
}

/** The regular files of an archive; what else is in it is passed over. */
export function* untar(archive: Bytes): Generator<readonly [path: string, content: Bytes]> {
  for (let at = 0; at + BLOCK <= archive.length;) {
    const name = text(archive, at, 100);
    if (name === '') return;
    const size = parseInt(text(archive, at + 124, 12).trim() || '0', 8);
    const type = archive[at + 156];
    const prefix = text(archive, at + 257, 5) === 'ustar' ? text(archive, at + 345, 155) : '';
    const begin = at + BLOCK;
    if (!(size >= 0)) return;
    if (type === '0' || type === '\0') {
      yield [prefix === '' ? name : `${prefix}/${name}`, archive.slice(begin, begin + size)];
    }
    at = begin + Math.ceil(size / BLOCK) * BLOCK;
  }
}

function text(archive: Bytes, at: number, width: number): string {
  const field = archive.slice(at, at + width);
  const end = field.indexOf('\0');
  return end < 0 ? field : field.slice(0, end);
}
