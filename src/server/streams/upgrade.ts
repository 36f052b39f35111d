import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import type { StreamMessage } from '../../engine/apimachinery/index.ts';
import type { HttpReply, HttpRequest, HttpResponse, HttpStream } from '../../engine/cluster/index.ts';
import type { Carrier } from './carrier.ts';
import { negotiate, type Negotiated } from './negotiate.ts';

/** Whoever can be asked to upgrade: the cluster, or a page that has one. */
export type Upgradable = (request: HttpRequest, reply: HttpReply) => HttpStream;

/** Asks for the upgrade that a client wants, and if it is granted carries its bytes until one side leaves. */
export function upgrade(message: IncomingMessage, socket: Duplex, head: Buffer, connect: Upgradable): void {
  socket.on('error', () => socket.destroy());
  const url = new URL(message.url ?? '/', 'http://cluster');
  const negotiated = negotiate(url, message.headers);
  if (!negotiated) {
    refuse(socket, {
      status: 400,
      headers: { 'content-type': 'text/plain' },
      body: 'unable to upgrade: no protocol that both sides know\n',
    });
    return;
  }
  const conversation = new Conversation(socket, head, negotiated);
  conversation.stream = connect(requestOf(message), {
    onResponse: (response) => conversation.answered(response),
    onMessage: (said) => conversation.deliver(said),
    onEnd: () => conversation.end(),
    onFailure: (reason) => conversation.fail(reason),
  });
}

export function requestOf(message: IncomingMessage): HttpRequest {
  const headers: Record<string, string> = {};
  for (const [name, value] of Object.entries(message.headers)) {
    headers[name] = Array.isArray(value) ? value.join(', ') : (value ?? '');
  }
  return { method: message.method ?? 'GET', url: message.url ?? '/', headers };
}

export function refuse(socket: Duplex, { status, headers, body }: HttpResponse): void {
  const lines = Object.entries({ ...headers, 'content-length': String(Buffer.byteLength(body)), connection: 'close' });
  const head = lines.map(([name, value]) => `${name}: ${value}`).join('\r\n');
  socket.end(`HTTP/1.1 ${status} ${status < 500 ? 'Refused' : 'Failed'}\r\n${head}\r\n\r\n${body}`);
}

class Conversation {
  readonly #socket: Duplex;
  readonly #head: Buffer;
  readonly #negotiated: Negotiated;
  stream: HttpStream | undefined;
  #carrier: Carrier | undefined;

  constructor(socket: Duplex, head: Buffer, negotiated: Negotiated) {
    this.#socket = socket;
    this.#head = head;
    this.#negotiated = negotiated;
    socket.on('close', () => this.stream?.cancel());
  }

  answered(response: HttpResponse): void {
    if (response.status !== 101) {
      // What is no upgrade is answered as ever, and what would go on (a watch) is not begun.
      if (response.status < 300) this.stream?.cancel();
      refuse(this.#socket, response);
      return;
    }
    const lines = this.#negotiated.headers.map(([name, value]) => `${name}: ${value}\r\n`).join('');
    this.#socket.write(`HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\n${lines}\r\n`);
    this.#carrier = this.#negotiated.begin(this.#socket, this.#head, {
      message: (message) => this.stream?.send(message),
      gone: () => this.stream?.cancel(),
    });
  }

  deliver(message: StreamMessage): void {
    this.#carrier?.deliver(message);
  }

  end(): void {
    this.#carrier?.end();
  }

  fail(reason: string): void {
    if (this.#carrier) this.#carrier.end();
    else refuse(this.#socket, { status: 503, headers: { 'content-type': 'text/plain' }, body: reason });
  }
}
