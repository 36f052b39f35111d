import { Buffer } from 'node:buffer';
import { createInflate, type Inflate } from 'node:zlib';
import { spdyDictionary } from './dictionary.ts';

/** More than this in one header block is an attack, not a header. */
const LIMIT = 64 * 1024;

export type Headers = ReadonlyMap<string, string>;

/** Reads the header blocks of one side of a connection, which share one compression context and so must come in order. */
export class HeaderReader {
  readonly #inflate: Inflate;
  #out: Buffer[] = [];

  constructor() {
    this.#inflate = createInflate({ dictionary: spdyDictionary() });
    this.#inflate.on('data', (chunk: Buffer) => this.#out.push(chunk));
  }

  async read(block: Buffer): Promise<Headers> {
    await new Promise<void>((resolve, reject) => {
      this.#inflate.once('error', reject);
      this.#inflate.write(block, () => {
        this.#inflate.off('error', reject);
        resolve();
      });
    });
    const bytes = Buffer.concat(this.#out);
    this.#out = [];
    if (bytes.length > LIMIT) throw new Error('header block too large');
    return parseHeaders(bytes);
  }

  close(): void {
    this.#inflate.destroy();
  }
}

/** A count, then for each header the length and text of its name and of its value. */
export function parseHeaders(bytes: Buffer): Headers {
  const headers = new Map<string, string>();
  let at = 4;
  const text = () => {
    const length = bytes.readUInt32BE(at);
    if (at + 4 + length > bytes.length) throw new Error('header block cut short');
    at += 4 + length;
    return bytes.toString('utf8', at - length, at);
  };
  for (let left = bytes.readUInt32BE(0); left > 0; left--) headers.set(text().toLowerCase(), text());
  return headers;
}

export function formatHeaders(headers: Headers): Buffer {
  const parts: Buffer[] = [uint32(headers.size)];
  for (const pair of headers) {
    for (const text of pair) {
      const bytes = Buffer.from(text, 'utf8');
      parts.push(uint32(bytes.length), bytes);
    }
  }
  return Buffer.concat(parts);
}

function uint32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(value);
  return bytes;
}

/** An empty stored block, as after Z_SYNC_FLUSH: without it Go's reader looks for the next block where there is none. */
const FLUSH = Buffer.from([0, 0, 0, 0xff, 0xff]);

/**
 * Writes header blocks in the form of zlib without compressing: a stored block needs no context and no waiting, and what this
 * side has to say in headers is next to nothing.
 */
export class HeaderWriter {
  #first = true;

  write(headers: Headers): Buffer {
    const bytes = formatHeaders(headers);
    const stored = Buffer.alloc(5);
    stored.writeUInt16LE(bytes.length, 1);
    stored.writeUInt16LE(bytes.length ^ 0xffff, 3);
    const begin = this.#first ? [Buffer.from([0x78, 0x01])] : [];
    this.#first = false;
    return Buffer.concat([...begin, stored, bytes, FLUSH]);
  }
}
