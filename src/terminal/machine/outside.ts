import { STDIN, STDOUT, type Bytes } from '../../engine/apimachinery/index.ts';
import type { Caller, Transport } from '../../kubectl/world.ts';

/** A connection to a port of one of the cluster's machines. */
export interface OutsideCaller extends Caller {
  /** Why nothing came: `unknown`, `refused`, `timeout`, `reset` or `tls`. */
  readonly failure: string | undefined;
}

/** Opens a port of a node, by its name or its address; what is written there goes over the simulated network. */
export function dialNode(transport: Transport, host: string, port: number, tls: boolean): OutsideCaller {
  const held: Bytes[] = [];
  let failure: string | undefined;
  let over = false;
  let wake: (() => void) | undefined;
  const url = `${tls ? 'tls' : 'tcp'}://${host}:${port}`;
  const stream = transport.connect({ method: 'CONNECT', url, headers: {} }, (event) => {
    if (event.type === 'message' && 'data' in event.message && event.message.channel === STDOUT) {
      held.push(event.message.data);
    } else if (event.type === 'end') over = true;
    else if (event.type === 'failed') {
      over = true;
      failure = event.reason;
    }
    wake?.();
  });
  return {
    get failure() {
      return failure;
    },
    async read() {
      for (;;) {
        const bytes = held.shift();
        if (bytes !== undefined || over) return bytes;
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
      }
    },
    write: (data) => stream.send({ channel: STDIN, data }),
    end: () => stream.cancel(),
  };
}
