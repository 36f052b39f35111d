import type { StreamMessage } from '../../engine/apimachinery/index.ts';
import { SpdyConnection, type SpdyStream, type Wire } from '../spdy/index.ts';
import { toBuffer, toBytes, wantedChannels, type Carrier, type Said } from './carrier.ts';

/** The protocols of exec and attach over SPDY that are spoken here: a Status ends both. */
export const COMMAND_PROTOCOLS = ['v5.channel.k8s.io', 'v4.channel.k8s.io'] as const;

const CHANNEL_OF: ReadonlyMap<string, number> = new Map([
  ['stdin', 0],
  ['stdout', 1],
  ['stderr', 2],
  ['error', 3],
  ['resize', 4],
]);

/** exec and attach over SPDY: a stream for each channel, which the client opens after the upgrade. */
export class SpdyCommand implements Carrier {
  readonly connection: SpdyConnection;
  readonly #wanted: ReadonlySet<number>;
  readonly #streams = new Map<number, SpdyStream>();
  /** What came before its stream was there. */
  readonly #early: StreamMessage[] = [];
  #over = false;

  constructor(wire: Wire, query: URLSearchParams, said: Said) {
    this.#wanted = new Set(wantedChannels(query));
    this.connection = new SpdyConnection(wire, (stream) => this.#opened(stream, said));
    this.connection.onClose = said.gone;
  }

  #opened(stream: SpdyStream, said: Said): void {
    const channel = CHANNEL_OF.get(stream.headers.get('streamtype') ?? '');
    if (channel === undefined) return;
    this.#streams.set(channel, stream);
    stream.onData = (bytes) => said.message({ channel, data: toBytes(bytes) });
    stream.onEnd = () => said.message({ channel, end: true });
    for (const message of this.#early.splice(0)) this.deliver(message);
    if (this.#over) this.#finish();
  }

  deliver(message: StreamMessage): void {
    if (!('data' in message)) return;
    const stream = this.#streams.get(message.channel);
    if (stream) stream.write(toBuffer(message.data));
    else this.#early.push(message);
  }

  end(): void {
    this.#over = true;
    this.#finish();
  }

  /** A command may be over before its client has opened all its streams: it waits for them to be heard. */
  #finish(): void {
    for (const channel of this.#wanted) if (!this.#streams.has(channel)) return;
    for (const stream of this.#streams.values()) stream.end();
    this.connection.goAway();
  }
}
