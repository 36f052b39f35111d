import { exchange, portAddress, type PodRequest } from '../../../cri-api/index.ts';
import type { Micros, Task } from '../../../sim/index.ts';
import type { Location } from './proxy.ts';
import type { Server } from '../../server.ts';

export type Asked = Required<Pick<PodRequest, 'method' | 'path' | 'headers'>> & Pick<PodRequest, 'body'>;

export type Answered =
  { readonly failure: string } | { readonly failure?: undefined; readonly status: number; readonly body: string };

/** Asks a program in a pod; a failure is told as Go's transport tells it. */
export function* ask(server: Server, { ip, port }: Location, asked: Asked, timeout: Micros): Task<Answered> {
  const address = portAddress(ip, port);
  const label = { form: 'request', verb: asked.method, name: asked.path } as const;
  const request: PodRequest = { protocol: 'http', ...asked };
  const result = yield* exchange(server.network, server.process, address, label, request, timeout);
  if ('reply' in result && result.reply.status !== 0) return result.reply;
  const why = 'failure' in result ? result.failure : 'reset';
  const texts = {
    refused: `dial tcp ${address}: connect: connection refused`,
    timeout: `dial tcp ${address}: i/o timeout`,
    reset: 'EOF',
  };
  return { failure: texts[why] };
}
