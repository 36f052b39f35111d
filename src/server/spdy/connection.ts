import { Buffer } from 'node:buffer';
import { HeaderReader, HeaderWriter, type Headers } from './headers.ts';

/** What carries the bytes of a connection: a socket, or a WebSocket that tunnels. */
export interface Wire {
  write(bytes: Buffer): void;
  end(): void;
}

/** One of the streams that the client has opened. */
export interface SpdyStream {
  readonly id: number;
  readonly headers: Headers;
  onData: (bytes: Buffer) => void;
  /** The client will send no more on it. */
  onEnd: () => void;
  write(bytes: Buffer): void;
  /** This side will send no more on it. */
  end(): void;
}

const SYN_STREAM = 1;
const SYN_REPLY = 2;
const RST_STREAM = 3;
const PING = 6;
const GOAWAY = 7;
const HEADERS = 8;

const FIN = 1;
/** No frame of a well-behaved client is larger. */
const MAX_FRAME = 1 << 24;
/** Data goes out in frames of at most this size, as spdystream's do. */
const CHUNK = 32 * 1024;
/** Streams open at once; a port-forward has two for each connection. */
const MAX_STREAMS = 2000;

/** The server's side of a SPDY/3.1 connection, as client-go's moby/spdystream speaks it: no flow control, no pushes. */
export class SpdyConnection {
  readonly #wire: Wire;
  readonly #onStream: (stream: SpdyStream) => void;
  readonly #reader = new HeaderReader();
  readonly #writer = new HeaderWriter();
  readonly #streams = new Map<number, Stream>();
  #held: Buffer = Buffer.alloc(0);
  /** Frames wait for the one before, because reading headers takes turns of the event loop. */
  #work: Promise<void> = Promise.resolve();
  #closed = false;
  onClose: () => void = () => {};

  /** `onStream` is told of each stream before anything on it. */
  constructor(wire: Wire, onStream: (stream: SpdyStream) => void) {
    this.#wire = wire;
    this.#onStream = onStream;
  }

  push(bytes: Buffer): void {
    this.#held = this.#held.length === 0 ? bytes : Buffer.concat([this.#held, bytes]);
    while (this.#held.length >= 8) {
      const length = this.#held.readUInt32BE(4) & 0xffffff;
      if (length > MAX_FRAME) return this.close();
      if (this.#held.length < 8 + length) return;
      const frame = this.#held.subarray(0, 8 + length);
      this.#held = this.#held.subarray(8 + length);
      this.#work = this.#work.then(() => this.#receive(frame)).catch(() => this.close());
    }
  }

  async #receive(frame: Buffer): Promise<void> {
    if (this.#closed) return;
    const flags = frame[4]!;
    const body = frame.subarray(8);
    if ((frame[0]! & 0x80) === 0) {
      const stream = this.#streams.get(frame.readUInt32BE(0) & 0x7fffffff);
      if (body.length > 0) stream?.onData(body);
      if (flags & FIN) stream?.endOfClient();
      return;
    }
    switch (frame.readUInt16BE(2)) {
      case SYN_STREAM:
        await this.#open(body, flags);
        return;
      case HEADERS:
        await this.#reader.read(body.subarray(4));
        return;
      case RST_STREAM:
        this.#streams.get(body.readUInt32BE(0) & 0x7fffffff)?.reset();
        return;
      case PING:
        // An odd number is the client's own, and wants its answer.
        if (body.readUInt32BE(0) & 1) this.#control(PING, 0, body.subarray(0, 4));
        return;
      case GOAWAY:
        this.close();
        return;
      default:
    }
  }

  async #open(body: Buffer, flags: number): Promise<void> {
    const id = body.readUInt32BE(0) & 0x7fffffff;
    const headers = await this.#reader.read(body.subarray(10));
    if (this.#streams.size >= MAX_STREAMS) throw new Error('too many streams');
    const stream = new Stream(this, id, headers);
    this.#streams.set(id, stream);
    this.#control(SYN_REPLY, 0, Buffer.concat([idBytes(id), this.#writer.write(new Map())]));
    this.#onStream(stream);
    if (flags & FIN) stream.endOfClient();
  }

  #control(type: number, flags: number, body: Buffer): void {
    const head = Buffer.alloc(8);
    head.writeUInt16BE(0x8003, 0);
    head.writeUInt16BE(type, 2);
    head.writeUInt32BE(((flags << 24) | body.length) >>> 0, 4);
    this.#write(Buffer.concat([head, body]));
  }

  data(id: number, bytes: Buffer, fin: boolean): void {
    for (let at = 0; ; at += CHUNK) {
      const part = bytes.subarray(at, at + CHUNK);
      const last = at + CHUNK >= bytes.length;
      const head = Buffer.alloc(8);
      head.writeUInt32BE(id, 0);
      head.writeUInt32BE((((last && fin ? FIN : 0) << 24) | part.length) >>> 0, 4);
      this.#write(Buffer.concat([head, part]));
      if (last) return;
    }
  }

  #write(bytes: Buffer): void {
    if (!this.#closed) this.#wire.write(bytes);
  }

  forget(id: number): void {
    this.#streams.delete(id);
  }

  /** Ends the connection in good order: everything on it has been said. */
  goAway(): void {
    if (this.#closed) return;
    this.#control(GOAWAY, 0, Buffer.alloc(8));
    this.close();
  }

  close(): void {
    if (this.#closed) return;
    this.#closed = true;
    this.#reader.close();
    this.#streams.clear();
    this.#wire.end();
    this.onClose();
  }
}

class Stream implements SpdyStream {
  onData: (bytes: Buffer) => void = () => {};
  onEnd: () => void = () => {};
  #ended = false;
  #clientEnded = false;

  constructor(
    readonly connection: SpdyConnection,
    readonly id: number,
    readonly headers: Headers,
  ) {}

  write(bytes: Buffer): void {
    if (!this.#ended && bytes.length > 0) this.connection.data(this.id, bytes, false);
  }

  end(): void {
    if (this.#ended) return;
    this.#ended = true;
    this.connection.data(this.id, Buffer.alloc(0), true);
    if (this.#clientEnded) this.connection.forget(this.id);
  }

  endOfClient(): void {
    if (this.#clientEnded) return;
    this.#clientEnded = true;
    this.onEnd();
    if (this.#ended) this.connection.forget(this.id);
  }

  reset(): void {
    this.#ended = true;
    this.endOfClient();
    this.connection.forget(this.id);
  }
}

function idBytes(id: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(id);
  return bytes;
}
