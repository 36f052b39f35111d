/**
 * trace: the one append-only list of what happened. A hop is a message in flight, a span is work inside a process, a commit
 * is one etcd revision; `cause` always points backwards.
 *
 * Promises: a record's cause has a smaller id and did not begin later; nothing is rewritten but a hop's outcome and a span's
 * end; the questions are pure functions of the list. State is not in here: etcd is multi-version, so the world at a moment
 * is the world at a revision.
 *
 * Facts and samples are no part of it: what programs would tell of themselves at their metrics and debug endpoints, looked up by an
 * observer from time to time. They cause nothing, and the history is the same whether somebody looks or not.
 */
export {
  endOf,
  parseRegistryKey,
  startOf,
  type Commit,
  type Hop,
  type RegistryKey,
  type Span,
  type TraceRecord,
} from './records.ts';
export * from './facts.ts';
export { TraceRecorder, type Trace } from './recorder.ts';
export { salience, type Salience } from './salience.ts';
export { effectsOf, lastStartedBy, packetsAt, spansOn, why } from './questions.ts';
