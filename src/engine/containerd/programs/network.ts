import type { PodReply, PodRequest } from '../../cri-api/index.ts';
import type { Process, Run } from '../../shell/index.ts';
import { SECOND, type Micros, type Task } from '../../sim/index.ts';
import type { Caller } from './caller.ts';

export type Connected = { readonly reply: PodReply } | { readonly failure: 'refused' | 'timeout' | 'reset' };

/** What a kernel waits for an answer to its first packets. */
const CONNECT_TIMEOUT: Micros = 130 * SECOND;

/** Runs something of the simulated network for a process of a container, which a signal may end meanwhile. */
export function* waitFor<T>(container: Caller, process: Process, name: string, task: Task<T>): Run<T> {
  let result: { readonly value: T } | undefined;
  let waiter = process.machine.waiter();
  container.sandbox.process.go(
    name,
    (function* () {
      result = { value: yield* task };
      waiter.settle();
    })(),
  );
  while (!result) {
    waiter = process.machine.waiter();
    yield* process.wait(waiter);
  }
  return result.value;
}

/** A connection out of a container: through its node's rules, unless it is to itself. */
export function* connect(
  container: Caller,
  process: Process,
  ip: string,
  port: number,
  request: PodRequest,
  timeout = CONNECT_TIMEOUT,
): Run<Connected> {
  const { sandbox } = container;
  const own = ip.startsWith('127.') || ip === '0.0.0.0' ? sandbox.record.ip : ip;
  const protocol = request.protocol === 'dns' ? 'UDP' : 'TCP';
  const task = sandbox.connect(own, port, request, timeout, protocol);
  return yield* waitFor(container, process, 'connect', task);
}
