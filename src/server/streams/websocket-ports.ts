import { Buffer } from 'node:buffer';
import type { StreamMessage } from '../../engine/apimachinery/index.ts';
import { toBuffer, toBytes, type Carrier, type Said } from './carrier.ts';
import type { WebSocketConnection } from './websocket.ts';

/** The subprotocols of port-forward over a WebSocket with a pair of channels for each port. kubelet/pkg/cri/streaming/portforward */
export const PORT_PROTOCOLS = ['v4.channel.k8s.io', 'portforward.k8s.io', 'v4.base64.channel.k8s.io'] as const;

/** One connection to each port in the query: channel 2i for its bytes, 2i + 1 for its errors; both begin with the port. */
export class WebSocketPorts implements Carrier {
  readonly #socket: WebSocketConnection;
  readonly #base64: boolean;
  readonly #open = new Set<number>();

  constructor(socket: WebSocketConnection, protocol: string, query: URLSearchParams, said: Said) {
    this.#socket = socket;
    this.#base64 = protocol.includes('base64');
    socket.onMessage = (data) => this.#hear(data, said);
    socket.onClose = said.gone;
    const ports = query.getAll('ports').flatMap((list) => list.split(',').map(Number));
    ports.forEach((port, i) => {
      const announcement = Buffer.alloc(2);
      announcement.writeUInt16LE(port & 0xffff);
      this.#send(2 * i, announcement);
      this.#send(2 * i + 1, announcement);
      this.#open.add(2 * i);
      said.message({ channel: 2 * i, port });
    });
  }

  #hear(data: Buffer, said: Said): void {
    if (data.length < 2) return;
    const channel = this.#base64 ? data[0]! - 0x30 : data[0]!;
    const body = this.#base64 ? Buffer.from(data.toString('latin1', 1), 'base64') : data.subarray(1);
    if (this.#open.has(channel)) said.message({ channel, data: toBytes(body) });
  }

  deliver(message: StreamMessage): void {
    if ('data' in message) this.#send(message.channel, toBuffer(message.data));
    else if (this.#open.delete(message.channel) && this.#open.size === 0) this.end();
  }

  #send(channel: number, data: Buffer): void {
    if (this.#base64) this.#socket.sendText(`${channel}${data.toString('base64')}`);
    else this.#socket.sendBinary(Buffer.concat([Buffer.from([channel]), data]));
  }

  end(): void {
    this.#socket.close();
  }
}
