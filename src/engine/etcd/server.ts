import { Channel, MICROSECOND, SECOND, serve, sleep } from '../sim/index.ts';
import type { Label, Network, Process, RecordId, ServerCall, Span, Task } from '../sim/index.ts';
import { factsOf, type StoreRow, type TraceRecorder } from '../trace/index.ts';
import { deepFreeze, type EtcdDisk } from './disk.ts';
import type { Lease } from './lessor.ts';
import type { OnRevision } from './mvcc.ts';
import { ErrLeaseNotFound, EtcdError } from './rpc.ts';
import type { EtcdRefusal, LeaseGrantRequest, RangeRequest, TxnRequest, TxnResponse, WatchRequest } from './rpc.ts';
import { Watchers } from './watchers.ts';

export interface EtcdConfig {
  readonly disk: EtcdDisk;
  readonly recorder: Pick<TraceRecorder, 'committed'>;
  readonly address?: string;
}

/** One fsync of the write-ahead log on a good SSD; etcd asks for a p99 below 10 ms. */
const FSYNC = 1_000 * MICROSECOND;
const FSYNC_JITTER = 600;
/** etcd's --max-request-bytes stands for a limit of another sort here: operations in one transaction. */
const MAX_TXN_OPS = 128;

interface Proposal {
  readonly request: TxnRequest;
  readonly call: ServerCall | undefined;
  readonly cause: RecordId;
  readonly span: Span;
}

/** Starts an etcd member that answers at `address`. It remembers nothing but what is on the disk. */
export function startEtcd(process: Process, network: Network, config: EtcdConfig): void {
  const member = new Member(process, config);
  for (const lease of config.disk.lessor.leases.values()) member.expireLater(lease);
  process.expose(factsOf('store', () => [member.status()]));
  process.go('commit', member.commit());
  serve(network, process, config.address ?? 'etcd', (call) => member.handle(call));
}

/** What an answer says of itself: what the question said, and the revision. */
function responseLabel({ verb, resource, namespace, name }: Label, revision: number): Label {
  return { form: 'response', verb, resource, namespace, name, revision };
}

class Member {
  readonly #watchers: Watchers;
  readonly #proposals: Channel<Proposal>;
  readonly #process: Process;
  readonly #config: EtcdConfig;
  /** Records a revision, caused by the proposal that is being applied. */
  readonly #onRevision: OnRevision;

  constructor(process: Process, config: EtcdConfig) {
    this.#process = process;
    this.#config = config;
    this.#watchers = new Watchers(process.sim, config.disk.store);
    this.#proposals = new Channel(process.sim);
    const { sim, id } = process;
    const { recorder } = config;
    this.#onRevision = (revision, operation, key) => ({
      commit: recorder.committed(sim.cause, id, revision, operation, key, sim.now),
      at: sim.now,
    });
  }

  /** It is alone, and so leads. */
  status(): StoreRow {
    const { store, lessor } = this.#config.disk;
    const { revision, compactRevision, keys } = store;
    return { revision, compactRevision, keys, leases: lessor.leases.size, isLeader: true, raftTerm: 2 };
  }

  /** Writes wait for the commit loop; everything else is answered at once. */
  *handle(call: ServerCall): Task {
    this.#answer(call);
  }

  #answer(call: ServerCall): void {
    const { store, lessor } = this.#config.disk;
    try {
      switch (call.label.verb) {
        case 'Txn':
          this.#propose(call.request as TxnRequest, call, call.label.name ?? '');
          return;
        case 'Range': {
          const answer = store.range(call.request as RangeRequest);
          call.reply(responseLabel(call.label, answer.revision), answer);
          return;
        }
        case 'Watch':
          this.#watchers.add(call.request as WatchRequest, call);
          return;
        case 'Compact':
          store.compact((call.request as { revision: number }).revision);
          call.reply({ form: 'response', verb: 'Compact', revision: store.revision }, { revision: store.revision });
          return;
        case 'LeaseGrant': {
          const lease = lessor.grant((call.request as LeaseGrantRequest).ttl);
          this.expireLater(lease);
          call.reply({ form: 'response', verb: 'LeaseGrant' }, { id: lease.id, ttl: lease.ttl });
          return;
        }
        case 'LeaseKeepAlive':
          this.#keepAlive(call);
          return;
        case 'LeaseRevoke':
          this.#revoke((call.request as { id: number }).id, call);
          return;
        default:
          throw new EtcdError(`rpc error: code = Unimplemented desc = unknown method ${call.label.verb}`);
      }
    } catch (error) {
      if (!(error instanceof EtcdError)) throw error;
      call.reply({ ...call.label, form: 'response' }, { error: error.message } satisfies EtcdRefusal);
    }
  }

  /** Writes that wait together are put on the disk by one fsync, then take effect one after another. */
  *commit(): Task {
    const { sim } = this.#process;
    const random = sim.random(`${this.#process.id}/fsync`);
    for (;;) {
      const first = yield* this.#proposals.get();
      if (first === undefined) return;
      const batch = [first];
      for (let next = this.#proposals.tryGet(); next; next = this.#proposals.tryGet()) batch.push(next);
      yield* sleep(sim, FSYNC + random.int(FSYNC_JITTER));
      for (const proposal of batch) this.#apply(proposal);
      sim.cause = 0;
    }
  }

  expireLater(lease: Lease): void {
    const term = ++lease.term;
    this.#process.sim.after(
      lease.ttl * SECOND,
      (due: Lease) => {
        if (this.#process.state === 'dead' || due.term !== term) return;
        this.#revoke(due.id, undefined);
      },
      lease,
    );
  }

  #propose(request: TxnRequest, call: ServerCall | undefined, key: string): void {
    if (request.success.length > MAX_TXN_OPS && call)
      throw new EtcdError('etcdserver: too many operations in txn request');
    const { sim } = this.#process;
    const outer = sim.cause;
    const span = this.#process.begin('Txn', key);
    this.#proposals.put({ request, call, cause: span.id, span });
    sim.cause = outer;
  }

  #apply({ request, call, cause, span }: Proposal): void {
    const { disk } = this.#config;
    const { sim } = this.#process;
    const { store } = disk;
    sim.cause = cause;
    try {
      const applied = store.apply(request, this.#onRevision);
      const { changes } = applied;
      if (changes.length > 0) {
        if (disk.paranoid) for (const kv of changes) deepFreeze(kv.value);
        disk.lessor.written(changes);
        for (const observe of disk.observers) observe(changes);
        this.#watchers.publish(changes);
      }
      const last = changes[changes.length - 1];
      const written = last?.version === 0 ? undefined : last;
      const answer: TxnResponse = {
        revision: store.revision,
        succeeded: applied.succeeded,
        ranges: applied.ranges,
        written,
      };
      sim.cause = last?.commit ?? cause;
      call?.reply(responseLabel(call.label, store.revision), answer);
      span.end(applied.succeeded ? 'ok' : 'error', { succeeded: applied.succeeded, revision: store.revision });
    } catch (error) {
      if (!(error instanceof EtcdError)) throw error;
      call?.reply({ ...call.label, form: 'response' }, { error: error.message } satisfies EtcdRefusal);
      span.end('error', { error: error.message });
    }
  }

  #keepAlive(call: ServerCall): void {
    const lease = this.#config.disk.lessor.leases.get((call.request as { id: number }).id);
    if (!lease) throw new EtcdError(ErrLeaseNotFound);
    this.expireLater(lease);
    call.reply({ form: 'response', verb: 'LeaseKeepAlive' }, { id: lease.id, ttl: lease.ttl });
  }

  /** Deletes the lease's keys in one revision. */
  #revoke(id: number, call: ServerCall | undefined): void {
    const { lessor, store } = this.#config.disk;
    const lease = lessor.leases.get(id);
    if (!lease) {
      if (call) throw new EtcdError(ErrLeaseNotFound);
      return;
    }
    lessor.revoke(id);
    const keys = [...lease.keys].sort();
    const success = keys.filter((key) => store.get(key)?.lease === id).map((key) => ({ type: 'delete', key }) as const);
    if (success.length > 0) this.#propose({ compare: [], success, failure: [] }, undefined, `lease ${id}`);
    call?.reply({ form: 'response', verb: 'LeaseRevoke' }, { id, ttl: 0 });
  }
}
