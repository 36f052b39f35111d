import type { OpenRequest, Transport } from '../../kubectl/world.ts';
import type { StreamEvent, HttpRequest, HttpResponse } from '../../protocol/index.ts';
import type { Clock } from './surroundings.ts';

/**
 * Notices when a command begins to need the cluster or the clock: a clock that stands, or a past that is being looked at, must
 * then give way. Noticed once for each command line.
 */
export class Waking implements Clock, Transport {
  readonly #transport: Transport;
  readonly #clock: Clock;
  #needed: (() => void) | undefined;

  constructor(transport: Transport, clock: Clock) {
    this.#transport = transport;
    this.#clock = clock;
  }

  /** A command line begins; `needed` is called when it first needs time to pass. */
  expect(needed: () => void): void {
    this.#needed = needed;
  }

  now(): number {
    return this.#clock.now();
  }

  after(micros: number, fire: () => void): () => void {
    this.#notice();
    return this.#clock.after(micros, fire);
  }

  fetch(request: HttpRequest): Promise<HttpResponse> {
    this.#notice();
    return this.#transport.fetch(request);
  }

  connect(request: HttpRequest, told: (event: StreamEvent) => void): OpenRequest {
    this.#notice();
    return this.#transport.connect(request, told);
  }

  #notice(): void {
    const needed = this.#needed;
    this.#needed = undefined;
    needed?.();
  }
}
