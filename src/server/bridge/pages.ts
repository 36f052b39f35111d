import type { HttpReply, HttpRequest, HttpStream } from '../../engine/cluster/index.ts';
import type { FromPage, StreamEvent, ToPage } from '../../protocol/index.ts';
import type { Upgradable } from '../streams/index.ts';

/** A page's end of the bridge, as a WebSocket has it. */
export interface PageSocket {
  send(text: string): void;
}

interface Page {
  readonly socket: PageSocket;
  visible: boolean;
  readonly streams: Map<number, HttpReply>;
}

/** The answer when nobody is there who could answer. */
const NOBODY = {
  kind: 'Status',
  apiVersion: 'v1',
  metadata: {},
  status: 'Failure',
  message: 'no page with a cluster is open: open this address without /cluster in a browser',
  reason: 'ServiceUnavailable',
  code: 503,
};

/** The pages that lend their clusters. The newest that is being looked at answers; else the newest. */
export class Pages {
  /** What came or became visible last is last. */
  #pages: Page[] = [];
  #nextId = 1;

  /** A page has come; what comes back takes what it says, and is told when it goes. */
  join(socket: PageSocket): { hear: (text: string) => void; leave: () => void } {
    const page: Page = { socket, visible: false, streams: new Map() };
    this.#pages.push(page);
    return {
      hear: (text) => this.#hear(page, JSON.parse(text) as FromPage),
      leave: () => {
        this.#pages = this.#pages.filter((other) => other !== page);
        for (const reply of page.streams.values()) reply.onFailure?.('the page with the cluster was closed');
      },
    };
  }

  readonly connect: Upgradable = (request: HttpRequest, reply: HttpReply): HttpStream => {
    const page = this.#pages.findLast(({ visible }) => visible) ?? this.#pages.at(-1);
    if (!page) {
      queueMicrotask(() =>
        reply.onResponse?.(
          { status: 503, headers: { 'content-type': 'application/json' }, body: `${JSON.stringify(NOBODY)}\n` },
          false,
        ),
      );
      return { send: () => undefined, cancel: () => undefined };
    }
    const id = this.#nextId++;
    const tell = (message: ToPage) => page.socket.send(JSON.stringify(message));
    page.streams.set(id, reply);
    tell({ id, command: { type: 'connect', request } });
    return {
      send: (message) => {
        if (page.streams.has(id)) tell({ id, command: { type: 'say', stream: id, message } });
      },
      cancel: () => {
        if (page.streams.delete(id)) tell({ id, command: { type: 'say', stream: id, message: null } });
      },
    };
  };

  #hear(page: Page, message: FromPage): void {
    if (message.type === 'visible') {
      page.visible = message.visible;
      if (!message.visible) return;
      this.#pages = [...this.#pages.filter((other) => other !== page), page];
      return;
    }
    const reply = page.streams.get(message.id);
    if (!reply) return;
    if (isOver(message.event)) page.streams.delete(message.id);
    pass(reply, message.event);
  }
}

function isOver(event: StreamEvent): boolean {
  return event.type === 'end' || event.type === 'failed' || (event.type === 'response' && !event.streams);
}

function pass(reply: HttpReply, event: StreamEvent): void {
  switch (event.type) {
    case 'response':
      reply.onResponse?.(event.response, event.streams);
      return;
    case 'chunk':
      reply.onChunk?.(event.text);
      return;
    case 'message':
      reply.onMessage?.(event.message);
      return;
    case 'end':
      reply.onEnd?.();
      return;
    default:
      reply.onFailure?.(event.reason);
  }
}
