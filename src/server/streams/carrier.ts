import { Buffer } from 'node:buffer';
import type { Bytes, StreamMessage } from '../../engine/apimachinery/index.ts';

/** What brings the messages of an upgraded request to its client, and the client's to the cluster. */
export interface Carrier {
  deliver(message: StreamMessage): void;
  /** The cluster has said everything. */
  end(): void;
}

/** What a carrier needs of whoever made it. */
export interface Said {
  readonly message: (message: StreamMessage) => void;
  /** The client has left. */
  readonly gone: () => void;
}

export function toBuffer(bytes: Bytes): Buffer {
  return Buffer.from(bytes, 'latin1');
}

export function toBytes(buffer: Buffer): Bytes {
  return buffer.toString('latin1');
}

/** The streams that a client of exec or attach asks for in its query. */
export function wantedChannels(query: URLSearchParams): readonly number[] {
  const on = (name: string) => {
    const value = query.get(name);
    return value !== null && value !== '0' && value.toLowerCase() !== 'false';
  };
  const tty = on('tty');
  return [
    ...(on('stdin') ? [0] : []),
    ...(on('stdout') ? [1] : []),
    ...(on('stderr') && !tty ? [2] : []),
    3,
    ...(tty ? [4] : []),
  ];
}
