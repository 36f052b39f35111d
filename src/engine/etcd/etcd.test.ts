import { beforeEach, describe, expect, it } from 'vitest';
import { Host, MINUTE, Network, NetworkError, Process, SECOND, Sim, type Task } from '../sim/index.ts';
import { TraceRecorder, effectsOf, why, type Commit } from '../trace/index.ts';
import { EtcdClient, EtcdDisk, EtcdError, prefixEnd, startEtcd, type Op, type WatchItem } from './index.ts';

const PODS = '/registry/pods/';

class Bench {
  readonly trace = new TraceRecorder();
  readonly sim = new Sim({ seed: 7, recorder: this.trace });
  readonly network = new Network(this.sim);
  readonly disk = new EtcdDisk({ paranoid: true, historyLimit: 50 });
  readonly host = new Host('control-plane-1');
  readonly asker = new Process(this.sim, 'kube-apiserver', this.host);
  readonly client = new EtcdClient(this.network, this.asker, 5 * SECOND);
  member = this.start();

  start(): Process {
    this.member = new Process(this.sim, 'etcd', this.host);
    startEtcd(this.member, this.network, { disk: this.disk, recorder: this.trace });
    return this.member;
  }

  /** Starts a task; its answer is there once the clock has run far enough. */
  begin<T>(task: Task<T>): { answer: T | undefined; error: unknown } {
    const result: { answer: T | undefined; error: unknown } = { answer: undefined, error: undefined };
    this.asker.go(
      'test',
      (function* () {
        try {
          result.answer = yield* task;
        } catch (error) {
          result.error = error;
        }
      })(),
    );
    return result;
  }

  do<T>(task: Task<T>): T {
    const result = this.begin(task);
    this.advance(SECOND);
    if (result.error !== undefined) throw result.error;
    return result.answer as T;
  }

  advance(duration: number): void {
    this.sim.runUntil(this.sim.now + duration);
  }

  write(...success: Op[]) {
    return this.client.txn('/registry/pods/default/a', { compare: [], success, failure: [] });
  }

  put(name: string, value: unknown = name) {
    return this.write({ type: 'put', key: PODS + name, value });
  }

  watch(startRevision?: number): { items: WatchItem[]; ended: boolean } {
    const seen: { items: WatchItem[]; ended: boolean } = { items: [], ended: false };
    const { client } = this;
    this.asker.go(
      'watch',
      (function* () {
        const watch = yield* client.watch({ key: PODS, end: prefixEnd(PODS), startRevision });
        for (;;) {
          const next = yield* watch.next();
          if (!next) break;
          seen.items.push(next.payload);
        }
        seen.ended = true;
      })(),
    );
    this.advance(SECOND);
    return seen;
  }

  commits(): Commit[] {
    const commits: Commit[] = [];
    for (let id = this.trace.first; id < this.trace.next; id++) {
      const record = this.trace.get(id);
      if (record?.type === 'commit') commits.push(record);
    }
    return commits;
  }
}

let bench: Bench;
beforeEach(() => {
  bench = new Bench();
});

const revisionsOf = (items: readonly WatchItem[]): number[] => items.map((item) => item.revision);

describe('a watch is', () => {
  it('ordered and unique: every revision once, rising', () => {
    const { items } = bench.watch();
    const all = Array.from({ length: 20 }, (_, i) => bench.begin(bench.put(`p${i % 3}`, i)));
    bench.advance(SECOND);
    expect(all.every((one) => one.answer?.succeeded)).toBe(true);
    expect(revisionsOf(items)).toEqual(Array.from({ length: 20 }, (_, i) => i + 2));
  });

  it('atomic: what one transaction changes comes in one item', () => {
    const { items } = bench.watch();
    bench.do(bench.put('old'));
    bench.do(bench.write({ type: 'put', key: `${PODS}a`, value: 1 }, { type: 'delete', key: `${PODS}old` }));
    expect(items).toHaveLength(2);
    expect(items[1]?.kvs.map((kv) => [kv.key, kv.value])).toEqual([
      [`${PODS}a`, 1],
      [`${PODS}old`, undefined],
    ]);
  });

  it('reliable and resumable: one begun at an old revision misses nothing in between and goes on from there', () => {
    for (const name of ['a', 'b', 'c']) bench.do(bench.put(name));
    const { items } = bench.watch(3);
    bench.do(bench.put('d'));
    expect(revisionsOf(items)).toEqual([3, 4, 5]);
  });

  it('told when what it wants is compacted', () => {
    for (const name of ['a', 'b', 'c']) bench.do(bench.put(name));
    bench.do(bench.client.compact(4));
    const watch = bench.watch(2);
    expect(watch.items).toEqual([{ revision: 4, kvs: [], compactRevision: 4 }]);
    expect(watch.ended).toBe(true);
  });

  it('blind to other prefixes', () => {
    const { items } = bench.watch();
    bench.do(bench.write({ type: 'put', key: '/registry/podtemplates/default/a', value: 1 }));
    expect(items).toEqual([]);
  });

  it('ahead of the answer: whoever is told of a revision has seen it', () => {
    const seen = bench.watch();
    const write = bench.begin(bench.put('a'));
    while (write.answer === undefined) bench.sim.step();
    expect(revisionsOf(seen.items)).toEqual([write.answer.revision]);
  });
});

describe('a transaction', () => {
  it('takes the branch that its comparisons choose, and makes a revision only if it writes', () => {
    const key = `${PODS}a`;
    const createOnce = () =>
      bench.client.txn(key, {
        compare: [{ key, target: 'mod', result: '=', value: 0 }],
        success: [{ type: 'put', key, value: 'mine' }],
        failure: [{ type: 'range', key }],
      });
    expect(bench.do(createOnce())).toMatchObject({ succeeded: true, revision: 2 });
    const second = bench.do(createOnce());
    expect(second).toMatchObject({ succeeded: false, revision: 2 });
    expect(second.ranges[0]?.kvs[0]).toMatchObject({ value: 'mine', createRevision: 2, modRevision: 2, version: 1 });
  });

  it('that waits with others shares their fsync', () => {
    const writes = ['a', 'b', 'c', 'd'].map((name) => bench.begin(bench.put(name)));
    bench.advance(20_000);
    expect(writes.map((write) => write.answer?.revision)).toEqual([2, 3, 4, 5]);
    expect(new Set(bench.commits().map((commit) => commit.at)).size).toBeLessThan(4);
  });

  it('is one commit, caused by the request and cause of what the watcher gets', () => {
    const seen = bench.watch();
    bench.do(bench.put('a'));
    const commit = bench.commits()[0]!;
    expect(commit).toMatchObject({ revision: 2, operation: 'create', key: `${PODS}a` });
    const told = effectsOf(bench.trace, commit.id);
    expect(told.some((record) => record.type === 'hop' && record.label.verb === 'PUT')).toBe(true);
    expect(why(bench.trace, commit.id).map((record) => record.type)).toEqual(['commit', 'span', 'hop']);
    expect(seen.items).toHaveLength(1);
  });
});

describe('a range', () => {
  it('is in key order, counts beyond its limit, and reads the past', () => {
    for (const name of ['b', 'a', 'c']) bench.do(bench.put(name));
    bench.do(bench.write({ type: 'delete', key: `${PODS}a` }));
    const all = { key: PODS, end: prefixEnd(PODS) };
    const now = bench.do(bench.client.range({ ...all, limit: 1 }));
    expect(now).toMatchObject({ more: true, count: 2, revision: 5 });
    expect(now.kvs.map((kv) => kv.value)).toEqual(['b']);
    const past = bench.do(bench.client.range({ ...all, revision: 4 }));
    expect(past.kvs.map((kv) => kv.value)).toEqual(['a', 'b', 'c']);
  });

  it('below the compaction or ahead of time is refused in etcd’s words', () => {
    for (const name of ['a', 'b', 'c']) bench.do(bench.put(name));
    bench.do(bench.client.compact(3));
    const at = (revision: number) => () => bench.do(bench.client.range({ key: `${PODS}a`, revision }));
    expect(at(2)).toThrow(new EtcdError('etcdserver: mvcc: required revision has been compacted'));
    expect(at(3)).not.toThrow();
    expect(at(9)).toThrow(new EtcdError('etcdserver: mvcc: required revision is a future revision'));
  });
});

describe('what is kept', () => {
  it('is the newest versions, and whatever is current however old', () => {
    bench.do(bench.put('steady'));
    for (let i = 0; i < 120; i++) bench.do(bench.put('busy', i));
    const { store } = bench.disk;
    expect(store.get(`${PODS}steady`)?.value).toBe('steady');
    expect(store.getAt(`${PODS}busy`, store.revision - 10)?.value).toBe(109);
    expect(store.oldestKept).toBeGreaterThan(60);
    expect(store.getAt(`${PODS}busy`, 20)).toBeUndefined();
  });
});

describe('a lease', () => {
  it('takes its keys with it, all in one revision, unless it is kept alive', () => {
    const { id } = bench.do(bench.client.leaseGrant(60));
    for (const name of ['a', 'b']) {
      bench.do(bench.write({ type: 'put', key: PODS + name, value: name, lease: id }));
    }
    const { items } = bench.watch();
    bench.advance(50 * SECOND);
    bench.do(bench.client.leaseKeepAlive(id));
    bench.advance(50 * SECOND);
    expect(bench.disk.store.get(`${PODS}a`)).toBeDefined();
    bench.advance(20 * SECOND);
    expect(items.map((item) => item.kvs.map((kv) => kv.key))).toEqual([[`${PODS}a`, `${PODS}b`]]);
    expect(bench.disk.store.get(`${PODS}a`)).toBeUndefined();
  });

  it('lets go of a key that was written again without it', () => {
    const { id } = bench.do(bench.client.leaseGrant(10));
    bench.do(bench.write({ type: 'put', key: `${PODS}a`, value: 1, lease: id }));
    bench.do(bench.put('a', 2));
    bench.advance(MINUTE);
    expect(bench.disk.store.get(`${PODS}a`)?.value).toBe(2);
  });
});

describe('a crash', () => {
  it('loses no write that was answered and half-does none', () => {
    const writes = Array.from({ length: 200 }, (_, i) => bench.begin(bench.put(`p${i}`)));
    bench.advance(900);
    const { revision } = bench.disk.store;
    bench.member.kill();
    bench.advance(SECOND);
    expect(bench.disk.store.revision).toBe(revision);
    const answered = writes.filter((write) => write.answer).length;
    expect(writes.filter((write) => write.error instanceof NetworkError)).toHaveLength(200 - answered);
    bench.start();
    const found = bench.do(bench.client.range({ key: PODS, end: prefixEnd(PODS), countOnly: true }));
    expect(found.count).toBeGreaterThanOrEqual(answered);
    expect(bench.do(bench.put('after')).revision).toBe(revision + 1);
  });

  it('ends watches, and a new one goes on where the old one was', () => {
    const before = bench.watch();
    bench.do(bench.put('a'));
    bench.member.kill();
    bench.advance(SECOND);
    expect(before.ended).toBe(true);
    bench.start();
    bench.do(bench.put('b'));
    const after = bench.watch(before.items[0]!.revision + 1);
    expect(revisionsOf(after.items)).toEqual([3]);
  });
});

it('the same seed gives the same history', () => {
  const digest = () => {
    const one = new Bench();
    for (let i = 0; i < 30; i++) one.begin(one.put(`p${i % 7}`, i));
    one.advance(SECOND);
    return one.trace.hash.digest();
  };
  expect(digest()).toBe(digest());
});
