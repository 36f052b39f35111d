import { bytesOf, type Bytes, type StreamMessage } from '../apimachinery/index.ts';
import type { ServerCall, Task } from '../sim/index.ts';
import type { Container } from './container.ts';
import { HttpReader, writeReply, type WireRequest } from './http-wire.ts';
import type { Sandbox } from './sandbox.ts';

/** One connection to a port inside of the pod. */
interface Forwarded {
  readonly container: Container;
  readonly reader: HttpReader;
  /** Whether its requests are being answered now; the next one waits for that. */
  busy: boolean;
  /** The client will send no more: it is closed when everything has been answered. */
  ended: boolean;
}

/** The connections of one port-forward, as they are opened, used and closed by its client. */
export class PortForward {
  readonly #sandbox: Sandbox;
  readonly #call: ServerCall;
  readonly #connections = new Map<number, Forwarded>();

  constructor(sandbox: Sandbox, call: ServerCall) {
    this.#sandbox = sandbox;
    this.#call = call;
  }

  hear(message: StreamMessage): void {
    const { channel } = message;
    if ('port' in message) {
      this.#open(channel, message.port);
      return;
    }
    const connection = this.#connections.get(channel);
    if (!connection) return;
    if ('data' in message) connection.reader.push(message.data);
    else connection.ended = true;
    if (!connection.busy) this.#sandbox.process.go('port-forward', this.#serve(channel, connection));
  }

  #open(channel: number, port: number): void {
    const container = this.#sandbox.listener(port);
    if (container) {
      this.#connections.set(channel, { container, reader: new HttpReader(), busy: false, ended: false });
      return;
    }
    const { id } = this.#sandbox.record;
    const failed = `failed to execute portforward in network namespace "/var/run/netns/cni-${id.slice(0, 8)}": failed to connect to localhost:${port} inside namespace "${id}", IPv4: dial tcp4 127.0.0.1:${port}: connect: connection refused IPv6 dial tcp6 [::1]:${port}: connect: connection refused `;
    this.#send(channel + 1, bytesOf(`error forwarding port ${port} to pod ${id}, uid : ${failed}`));
    this.#end(channel + 1);
    this.#end(channel);
  }

  *#serve(channel: number, connection: Forwarded): Task {
    connection.busy = true;
    for (let asked; (asked = connection.reader.next()) !== undefined;) {
      if (!(yield* this.#answer(channel, connection, asked))) {
        this.#close(channel);
        return;
      }
    }
    connection.busy = false;
    if (connection.ended) this.#close(channel);
  }

  /** False: the connection is over. A program that does not speak HTTP says nothing. */
  *#answer(channel: number, { container }: Forwarded, asked: WireRequest | 'bad'): Task<boolean> {
    if (container.listening && container.listening.http === undefined) return false;
    if (asked === 'bad') {
      this.#send(channel, 'HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\nConnection: close\r\n\r\n');
      return false;
    }
    const reply = yield* this.#sandbox.ask(container, asked.request, 'http');
    if (!reply) return false;
    this.#send(channel, writeReply(reply, asked));
    return asked.keepAlive;
  }

  #close(channel: number): void {
    if (!this.#connections.delete(channel)) return;
    this.#end(channel + 1);
    this.#end(channel);
  }

  #send(channel: number, data: Bytes): void {
    const message: StreamMessage = { channel, data };
    this.#call.item({ form: 'item', verb: 'data', bytes: data.length }, message);
  }

  #end(channel: number): void {
    this.#call.item({ form: 'item', verb: 'end' }, { channel, end: true } satisfies StreamMessage);
  }
}
