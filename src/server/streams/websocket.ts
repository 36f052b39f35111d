import { Buffer } from 'node:buffer';
import { createHash } from 'node:crypto';
import type { Duplex } from 'node:stream';

const GUID = '258EAFA5-E914-47DA-95CA-C5AB0DC85B11';
/** Longer messages are refused: kubectl's are at most 32 KiB, and a tunnelled frame is not much more. */
const MAX_MESSAGE = 16 * 1024 * 1024;

const CONTINUATION = 0;
const TEXT = 1;
const BINARY = 2;
const CLOSE = 8;
const PING = 9;
const PONG = 10;

/** What the client's key is answered with (RFC 6455 §4.2.2). */
export function acceptKey(key: string): string {
  return createHash('sha1')
    .update(key + GUID)
    .digest('base64');
}

/** The server's side of a WebSocket, after its handshake. Messages come whole; pings are answered. */
export class WebSocketConnection {
  readonly #socket: Duplex;
  #held: Buffer = Buffer.alloc(0);
  #fragments: Buffer[] = [];
  #fragmentsLength = 0;
  #opcode = BINARY;
  #closed = false;
  onMessage: (data: Buffer, isText: boolean) => void = () => {};
  onClose: () => void = () => {};

  constructor(socket: Duplex) {
    this.#socket = socket;
    socket.on('data', (bytes: Buffer) => this.push(bytes));
    socket.on('close', () => this.#gone());
    socket.on('error', () => this.#gone());
    socket.on('end', () => this.close(1006));
  }

  push(bytes: Buffer): void {
    if (this.#closed) return;
    this.#held = this.#held.length === 0 ? bytes : Buffer.concat([this.#held, bytes]);
    for (;;) {
      const frame = this.#next();
      if (frame === undefined) return;
      if (frame === 'bad') return this.close(1002);
      this.#receive(frame);
    }
  }

  #next(): Frame | 'bad' | undefined {
    const held = this.#held;
    if (held.length < 2) return undefined;
    let length = held[1]! & 0x7f;
    let at = 2;
    if (length === 126) {
      if (held.length < 4) return undefined;
      length = held.readUInt16BE(2);
      at = 4;
    } else if (length === 127) {
      if (held.length < 10) return undefined;
      length = Number(held.readBigUInt64BE(2));
      at = 10;
    }
    // Clients mask; whoever does not is none.
    if ((held[1]! & 0x80) === 0 || length > MAX_MESSAGE) return 'bad';
    if (held.length < at + 4 + length) return undefined;
    const mask = held.subarray(at, at + 4);
    const data = Buffer.from(held.subarray(at + 4, at + 4 + length));
    for (let i = 0; i < data.length; i++) data[i]! ^= mask[i & 3]!;
    this.#held = held.subarray(at + 4 + length);
    return { fin: (held[0]! & 0x80) !== 0, opcode: held[0]! & 15, data };
  }

  #receive({ fin, opcode, data }: Frame): void {
    if (opcode === PING) return this.#send(PONG, data);
    if (opcode === PONG) return;
    if (opcode === CLOSE) return this.close(1000);
    if (opcode !== CONTINUATION) this.#opcode = opcode;
    this.#fragments.push(data);
    this.#fragmentsLength += data.length;
    if (this.#fragmentsLength > MAX_MESSAGE) return this.close(1009);
    if (!fin) return;
    const message = this.#fragments.length === 1 ? data : Buffer.concat(this.#fragments);
    this.#fragments = [];
    this.#fragmentsLength = 0;
    this.onMessage(message, this.#opcode === TEXT);
  }

  sendBinary(data: Buffer): void {
    this.#send(BINARY, data);
  }

  sendText(text: string): void {
    this.#send(TEXT, Buffer.from(text, 'utf8'));
  }

  #send(opcode: number, data: Buffer): void {
    if (this.#closed) return;
    const { length } = data;
    const head = Buffer.alloc(length < 126 ? 2 : length < 65_536 ? 4 : 10);
    head[0] = 0x80 | opcode;
    if (length < 126) head[1] = length;
    else if (length < 65_536) {
      head[1] = 126;
      head.writeUInt16BE(length, 2);
    } else {
      head[1] = 127;
      head.writeBigUInt64BE(BigInt(length), 2);
    }
    this.#socket.write(Buffer.concat([head, data]));
  }

  close(code = 1000): void {
    if (this.#closed) return;
    const reason = Buffer.alloc(2);
    reason.writeUInt16BE(code === 1006 ? 1000 : code);
    this.#send(CLOSE, reason);
    this.#socket.end();
    this.#gone();
  }

  #gone(): void {
    if (this.#closed) return;
    this.#closed = true;
    this.onClose();
  }
}

interface Frame {
  readonly fin: boolean;
  readonly opcode: number;
  readonly data: Buffer;
}
