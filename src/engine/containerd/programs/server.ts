import type { Program } from '../../shell/index.ts';
import { SIGTERM } from '../../shell/index.ts';
import type { Container } from '../container.ts';
import type { Server } from '../images/index.ts';

/** A server that a script or a person starts: it listens until a signal ends it. */
export function serverProgram(container: Container, server: Server): Program {
  return function* (process) {
    const env = Object.fromEntries(process.env);
    const refusal = server.refuses?.(env);
    const log = refusal ?? server.log;
    for (const line of log) yield* process.print(`${line}\n`);
    if (refusal) return 1;
    let stopping = false;
    if (server.shutdown !== undefined) {
      process.handlers.set(SIGTERM, () => {
        stopping = true;
        process.wake();
      });
    }
    yield* process.sleep(server.startup);
    container.listen(server);
    try {
      while (!stopping) yield* process.wait(process.machine.waiter());
      yield* process.sleep(server.shutdown ?? 0);
      return server.exitCode ?? 0;
    } finally {
      if (container.listening === server) container.listening = undefined;
    }
  };
}
