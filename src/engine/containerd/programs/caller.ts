import type { Exchange, PodRequest } from '../../cri-api/index.ts';
import type { Micros, Process, Task } from '../../sim/index.ts';

/** Who speaks to the network: a container is one, and so is a node itself. */
export interface Caller {
  readonly sandbox: {
    readonly process: Process;
    readonly record: { readonly ip: string };
    connect(ip: string, port: number, request: PodRequest, timeout: Micros, protocol: 'TCP' | 'UDP'): Task<Exchange>;
  };
  /** Which of several programs of one name is there. */
  readonly image: { readonly tools?: readonly string[] };
  readonly config: { readonly image: string };
}
