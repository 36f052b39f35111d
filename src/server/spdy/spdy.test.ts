import { Buffer } from 'node:buffer';
import { constants, createDeflate, createInflate } from 'node:zlib';
import { describe, expect, it, vi } from 'vitest';
import { formatHeaders, HeaderReader, HeaderWriter, SpdyConnection, spdyDictionary, type SpdyStream } from './index.ts';

/** The client's side: compresses headers in one context, as Go's zlib does. */
class Client {
  readonly #deflate = createDeflate({ dictionary: spdyDictionary(), flush: constants.Z_SYNC_FLUSH });
  #out: Buffer[] = [];

  constructor() {
    this.#deflate.on('data', (chunk: Buffer) => this.#out.push(chunk));
  }

  async headers(headers: Record<string, string>): Promise<Buffer> {
    await new Promise<void>((resolve) => {
      this.#deflate.write(formatHeaders(new Map(Object.entries(headers))), () => resolve());
    });
    await new Promise((resolve) => setImmediate(resolve));
    const block = Buffer.concat(this.#out);
    this.#out = [];
    return block;
  }

  async open(id: number, headers: Record<string, string>): Promise<Buffer> {
    const fixed = Buffer.alloc(10);
    fixed.writeUInt32BE(id);
    return control(1, Buffer.concat([fixed, await this.headers(headers)]));
  }
}

function control(type: number, body: Buffer): Buffer {
  const head = Buffer.from([0x80, 3, 0, type, 0, 0, 0, 0]);
  head.writeUIntBE(body.length, 5, 3);
  return Buffer.concat([head, body]);
}

function data(id: number, text: string, fin = false): Buffer {
  const head = Buffer.alloc(8);
  head.writeUInt32BE(id);
  head[4] = fin ? 1 : 0;
  head.writeUIntBE(text.length, 5, 3);
  return Buffer.concat([head, Buffer.from(text)]);
}

/** What a stream has been told, and everything that went out. */
function server() {
  const written: Buffer[] = [];
  const heard: string[] = [];
  const streams: SpdyStream[] = [];
  const wire = { write: (bytes: Buffer) => written.push(bytes), end: () => heard.push('closed') };
  const connection = new SpdyConnection(wire, (stream) => {
    streams.push(stream);
    heard.push(`open ${stream.id} ${stream.headers.get('streamtype')}`);
    stream.onData = (bytes) => heard.push(`data ${stream.id} ${bytes.toString()}`);
    stream.onEnd = () => heard.push(`end ${stream.id}`);
  });
  return { connection, written, heard, streams };
}

describe('SPDY', () => {
  it('agrees with the world on the dictionary', () => {
    let [a, b] = [1, 0];
    for (const byte of spdyDictionary()) {
      a = (a + byte) % 65521;
      b = (b + a) % 65521;
    }
    expect(b * 65536 + a).toBe(0xe3c6a7c2);
  });

  it('reads header blocks of one context in their order, and writes ones that zlib reads', async () => {
    const client = new Client();
    const reader = new HeaderReader();
    for (const port of ['80', '443']) {
      const headers = { streamtype: 'data', port };
      expect(Object.fromEntries(await reader.read(await client.headers(headers)))).toEqual(headers);
    }
    const writer = new HeaderWriter();
    const inflate = createInflate();
    const out: Buffer[] = [];
    inflate.on('data', (chunk: Buffer) => out.push(chunk));
    for (const headers of [new Map(), new Map([['a', 'b']])]) inflate.write(writer.write(headers));
    const both = Buffer.concat([formatHeaders(new Map()), formatHeaders(new Map([['a', 'b']]))]);
    await vi.waitFor(() => expect(Buffer.concat(out)).toEqual(both));
  });

  it('tells of streams and what comes on them in order, even when it comes byte by byte', async () => {
    const client = new Client();
    const { connection, heard } = server();
    const bytes = [await client.open(1, { streamtype: 'error' }), await client.open(3, { streamtype: 'stdin' })];
    for (const byte of Buffer.concat([...bytes, data(3, 'hello'), data(3, '', true)])) {
      connection.push(Buffer.from([byte]));
    }
    await vi.waitFor(() => expect(heard).toEqual(['open 1 error', 'open 3 stdin', 'data 3 hello', 'end 3']));
  });

  it('answers pings, ends a stream with a flag and everything when the framing is broken', async () => {
    const client = new Client();
    const { connection, written, heard, streams } = server();
    connection.push(await client.open(1, { streamtype: 'stdout' }));
    connection.push(control(6, Buffer.from([0, 0, 0, 1])));
    await vi.waitFor(() => expect(written.at(-1)).toEqual(control(6, Buffer.from([0, 0, 0, 1]))));
    streams[0]!.write(Buffer.from('out'));
    streams[0]!.end();
    expect(Buffer.concat(written.slice(-2))).toEqual(Buffer.concat([data(1, 'out'), data(1, '', true)]));
    connection.push(control(1, Buffer.alloc(12, 0xff)));
    await vi.waitFor(() => expect(heard.at(-1)).toBe('closed'));
  });
});
