/**
 * etcd: the cluster's only memory. A multi-version key-value store with transactions, watches and leases.
 *
 * Promises. Ordered: a watcher sees revisions rising. Unique: each once. Atomic: a revision's changes come together.
 * Reliable: none is skipped. Resumable: a broken watch goes on from the next revision, or is told `compacted`. A write that
 * was answered is on the disk; a write is a revision and a revision is one commit in the trace, the cause of all it leads to.
 * Watchers are told before the writer is answered, and one connection delivers in order, so whoever has its answer from
 * here has also received every event up to that answer's revision.
 *
 * Different from the real thing: one member, so no raft; values are objects handed over by reference, never bytes (whoever
 * stores one must never change it), and what etcd's client does at each decode (set resourceVersion) is done once, at commit;
 * a key outlives compaction as history for the observer, as far as `historyLimit` versions reach; no users, no quota.
 */
export * from './rpc.ts';
export { EtcdClient, EtcdWatch } from './client.ts';
export { EtcdDisk, type DiskOptions } from './disk.ts';
export { OrderedMap } from './ordered-map.ts';
export { startEtcd, type EtcdConfig } from './server.ts';
export { Store } from './mvcc.ts';
