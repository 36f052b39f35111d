/**
 * overview: how the cluster is doing. Charts over virtual time (what is used, asked for and there; pods by phase; requests; queues;
 * scheduling; etcd), the playhead in each, where a click seeks; the same as a table; and what is wrong at the playhead, each a link.
 *
 * Promises: everything is a function of the mirrored objects, the samples, the trace and the playhead; what is wrong is said in words.
 */
export { HealthOverview } from './overview.tsx';
