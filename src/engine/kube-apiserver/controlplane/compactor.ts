import { EtcdError } from '../../etcd/index.ts';
import { MINUTE, NetworkError, sleep, type Task } from '../../sim/index.ts';
import type { Server } from '../server.ts';

const INTERVAL = 5 * MINUTE;
const KEY = 'compact_rev_key';

/** Every five minutes lets etcd forget what is older than five minutes; of several servers one wins. storage/etcd3/compact.go */
export function* compactor(server: Server): Task {
  let version = 0;
  let revision = 0;
  for (;;) {
    yield* sleep(server.sim, INTERVAL);
    server.sim.cause = 0;
    try {
      const answer = yield* server.etcd.txn(KEY, {
        compare: [{ key: KEY, target: 'version', result: '=', value: version }],
        success: [{ type: 'put', key: KEY, value: String(revision) }],
        failure: [{ type: 'range', key: KEY }],
      });
      const before = revision;
      revision = answer.revision;
      if (!answer.succeeded) {
        version = answer.ranges[0]?.kvs[0]?.version ?? 0;
        continue;
      }
      version++;
      if (before > 0) yield* server.etcd.compact(before);
    } catch (error) {
      if (!(error instanceof EtcdError) && !(error instanceof NetworkError)) throw error;
    }
  }
}
