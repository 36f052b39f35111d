import { textOf, type StreamMessage } from '../../../engine/apimachinery/index.ts';
import { CommandError } from '../../cobra/errors.ts';
import type { Invocation } from '../../cobra/types.ts';
import { klog } from '../../flags/index.ts';
import type { Caller, OpenRequest } from '../../world.ts';

interface Connection {
  readonly caller: Caller;
  readonly local: number;
  readonly remote: number;
  error: string;
}

/** Who has come, and what is said to and fro: connection n on channels 2n and 2n + 1 (remotecommand.ts). */
export class Connections {
  readonly #invocation: Invocation;
  readonly #connections: Connection[] = [];
  #open: OpenRequest | undefined;
  #reject: (error: unknown) => void = () => undefined;
  /** Rejects when nothing could be listened on. */
  readonly failed: Promise<never>;

  constructor(invocation: Invocation) {
    this.#invocation = invocation;
    this.failed = new Promise((_resolve, reject) => (this.#reject = reject));
    this.failed.catch(() => undefined);
  }

  begin(open: OpenRequest): void {
    this.#open = open;
  }

  fail(error: unknown): void {
    this.#reject(error);
  }

  carry(caller: Caller, local: number, remote: number): void {
    const channel = 2 * this.#connections.length;
    this.#connections.push({ caller, local, remote, error: '' });
    this.#open?.send({ channel, port: remote });
    void this.#pump(caller, channel);
  }

  async #pump(caller: Caller, channel: number): Promise<void> {
    while (true) {
      const data = await caller.read();
      if (data === undefined) break;
      this.#open?.send({ channel, data });
    }
    this.#open?.send({ channel, end: true });
  }

  hear(message: StreamMessage): void {
    const connection = this.#connections[message.channel >> 1];
    if (connection === undefined) return;
    if (message.channel % 2 === 0) {
      if ('data' in message) connection.caller.write(message.data);
      else if ('end' in message) connection.caller.end();
    } else if ('data' in message) connection.error += textOf(message.data);
    else if ('end' in message && connection.error !== '') this.#refused(connection);
  }

  #refused({ caller, local, remote, error }: Connection): void {
    const why = `an error occurred forwarding ${local} -> ${remote}: error forwarding port ${error}`;
    klog(this.#invocation, 'E', 'portforward.go:424', `"Unhandled Error" err=${JSON.stringify(why)}`);
    caller.end();
    this.fail(new CommandError('lost connection to pod'));
  }
}
