import type { StreamMessage } from '../../engine/apimachinery/index.ts';
import { SpdyConnection, type SpdyStream, type Wire } from '../spdy/index.ts';
import { toBuffer, toBytes, type Carrier, type Said } from './carrier.ts';

export const FORWARD_PROTOCOL = 'portforward.k8s.io';
/** port-forward's SPDY inside of a WebSocket (kubectl since 1.31). */
export const TUNNEL_PROTOCOL = `SPDY/3.1+${FORWARD_PROTOCOL}`;

interface Pair {
  data?: SpdyStream;
  error?: SpdyStream;
}

/** port-forward over SPDY: for each connection the client opens an error stream and a data stream with one request id. */
export class SpdyPorts implements Carrier {
  readonly connection: SpdyConnection;
  /** Half opened pairs, by request id. */
  readonly #pending = new Map<string, Pair>();
  /** By channel. */
  readonly #streams = new Map<number, SpdyStream>();
  #connections = 0;

  constructor(wire: Wire, said: Said) {
    this.connection = new SpdyConnection(wire, (stream) => this.#opened(stream, said));
    this.connection.onClose = said.gone;
  }

  #opened(stream: SpdyStream, said: Said): void {
    const type = stream.headers.get('streamtype');
    if (type !== 'data' && type !== 'error') return;
    const id = stream.headers.get('requestid') ?? String(stream.id - (type === 'data' ? 2 : 0));
    const pair = this.#pending.get(id) ?? {};
    pair[type] = stream;
    this.#pending.set(id, pair);
    if (!pair.data || !pair.error) return;
    this.#pending.delete(id);
    const channel = 2 * this.#connections++;
    const { data, error } = pair;
    this.#streams.set(channel, data).set(channel + 1, error);
    said.message({ channel, port: Number(data.headers.get('port')) });
    data.onData = (bytes) => said.message({ channel, data: toBytes(bytes) });
    data.onEnd = () => said.message({ channel, end: true });
  }

  deliver(message: StreamMessage): void {
    const stream = this.#streams.get(message.channel);
    if (!stream) return;
    if ('data' in message) stream.write(toBuffer(message.data));
    else {
      stream.end();
      this.#streams.delete(message.channel);
    }
  }

  end(): void {
    this.connection.goAway();
  }
}
