import { isJSONObject, StatusError, type Status } from '../../engine/apimachinery/index.ts';
import type { StreamEvent } from '../../protocol/index.ts';
import type { OpenRequest } from '../world.ts';
import { refusalOf } from './client.ts';
import type { WatchEvent } from './types.ts';

/** Turns what a connection tells into events that can be waited for. Leaving the loop gives the connection up. */
export async function* watchEvents(
  open: (told: (event: StreamEvent) => void) => Promise<OpenRequest>,
  signal: AbortSignal,
): AsyncGenerator<WatchEvent> {
  const waiting = new Waiting();
  const stop = () => waiting.fail(signal.reason);
  signal.addEventListener('abort', stop, { once: true });
  const lines = new Lines();
  const request = await open((event) => {
    if (event.type === 'response') {
      if (event.response.status >= 400) waiting.fail(refusalOf(event.response, 'GET', ''));
      else for (const line of lines.add(event.response.body)) waiting.push(line);
      if (!event.streams) waiting.end();
    } else if (event.type === 'chunk') for (const line of lines.add(event.text)) waiting.push(line);
    else if (event.type === 'failed') waiting.fail(new Error(event.reason));
    else if (event.type === 'end') waiting.end();
  });
  try {
    if (signal.aborted) throw signal.reason;
    while (true) {
      const line = await waiting.next();
      if (line === undefined) return;
      yield eventOf(line);
    }
  } finally {
    signal.removeEventListener('abort', stop);
    request.cancel();
  }
}

function eventOf(line: string): WatchEvent {
  const value: unknown = JSON.parse(line);
  if (!isJSONObject(value) || !isJSONObject(value['object'])) throw new Error(`unable to decode an event: ${line}`);
  if (value['type'] === 'ERROR') throw new StatusError(value['object'] as unknown as Status);
  return { type: value['type'] as WatchEvent['type'], object: value['object'] };
}

/** Pieces of text, taken apart at their lines' ends. */
class Lines {
  #rest = '';

  add(text: string): string[] {
    const lines = (this.#rest + text).split('\n');
    this.#rest = lines.pop() ?? '';
    return lines.filter((line) => line !== '');
  }
}

/** What has come and was not asked for yet, or who asked and waits. */
class Waiting {
  readonly #lines: string[] = [];
  #over = false;
  #error: { readonly reason: unknown } | undefined;
  #wake: (() => void) | undefined;

  push(line: string): void {
    this.#lines.push(line);
    this.#wake?.();
  }

  end(): void {
    this.#over = true;
    this.#wake?.();
  }

  fail(reason: unknown): void {
    this.#error ??= { reason };
    this.#wake?.();
  }

  async next(): Promise<string | undefined> {
    while (true) {
      const line = this.#lines.shift();
      if (line !== undefined) return line;
      if (this.#error) throw this.#error.reason;
      if (this.#over) return undefined;
      await new Promise<void>((resolve) => (this.#wake = resolve));
    }
  }
}
