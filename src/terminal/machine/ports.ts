import type { Bytes } from '../../engine/apimachinery/index.ts';
import type { Caller, Listener } from '../../kubectl/world.ts';

const FIRST_FREE = 32_768;
const LAST_FREE = 60_999;

/** One side of a connection on this machine; what one side writes the other reads. */
class End implements Caller {
  other: End | undefined;
  #held: Bytes[] = [];
  #ended = false;
  #reader: (() => void) | undefined;

  async read(): Promise<Bytes | undefined> {
    for (;;) {
      const bytes = this.#held.shift();
      if (bytes !== undefined || this.#ended) return bytes;
      await new Promise<void>((resolve) => {
        this.#reader = resolve;
      });
    }
  }

  write(bytes: Bytes): void {
    this.other?.receive(bytes);
  }

  end(): void {
    this.other?.receive(undefined);
  }

  receive(bytes: Bytes | undefined): void {
    if (this.#ended) return;
    if (bytes === undefined) this.#ended = true;
    else this.#held.push(bytes);
    this.#reader?.();
  }
}

/** The ports of this machine on which somebody listens: port-forward and proxy do, in any tab. */
export class Ports {
  readonly #listening = new Map<number, (caller: Caller) => void>();

  /** Port 0 picks one. Throws as Go's net package tells it. */
  listen(port: number, address: string, called: (caller: Caller) => void): Listener {
    const chosen = port === 0 ? this.#free() : port;
    const at = address.includes(':') ? `[${address}]` : address;
    if (this.#listening.has(chosen)) throw new Error(`listen tcp4 ${at}:${chosen}: bind: address already in use`);
    if (chosen < 1024) throw new Error(`listen tcp4 ${at}:${chosen}: bind: permission denied`);
    this.#listening.set(chosen, called);
    return { port: chosen, close: () => this.#listening.delete(chosen) };
  }

  /** undefined: nobody listens there. */
  connect(port: number): Caller | undefined {
    const called = this.#listening.get(port);
    if (!called) return undefined;
    const [near, far] = [new End(), new End()];
    near.other = far;
    far.other = near;
    called(far);
    return near;
  }

  #free(): number {
    for (let port = FIRST_FREE; port <= LAST_FREE; port++) if (!this.#listening.has(port)) return port;
    throw new Error('bind: address already in use');
  }
}
