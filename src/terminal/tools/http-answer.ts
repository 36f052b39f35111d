import type { Bytes } from '../../engine/apimachinery/index.ts';

/** What a web server answered. */
export interface Answer {
  readonly status: number;
  /** The first line and the headers, with the empty line that ends them. */
  readonly head: Bytes;
  readonly body: Bytes;
}

/** More than this is not read. */
const LARGEST = 16 << 20;

/** Reads one HTTP/1.1 answer off a connection; undefined: it ended before its headers did. */
export async function readAnswer(
  read: () => Promise<Bytes | undefined>,
  headOnly: boolean,
): Promise<Answer | undefined> {
  let held: Bytes = '';
  const more = async (): Promise<boolean> => {
    const bytes = held.length > LARGEST ? undefined : await read();
    held += bytes ?? '';
    return bytes !== undefined;
  };
  while (!held.includes('\r\n\r\n')) if (!(await more())) return undefined;
  const end = held.indexOf('\r\n\r\n') + 4;
  const head = held.slice(0, end);
  const status = Number(/^HTTP\/1\.\d (\d{3})/.exec(head)?.[1] ?? 0);
  held = held.slice(end);
  if (headOnly || status === 204 || status === 304) return { status, head, body: '' };
  if (/^transfer-encoding:\s*chunked/im.test(head)) {
    while (!/(^|\r\n)0\r\n\r\n/.test(held)) if (!(await more())) break;
    return { status, head, body: unchunked(held) };
  }
  const length = /^content-length:\s*(\d+)/im.exec(head)?.[1];
  const wanted = length === undefined ? Infinity : Number(length);
  while (held.length < wanted) if (!(await more())) break;
  return { status, head, body: held.slice(0, wanted) };
}

function unchunked(chunks: Bytes): Bytes {
  let body = '';
  for (let at = 0; at < chunks.length;) {
    const line = chunks.indexOf('\r\n', at);
    const size = parseInt(chunks.slice(at, line), 16);
    if (line < 0 || !(size > 0)) break;
    body += chunks.slice(line + 2, line + 2 + size);
    at = line + 2 + size + 2;
  }
  return body;
}
