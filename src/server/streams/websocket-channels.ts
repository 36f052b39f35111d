import { Buffer } from 'node:buffer';
import { ERROR, textOf, type Bytes, type StreamMessage } from '../../engine/apimachinery/index.ts';
import { toBuffer, toBytes, wantedChannels, type Carrier, type Said } from './carrier.ts';
import type { WebSocketConnection } from './websocket.ts';

/** In v5 a client closes a channel by naming it behind this one. */
const CLOSE_CHANNEL = 255;

/** The subprotocols of exec and attach, best first. apimachinery/pkg/util/remotecommand/constants.go */
export const CHANNEL_PROTOCOLS = [
  'v5.channel.k8s.io',
  'v4.channel.k8s.io',
  'v4.base64.channel.k8s.io',
  'channel.k8s.io',
  'base64.channel.k8s.io',
] as const;

/** exec and attach over a WebSocket: each message begins with its channel, as a byte, or as a digit before base64. */
export class WebSocketChannels implements Carrier {
  readonly #socket: WebSocketConnection;
  readonly #base64: boolean;
  /** Since v4 the error channel carries a Status; before, its message alone. */
  readonly #status: boolean;

  constructor(socket: WebSocketConnection, protocol: string, query: URLSearchParams, said: Said) {
    this.#socket = socket;
    this.#base64 = protocol.includes('base64');
    this.#status = /^v[45]/.test(protocol);
    socket.onMessage = (data) => this.#hear(data, said, protocol.startsWith('v5'));
    socket.onClose = said.gone;
    // An empty message tells the client that it is connected.
    const first = wantedChannels(query).find((channel) => channel > 0);
    if (first !== undefined) this.#send(first, '');
  }

  #hear(data: Buffer, said: Said, closes: boolean): void {
    if (data.length === 0) return;
    if (this.#base64) {
      const channel = data[0]! - 0x30;
      said.message({ channel, data: toBytes(Buffer.from(data.toString('latin1', 1), 'base64')) });
      return;
    }
    const channel = data[0]!;
    if (closes && channel === CLOSE_CHANNEL) {
      if (data.length > 1) said.message({ channel: data[1]!, end: true });
    } else said.message({ channel, data: toBytes(data.subarray(1)) });
  }

  deliver(message: StreamMessage): void {
    if (!('data' in message)) return;
    const { channel, data } = message;
    this.#send(channel, channel === ERROR && !this.#status ? errorText(data) : data);
  }

  #send(channel: number, data: Bytes): void {
    if (this.#base64) this.#socket.sendText(`${channel}${toBuffer(data).toString('base64')}`);
    else this.#socket.sendBinary(Buffer.concat([Buffer.from([channel]), toBuffer(data)]));
  }

  end(): void {
    this.#socket.close();
  }
}

function errorText(data: Bytes): Bytes {
  const status = JSON.parse(textOf(data)) as { readonly message?: string };
  return toBytes(Buffer.from(status.message ?? '', 'utf8'));
}
