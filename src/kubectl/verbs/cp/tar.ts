import { bytesOf, textOf, type Bytes } from '../../../engine/apimachinery/index.ts';

const BLOCK = 512;

/** One thing in an archive, in POSIX ustar format. */
export interface Entry {
  readonly name: string;
  readonly kind: 'file' | 'directory' | 'symlink' | 'other';
  readonly mode: number;
  /** Seconds since the Unix epoch. */
  readonly modified: number;
  readonly data: Bytes;
  /** Where a symbolic link leads. */
  readonly link: string;
}

function field(text: Bytes, length: number): Bytes {
  return text.slice(0, length).padEnd(length, '\0');
}

function octal(n: number, length: number): Bytes {
  return `${Math.trunc(n)
    .toString(8)
    .padStart(length - 1, '0')}\0`;
}

/** A name that is too long for its field stands in two, parted at a slash. */
function splitName(name: Bytes): readonly [name: Bytes, prefix: Bytes] {
  if (name.length <= 100) return [name, ''];
  const at = name.indexOf('/', name.length - 101);
  return at < 0 ? [name.slice(-100), ''] : [name.slice(at + 1), name.slice(0, at)];
}

export function tarEntry(entry: Pick<Entry, 'name' | 'mode' | 'modified' | 'data'> & { readonly kind: string }): Bytes {
  const directory = entry.kind === 'directory';
  const [name, prefix] = splitName(bytesOf(directory && !entry.name.endsWith('/') ? `${entry.name}/` : entry.name));
  const before =
    field(name, 100) +
    octal(entry.mode, 8) +
    octal(0, 8) +
    octal(0, 8) +
    octal(entry.data.length, 12) +
    octal(entry.modified, 12);
  const after = `${directory ? '5' : '0'}${field('', 100)}ustar\x0000${field('root', 32)}${field('root', 32)}${octal(0, 8)}${octal(0, 8)}${field(prefix, 155)}`;
  const blank = field(`${before}        ${after}`, BLOCK);
  let sum = 0;
  for (let i = 0; i < blank.length; i++) sum += blank.charCodeAt(i);
  const header = field(`${before}${sum.toString(8).padStart(6, '0')}\0 ${after}`, BLOCK);
  const rest = entry.data.length % BLOCK;
  return header + entry.data + (rest === 0 ? '' : '\0'.repeat(BLOCK - rest));
}

/** What an archive ends with. */
export const TAR_END: Bytes = '\0'.repeat(2 * BLOCK);

function textUntilNul(bytes: Bytes): string {
  const end = bytes.indexOf('\0');
  return textOf(end < 0 ? bytes : bytes.slice(0, end));
}

const KINDS = new Map<string, Entry['kind']>([
  ['0', 'file'],
  ['\0', 'file'],
  ['5', 'directory'],
  ['2', 'symlink'],
]);

/** What is in an archive, as far as it goes. */
export function* untar(archive: Bytes): Generator<Entry> {
  let longName: string | undefined;
  for (let at = 0; at + BLOCK <= archive.length;) {
    const header = archive.slice(at, at + BLOCK);
    if (/^\0*$/.test(header)) return;
    const number = (from: number, length: number): number =>
      parseInt(textUntilNul(header.slice(from, from + length)), 8) || 0;
    const size = number(124, 12);
    const data = archive.slice(at + BLOCK, at + BLOCK + size);
    at += BLOCK + Math.ceil(size / BLOCK) * BLOCK;
    const type = header.charAt(156);
    if (type === 'L') {
      longName = textUntilNul(data);
      continue;
    }
    const prefix = header.startsWith('ustar', 257) ? textUntilNul(header.slice(345, 500)) : '';
    const short = textUntilNul(header.slice(0, 100));
    const name = longName ?? (prefix === '' ? short : `${prefix}/${short}`);
    longName = undefined;
    const link = textUntilNul(header.slice(157, 257));
    yield { name, kind: KINDS.get(type) ?? 'other', mode: number(100, 8), modified: number(136, 12), data, link };
  }
}
