import { isJSONObject, StatusError, type Status } from '../../engine/apimachinery/index.ts';
import type { StreamEvent } from '../../protocol/index.ts';
import type { OpenRequest } from '../world.ts';
import { refusalOf } from './client.ts';
import type { WatchEvent } from './types.ts';

/** Turns what a connection tells into events that can be waited for. Leaving the loop gives the connection up. */
export function watchEvents(
  open: (told: (event: StreamEvent) => void) => Promise<OpenRequest>,
  signal: AbortSignal,
): AsyncIterable<WatchEvent> {
  return { [Symbol.asyncIterator]: () => new Watch(open, signal) };
}

/** No generator, because who gives one up while it waits is not heard before there is something to say. */
class Watch implements AsyncIterator<WatchEvent, undefined> {
  readonly #open: (told: (event: StreamEvent) => void) => Promise<OpenRequest>;
  readonly #signal: AbortSignal;
  readonly #waiting = new Waiting();
  readonly #lines = new Lines();
  #request: OpenRequest | undefined;
  #started = false;
  #over = false;

  constructor(open: (told: (event: StreamEvent) => void) => Promise<OpenRequest>, signal: AbortSignal) {
    this.#open = open;
    this.#signal = signal;
  }

  async next(): Promise<IteratorResult<WatchEvent, undefined>> {
    try {
      await this.#begin();
      const line = this.#over ? undefined : await this.#waiting.next();
      if (line !== undefined) return { done: false, value: eventOf(line) };
    } catch (error) {
      this.#stop();
      throw error;
    }
    this.#stop();
    return { done: true, value: undefined };
  }

  return(): Promise<IteratorResult<WatchEvent, undefined>> {
    this.#stop();
    return Promise.resolve({ done: true, value: undefined });
  }

  readonly #aborted = (): void => this.#waiting.fail(this.#signal.reason);

  async #begin(): Promise<void> {
    if (this.#started) return;
    this.#started = true;
    this.#signal.addEventListener('abort', this.#aborted, { once: true });
    if (this.#signal.aborted) throw this.#signal.reason;
    const request = await this.#open((event) => this.#told(event));
    this.#request = request;
    if (this.#over) request.cancel();
  }

  #told(event: StreamEvent): void {
    const waiting = this.#waiting;
    if (event.type === 'response') {
      if (event.response.status >= 400) waiting.fail(refusalOf(event.response, 'GET', ''));
      else for (const line of this.#lines.add(event.response.body)) waiting.push(line);
      if (!event.streams) waiting.end();
    } else if (event.type === 'chunk') for (const line of this.#lines.add(event.text)) waiting.push(line);
    else if (event.type === 'failed') waiting.fail(new Error(event.reason));
    else if (event.type === 'end') waiting.end();
  }

  #stop(): void {
    if (this.#over) return;
    this.#over = true;
    this.#signal.removeEventListener('abort', this.#aborted);
    this.#waiting.end();
    this.#request?.cancel();
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
